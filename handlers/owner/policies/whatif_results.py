"""What would be if what is supposed were so: the list, a card, and leaving it or keeping it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services.testing.replanning import replan_after_change
from bot.store.firms.firms import put_facts
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.policies import whatif_screens as screens
from handlers.owner.policies import whatif_views as views
from handlers.owner.policies.card_views import card
from handlers.owner.policies.screens import card_of, list_shown, named_verdict
from handlers.owner.policies.shelves import read_shelf
from handlers.owner.policies.supposing import hypothetical, keepable, stated, supposed_in
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.fact_values import dump_value


async def result(event_update: Update, owner: Owner) -> None:
    """回到假设."""
    await decide(
        owner,
        event_update,
        lambda scene: screens.shown(
            screens.going_on(scene).asking(None), screens.result_of(scene, screens.going_on(scene))
        ),
    )


async def all_changed(event_update: Update, owner: Owner, press: Press) -> None:
    """看全部 … 项, page by page."""

    def decision(scene: Scene) -> Apply:
        supposed = screens.going_on(scene).asking(None)
        return screens.shown(supposed, screens.changes_of(scene, supposed, press.number()))

    await decide(owner, event_update, decision)


async def show(event_update: Update, owner: Owner, press: Press) -> None:
    """The card as it would be."""

    def decision(scene: Scene) -> Apply:
        supposed = screens.going_on(scene)
        verdict = named_verdict(scene, press.word(), hypothetical(scene, supposed))
        told = screens.listed(scene, supposed, stated(scene, supposed))
        would_be = views.would_be(scene.who.t, card_of(scene, verdict), told)
        return screens.shown(supposed, would_be)

    await decide(owner, event_update, decision)


async def reset(event_update: Update, owner: Owner) -> None:
    """恢复原样: suppose nothing."""

    def decision(scene: Scene) -> Apply:
        supposed = screens.going_on(scene).asking(None)
        fresh = supposed.without(supposed.changes)
        return screens.shown(fresh, screens.chooser(scene, fresh, 0))

    await decide(owner, event_update, decision)


async def only(event_update: Update, owner: Owner, press: Press) -> None:
    """从头假设: what was said last, and nothing from before."""

    def decision(scene: Scene) -> Apply:
        fact, supposed = screens.fact_of(scene, press), screens.going_on(scene).asking(None)
        if fact.id not in supposed.changes:
            raise Stale(StaleCode.CHANGED)
        alone = supposed.without(name for name in supposed.changes if name != fact.id)
        return screens.supposed_change(scene, fact, alone)

    await decide(owner, event_update, decision)


async def leave(event_update: Update, owner: Owner) -> None:
    """返回: forget what was supposed and show the card or the list as it is."""

    def decision(scene: Scene) -> Apply:
        supposed = supposed_in(scene.question)
        if supposed is None or supposed.policy not in scene.rulebase.records:
            return screens.closing(list_shown(scene))
        verdict = named_verdict(scene, supposed.policy)
        shown = card(scene.who.t, card_of(scene, verdict, read_shelf(supposed.shelf)))
        return screens.closing(lambda _, __: Replies(edit=shown))

    await decide(owner, event_update, decision)


async def keep(event_update: Update, owner: Owner) -> None:
    """就按这个改: ask once more, because this is saved."""

    def decision(scene: Scene) -> Apply:
        supposed = screens.going_on(scene)
        kept, left = keepable(scene, supposed)
        told = screens.listed(scene, supposed, kept)
        view = views.really(scene.who.t, told, left, supposed.mark())
        return screens.shown(supposed.asking(None), view)

    await decide(owner, event_update, decision)


async def kept(event_update: Update, owner: Owner, press: Press) -> None:
    """是，按这个改: now it is what the firm said."""

    def decision(scene: Scene) -> Apply:
        supposed = screens.going_on(scene)
        own, _ = keepable(scene, supposed)
        if press.word() != supposed.mark() or not own:
            raise Stale(StaleCode.CHANGED)
        values = {fact.id: dump_value(fact, value) for fact, value in own}
        about = set(supposed.about) & values.keys()
        told = screens.listed(scene, supposed, own)
        profile = hypothetical(scene, replace(supposed, changes=values))
        show_list = list_shown(scene, profile, before=views.kept(scene.who.t, told))

        def apply(uow: UnitOfWork, who: Speaker) -> Replies:
            put_facts(uow, scene.profile.firm.id, values, approximate=about)
            replan_after_change(uow, scene.rulebase, scene.owner.zone, scene.profile.firm.id)
            return show_list(uow, who)

        return screens.closing(apply)

    await decide(owner, event_update, decision, Right.ANSWER)


BUTTONS: Final[Mapping[str, Callable[..., Any]]] = {
    "whatif:result": result,
    "whatif:all_changed": all_changed,
    "whatif:show": show,
    "whatif:reset": reset,
    "whatif:only": only,
    "whatif:leave": leave,
    "whatif:keep": keep,
    "whatif:kept": kept,
}
