"""Keeps the topics of cases as the cases are: made once, told once, closed and reopened.

Acts only mark a case; this looks at it afterwards, in a transaction of its own, and queues what
its topics lack. It may be interrupted anywhere and run anywhere: how far a topic was told stands
in its row, and changes together with the letters.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from bot.domain.desk_groups import GroupState, TopicState, state_of_refusal
from bot.domain.speech import Notice, View
from bot.services.cases.cards import CaseCard, Step
from bot.services.cases.gathering import card_of
from bot.services.staff.posts import administrators
from bot.store.cases.cases import load_case
from bot.store.cases.desks import desks_of
from bot.store.cases.topics import TopicCard, change_topic, ensure_topic, told_mark, topics_of
from bot.store.files.files import Taken
from bot.store.outbox import Letter, queue_letters
from bot.store.staff.desk_groups import (
    GroupCard,
    any_group,
    bound_groups,
    change_group,
    members_of_group,
    read_group,
    untold_groups,
)
from bot.store.staff.units import UnitCard, find_unit
from bot.store.topic_jobs import end_job, next_jobs
from bot.store.topic_letters import (
    CREATE,
    card_key,
    create_key,
    fail_group,
    failed_makings,
    waits_for,
)
from bot.store.uow import UnitOfWork
from bot.telegram import letters_of, notify
from policies.rulebase import RuleBase

BOT: Final = "desk"


class TopicWords(Protocol):
    """How topics and groups are spoken of, each in a language."""

    def name(self, language: str, card: CaseCard) -> str:
        """What the topic is called: 1 to 128 characters, nothing private."""

    def card(self, language: str, card: CaseCard, *, again: bool) -> View:
        """The case so far; `again`: the topic had been deleted."""

    def step(
        self, language: str, card: CaseCard, step: Step, files: list[Taken], *, here: bool
    ) -> View:
        """One new step, and what came with it; `here`: the case lies at the group's unit."""

    def file(self, language: str, card: CaseCard, file: Taken) -> View | None:
        """One new file; None if it cannot be had."""

    def unsaid(self, language: str, card: CaseCard, title: str) -> View:
        """To an officer: something could not be said in the group."""

    def state(self, language: str, group: GroupCard, unit: UnitCard) -> View:
        """To an administrator: how a group stands now."""


@dataclass(frozen=True)
class TopicKeeper:
    """What topics are kept with."""

    rulebase: RuleBase
    words: TopicWords


def keep_topics(uow: UnitOfWork, keeper: TopicKeeper) -> int:
    """Look at one case that was marked, and at groups that have failed.

    One case a transaction: acts on several cases must not wait for this crosswise.

    Returns:
        How many cases were looked at; 0 when none is marked.
    """
    if not any_group(uow.connection):
        return 0
    for chat_id, error in failed_makings(uow.connection):
        fail_group(uow.connection, chat_id, state_of_refusal(error) or GroupState.UNANSWERED)
    for group in untold_groups(uow.connection):
        _tell_administrators(uow, keeper, group)
    ids = next_jobs(uow.connection, 1)
    for case_id in ids:
        _look_at(uow, keeper, case_id)
    return len(ids)


def _look_at(uow: UnitOfWork, keeper: TopicKeeper, case_id: int) -> None:
    case = load_case(uow, case_id)
    end_job(uow.connection, case_id)
    if case is None:
        return
    units = {desk.unit_id for desk in desks_of(uow.connection, case_id)} - {None}
    for group in bound_groups(uow.connection, [each for each in units if each is not None]):
        if group.state is GroupState.WORKING:
            ensure_topic(uow.connection, group.id, case_id)
    card = card_of(uow, keeper.rulebase, case)
    for topic in topics_of(uow.connection, case_id):
        group = read_group(uow.connection, topic.group_id)
        if topic.unsaid:
            _tell_privately(uow, keeper, group, topic, card)
        if group.live and group.state is GroupState.WORKING:
            _Topic(uow, keeper, group, topic, card, group.unit_id in units).keep()


