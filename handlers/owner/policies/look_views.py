"""What is held, for somebody without a firm: no verdicts, only what the documents give and ask."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.speech import Button, View
from handlers.owner.home_views import navigation
from handlers.owner.policies.shelves import PAGE, Shelf, turning
from handlers.owner.policies.words import nature_words, remarks_words, step_back
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.documents import Document
from policies.records import Modality, Quotation, Record
from policies.words import Words

CODES: Final = {
    Modality.DUTY_OF_AUTHORITY: "a",
    Modality.OFFER: "o",
    Modality.ENCOURAGEMENT: "e",
    Modality.DUTY: "d",
    Modality.INFORMATION: "i",
}
FIRST: Final = 3
DOCUMENTS: Final = 3


def read_shelf(word: str) -> Shelf | None:
    """A shelf in callback data; None for what is none."""
    group, page = word[:1], word[1:]
    if group not in CODES.values() or not page.isdecimal() or len(page) > 3:
        return None
    return Shelf(group, int(page))


def around(t: Tongue, records: Sequence[Record], documents: Mapping[str, Document]) -> View:
    """What there is, by who is bound by it; the first few by name."""
    first = [
        t("· <b>{title}</b>：{gist}", title=t.words(record.title), gist=t.words(record.gist))
        for record in records[:FIRST]
    ]
    cited = sorted({record.source.document for record in records})
    named = [_document(t, documents[name]) for name in cited[:DOCUMENTS]]
    head = t("目前收录了 {count} 项，登记后逐条对照您的情况。比如：", count=len(records))
    groups = [(_group_button(t, records, each),) for each in CODES if _of(records, CODES[each])]
    return View(lines(head, *first, *named), (*groups, (_register(t),), navigation(t)))


def _group_button(t: Tongue, records: Sequence[Record], modality: Modality) -> Button:
    count = len(_of(records, CODES[modality]))
    label = t("{nature}：{count} 项", nature=nature_words(t, modality), count=count)
    return button(label, "look:group", Shelf(CODES[modality]))


def _of(records: Sequence[Record], code: str) -> list[Record]:
    return [record for record in records if CODES[record.modality] == code]


def _document(t: Tongue, document: Document) -> Html:
    return t(
        "依据：《{document}》（{kind}，{date}）",
        document=t.words(document.title),
        kind=t.words(document.kind),
        date="" if document.date is None else document.date.isoformat(),
    )


def _register(t: Tongue) -> Button:
    return button(t("开始登记"), "start:begin")


def group(t: Tongue, records: Sequence[Record], shelf: Shelf) -> View:
    """One page of those that bind the same side."""
    found = _of(records, shelf.group)
    pages = max(-(-len(found) // PAGE), 1)
    page = min(shelf.page, pages - 1)
    modality = next(each for each, code in CODES.items() if code == shelf.group)
    here = Shelf(shelf.group, page)
    rows = [
        (button(t.plain(record.title), "look:show", record.id, here),)
        for record in found[page * PAGE : (page + 1) * PAGE]
    ]
    turns = turning(t, "look:group", shelf.group, page, pages)
    head = t("<b>{nature}</b>：{count} 项", nature=nature_words(t, modality), count=len(found))
    if pages > 1:
        head = t("{head}（第 {page}/{pages} 页）", head=head, page=page + 1, pages=pages)
    return View(head, (*rows, *turns, step_back(t, "home:look")))


def card(
    t: Tongue, record: Record, demands: Sequence[Words], document: Document, shelf: Shelf | None
) -> View:
    """What it gives, for whom, and where it is written; no verdict."""
    listed = Html(t("；").join(t.words(demand) for demand in demands))
    for_whom = t("对谁：{demands}", demands=listed) if demands else t("对谁：文件没有写别的条件")
    text = lines(
        t("<b>{title}</b>", title=t.words(record.title)),
        t.words(record.gist),
        t("性质：{nature}", nature=nature_words(t, record.modality)),
        for_whom,
        t("未定：{remarks}。", remarks=remarks_words(t, record.open[:2])) if record.open else None,
        _quoted(t, record.source),
        Html(_document(t, document) + record.source.clause),
        t("您的厂算不算，登记后我逐条对照。"),
    )
    return_to = ("home:look",) if shelf is None else ("look:group", shelf)
    return View(text, ((_register(t),), step_back(t, *return_to)))


def _quoted(t: Tongue, quotation: Quotation) -> Html:
    quote = t("<blockquote>{quote}</blockquote>", quote=quotation.quote)
    gloss = None if t.language == "zh" else Html(f"<i>{t.words(Words('', quotation.gloss))}</i>")
    return lines(quote, gloss)
