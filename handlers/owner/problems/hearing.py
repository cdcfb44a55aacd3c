"""A person wrote something: where it goes is decided by the table in `handlers.routing`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.case_lists import CaseLine
from bot.services.cases import TEXT_MOST
from bot.store.problems import Told
from bot.store.questions import OpenQuestion, open_question
from bot.store.uow import UnitOfWork
from handlers.owner import home
from handlers.owner.answers import BOT, Answer
from handlers.owner.cases import screens as cases
from handlers.owner.cases.views import too_long
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.problems import telling
from handlers.owner.problems.particulars_views import PARTICULARS
from handlers.owner.problems.scene import open_lines, region_of
from handlers.owner.problems.understanding import alarming, understand, understood
from handlers.owner.questions.asked import KIND as FACT
from handlers.owner.questions.reading import NotUnderstood, read_fact
from handlers.owner.questions.typed import ALL, UNSURE
from handlers.owner.testing import screens as testing
from handlers.routing import Asked, Goes, Heard, goes, is_plain
from handlers.subjects import CASE, Subject, replied_to
from policies.facts import FactType
from policies.spoken.greetings import only_greets
from policies.spoken.reading import read_int

WORDS: Final = frozenset({cases.TEXT_KIND, cases.NOTE_KIND, PARTICULARS})
"""Questions whose answer goes to a person, whatever it says."""
SHORT: Final = 10
"""A number in so few characters was written before it was asked for; in more it is a story."""


@dataclass(frozen=True)
class Answers:
    """Who asked: question kind to conversation."""

    kinds: Mapping[str, Answer]


@dataclass(frozen=True)
class Situation:
    """What was so when the text came."""

    who: Speaker
    region: str
    question: OpenQuestion | None
    cases: tuple[CaseLine, ...]


async def text(event_update: Update, owner: Owner, answers: Answers) -> None:
    """A text that is no command."""
    message: Mapping[str, Any] = owner.app.turn_of(event_update).event
    said = str(message.get("text") or "")
    subject = replied_to(message)
    now = await owner.app.read(lambda uow: _look(owner, uow, event_update))
    heard = Heard(
        replied=subject is not None,
        asked=_asked(owner, now, answers, said),
        urgent=await alarming(owner.rulebase, said),
        cases=len(now.cases),
        greeting=only_greets(said),
    )
    if is_plain(heard):
        await _plainly(owner, event_update, now, answers, (heard, subject, said))
        return
    if len(said) > TEXT_MOST:
        length = len(said)
        await owner.act(event_update, lambda _, who: Replies(say=(too_long(who.t, length),)))
        return
    told = await understand(owner.rulebase, now.region, now.who.t, said)
    await _placed(
        owner, event_update, now, answers, (understood(told, now.cases, heard), told, said)
    )


async def _plainly(
    owner: Owner,
    update: Update,
    now: Situation,
    answers: Answers,
    text: tuple[Heard, Subject | None, str],
) -> None:
    heard, subject, said = text
    if goes(heard) is Goes.REPLIED and subject is not None:
        answer = cases.added if subject.kind == CASE else testing.replied
        await answer(owner, update, subject.id, said)
    elif goes(heard) is Goes.GREETING:
        await home.start(update, owner)
    else:
        await _answer(owner, update, now, answers, said)


async def _placed(
    owner: Owner,
    update: Update,
    now: Situation,
    answers: Answers,
    text: tuple[Heard, Told, str],
) -> None:
    heard, told, said = text
    match goes(heard):
        case Goes.ANSWER:
            await _answer(owner, update, now, answers, said)
        case Goes.CASE:
            await telling.for_case(owner, update, told)
        case _:
            await telling.told(owner, update, told)


async def _answer(
    owner: Owner, update: Update, now: Situation, answers: Answers, said: str
) -> None:
    assert now.question is not None  # the table sends nothing here without a question
    await answers.kinds[now.question.kind](owner, update, now.question, said)


def _look(owner: Owner, uow: UnitOfWork, update: Update) -> Situation:
    who = speaker_of(uow, owner.app.turn_of(update))
    question = open_question(uow, BOT, who.person.chat_id)
    return Situation(who, region_of(owner, uow, who), question, open_lines(uow, who))


def _asked(owner: Owner, now: Situation, answers: Answers, said: str) -> Asked:
    """How a text stands to the open question."""
    question = now.question
    if question is None or question.kind not in answers.kinds:
        return Asked.NOTHING
    if question.kind in WORDS:
        return Asked.WORDS
    if question.kind != FACT or _fits(owner, now.region, question.subject, said):
        return Asked.FITS
    return Asked.FOREIGN


def _fits(owner: Owner, region: str, name: str, said: str) -> bool:
    """Whether a text can be read as an answer to a fact, or as a number that comes too early."""
    fact, plain = owner.rulebase.facts.get(name), said.strip().lower()
    if fact is None or fact.type is FactType.TEXT or plain.startswith((*ALL, *UNSURE)):
        return True
    if fact.options and len(plain) <= SHORT and read_int(said) is not None:
        return True
    return not isinstance(read_fact(owner.rulebase, region, fact, said), NotUnderstood)
