"""What the documents say to a truck that is held now: steps, sentences to show, their source."""

from collections.abc import Sequence
from dataclasses import dataclass

from policies.problems import Step, Walk
from policies.rulebase import RuleBase
from policies.verdicts import Source, Verdict

Quote = tuple[str, str]
"""A sentence of a document and its English gloss."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a driver does and shows while the truck stands.

    Attributes:
        source: Where what is quoted stands; None if no record speaks of what happened.
    """

    steps: tuple[Step, ...]
    quotes: tuple[Quote, ...]
    source: Source | None


def spot_of(
    rulebase: RuleBase, region: str, record: str, speaking: Sequence[Verdict], keeps: Source | None
) -> Spot:
    """Gather it: the steps of the problem to which the record that keeps trips belongs.

    Args:
        record: Id of the record that keeps trips.
        speaking: Verdicts of the records that speak of what happened; they are quoted first.
        keeps: The source of the record that keeps trips, for where its clause stands.
    """
    walks = (category.walk_in(region) for category in rulebase.problems.values())
    walk = next((each for each in walks if each is not None and record in each.records), None)
    sources = [source for verdict in speaking for source in (verdict.source, *verdict.also)]
    said = tuple((each.quotation.quote, each.quotation.gloss) for each in sources)
    return Spot(
        steps=() if walk is None else walk.steps,
        quotes=said or _pointers(walk),
        source=sources[0] if sources else keeps,
    )


def _pointers(walk: Walk | None) -> tuple[Quote, ...]:
    return tuple((each.quote, each.gloss) for each in (walk.point_to if walk else ()))
