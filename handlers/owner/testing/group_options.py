"""What else is said of a test group: whether it hears of free tests, and that it is no more."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.testing import testing as acts
from bot.services.testing.replanning import firm_rules
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import card_views as cards
from handlers.owner.testing.scene import close_own_question, overview_of, standing, wording
from handlers.press import Press


async def more(event_update: Update, owner: Owner, press: Press) -> None:
    """人数、停产、其他…."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _, status = standing(uow, owner, who, press.number())
        return Replies(edit=cards.more(wording(uow, owner, who.t), status))

    await owner.act(event_update, act)


async def offers(event_update: Update, owner: Owner, press: Press) -> None:
    """Free tests: to be told of them, or not."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, status = standing(uow, owner, who, press.number())
        on = press.word(1) == "on"
        switched = acts.switch_offers(uow, who.person, status.group.id, rules.quiet, on=on)
        return Replies(say=(cards.offers_switched(wording(uow, owner, who.t), switched),))

    await owner.act(event_update, act)


async def quieter(event_update: Update, owner: Owner, press: Press) -> None:
    """这类不用再提醒, under an offer."""
    await offers(event_update, owner, Press(press.name, (press.word(), "off")))


async def remove(event_update: Update, owner: Owner, press: Press) -> None:
    """删除这组: really?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _, status = standing(uow, owner, who, press.number())
        return Replies(edit=cards.really_remove(wording(uow, owner, who.t), status))

    await owner.act(event_update, act)


async def gone(event_update: Update, owner: Owner, press: Press) -> None:
    """Yes, really."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        group = acts.remove_group(uow, who.person, press.number())
        close_own_question(uow, who)
        rules = firm_rules(uow, owner.rulebase, owner.zone, group.firm_id)
        return Replies(edit=overview_of(uow, owner, who, rules))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "test:more": more,
    "test:offers": offers,
    "test:quiet": quieter,
    "test:remove": remove,
    "test:gone": gone,
}
