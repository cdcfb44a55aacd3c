"""What a search found: firms, and cases with the words in a line of context."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.searching import LETTERS_MOST, spans, words_of
from bot.domain.speech import Button, View, rows_of
from bot.services.assignments.own_firms import Found
from bot.services.cases.search import Hit, Search
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped, place, short_status
from handlers.notices.private import masked
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

PAGE: Final = 6
FIRMS: Final = 4
NAME: Final = 16
BEFORE: Final = 10
LINE: Final = 34


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of what was found.

    Attributes:
        count: How many cases there are in all.
        search: How far was looked for the words; None if it was a number.
    """

    words: str
    firms: Found
    hits: tuple[Hit, ...]
    count: int
    page: int
    search: Search | None


def ask_words(t: Tongue) -> View:
    """What are they looking for?"""
    return View(
        lines(
            t("找什么？写事项号、外部单号、企业名称，或诉求里的几个字。"),
            t("例：F-0716-003、003、示例纺织、卡口 放行"),
        ),
        ((back(t),),),
    )


def too_long(t: Tongue) -> View:
    """More than one searches for; they may write again."""
    text = t("要找的字太多了，最多 {most} 个字。写最关键的几个字就行。", most=LETTERS_MOST)
    return View(text, ((button(t("查找"), "find:ask"), back(t)),))


def found(t: Tongue, rulebase: RuleBase, page: FoundPage) -> View:
    """Firms, then cases: open ones by what is due, those to check, the newest closed."""
    firms = page.firms.firms[:FIRMS]
    if not firms and not page.count:
        return View(_nothing(t, page), ((back(t),),))
    words = words_of(page.words)
    text = lines(
        _head(t, page),
        *(
            Html(f"🏭 <b>{escaped(firm.name)}</b> · {place(t, rulebase, firm.region)}")
            for firm in firms
        ),
        t("还有别的企业名称里也有，多写几个字会更准。") if _more_firms(page) else None,
        *(_line(t, hit, words) for hit in page.hits),
        _cut(t, page.search),
        t("要找别的，接着写就行。"),
    )
    buttons = [button("🏭 " + clipped(firm.name, NAME), "firm:show", firm.id) for firm in firms]
    buttons += [button(hit.number, "case:show", hit.id) for hit in page.hits]
    return View(text, (*rows_of(*buttons), *_turns(t, page), (back(t),)))


def beside(t: Tongue, case: View) -> View:
    """A case that was opened while something else was being asked, which goes on."""
    note = t("刚才问您的还没答完，内容都留着：接着写，或者点上面的按钮。")
    return replace(case, html=lines(Html(case.html), "", note))


def no_such_number(t: Tongue, typed: str, *, kept: bool) -> View:
    """No case of theirs is called so; `kept`: what was asked before goes on."""
    on = t("刚才问您的还没答完，内容都留着：接着写，或者点上面的按钮。") if kept else None
    return View(
        lines(t("没有找到事项 {number}，或者不在您能看的范围。", number=clipped(typed, NAME)), on),
        ((button(t("查找"), "find:ask"), back(t)),),
    )


def search_instead(t: Tongue) -> Button:
    """Beside the choice of a case that a text may be for: it is for none of them."""
    return button(t("查找这几个字"), "find:said")


def _head(t: Tongue, page: FoundPage) -> Html:
    words = clipped(page.words, NAME)
    if not page.count and page.search is not None and not page.search.looked:
        return t("名称带“{words}”的企业：", words=words)
    if not page.count:
        looked = page.search.looked if page.search else 0
        return t(
            "“{words}”：您能看的 {count} 件事项里没有写到，企业有：", words=words, count=looked
        )
    return t("“{words}”：{count} 件事项（没办完的在前）", words=words, count=page.count)


def _nothing(t: Tongue, page: FoundPage) -> Html:
    words = clipped(page.words, NAME)
    looked = page.search.looked if page.search else None
    if not words_of(page.words):
        return lines(
            t("没有事项的外部单号是这个。手机号、证件号查不了。"),
            t("请写事项号、企业名称，或诉求里的几个字。"),
        )
    return lines(
        t("没有找到“{words}”。", words=words),
        t("只找您能看的企业和事项；看过 {count} 件事项。", count=looked)
        if looked is not None
        else t("只找您能看的事项。"),
        _cut(t, page.search),
        t("换几个字，或写事项号，再试一次。"),
    )


def _line(t: Tongue, hit: Hit, words: tuple[str, ...]) -> Html:
    head = (
        f"<b>{hit.number}</b> · {short_status(t, hit.status)} · {escaped(clipped(hit.firm, NAME))}"
    )
    return Html(f"{head}\n↳ {_context(masked(t, ' '.join(hit.text.split())), words)}")


def _context(text: str, words: tuple[str, ...]) -> str:
    """The words as they stand in the text, with a little before and behind them."""
    marked = spans(text, words)
    start = max(marked[0][0] - BEFORE, 0) if marked else 0
    end = start + LINE
    pieces, at = ["…" if start else ""], start
    for first, last in marked:
        if last > end:
            break
        pieces += [escaped(text[at:first]), f"<b>{escaped(text[first:last])}</b>"]
        at = last
    pieces += [escaped(text[at:end]), "…" if end < len(text) else ""]
    return "".join(pieces)


def _cut(t: Tongue, search: Search | None) -> Html | None:
    if search is None or not search.is_cut:
        return None
    return t("只看了最近的 {count} 件，更早的没有看；多写几个字会更准。", count=search.looked)


def _more_firms(page: FoundPage) -> bool:
    return page.firms.more or len(page.firms.firms) > FIRMS


def _turns(t: Tongue, page: FoundPage) -> tuple[tuple[Button, ...], ...]:
    turn = []
    if page.page > 0:
        turn.append(button(t("上一页"), "find:page", page.page - 1))
    if (page.page + 1) * PAGE < page.count:
        turn.append(button(t("下一页"), "find:page", page.page + 1))
    return (tuple(turn),) if turn else ()
