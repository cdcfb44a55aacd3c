"""能享受什么政策: the list, its groups, a card, the words of the document, what to do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.services.firms.firms import Profile
from bot.services.firms.looks import Changes, note_look
from bot.services.firms.sheets import first_help
from bot.store.uow import UnitOfWork
from handlers.notices.whom import OFFICER
from handlers.owner.context import Owner, Speaker
from handlers.owner.policies import source_views as sources
from handlers.owner.policies.card_views import card
from handlers.owner.policies.card_words import CardOf
from handlers.owner.policies.group_views import group_page
from handlers.owner.policies.list_views import listing
from handlers.owner.policies.shelves import Shelf, read_shelf
from handlers.owner.policies.still_open import still_open
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from handlers.tongue import Html, Tongue
from policies.regions import Standing, standing
from policies.verdicts import Outcome, Verdict
from policies.words import Words


async def show_list(event_update: Update, owner: Owner) -> None:
    """How the firm stands to every record of its place."""
    await decide(owner, event_update, list_shown)


async def show_group(event_update: Update, owner: Owner, press: Press) -> None:
    """A page of one group."""

    def decision(scene: Scene) -> Apply:
        shelf = _shelf(press, 0)
        if shelf is None:
            raise Stale(StaleCode.CHANGED)
        verdicts = local_verdicts(scene)

        left = still_open(scene, scene.profile, verdicts)

        def apply(uow: UnitOfWork, who: Speaker) -> Replies:
            changes = noted(scene, uow, who, verdicts)
            return Replies(edit=group_page(who.t, verdicts, changes, shelf, left=left))

        return apply

    await decide(owner, event_update, decision)


async def show_card(event_update: Update, owner: Owner, press: Press) -> None:
    """One verdict."""
    await _show_one(event_update, owner, press, card)


async def show_quotation(event_update: Update, owner: Owner, press: Press) -> None:
    """看原文: also for whoever only records samplings, because it says nothing of the firm."""
    await _show_one(event_update, owner, press, sources.quotation, Right.SAMPLE)


async def show_steps(event_update: Update, owner: Owner, press: Press) -> None:
    """需要做什么."""
    await _show_one(event_update, owner, press, sources.steps)


async def show_more(event_update: Update, owner: Owner, press: Press) -> None:
    """文件没写明的."""
    await _show_one(event_update, owner, press, sources.more)


BUTTONS: Final[Mapping[str, Callable[..., Any]]] = {
    "policy:list": show_list,
    "policy:group": show_group,
    "policy:show": show_card,
    "policy:quote": show_quotation,
    "policy:steps": show_steps,
    "policy:more": show_more,
}


def list_shown(scene: Scene, profile: Profile | None = None, before: Html | None = None) -> Apply:
    """Show the list in the place of the pressed message, and remember what was read.

    Args:
        profile: The firm as it is now, if that is newer than the scene.
        before: What is said first.
    """
    verdicts = local_verdicts(scene, profile)
    left = still_open(scene, profile or scene.profile, verdicts)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        changes = noted(scene, uow, who, verdicts)
        return Replies(edit=listing(who.t, verdicts, changes, before=before, left=left))

    return apply


def noted(scene: Scene, uow: UnitOfWork, who: Speaker, verdicts: Sequence[Verdict]) -> Changes:
    """Remember that this person was shown the list, and say what is new to them."""
    return note_look(uow, who.person.id, scene.profile.firm.id, verdicts, scene.today)


def local_verdicts(scene: Scene, profile: Profile | None = None) -> list[Verdict]:
    """What the records of the firm's own place say; nothing of one region applies in another."""
    here = scene.profile.firm.region
    records = scene.rulebase.records.values()
    local = tuple(r.id for r in records if standing(here, r.region) is not Standing.OUTSIDE)
    return scene.judged(profile, only=local) if local else []


def card_of(scene: Scene, verdict: Verdict, shelf: Shelf | None = None) -> CardOf:
    """The verdict with all that its card says."""
    return CardOf(
        verdict,
        facts=scene.rulebase.facts,
        standing=scene.rulebase.records[verdict.policy].notes,
        officer=officer_of(scene),
        shelf=shelf,
        admission=_admission(scene, verdict),
    )


def _admission(scene: Scene, verdict: Verdict) -> tuple[str, Words] | None:
    """The fact whose value the firm can ask staff for under this verdict, and what it taps."""
    if verdict.outcome not in {Outcome.MATCH, Outcome.CONFIRM}:
        return None
    for register in scene.rulebase.registers.of_firms(scene.profile.firm.region):
        admission = register.application
        if admission is None or verdict.policy not in admission.records:
            continue
        if scene.profile.facts.get(register.fact.id) != admission.value:
            return register.fact.id, admission.label
    return None


def officer_of(scene: Scene) -> Words:
    """Who answers the firm first, as its region calls them."""
    return first_help(scene.rulebase, scene.profile) or OFFICER


async def _show_one(
    event_update: Update,
    owner: Owner,
    press: Press,
    view: Callable[[Tongue, CardOf], View],
    right: Right = Right.READ,
) -> None:
    def decision(scene: Scene) -> Apply:
        of = card_of(scene, named_verdict(scene, press.word()), _shelf(press, 1))
        shown = view(scene.who.t, of)
        return lambda _, __: Replies(edit=shown)

    await decide(owner, event_update, decision, right)


def named_verdict(scene: Scene, policy: str, profile: Profile | None = None) -> Verdict:
    """The verdict about the record that a button names.

    Raises:
        Stale: There is no such record any more.
    """
    if policy not in scene.rulebase.records:
        raise Stale(StaleCode.CHANGED)
    return scene.judged(profile, only=(policy,))[0]


def _shelf(press: Press, place: int) -> Shelf | None:
    return read_shelf(press.word(place)) if place < len(press.args) else None
