"""Verdicts that are too old are asked anew before a broadcast is handed in or approved."""

from telegram import Update

from bot.domain.audiences import Audience
from bot.domain.errors import Refusal
from bot.services.broadcasts.judging import audience_to_judge, keep_anew
from bot.services.staff.officers import officer_of
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts.audience_judging import firms_judged
from handlers.desk.context import Clerk, Desk
from handlers.press import Press

Anew = tuple[Audience, frozenset[int]]
"""An audience, and the firms for which its verdict rules hold now."""


async def judged_anew(desk: Desk, update: Update, press: Press) -> Anew | None:
    """Judge the audience of the broadcast that a button names; None if that is not needed."""
    audience = await desk.app.read(lambda uow: _audience(desk, uow, update, press))
    return None if audience is None else (audience, await firms_judged(desk, audience))


def keep_judged_anew(uow: UnitOfWork, who: Clerk, press: Press, anew: Anew | None) -> None:
    """Keep it with the act, unless the broadcast has another audience since."""
    if anew is not None:
        keep_anew(uow, who.officer, press.number(), *anew)


def _audience(desk: Desk, uow: UnitOfWork, update: Update, press: Press) -> Audience | None:
    """None if the act will refuse it anyway."""
    try:
        officer = officer_of(uow, int(desk.app.turn_of(update).sender_id or 0))
        return audience_to_judge(uow, officer, press.number())
    except Refusal:
        return None
