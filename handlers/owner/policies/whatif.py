"""如果情况变了呢？: supposing other facts for a moment; nothing is kept."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from aiogram.filters import CommandObject
from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.store.questions import OpenQuestion
from handlers.owner.answers import Answer
from handlers.owner.context import Owner
from handlers.owner.policies import whatif_screens as screens
from handlers.owner.policies import whatif_typed
from handlers.owner.policies import whatif_views as views
from handlers.owner.policies.supposing import KIND, Supposition, facts_to_choose, hypothetical
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.errors import FactError
from policies.fact_values import parse_value
from policies.facts import FactType


async def command(event_update: Update, owner: Owner, command: CommandObject) -> None:
    """/whatif: choose what would be different, or what stands behind it is supposed."""
    if command.args:
        await whatif_typed.supposed(owner, event_update, command.args)
        return
    await decide(owner, event_update, lambda scene: screens.begun(scene, Supposition()))


async def start(event_update: Update, owner: Owner, press: Press) -> None:
    """如果情况变了呢？, on the list or on a card."""

    def decision(scene: Scene) -> Apply:
        policy, shelf = (*press.args, "", "")[:2]
        known = policy in scene.rulebase.records
        return screens.begun(
            scene, Supposition(policy=policy, shelf=shelf) if known else Supposition()
        )

    await decide(owner, event_update, decision)


async def choose(event_update: Update, owner: Owner, press: Press) -> None:
    """再改一条, and the pages of it."""

    def decision(scene: Scene) -> Apply:
        supposed = screens.going_on(scene)
        page = press.number() if press.args else 0
        return screens.shown(supposed.asking(None), screens.chooser(scene, supposed, page))

    await decide(owner, event_update, decision)


async def ask_fact(event_update: Update, owner: Owner, press: Press) -> None:
    """A fact was chosen: what would it be?"""

    def decision(scene: Scene) -> Apply:
        fact = screens.fact_of(scene, press)
        supposed = screens.going_on(scene).asking(fact.id)
        return screens.shown(supposed, screens.question(scene, supposed, fact))

    await decide(owner, event_update, decision)


async def pick(event_update: Update, owner: Owner, press: Press) -> None:
    """An option was tapped."""

    def decision(scene: Scene) -> Apply:
        fact, chosen = screens.fact_of(scene, press), press.word(1)
        raw: object = chosen == "true" if fact.type is FactType.BOOL else chosen
        try:
            value = parse_value(fact, raw)
        except FactError as error:
            raise Stale(StaleCode.CHANGED) from error
        return screens.suppose(scene, fact, value)

    await decide(owner, event_update, decision)


async def same(event_update: Update, owner: Owner, press: Press) -> None:
    """全部都是: as many as the fact that bounds this one."""

    def decision(scene: Scene) -> Apply:
        fact = screens.fact_of(scene, press)
        whole = hypothetical(scene, screens.going_on(scene)).facts.get(fact.at_most or "")
        if whole is None:
            raise Stale(StaleCode.CHANGED)
        return screens.suppose(scene, fact, whole)

    await decide(owner, event_update, decision)


async def tick(event_update: Update, owner: Owner, press: Press) -> None:
    """An option of a set was ticked or unticked."""

    def decision(scene: Scene) -> Apply:
        fact = screens.fact_of(scene, press)
        if press.word(1) not in fact.options:
            raise Stale(StaleCode.CHANGED)
        supposed = screens.going_on(scene).asking(fact.id).ticking(press.word(1))
        return screens.shown(supposed, screens.question(scene, supposed, fact))

    await decide(owner, event_update, decision)


async def ticked(event_update: Update, owner: Owner, press: Press) -> None:
    """选好了: the ticked options; none of them is an answer too, where nothing is saved."""

    def decision(scene: Scene) -> Apply:
        return screens.suppose(
            scene, screens.fact_of(scene, press), frozenset(screens.going_on(scene).ticked)
        )

    await decide(owner, event_update, decision)


async def typed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A typed value, for the fact that was asked or for the one that alone can take it."""

    def decision(scene: Scene) -> Apply:
        if scene.question != question:
            raise Stale(StaleCode.ANSWERED)
        supposed = screens.going_on(scene)
        fact = scene.rulebase.facts.get(supposed.fact)
        if fact is not None:
            return screens.read_typed(scene, supposed, fact, text)
        taken = whatif_typed.taken_up(scene, supposed, text)
        if taken is not None:
            return taken
        offered = facts_to_choose(scene, supposed)[: views.PAGE]
        fitting = [fact for fact in offered if screens.fits(scene, fact, text)]
        if len(fitting) == 1:
            return screens.read_typed(scene, supposed, fitting[0], text)
        return screens.shown(supposed, screens.chooser(scene, supposed, 0, not_read=text))

    await decide(owner, event_update, decision)


BUTTONS: Final[Mapping[str, Callable[..., Any]]] = {
    "whatif:start": start,
    "whatif:choose": choose,
    "whatif:ask": ask_fact,
    "whatif:pick": pick,
    "whatif:all": same,
    "whatif:tick": tick,
    "whatif:ticked": ticked,
}
ANSWERS: Final[Mapping[str, Answer]] = {KIND: typed}
