"""What every screen about policies says in the same words: answers, money, where it is written."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from babel.dates import format_date

from bot.domain.speech import Button
from handlers.owner.home_views import human
from handlers.phrases import money
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.documents import Document
from policies.records import Modality, Remark
from policies.verdicts import AmountLine
from policies.words import Words


def nature_words(t: Tongue, modality: Modality) -> Html:
    """Who is bound by the document's own verb, and how; never mixed."""
    words = {
        Modality.DUTY: t("企业必须做到"),
        Modality.OFFER: t("企业可以用，不是必须"),
        Modality.ENCOURAGEMENT: t("文件只是鼓励、支持，不是必须"),
        Modality.DUTY_OF_AUTHORITY: t("政府部门应当办到"),
        Modality.INFORMATION: t("只是说明，不用办什么"),
    }
    return words[modality]


def value_text(line: AmountLine) -> str:
    """An amount as it is read: money with two decimals, a count without."""
    return money(line.value) if line.money else f"{Decimal(line.text()):,f}"


def day_words(t: Tongue, day: date) -> Html:
    """A day at a glance: 7月14日."""
    if t.language == "zh":
        return Html(f"{day.year}年{day.month}月{day.day}日")
    return Html(format_date(day, "d MMM y", locale="en"))


def remarks_words(t: Tongue, remarks: Iterable[Remark]) -> Html:
    """Several remarks in one sentence; who decides is said once for those that follow."""
    groups = groupby(remarks, key=lambda remark: remark.decided_by)
    return Html(t("；").join(_decided(t, list(group), who) for who, group in groups))


def _decided(t: Tongue, remarks: Sequence[Remark], who: Words | None) -> Html:
    text = Html(t("；").join(t.words(remark.text) for remark in remarks))
    if who is None or t.words(who) in text:  # the sentence names them itself
        return text
    return t("{text}（请向{who}确认）", text=text, who=t.words(who))


def unheld_line(t: Tongue, documents: Sequence[Document]) -> Html | None:
    """Documents that are not held, in one line of a card: the first, and how many there are."""
    named = unheld_words(t, documents[:1])
    if named is None or len(documents) == 1:
        return named
    return t("{named}等 {count} 份", named=named, count=len(documents))


def unheld_words(t: Tongue, documents: Iterable[Document]) -> Html | None:
    """Documents that the text refers to and that are not held here; None if there are none."""
    titles = [t("《{document}》", document=t.words(each.title)) for each in documents]
    if not titles:
        return None
    return t("已引用、未收录：{documents}", documents=Html(t("、").join(titles)))


def step_back(t: Tongue, name: str, *args: object) -> tuple[Button, ...]:
    """The last row of a screen that lies behind another one: one step back, and a human."""
    return (button(t("返回"), name, *args), human(t))
