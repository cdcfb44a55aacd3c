"""What authorities found about somebody who comes; what cannot wait goes to humans at once."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Notice, Replies
from bot.services.arrivals import arrivals as acts
from bot.services.arrivals.doors import own_arrival
from bot.services.arrivals.lists import open_urgent_case
from bot.services.arrivals.standing import ArrivalStatus
from bot.services.cases.cards import CaseCard
from bot.store.uow import UnitOfWork
from handlers.owner.arrivals import card_views as cards
from handlers.owner.arrivals import urgent_views
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.acts import said
from handlers.owner.duties.scene import ground_of
from handlers.owner.duties.urgent import tell
from handlers.press import Press


async def finding(event_update: Update, owner: Owner, press: Press) -> None:
    """判定情况: what did authorities find?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        status = own_arrival(uow, ground_of(owner), who.person, press.number())
        field = status.of.fact.fields.get(press.word(1))
        if field is None or not field.options:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=urgent_views.findings(who.t, status, field))

    await owner.act(event_update, act)


async def state(event_update: Update, owner: Owner, press: Press) -> None:
    """An option was tapped; what cannot wait goes to humans in the same act."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground, number = ground_of(owner), press.number()
        changed = acts.state_field(uow, ground, who.person, number, press.word(1), press.word(2))
        if changed.status.urgent is None:
            return said(who.t, cards.card, changed, who.t("记下了。"))
        case = open_urgent_case(
            uow, ground, who.person, number, lambda now: urgent_views.case_text(who.t, now)
        )
        status = own_arrival(uow, ground, who.person, number)
        view = urgent_views.urgent(who.t, status, case)
        return Replies(say=(view,), also=_also(owner, who, status, case))

    await owner.act(event_update, act)


def _also(
    owner: Owner, who: Speaker, status: ArrivalStatus, case: CaseCard | None
) -> tuple[Notice, ...]:
    if case is None:
        return ()
    return tell(
        owner, who, case, "arrival", lambda t: urgent_views.colleagues_told(t, status, case)
    )


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "arrival:finding": finding,
    "arrival:state": state,
}
