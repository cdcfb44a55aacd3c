"""What all the answers lead to: a card, the list of policies, or back to the problem."""

from dataclasses import replace

from bot.services.arrivals.people_lists import facts_with_lists
from bot.services.firms.firms import Profile
from bot.services.firms.looks import Changes
from bot.store.questions import OpenQuestion
from handlers.owner.arrivals.list_views import entry_by_entry
from handlers.owner.policies.card_views import card
from handlers.owner.policies.list_views import listing
from handlers.owner.policies.screens import card_of, local_verdicts, named_verdict
from handlers.owner.policies.still_open import StillOpen, still_open
from handlers.owner.problems.particulars_views import PARTICULARS, ask_particulars, asked_all
from handlers.owner.questions.asked import Asking, Next
from handlers.owner.scene import Scene
from handlers.tongue import Html, Tongue, lines
from policies.facts import FactType


def outcome(scene: Scene, profile: Profile, only: tuple[str, ...], before: Html | None) -> Next:
    """What the answers lead to: the card that was asked about, or everything."""
    t = scene.who.t
    if len(only) == 1:
        verdict = named_verdict(scene, only[0], profile)
        # Of those on a list something may not be known yet, although the list is.
        listed = facts_with_lists(scene.rulebase) & set(verdict.missing)
        if listed:
            return Next(entry_by_entry(t, scene.rulebase.facts[min(listed)], before), None)
        shown = card(t, card_of(scene, verdict))
        told = shown if before is None else replace(shown, html=lines(before, "", shown.html))
        return Next(told, None)
    verdicts = local_verdicts(scene, profile)
    left = still_open(scene, profile, verdicts)
    if verdicts:
        before = lines(before, _asked_out(t, left, whole=not only))
    view = listing(t, verdicts, Changes(), before=before, left=left)
    return Next(view, None, tuple(verdicts))


def _asked_out(t: Tongue, left: StillOpen, *, whole: bool) -> Html:
    """What is asked out, and what is not."""
    if not whole:
        return t("这些问完了。")
    if left.policies:
        return t("基本情况答完了；❓ 的要看具体情况，另外再问。")
    return t("您企业的基本情况问完了。")


def particulars(scene: Scene, profile: Profile, asking: Asking, before: Html | None) -> Next:
    """What a list of the case says beside that there is something: asked in one sentence."""
    facts, t = scene.rulebase.facts, scene.who.t
    fields = [
        field.label
        for name in asking.queue
        if name in facts and profile.facts.get(name)
        for field in facts[name].fields.values()
        if field.type is FactType.TEXT
    ]
    if not fields:
        return Next(asked_all(t, before, asking.walk), None)
    view = ask_particulars(t, before, fields, asking.walk)
    return Next(view, OpenQuestion(PARTICULARS, asking.walk))
