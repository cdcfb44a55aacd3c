"""What an answer would change, whether it may, and what it contradicts."""

from bot.services.firms.firms import Profile, with_answer
from handlers.owner.policies.difference_views import different
from handlers.owner.policies.screens import local_verdicts
from handlers.owner.questions.asked import Given
from handlers.owner.questions.change_views import Change
from handlers.owner.scene import Scene
from policies.errors import FactError
from policies.facts import Fact, FactValue


def change_to(scene: Scene, profile: Profile, given: Given) -> Change | None:
    """What the answer changes; None if nothing, or nothing else, was known before.

    Args:
        profile: The firm with this answer.
    """
    was = scene.profile.facts.get(given.fact.id)
    if was is None or was == given.value:
        return None
    pairs = different(local_verdicts(scene), local_verdicts(scene, profile))
    rough = given.fact.id in scene.profile.rough
    return Change(given.fact, was, given.value, given.approximate, pairs, rough)


def set_by_staff(scene: Scene, fact: Fact) -> FactValue | None:
    """What staff have set for the firm, which is theirs to change; None if they have not."""
    own = fact.id in scene.profile.self_reported
    return None if own else scene.profile.facts.get(fact.id)


def with_given(scene: Scene, given: Given) -> Profile:
    """The firm with this answer.

    Raises:
        FactError: It contradicts another answer.
    """
    rules, profile = scene.rulebase, scene.profile
    return with_answer(rules, profile, given.fact.id, given.value, approximate=given.approximate)


def is_so(scene: Scene, given: Given) -> bool:
    """Whether this is known already, and as exactly."""
    profile, name = scene.profile, given.fact.id
    return profile.facts.get(name) == given.value and given.approximate == (name in profile.rough)


def other_of(scene: Scene, fact: Fact, error: FactError) -> Fact | None:
    """The other one of two facts that cannot be so together."""
    facts = scene.rulebase.facts
    name = error.fact if error.fact != fact.id else fact.at_most
    return facts.get(name or "")
