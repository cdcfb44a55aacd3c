"""After one truck of a trip the next one; and what was misread is said again."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.trips.doors import own_trip, own_trips, own_vehicle
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.trucks import card_views as cards
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks.drafts import Draft
from handlers.owner.trucks.facts import TRUCK
from handlers.owner.trucks.steps import keep_draft, of_truck
from handlers.press import Press


async def another(event_update: Update, owner: Owner, press: Press) -> None:
    """接着记: the next truck of the same trip."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm = own_trips(uow, ground_of(owner), who.person)
        like = own_trip(uow, ground_of(owner), who.person, press.number()).card
        card, *later = (
            own_vehicle(uow, who.person, press.number(place))
            for place in range(1, len(press.args))
        )
        for each in firm.statuses:
            made = each.card
            same = (made.route, made.departs_at) == (like.route, like.departs_at)
            if same and made.vehicle_id == card.id:
                return Replies(say=(cards.card(who.t, each, also=later),))
        departs = like.departs_at.isoformat() if like.departs_at >= uow.now else None
        arrives = "" if like.arrives_at is None else like.arrives_at.isoformat()
        also = tuple(each.id for each in later)
        draft = Draft(card.id, like.route, departs, arrives if departs else None, also=also)
        keep_draft(uow, who, draft)
        return of_truck(owner, uow, who, card)

    await owner.act(event_update, act)


async def again(event_update: Update, owner: Owner) -> None:
    """重说: what was read is dropped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        own_trips(uow, ground_of(owner), who.person)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(TRUCK))
        return Replies(edit=forms.told_again(who.t))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:again": again,
    "trip:also": another,
}
