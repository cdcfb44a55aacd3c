"""继续答题, 继续登记: a question that was left goes on exactly where it stopped."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.services.firms.firms import firm_of
from bot.store.parked import unpark
from bot.store.questions import OpenQuestion
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.firm.registering import STEPS, ask_step
from handlers.owner.home import menu_of
from handlers.owner.questions.asked import KIND as FACT
from handlers.owner.questions.parking import waiting
from handlers.owner.questions.questionnaire import ask_again, ask_rest
from handlers.owner.scene import Apply, Scene, decide
from handlers.tongue import Html, lines


async def go_on(event_update: Update, owner: Owner) -> None:
    """What was left for the firm that they speak for."""
    left = await owner.app.read(lambda uow: _left(uow, owner, event_update))
    if left is None or left.kind not in STEPS:
        asked = left if left is not None and left.kind == FACT else None
        await decide(owner, event_update, lambda scene: take_up(scene, asked), Right.ANSWER)
        return

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm = firm_of(uow, who.person, Right.PROFILE)
        unpark(uow, who.person.id, firm.id, STEPS)
        return Replies(edit=ask_step(owner, uow, who, left))

    await owner.act(event_update, act)


async def go_on_with_draft(event_update: Update, owner: Owner) -> None:
    """A firm that is half registered."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return Replies(edit=take_up_draft(owner, uow, who) or _nothing_begun(uow, who))

    await owner.act(event_update, act)


def take_up_draft(owner: Owner, uow: UnitOfWork, who: Speaker) -> View | None:
    """The step at which a registration was left; None if none was."""
    left = waiting(uow, who, None)
    if left is None or left.kind not in STEPS:
        return None
    unpark(uow, who.person.id, None)
    return ask_step(owner, uow, who, left)


def _nothing_begun(uow: UnitOfWork, who: Speaker) -> View:
    """An old button: the registration is done, or was never begun."""
    menu = menu_of(uow, who)
    return replace(menu, html=lines(who.t("没有登记到一半的企业了。"), menu.html))


def _left(uow: UnitOfWork, owner: Owner, update: Update) -> OpenQuestion | None:
    who = speaker_of(uow, owner.app.turn_of(update))
    return waiting(uow, who, who.person.firm_id)


def take_up(scene: Scene, left: OpenQuestion | None, before: Html | None = None) -> Apply:
    """The very question, or the next one if it was answered meanwhile.

    Args:
        before: What is said above the question.
    """
    applied = ask_rest(scene) if left is None else ask_again(scene, left, before)
    firm_id = scene.profile.firm.id

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        unpark(uow, who.person.id, firm_id, {FACT})
        return applied(uow, who)

    return apply


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "go:on": go_on,
    "go:draft": go_on_with_draft,
}
