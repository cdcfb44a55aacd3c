"""接着记来人: people who come, left while something of them was asked."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.arrivals.doors import own_arrivals
from bot.store.parked import unpark
from bot.store.questions import ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.arrivals import form_views as forms
from handlers.owner.arrivals.drafts import drafts_in
from handlers.owner.arrivals.left_out import go_on
from handlers.owner.arrivals.scene import LEFT_OUT, NEW, list_named
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.questions.parking import waiting


async def take_up(event_update: Update, owner: Owner) -> None:
    """What was asked is asked again, with all that was said before."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        left = waiting(uow, who, who.person.firm_id, {NEW, LEFT_OUT})
        if left is None:
            raise Stale(StaleCode.CHANGED)
        unpark(uow, who.person.id, who.person.firm_id, {left.kind})
        of = list_named(own_arrivals(uow, ground_of(owner), who.person), left.subject)
        if left.kind == LEFT_OUT:
            return go_on(owner, uow, who, of, drafts_in(left), edit=True)
        ask(uow, BOT, who.person.chat_id, left)
        day = datetime.fromisoformat(left.context["since"]).astimezone(owner.zone).date()
        return Replies(edit=forms.ask_who_came(who.t, of, day))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"arrival:resume": take_up}
