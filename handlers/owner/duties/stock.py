"""填现有数量, 定目标: a stock against the firm's own targets, several items in one message."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.duties.duties import Duty, FirmDuties
from bot.services.duties.evidence import record_evidence
from bot.services.duties.items import item_statuses
from bot.store.duties.book import choices_of, choose
from bot.store.duties.evidence import NewEvidence, latest_evidence
from bot.store.firms.people import PersonCard
from bot.store.questions import OpenQuestion, ask
from bot.store.screens import put_on_view
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties import stock_views as views
from handlers.owner.duties.amounts import read_amounts
from handlers.owner.duties.scene import (
    AMOUNTS,
    TARGETS,
    close_own_question,
    duty_named,
    duty_pressed,
    with_duties,
)
from handlers.press import Press
from policies.keeping import Item


async def ask_amounts(event_update: Update, owner: Owner, press: Press) -> None:
    """填现有数量: how much is there?"""
    await _ask(event_update, owner, press, AMOUNTS)


async def ask_targets(event_update: Update, owner: Owner, press: Press) -> None:
    """定目标: how much does the firm want to have?"""
    await _ask(event_update, owner, press, TARGETS)


async def counted(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """Amounts that are there."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        return _taken(uow, who, duties, question, text)

    await with_duties(event_update, owner, act, asked=question)


async def on_card(owner: Owner, event_update: Update, asked: tuple[str, str], text: str) -> None:
    """Amounts that were written while the duty's card was on view; it stays the one on view.

    Args:
        asked: As which question they are taken, and of which record.
    """
    kind, record = asked

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        return _taken(uow, who, duties, OpenQuestion(kind, record), text)

    await with_duties(event_update, owner, act)


async def _ask(event_update: Update, owner: Owner, press: Press, kind: str) -> None:
    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(kind, duty.record))
        view = views.ask(who.t, duty, stocked(duty), targets=kind == TARGETS)
        return Replies(edit=view)

    await with_duties(event_update, owner, act)


def stocked(duty: Duty) -> tuple[Item, ...]:
    """The items of a duty that are counted."""
    return tuple(item for item in duty.keeping.items if item.unit is not None)


def _taken(
    uow: UnitOfWork, who: Speaker, duties: FirmDuties, question: OpenQuestion, text: str
) -> Replies:
    """Keep what was understood; the rest is said back, and nothing understood asks again.

    The card stays the one on view: more amounts may follow.
    """
    put_on_view(uow, who.person.id, duties.firm_id, f"duty:show:{question.subject}")
    duty, targets = duty_named(duties, question.subject), question.kind == TARGETS
    read = read_amounts(stocked(duty), text)
    if not read.found:
        view = views.ask(who.t, duty, stocked(duty), targets=targets, wrong=(text, read))
        return Replies(say=(view,))
    if targets:
        for item, target in read.found.items():
            choose(uow, duties.firm_id, duty.record, item, target=target)
    else:
        _keep(uow, who.person, duties, duty, read.found)
    close_own_question(uow, who)
    now = replace(
        duties,
        latest=latest_evidence(uow, duties.firm_id),
        choices=choices_of(uow.connection, duties.firm_id),
    )
    statuses = [each for each in item_statuses(now, duty) if each.item.unit is not None]
    return Replies(say=(views.taken(who.t, duty, statuses, read, targets=targets),))


def _keep(
    uow: UnitOfWork,
    person: PersonCard,
    duties: FirmDuties,
    duty: Duty,
    amounts: Mapping[str, int],
) -> None:
    for item, amount in amounts.items():
        new = NewEvidence(duty.point(item), uow.now, amount=amount)
        record_evidence(uow, person, duties.firm_id, new)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "duty:stock": ask_amounts,
    "duty:goal": ask_targets,
}
ANSWERS: Final[Mapping[str, Answer]] = {AMOUNTS: counted, TARGETS: counted}
