"""接着记出车: a trip that was left while something of it was asked."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.trips.doors import own_trip, own_vehicle
from bot.store.parked import unpark
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.questions.parking import waiting
from handlers.owner.trucks import form, steps
from handlers.owner.trucks.drafts import draft_in
from handlers.owner.trucks.facts import FACT, OURS, ROUTE, next_or_card


async def take_up(event_update: Update, owner: Owner) -> None:
    """What was asked is asked again, with all that was said before."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        left = waiting(uow, who, who.person.firm_id, OURS)
        if left is None:
            raise Stale(StaleCode.CHANGED)
        unpark(uow, who.person.id, who.person.firm_id, {left.kind})
        ask(uow, BOT, who.person.chat_id, left)
        return _asked_again(owner, uow, who, left)

    await owner.act(event_update, act)


def _asked_again(owner: Owner, uow: UnitOfWork, who: Speaker, left: OpenQuestion) -> Replies:
    if left.kind == FACT:
        status = own_trip(uow, ground_of(owner), who.person, int(left.subject))
        return next_or_card(uow, who, status, edit=True)
    if left.kind == ROUTE:
        card = own_vehicle(uow, who.person, int(left.subject))
        return steps.of_truck(owner, uow, who, card, edit=True)
    draft = draft_in(left)
    if draft is None:
        raise Stale(StaleCode.CHANGED)
    if draft.vehicle is None:
        return steps.ask_truck(owner, uow, who, draft, edit=True)
    return form.go_on(owner, uow, who, draft, edit=True)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"trip:resume": take_up}
