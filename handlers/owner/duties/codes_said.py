"""A number on the card of all site codes that no question asked for: of what is it so many?"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services.duties.codes import MOST, code_plan
from bot.services.duties.duties import Duty, FirmDuties
from bot.store.questions import OpenQuestion
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties import codes_views as views
from handlers.owner.duties.scene import duty_named, with_duties
from handlers.owner.questions.asked import KIND, Asking
from handlers.owner.questions.typed import take_text
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.expressions import evaluate
from policies.facts import Fact, FactType
from policies.formulas import missing_in
from policies.spoken.counted_things import counted_things, fact_counting
from policies.spoken.reading import read_int
from policies.truth import Truth


async def on_card(owner: Owner, event_update: Update, record: str, text: str) -> None:
    """Which number is it? Those that are not known yet first, then how many codes are up."""

    def act(_: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty, reading = duty_named(duties, record), read_int(text)
        plan = code_plan(duties, duty)
        count = -1 if reading is None else int(reading.value)
        unknown = tuple(_unknown(duties, duty)) if 0 <= count <= MOST else ()
        if not 0 <= count <= MOST or not (unknown or plan.kinds):
            return Replies(say=(views.card(who.t, plan),))
        return Replies(say=(views.of_what(who.t, plan, text, count, unknown),))

    await with_duties(event_update, owner, act)


async def several_on_card(owner: Owner, event_update: Update, record: str, text: str) -> None:
    """3个大门，2个食堂: each as one tap, for the question that counts such things."""

    def act(_: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_named(duties, record)
        plan, asked = code_plan(duties, duty), tuple(_unknown(duties, duty))
        things = [(what, count) for what, count in counted_things(text) if count <= MOST]
        found = [(fact_counting(asked, what), what, count) for what, count in things]
        given = [(fact, what, count) for fact, what, count in found if fact is not None]
        if not given:
            return Replies(say=(views.card(who.t, plan),))
        return Replies(say=(views.of_things(who.t, plan, text, given),))

    await with_duties(event_update, owner, act)


async def so_many(event_update: Update, owner: Owner, press: Press) -> None:
    """有 3 个: the number answers one of the questions behind the codes."""
    record, name, count = press.word(), press.word(1), press.number(2)

    def decision(scene: Scene) -> Apply:
        fact = scene.rulebase.facts.get(name)
        if fact is None or fact.type is not FactType.INT or name in scene.profile.facts:
            raise Stale(StaleCode.ANSWERED)
        question = OpenQuestion(KIND, name, Asking(only=(record,)).to_context())
        return take_text(replace(scene, question=question), fact, str(count))

    await decide(owner, event_update, decision, Right.ANSWER)


def _unknown(duties: FirmDuties, duty: Duty) -> Iterator[Fact]:
    """Numbers that the codes are counted from, and that may matter to this firm."""
    known, rulebase = duties.profile.facts, duties.ground.rulebase
    for amount in rulebase.records[duty.record].amounts:
        if amount.formula is None:
            continue
        if amount.when is not None and evaluate(amount.when, known) is Truth.NO:
            continue
        for name in missing_in(amount.formula, known):
            if rulebase.facts[name].type is FactType.INT:
                yield rulebase.facts[name]


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"duty:many": so_many}
