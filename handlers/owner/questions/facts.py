"""Answers to the questionnaire, typed and tapped; see `questionnaire` for what follows."""

from collections.abc import Callable

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.store.questions import OpenQuestion
from handlers.owner.context import Owner
from handlers.owner.questions.asked import Given
from handlers.owner.questions.questionnaire import ask_fact, ask_rest, take, tick, undo
from handlers.owner.questions.questionnaire import ticked as take_ticked
from handlers.owner.questions.typed import take_text, use_early
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.errors import FactError
from policies.fact_values import parse_value
from policies.facts import Fact, FactType, FactValue, Scope


async def answer(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A typed answer to the open question."""

    def decision(scene: Scene) -> Apply:
        if scene.question != question:
            raise Stale(StaleCode.ANSWERED)
        return take_text(scene, scene.rulebase.facts[question.subject], text)

    await _decide(owner, event_update, decision)


async def pick(event_update: Update, owner: Owner, press: Press) -> None:
    """An option was tapped."""

    def decision(scene: Scene) -> Apply:
        fact = _askable(scene, press)
        chosen = press.word(1)
        return take(scene, Given(fact, _offered(fact, chosen)))

    await _decide(owner, event_update, decision)


async def same(event_update: Update, owner: Owner, press: Press) -> None:
    """全部都是: as many as the fact that bounds this one."""

    def decision(scene: Scene) -> Apply:
        fact = _askable(scene, press)
        whole = scene.profile.facts.get(fact.at_most or "")
        if whole is None:
            raise Stale(StaleCode.CHANGED)
        return take(scene, Given(fact, whole))

    await _decide(owner, event_update, decision)


async def tick_option(event_update: Update, owner: Owner, press: Press) -> None:
    """An option of a set was ticked or unticked."""
    await _decide(
        owner, event_update, lambda scene: tick(scene, _askable(scene, press), press.word(1))
    )


async def ticked(event_update: Update, owner: Owner, press: Press) -> None:
    """选好了."""
    await _decide(owner, event_update, lambda scene: take_ticked(scene, _askable(scene, press)))


async def unsure(event_update: Update, owner: Owner, press: Press) -> None:
    """不清楚: kept as such, and not asked again."""
    await _decide(
        owner, event_update, lambda scene: take(scene, Given(_askable(scene, press), None))
    )


async def undo_last(event_update: Update, owner: Owner) -> None:
    """改上一题."""
    await _decide(owner, event_update, undo)


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


async def _decide(owner: Owner, update: Update, decision: Callable[[Scene], Apply]) -> None:
    """See `decide`; for somebody who may answer for the firm."""
    await decide(owner, update, decision, Right.ANSWER)


def _askable(scene: Scene, press: Press) -> Fact:
    """The fact that a button names, if it is one that owners are asked."""
    fact = scene.rulebase.facts.get(press.word())
    if fact is None or fact.scope is Scope.STAFF:
        raise Stale(StaleCode.CHANGED)
    return fact


def _offered(fact: Fact, chosen: str) -> FactValue:
    raw: object = chosen == "true" if fact.type is FactType.BOOL else chosen
    try:
        return parse_value(fact, raw)
    except FactError as error:
        raise Stale(StaleCode.CHANGED) from error