@dataclass(frozen=True)
class _Topic:
    """A topic at hand.

    Args:
        is_here: The case lies at the unit of the group; else its topic is closed.
    """

    uow: UnitOfWork
    keeper: TopicKeeper
    group: GroupCard
    topic: TopicCard
    case: CaseCard
    is_here: bool

    def keep(self) -> None:
        """Queue what it lacks."""
        steps, files = self._news()
        lacks = bool(steps or files or waits_for(self.uow.connection, self.topic.id))
        if self.topic.state is TopicState.MISSING:
            if self.is_here or lacks:
                self._make()
            return
        if self.is_here and self.topic.state is TopicState.CLOSED:
            self._call("reopenForumTopic", TopicState.OPEN)
        self._queue(self._told(steps, files))
        self._mark_told()
        if not self.is_here and self.topic.state is TopicState.OPEN:
            self._call("closeForumTopic", TopicState.CLOSED)

    def _news(self) -> tuple[list[Step], list[Taken]]:
        """What clocks do is not among it: they call each officer by themselves."""
        later = self.case.steps[self.topic.steps :]
        steps = [step for step in later if not step.by_clock]
        return steps, [file for file in self.case.files if file.id > self.topic.files]

    def _told(self, steps: list[Step], files: list[Taken]) -> Iterator[Letter]:
        said = self.keeper.words
        for place, step in enumerate(steps):
            came = files if place == len(steps) - 1 else []
            view = said.step(self.group.language, self.case, step, came, here=self.is_here)
            yield from self._letters(view)
        for file in files:
            shown = said.file(self.group.language, self.case, file)
            if shown is not None:
                yield from self._letters(shown)

    def _make(self) -> None:
        """Ask for the topic; the case so far goes first when it is there, then what is held."""
        topic = replace(self.topic, round=self.topic.round + 1, state=TopicState.MAKING)
        named = {"name": self.keeper.words.name(self.group.language, self.case)}
        view = self.keeper.words.card(self.group.language, self.case, again=topic.round > 1)
        first = self._letters(view, key=card_key(topic.id, topic.round), held=True)
        is_new = topic.round == 1 and len(self.case.steps) == 1
        files = self._told([], list(self.case.files)) if is_new else ()
        self._queue([self._letter(CREATE, named, create_key(topic)), *first, *files])
        change_topic(self.uow.connection, topic.id, state=topic.state, round=topic.round)
        self._mark_told()

    def _mark_told(self) -> None:
        steps, files = told_mark(self.uow.connection, self.case.id)
        change_topic(self.uow.connection, self.topic.id, steps=steps, files=files)

    def _call(self, method: str, state: TopicState) -> None:
        self._queue([self._letter(method, {})])
        change_topic(self.uow.connection, self.topic.id, state=state)

    def _letter(self, method: str, payload: dict[str, Any], key: str | None = None) -> Letter:
        chat_id, topic_id = self.group.chat_id, self.topic.id
        whole = {"chat_id": chat_id, **payload}
        uid = self.uow.new_uid()
        return Letter(uid, BOT, chat_id, method, whole, key=key, topic_id=topic_id)

    def _letters(self, view: View, key: str | None = None, held: bool = False) -> list[Letter]:
        made = letters_of(self.uow, BOT, self.group.chat_id, view, key=key)
        waits = held or self.topic.is_held
        return [replace(each, topic_id=self.topic.id, held=waits) for each in made]

    def _queue(self, letters: Iterable[Letter]) -> None:
        queue_letters(self.uow.connection, self.uow.vault, list(letters))


def _tell_privately(
    uow: UnitOfWork, keeper: TopicKeeper, group: GroupCard, topic: TopicCard, card: CaseCard
) -> None:
    """Those who should have read it in the group learn that there is something to read.

    What cannot wait has rung privately anyway.
    """
    members = frozenset() if card.urgent else members_of_group(uow.connection, group.id)
    mark = uow.new_uid()
    told = (
        Notice(
            BOT,
            each.chat_id,
            keeper.words.unsaid(each.language, card, group.title),
            key=f"unsaid:{mark}:{each.chat_id}",
        )
        for each in dict.fromkeys((*card.officers, *card.beside))
        if each.chat_id in members
    )
    _tell(uow, told)
    change_topic(uow.connection, topic.id, unsaid=False)


def _tell_administrators(uow: UnitOfWork, keeper: TopicKeeper, group: GroupCard) -> None:
    change_group(uow.connection, group.id, told=group.state)
    unit = find_unit(uow.connection, group.unit_id or 0)
    if unit is None:
        return
    mark = uow.new_uid()
    told = (
        Notice(
            BOT,
            each.chat_id,
            keeper.words.state(each.language, group, unit),
            key=f"group:{mark}:{each.chat_id}",
        )
        for each in administrators(uow, unit.region)
        if not each.blocked
    )
    _tell(uow, told)


def _tell(uow: UnitOfWork, notices: Iterable[Notice]) -> None:
    letters = [notify(uow.new_uid(), notice) for notice in notices]
    queue_letters(uow.connection, uow.vault, letters)
