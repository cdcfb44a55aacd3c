"""Putting a question away and offering it again: after days, or when the firm is changed back."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from bot.domain.speech import Button
from bot.store.parked import all_parked, park, unpark
from bot.store.questions import OpenQuestion, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.cases.screens import NOTE_KIND, TEXT_KIND
from handlers.owner.context import Speaker
from handlers.owner.firm.applying import KIND as APPLICATION
from handlers.owner.firm.registering import BOT, NAME, PLACE, STEPS, draft_in
from handlers.owner.left_behind import is_given_up
from handlers.owner.questions.asked import KIND as FACT
from handlers.owner.testing.scene import GROUP_SIZE, HOW_MANY, SAMPLED_AT, SOME_AT
from handlers.press import button
from handlers.tongue import Tongue

RESUMED: Final = STEPS | {FACT}
"""What goes on exactly where it stopped; for the rest there is a button that asks anew."""
TRIP: Final = "trip_"
ARRIVAL: Final = "arrival_"
"""How the kinds of questions of these screens begin."""


def put_away(uow: UnitOfWork, who: Speaker) -> None:
    """Close what is asked now; it is kept for the firm that it was asked for.

    A correction or a supposition that is left is given up: nothing was changed. Nor is
    anything kept to which no button leads back.
    """
    question = open_question(uow, BOT, who.person.chat_id)
    if question is None:
        return
    if not is_given_up(question) and way_back(who.t, question):
        park(uow, who.person.id, firm_behind(who, question), question)
    close_question(uow, BOT, who.person.chat_id)


def done_with(uow: UnitOfWork, who: Speaker, begins: str) -> None:
    """What was put away is done anew: nothing of it waits any more.

    Args:
        begins: How the kinds of its questions begin: TRIP or ARRIVAL.
    """
    left = all_parked(uow, who.person.id, who.person.firm_id)
    kinds = {each.kind for each in left if each.kind.startswith(begins)}
    if kinds:
        unpark(uow, who.person.id, who.person.firm_id, kinds)


def firm_behind(who: Speaker, question: OpenQuestion) -> int | None:
    """The firm that a question was asked for; None while there is none yet."""
    is_new = question.kind in {PLACE, NAME} and not draft_in(question).change
    return None if is_new else who.person.firm_id


def all_waiting(
    uow: UnitOfWork, who: Speaker, firm_id: int | None, since: datetime | None = None
) -> tuple[OpenQuestion, ...]:
    """What is still open for a firm, and all that was left for it, newest first.

    Args:
        since: Aware; of what was left, only what was then or later. None for all.
    """
    question = open_question(uow, BOT, who.person.chat_id)
    left: tuple[OpenQuestion, ...] = ()
    if question is not None and _is_resumed(question) and firm_behind(who, question) == firm_id:
        left = (question,)
    kinds = {each.kind for each in left}
    before = all_parked(uow, who.person.id, firm_id, since)
    return (*left, *(each for each in before if each.kind not in kinds))


def waiting(
    uow: UnitOfWork, who: Speaker, firm_id: int | None, kinds: Collection[str] = RESUMED
) -> OpenQuestion | None:
    """The newest of some kinds that is still open for a firm, or was left for it."""
    found = (each for each in all_waiting(uow, who, firm_id) if each.kind in kinds)
    return next(found, None)


def ways_back(uow: UnitOfWork, who: Speaker, since: datetime | None = None) -> tuple[Button, ...]:
    """Buttons for what was left, newest first: for their firm, and for one that is half made.

    Args:
        since: Aware; only what was left then or later. None for all.
    """
    return tuple(way for way, _ in waiting_ways(uow, who, since))


def waiting_ways(
    uow: UnitOfWork, who: Speaker, since: datetime | None = None
) -> tuple[tuple[Button, OpenQuestion], ...]:
    """The same with the question to which each leads back."""
    firm_id = who.person.firm_id
    own = () if firm_id is None else all_waiting(uow, who, firm_id, since)
    shown = [(way, each) for each in own for way in way_back(who.t, each)]
    draft = waiting(uow, who, None)
    if draft is not None:
        shown.append((button(who.t("继续登记"), "go:draft"), draft))
    ways: dict[str, tuple[Button, OpenQuestion]] = {}
    for way, question in shown:  # one button goes on with what was left last of its kind
        ways.setdefault(way.data, (way, question))
    return tuple(ways.values())


def _is_resumed(question: OpenQuestion) -> bool:
    return question.kind in RESUMED and not is_given_up(question)


def way_back(t: Tongue, question: OpenQuestion) -> list[Button]:
    """The button that asks this again, in a list; an empty one if none does."""
    kind, subject = question.kind, question.subject
    if kind == GROUP_SIZE:
        return [_size_again(t, question)]
    if kind == TEXT_KIND:
        return [_case_again(t, subject)]
    if kind.startswith(TRIP):
        return [button(t("接着记出车"), "trip:resume")]
    if kind.startswith(ARRIVAL):
        return [button(t("接着记来人"), "arrival:resume")]
    registers = kind in STEPS
    ways: dict[str, tuple[str, ...]] = {
        FACT: (t("继续答题"), "go:on"),
        NOTE_KIND: (t("继续写补充说明"), "case:note", subject),
        SAMPLED_AT: (t("继续记采样时间"), "test:when", subject),
        SOME_AT: (t("继续记采样时间"), "test:when", subject),
        HOW_MANY: (t("继续记采了几人"), "test:some", subject),
        APPLICATION: (t("继续写申请"), "apply:ask", subject),
    }
    way = (t("继续登记"), "go:on") if registers else ways.get(kind)
    return [] if way is None else [button(*way)]


def _size_again(t: Tongue, question: OpenQuestion) -> Button:
    label, group = t("继续填人数"), question.context.get("group")
    if group is not None:
        return button(label, "test:size", group)
    kept = question.context.get("kept")
    return button(label, "test:post", question.context["post"], *([] if kept is None else [kept]))


def _case_again(t: Tongue, about: str) -> Button:
    label = t("继续写诉求")
    return button(label, "case:about", about) if about else button(label, "case:new")
