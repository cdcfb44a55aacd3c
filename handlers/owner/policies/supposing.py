"""What is supposed of a firm for a moment: kept with the open question, never with the firm."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from bot.domain.errors import Stale, StaleCode
from bot.services.firms.firms import Profile
from bot.store.questions import OpenQuestion
from handlers.owner.policies.difference_views import Pair, different
from handlers.owner.policies.screens import local_verdicts
from handlers.owner.scene import Scene
from policies.errors import FactError
from policies.fact_values import check_together, dump_value, parse_value
from policies.facts import Fact, FactType, FactValue, Scope
from policies.needs import facts_tested

KIND: Final = "whatif"
_TYPES: Final = {FactType.BOOL, FactType.INT, FactType.MONEY, FactType.ENUM, FactType.SET}

Stated = tuple[Fact, FactValue]


@dataclass(frozen=True, slots=True)
class Supposition:
    """Other facts, as JSON values, and what is being asked.

    Args:
        policy: The record whose card this began on, and whose facts are offered first.
        shelf: Where in the list that card was opened from.
        fact: The fact that is being asked; empty for none.
        ticked: Options of a set that are ticked already.
        rough: Facts of which only a rough number was given where an exact one is needed.
        about: Facts of which about so much was said, which is good enough.
        along: Parts that shrank with their whole; nobody supposed them.
    """

    changes: Mapping[str, Any] = field(default_factory=dict)
    policy: str = ""
    shelf: str = ""
    fact: str = ""
    ticked: tuple[str, ...] = ()
    rough: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    along: tuple[str, ...] = ()

    def asking(self, fact: str | None) -> "Supposition":
        """The same while a fact is asked, or none."""
        ticked = self.ticked if fact == self.fact else ()
        return replace(self, fact=fact or "", ticked=ticked)

    def ticking(self, option: str) -> "Supposition":
        """The same with an option ticked, or unticked if it was."""
        return replace(self, ticked=tuple(sorted(set(self.ticked) ^ {option})))

    def having(
        self, fact: str, value: object, *, rough: bool = False, about: bool = False
    ) -> "Supposition":
        """The same with one more fact supposed."""
        return replace(
            self.asking(None),
            changes={**self.changes, fact: value},
            rough=_with(self.rough, fact, rough),
            about=_with(self.about, fact, about),
            along=_with(self.along, fact, wanted=False),
        )

    def without(self, names: Iterable[str]) -> "Supposition":
        """The same with these facts as they are."""
        gone = set(names)
        changes = {name: raw for name, raw in self.changes.items() if name not in gone}
        return replace(
            self,
            changes=changes,
            rough=_but(self.rough, gone),
            about=_but(self.about, gone),
            along=_but(self.along, gone),
        )

    def mark(self) -> str:
        """Eight signs that stand for these changes, so that an old button saves nothing else."""
        written = json.dumps(dict(self.changes), sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:8]

    def question(self) -> OpenQuestion:
        """As the open question of the chat."""
        context = {
            "changes": dict(self.changes),
            "policy": self.policy,
            "shelf": self.shelf,
            "ticked": list(self.ticked),
            "rough": list(self.rough),
            "about": list(self.about),
            "along": list(self.along),
        }
        return OpenQuestion(KIND, self.fact, context)


def _with(names: tuple[str, ...], name: str, wanted: bool) -> tuple[str, ...]:
    others = tuple(each for each in names if each != name)
    return (*others, name) if wanted else others


def _but(names: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in gone)


def supposed_in(question: OpenQuestion | None) -> Supposition | None:
    """What is supposed in this chat; None if nothing is."""
    if question is None or question.kind != KIND:
        return None
    kept = question.context
    return Supposition(
        changes=kept.get("changes", {}),
        policy=str(kept.get("policy", "")),
        shelf=str(kept.get("shelf", "")),
        fact=question.subject,
        ticked=tuple(kept.get("ticked", ())),
        rough=tuple(kept.get("rough", ())),
        about=tuple(kept.get("about", ())),
        along=tuple(kept.get("along", ())),
    )


def hypothetical(scene: Scene, supposed: Supposition) -> Profile:
    """The firm as it would be.

    Raises:
        FactError: The facts contradict each other.
        Stale: The rules no longer know what was supposed.
    """
    facts = {**scene.profile.facts, **dict(_typed(scene, supposed.changes))}
    check_together(scene.rulebase.facts, facts)
    rough = (scene.profile.rough - supposed.changes.keys()) | {*supposed.rough, *supposed.about}
    return replace(scene.profile, facts=facts, rough=rough)


def with_parts(scene: Scene, fact: Fact, supposed: Supposition) -> Supposition:
    """A part shrinks with its whole: of 900 people no more than 900 are the firm's own.

    A part that shrank with an earlier number grows back with this one.
    """
    parts = [each for each in scene.rulebase.facts.values() if each.at_most == fact.id]
    supposed = supposed.without(each.id for each in parts if each.id in supposed.along)
    for part in parts:
        if fact.id in supposed.changes:
            now = supposed.changes.get(part.id, _raw(scene, part))
            if now is not None and _number(part, now) > _number(fact, supposed.changes[fact.id]):
                shrunk = supposed.having(part.id, supposed.changes[fact.id])
                supposed = replace(shrunk, along=(*shrunk.along, part.id))
    return supposed


def _raw(scene: Scene, fact: Fact) -> object:
    value = scene.profile.facts.get(fact.id)
    return None if value is None else dump_value(fact, value)


def _number(fact: Fact, raw: object) -> int | Decimal:
    value = parse_value(fact, raw)
    assert isinstance(value, int | Decimal)  # only numbers have a whole
    return value


def is_possible(scene: Scene, supposed: Supposition) -> bool:
    """Whether the firm could be so: another member may have changed it meanwhile."""
    try:
        hypothetical(scene, supposed)
    except FactError:
        return False
    return True


def _typed(scene: Scene, changes: Mapping[str, Any]) -> Iterable[tuple[str, FactValue]]:
    for name, value in changes.items():
        fact = scene.rulebase.facts.get(name)
        try:
            if fact is not None:
                yield name, parse_value(fact, value)
        except FactError as error:
            raise Stale(StaleCode.CHANGED) from error


def stated(scene: Scene, supposed: Supposition) -> list[Stated]:
    """What is supposed, in the order in which it was said."""
    return [(scene.rulebase.facts[name], value) for name, value in _typed(scene, supposed.changes)]


def assumable(fact: Fact) -> bool:
    """Whether another value can be chosen by buttons or typed in a word."""
    return fact.type in _TYPES


def facts_to_choose(scene: Scene, supposed: Supposition) -> list[Fact]:
    """What could be different: what little is missing first, then what is not known, then all."""
    verdicts = local_verdicts(scene, hypothetical(scene, supposed))
    verdicts.sort(key=lambda verdict: (verdict.policy != supposed.policy, verdict.priority))
    records = [scene.rulebase.records[verdict.policy] for verdict in verdicts]
    focus = verdicts[:1] if supposed.policy else []
    names = (
        *(near.fact for verdict in focus for near in verdict.near_miss),
        *(name for verdict in focus for name in verdict.missing),
        *(near.fact for verdict in verdicts for near in verdict.near_miss),
        *(name for verdict in verdicts for name in verdict.missing),
        *(name for record in records for name in facts_tested(record)),
    )
    places = scene.rulebase.regions.levels
    facts = (scene.rulebase.facts[name] for name in dict.fromkeys(names) if name not in places)
    return [fact for fact in facts if assumable(fact)]


def compared(scene: Scene, supposed: Supposition) -> tuple[list[Pair], int]:
    """The verdicts that would be others, and of how many records.

    Raises:
        FactError: The facts contradict each other.
    """
    would_be = hypothetical(scene, supposed)
    now, then = local_verdicts(scene), local_verdicts(scene, would_be)
    return different(now, then), len(now)


def keepable(scene: Scene, supposed: Supposition) -> tuple[list[Stated], list[Fact]]:
    """What can be saved as the firm's own statement, and what cannot.

    What staff keep, or have set for this firm, is theirs to change; a number that must be exact
    and was only said roughly is no answer.
    """
    every = stated(scene, supposed)
    kept = [(fact, value) for fact, value in every if _is_own(scene, fact, supposed)]
    own = {fact.id for fact, _ in kept}
    return kept, [fact for fact, _ in every if fact.id not in own]


def _is_own(scene: Scene, fact: Fact, supposed: Supposition) -> bool:
    known_by_staff = fact.id in scene.profile.facts and fact.id not in scene.profile.self_reported
    return fact.scope is not Scope.STAFF and not known_by_staff and fact.id not in supposed.rough
