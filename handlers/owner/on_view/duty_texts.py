"""Texts on the card of a duty: amounts of a stock, what site codes still ask, and numbers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.members import Right
from bot.domain.visits_said import ASKS
from bot.store.questions import OpenQuestion
from handlers.owner.duties import codes_said, daily, stock
from handlers.owner.duties.amounts import read_amounts
from handlers.owner.duties.scene import AMOUNTS, TARGETS
from handlers.owner.on_view.glance import Glance, Take
from handlers.owner.on_view.list_texts import trip, visitors
from handlers.owner.questions.asked import KIND, Asking
from handlers.owner.questions.reading import NotUnderstood, read_fact
from handlers.owner.questions.typed import take_text
from handlers.owner.scene import Apply, Scene, decide, look
from policies.facts import Fact
from policies.keeping import Form, Keeping
from policies.spoken.all_well import says_all_well
from policies.spoken.counted_things import counted_things
from policies.spoken.reading import only_counts

GOALS: Final = ("目标", "target", "goal")
"""What is wanted, not what is there."""
SHORT: Final = 20
"""An answer to what site codes ask is short; more is a story."""


async def of_duty(glance: Glance) -> Take | None:
    """What a text says on the card of a duty, by the form in which it is kept."""
    record = glance.owner.rulebase.records.get(next(iter(glance.screen.args), ""))
    if record is None or record.keeping is None:
        return None
    form = record.keeping.form
    if form is not Form.DAILY and ASKS.search(glance.said):  # 没事 denies, and is a report
        return None
    reader = _READERS.get(form)
    return None if reader is None else await reader(glance, record.id, record.keeping)


async def _report(glance: Glance, record: str, _: Keeping) -> Take | None:
    """今天没事."""
    if not says_all_well(glance.said):
        return None
    return partial(daily.all_well, glance.update, glance.owner, record)


async def _visitors(glance: Glance, _: str, __: Keeping) -> Take | None:
    return await visitors(replace(glance, screen=replace(glance.screen, args=())))


async def _trip(glance: Glance, _: str, __: Keeping) -> Take | None:
    return await trip(glance)


async def _amounts(glance: Glance, record: str, keeping: Keeping) -> Take | None:
    """口罩 3000: every piece of it must be an item with its number."""
    items = tuple(item for item in keeping.items if item.unit is not None)
    said = glance.said.strip().lower()
    goal = next((word for word in GOALS if word in said), "")
    if goal and not said.startswith(goal):
        return None  # what is there and what is wanted in one text: which number is which?
    kind, said = (TARGETS, said.removeprefix(goal)) if goal else (AMOUNTS, said)
    read = read_amounts(items, said) if items else None
    if read is None or not (read.found or read.other_unit):
        return None
    if len(read.rest) > len(read.other_unit):  # something else is said
        return None
    return partial(stock.on_card, glance.owner, glance.update, (kind, record), said)


async def _codes(glance: Glance, record: str, _: Keeping) -> Take | None:
    """A bare number answers no question that is not on view; words do, if only one fits them."""
    owner, update = glance.owner, glance.update
    if counted_things(glance.said) and not only_counts(glance.said):
        return partial(codes_said.several_on_card, owner, update, record, glance.said)
    if len(glance.said) > SHORT:
        return None
    if only_counts(glance.said):
        return partial(codes_said.on_card, owner, update, record, glance.said)
    scene = await owner.app.read(lambda uow: look(owner, uow, update, Right.ANSWER))
    fact = None if isinstance(scene, Refusal) else _asked(scene, record)
    if fact is None or isinstance(
        read_fact(owner.rulebase, glance.region, fact, glance.said), NotUnderstood
    ):
        return None
    return partial(_answer, glance, record)


async def _answer(glance: Glance, record: str) -> None:
    """As if 现在回答 had been tapped before."""

    def decision(scene: Scene) -> Apply:
        fact = _asked(scene, record)
        if fact is None:
            raise Stale(StaleCode.ANSWERED)
        question = OpenQuestion(KIND, fact.id, Asking(only=(record,)).to_context())
        return take_text(replace(scene, question=question), fact, glance.said)

    await decide(glance.owner, glance.update, decision, Right.ANSWER)


def _asked(scene: Scene, record: str) -> Fact | None:
    """What a duty's card would ask next."""
    best = scene.next_ask(scene.profile, (record,))
    return None if best is None else scene.rulebase.facts[best.fact]


_READERS: Final[Mapping[Form, Callable[[Glance, str, Keeping], Awaitable[Take | None]]]] = {
    Form.DAILY: _report,
    Form.ITEMS: _amounts,
    Form.CODES: _codes,
    Form.PEOPLE: _visitors,
    Form.TRIPS: _trip,
}
