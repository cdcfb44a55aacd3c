"""What the screens about duties share: the firm's duties in one act, and what a button names."""

from collections.abc import Callable
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services.duties.duties import Duty, FirmDuties, kept_records, load_duties
from bot.services.duties.errands import Ground
from bot.store.questions import OpenQuestion, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.keeping import Item

EVIDENCE: Final = "duty_evidence"
AMOUNTS: Final = "duty_amounts"
TARGETS: Final = "duty_targets"
INTERVAL: Final = "duty_interval"
HOUR: Final = "duty_hour"
CODES: Final = "duty_codes"
OURS: Final = frozenset({EVIDENCE, AMOUNTS, TARGETS, INTERVAL, HOUR, CODES})
"""Questions of these screens; opening another screen of theirs ends them."""

DutyAct = Callable[[UnitOfWork, Speaker, FirmDuties], Replies]


async def with_duties(
    event_update: Update, owner: Owner, act: DutyAct, *, asked: OpenQuestion | None = None
) -> None:
    """Judge the firm outside of the transaction, then act on its duties in one.

    Args:
        asked: The question that a text answers; it must still be the open one.
    """
    ground = ground_of(owner)

    def decision(scene: Scene) -> Apply:
        if asked is not None and scene.question != asked:
            raise Stale(StaleCode.ANSWERED)
        verdicts = scene.judged(only=kept_records(ground))
        firm_id = scene.profile.firm.id

        def apply(uow: UnitOfWork, who: Speaker) -> Replies:
            return act(uow, who, load_duties(uow, ground, firm_id, verdicts))

        return apply

    await decide(owner, event_update, decision, Right.DUTY)


def ground_of(owner: Owner) -> Ground:
    """What duties are judged by."""
    return Ground(owner.rulebase, owner.zone)


def duty_named(duties: FirmDuties, record: str) -> Duty:
    """The duty that a button names.

    Raises:
        Stale: It is none of this firm, or no longer.
    """
    duty = duties.duty(record)
    if duty is None:
        raise Stale(StaleCode.CHANGED)
    return duty


def duty_pressed(duties: FirmDuties, press: Press) -> Duty:
    """The duty that a button names first.

    Raises:
        Stale: It is none of this firm, or no longer.
    """
    return duty_named(duties, press.word())


def item_named(duty: Duty, name: str) -> Item:
    """An item of a duty.

    Raises:
        Stale: It has no such item.
    """
    for item in duty.keeping.items:
        if item.id == name:
            return item
    raise Stale(StaleCode.CHANGED)


def close_own_question(uow: UnitOfWork, who: Speaker) -> None:
    """A question of these screens is settled; one that somebody else asked stays open."""
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind in OURS:
        close_question(uow, BOT, who.person.chat_id)
