"""Buttons under a case that both a notice and a screen show."""

from dataclasses import replace
from typing import Final

from bot.domain.speech import Button, View
from bot.services.cases.cards import CaseCard
from bot.services.cases.ratings import BAD
from handlers.press import button
from handlers.tongue import Tongue

STARS: Final = 5


def rating_rows(t: Tongue, card: CaseCard) -> tuple[tuple[Button, ...], ...]:
    """Stars of a closed case; once they are given, words; after a bad word, the ways on."""
    if card.rating is None:
        return (star_buttons(card.id),)
    more = [button(t("写评语"), "rate:words", card.id)]
    if card.rating.stars <= BAD:
        more.append(button(t("还要办"), "rate:again", card.id))
    return (star_buttons(card.id), tuple(more))


def check_buttons(t: Tongue, case_id: int, *, call: bool) -> tuple[tuple[Button, ...], ...]:
    """What an inspector can say of a case.

    Args:
        call: The firm has yet to be reached.
    """
    yes = button(t("核查通过，销号"), "case:check", case_id)
    no = button(t("没解决，重开"), "case:fault", case_id)
    if call:
        return ((yes, no), (button(t("没打通"), "case:miss", case_id),))
    return ((yes, no),)


def star_buttons(case_id: int) -> tuple[Button, ...]:
    """From one star to five."""
    return tuple(
        button(f"{count}⭐", "rate:case", case_id, count) for count in range(1, STARS + 1)
    )


def verdict_buttons(t: Tongue, case_id: int) -> tuple[Button, ...]:
    """The firm's word on a solution."""
    return (
        button(t("已解决"), "case:confirm", case_id),
        button(t("没解决"), "case:deny", case_id),
    )


def follow_buttons(t: Tongue, case_id: int) -> tuple[Button, ...]:
    """What a firm can do while its case goes on."""
    return (
        button(t("补充说明"), "case:note", case_id),
        button(t("查看进度"), "case:show", case_id, "new"),
    )


def home(t: Tongue) -> tuple[Button, ...]:
    """The last row of every message to a firm, as on the owner bot's own screens."""
    return (button(t("返回"), "home:show"), button(t("找人工"), "case:new"))


def fitting(t: Tongue, card: CaseCard, chat_id: int, view: View) -> View:
    """Without 我来办 for who would be refused: what is for those above they only look at."""
    claim, show = f"case:claim:{card.id}", button(t("看事项"), "case:show", card.id)
    held = {each.data for row in view.rows for each in row}
    if chat_id not in card.below or claim not in held:
        return view
    instead = () if show.data in held else (show,)
    rows = (
        tuple(one for each in row for one in (instead if each.data == claim else (each,)))
        for row in view.rows
    )
    return replace(view, rows=tuple(row for row in rows if row))


def open_on_desk(t: Tongue, card: CaseCard) -> tuple[Button, ...]:
    """The way from a message at the desk to its case."""
    return (
        button(t("看事项"), "case:show", card.id),
        button(t("看企业"), "case:firm", card.id),
    )
