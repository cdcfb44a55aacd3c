"""Buttons under a case that both a notice and a screen show."""

from typing import Final

from bot.domain.speech import Button
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
