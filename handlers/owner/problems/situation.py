"""What was so when a text came, and how the text stands to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.group_sizes_said import read_group_size
from bot.domain.members import Right
from bot.services.cases.lists import CaseLine
from bot.store.questions import OpenQuestion, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer
from handlers.owner.anywhere.reading import reading_anywhere
from handlers.owner.cases import rating, withdrawing
from handlers.owner.cases import screens as cases
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.directly import Buttons
from handlers.owner.on_view.glance import Glance, Take
from handlers.owner.on_view.looking import on_view
from handlers.owner.on_view.texts import reading
from handlers.owner.problems.particulars_views import PARTICULARS
from handlers.owner.problems.scene import may_for_firm, open_lines, region_of
from handlers.owner.questions.asked import KIND as FACT
from handlers.owner.questions.fitting import FITTING
from handlers.owner.questions.readable import READABLE, Tried
from handlers.owner.questions.typed import fits
from handlers.press import Press
from handlers.routing import Asked
from policies.facts import FactType

WORDS: Final = frozenset({cases.TEXT_KIND, cases.NOTE_KIND, PARTICULARS, withdrawing.KIND})
"""Questions whose answer goes to a person, whatever it says."""


@dataclass(frozen=True)
class Answers:
    """Who asked: question kind to conversation; and what each button does."""

    kinds: Mapping[str, Answer]
    buttons: Buttons = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """What was so when the text came."""

    who: Speaker
    region: str
    question: OpenQuestion | None
    cases: tuple[CaseLine, ...]
    now: datetime
    screen: Press | None
    keeps: bool


def look_at(owner: Owner, uow: UnitOfWork, update: Update) -> Situation:
    """What is so now for whoever wrote."""
    who = speaker_of(uow, owner.app.turn_of(update))
    screen, question = on_view(uow, who.person), open_question(uow, BOT, who.person.chat_id)
    return Situation(
        who=who,
        region=region_of(owner, uow, who),
        question=question if rating.is_awaited(question, screen) else None,
        cases=open_lines(uow, who),
        now=uow.now,
        screen=screen,
        keeps=may_for_firm(uow, who, Right.DUTY),
    )


async def taken_on_screen(owner: Owner, update: Update, now: Situation, said: str) -> Take | None:
    """What the screen on view makes of the text."""
    if now.screen is None or not now.keeps:
        return None
    return await reading(Glance(owner, update, now.screen, said, now.now, now.region))


async def taken_anywhere(owner: Owner, update: Update, now: Situation, said: str) -> Take | None:
    """What the text reports, whatever is on view."""
    if not now.keeps:
        return None
    screen = now.screen or Press("", ())
    return await reading_anywhere(Glance(owner, update, screen, said, now.now, now.region))


def how_asked(owner: Owner, now: Situation, answers: Answers, said: str) -> Asked:
    """How a text stands to the open question."""
    question = now.question
    if question is None or question.kind not in answers.kinds:
        return Asked.NOTHING
    if question.kind in WORDS:
        return Asked.WORDS
    if question.kind in FITTING:
        can_read = FITTING[question.kind]
        return Asked.FITS if can_read(said, now.now, owner.zone) else Asked.FOREIGN
    if question.kind in READABLE:
        tried = Tried(said, question, now.now, owner.zone, now.region, owner.rulebase)
        return Asked.FITS if READABLE[question.kind](tried) else Asked.FOREIGN
    if question.kind != FACT or _fits(owner, now.region, question.subject, said):
        return Asked.FITS
    return Asked.FOREIGN


def _fits(owner: Owner, region: str, name: str, said: str) -> bool:
    """Whether a text can be read as an answer to a fact, or as a number that comes too early."""
    fact = owner.rulebase.facts.get(name)
    if fact is None:
        return True
    of_a_part = fact.type is FactType.INT and read_group_size(said) is not None  # 一车间300人
    return not of_a_part and fits(owner.rulebase, region, fact, said)
