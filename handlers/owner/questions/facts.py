"""Answers to the questionnaire, typed and tapped; see `questionnaire` for what follows."""

from collections.abc import Callable

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.store.questions import OpenQuestion
from handlers.owner.context import Owner
from handlers.owner.questions.asked import Given
from handlers.owner.questions.options import ALL, NOBODY_KNOWS, askable, given_by
from handlers.owner.questions.questionnaire import (
    ask_fact,
    ask_rest,
    is_open,
    step_back,
    tick,
    undo,
)
from handlers.owner.questions.taking import leave, tapped
from handlers.owner.questions.taking import ticked as take_ticked
from handlers.owner.questions.typed import take_text, use_early
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.facts import Fact


async def answer(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A typed answer to the open question."""

    def decision(scene: Scene) -> Apply:
        if scene.question != question:
            raise Stale(StaleCode.ANSWERED)
        return take_text(scene, scene.rulebase.facts[question.subject], text)

    await _decide(owner, event_update, decision)


async def pick(event_update: Update, owner: Owner, press: Press) -> None:
    """An option was tapped."""
    await _tapped(event_update, owner, press)


async def same(event_update: Update, owner: Owner, press: Press) -> None:
    """全部都是: as many as the fact that bounds this one."""
    await _tapped(event_update, owner, press, ALL)


async def unsure(event_update: Update, owner: Owner, press: Press) -> None:
    """不清楚: kept as such, and not asked again."""
    await _tapped(event_update, owner, press, NOBODY_KNOWS)


async def tick_option(event_update: Update, owner: Owner, press: Press) -> None:
    """An option of a set was ticked or unticked."""
    await _decide(
        owner, event_update, lambda scene: tick(scene, _askable(scene, press), press.word(1))
    )


async def ticked(event_update: Update, owner: Owner, press: Press) -> None:
    """选好了."""
    await _decide(owner, event_update, lambda scene: take_ticked(scene, _askable(scene, press)))


async def undo_last(event_update: Update, owner: Owner) -> None:
    """改上一题."""
    await _decide(owner, event_update, undo)


async def earlier(event_update: Update, owner: Owner) -> None:
    """返回, in words: the question before, with its answer kept."""
    await _decide(owner, event_update, step_back)


async def stay(event_update: Update, owner: Owner, press: Press) -> None:
    """不改，接着答: that answer stays, and the next question comes."""

    def decision(scene: Scene) -> Apply:
        fact = _askable(scene, press)
        if not is_open(scene, fact):
            return ask_rest(scene)
        was_said = fact.id in scene.profile.facts or fact.id in scene.profile.unsure
        return leave(scene, fact) if was_said else ask_fact(scene, fact)

    await _decide(owner, event_update, decision)


async def ask_one(event_update: Update, owner: Owner, press: Press) -> None:
    """A line of the profile was tapped: ask that fact again."""
    await _decide(owner, event_update, lambda scene: ask_fact(scene, _askable(scene, press)))


async def ask_next(event_update: Update, owner: Owner) -> None:
    """继续答题."""
    await _decide(owner, event_update, ask_rest)


async def ask_policy(event_update: Update, owner: Owner, press: Press) -> None:
    """现在回答, on a card that lacks an answer."""
    await _decide(owner, event_update, lambda scene: ask_rest(scene, (press.word(),)))


async def early(event_update: Update, owner: Owner, press: Press) -> None:
    """就用刚才说的."""
    await _decide(owner, event_update, lambda scene: use_early(scene, _askable(scene, press)))


async def _tapped(update: Update, owner: Owner, press: Press, option: str | None = None) -> None:
    """What a button stands for; None: it says so itself."""

    def decision(scene: Scene) -> Apply:
        fact, chosen = _askable(scene, press), option or press.word(1)
        return tapped(scene, Given(fact, given_by(scene, fact, chosen)), chosen)

    await _decide(owner, update, decision)


async def _decide(owner: Owner, update: Update, decision: Callable[[Scene], Apply]) -> None:
    """See `decide`; for somebody who may answer for the firm."""
    await decide(owner, update, decision, Right.ANSWER)


def _askable(scene: Scene, press: Press) -> Fact:
    return askable(scene, press.word())
