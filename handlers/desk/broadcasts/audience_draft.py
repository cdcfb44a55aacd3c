"""An audience that is being chosen: kept as the open question, so in a row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from zlib import crc32

from bot.domain.audience_reading import read_audience
from bot.domain.audience_rules import Rule
from bot.domain.audiences import RULES_MOST, Audience
from bot.domain.broadcasts import BroadcastAct
from bot.domain.errors import Stale, StaleCode
from bot.services.broadcasts.doors import own_broadcast
from bot.store.broadcasts.broadcasts import BroadcastRecord
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk
from handlers.press import Press

KIND: Final = "audience"
IN, OUT = "in", "out"
"""On which side of the audience a rule stands: asked for, or excluded."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is chosen so far.

    Attributes:
        broadcast: Id of the broadcast whose audience it becomes.
        asks: What a text that comes now is: `number`, `place`, `record`, `name`; empty: nothing.
        about: On which side, and what it is about.
        judged: Mark of the audience whose verdict rules were judged last; None: none yet.
    """

    broadcast: int
    audience: Audience
    asks: str = ""
    about: tuple[str, ...] = ()
    judged: str | None = None

    @property
    def is_counted(self) -> bool:
        """Whether a database can count it now."""
        return not self.audience.verdicts or self.judged == mark_of(self.audience)

    @property
    def working(self) -> int:
        """Under this number its verdicts are judged: the broadcast's own stay as they are."""
        return -self.broadcast


def mark_of(audience: Audience) -> str:
    """A word that changes with an audience."""
    return token(audience.dumps())


def token(text: str) -> str:
    """What names something within a button, where its own name would not always fit."""
    return f"{crc32(text.encode()):x}"


def named(tokens: Mapping[str, Any], word: str) -> Any:
    """What a button names.

    Raises:
        Stale: Nothing that is there.
    """
    if word not in tokens:
        raise Stale(StaleCode.CHANGED)
    return tokens[word]


def side_of(press: Press, place: int = 1) -> str:
    """The side that a button names.

    Raises:
        Stale: Neither.
    """
    if press.word(place) not in {IN, OUT}:
        raise Stale(StaleCode.CHANGED)
    return press.word(place)


def keep_draft(uow: UnitOfWork, who: Clerk, draft: Draft) -> Draft:
    """It goes on from here."""
    context = {
        "audience": draft.audience.dumps(),
        "asks": draft.asks,
        "about": list(draft.about),
        "judged": draft.judged,
    }
    question = OpenQuestion(KIND, str(draft.broadcast), context)
    ask(uow, BOT, who.officer.chat_id, question)
    return draft


def draft_of(question: OpenQuestion | None) -> Draft | None:
    """The draft in a question; None if it asks for something else."""
    if question is None or question.kind != KIND:
        return None
    kept = question.context
    return Draft(
        broadcast=int(question.subject),
        audience=read_audience(str(kept["audience"])),
        asks=str(kept["asks"]),
        about=tuple(kept["about"]),
        judged=kept["judged"],
    )


def open_draft(uow: UnitOfWork, who: Clerk, press: Press) -> Draft:
    """The draft of the broadcast that a button names first, still theirs to edit.

    Raises:
        BroadcastRefusal: It is a draft no more.
        NotYours: No such broadcast, or somebody else's.
        Stale: Another one is being written: the button is an old one.
    """
    own_broadcast(uow, who.officer, press.number(), BroadcastAct.EDIT)
    draft = draft_of(open_question(uow, BOT, who.officer.chat_id))
    if draft is None or draft.broadcast != press.number():
        raise Stale(StaleCode.CHANGED)
    return replace(draft, asks="", about=())


def begin_draft(uow: UnitOfWork, who: Clerk, broadcast_id: int) -> Draft:
    """A draft of a broadcast's audience as it is; all of its region before one was chosen.

    Raises:
        BroadcastRefusal: It is a draft no more.
        NotYours: No such broadcast, or somebody else's.
    """
    record = own_broadcast(uow, who.officer, broadcast_id, BroadcastAct.EDIT)
    return keep_draft(uow, who, Draft(record.id, audience_of(record)))


def audience_of(record: BroadcastRecord) -> Audience:
    """Whom a broadcast reaches; all of its region before that was chosen."""
    return read_audience(record.audience) if record.audience else Audience(record.region)


def drop_draft(uow: UnitOfWork, who: Clerk) -> None:
    """Give it up; other questions stay open."""
    if draft_of(open_question(uow, BOT, who.officer.chat_id)) is not None:
        close_question(uow, BOT, who.officer.chat_id)


def with_rule(draft: Draft, side: str, key: str, rule: Rule | None) -> Draft:
    """What is said about something on a side becomes this; None: nothing is.

    Raises:
        Stale: There are too many rules; the screens offer none then.
    """
    excluded = side == OUT
    if rule is None:
        return replace(draft, audience=draft.audience.without(key, excluded=excluded))
    changed = draft.audience.with_rule(rule, excluded=excluded)
    if len(list(changed.every())) > RULES_MOST:
        raise Stale(StaleCode.CHANGED)
    return replace(draft, audience=changed)
