"""政策清单: what applies to a firm now, taken from all that the rules say to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policies.records import Modality
from policies.verdicts import Outcome, Verdict
from policies.words import Words


@dataclass(frozen=True, slots=True)
class Package:
    """What applies to a firm, each part by what matters most.

    Attributes:
        benefits: What it may get or use.
        duties: What it must do.
        confirms: What an authority has to decide, because the document is silent or says so.
        near: What it does not get, with what is lacking.
        unanswered: Of so many records an answer of the firm still decides.
        day: On which it was judged, in the zone of the product.
    """

    benefits: tuple[Verdict, ...]
    duties: tuple[Verdict, ...]
    confirms: tuple[Verdict, ...]
    near: tuple[Verdict, ...]
    unanswered: int
    day: date

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All that is in it."""
        return (*self.benefits, *self.duties, *self.confirms, *self.near)

    @property
    def is_empty(self) -> bool:
        """Whether nothing applies, for certain or maybe, and nothing is near."""
        return not self.verdicts


def package_of(verdicts: Iterable[Verdict], day: date) -> Package:
    """Pack the verdicts of the records of one firm's place."""
    ordered = sorted(verdicts, key=lambda each: (not each.amounts, each.priority))
    by = {outcome: tuple(v for v in ordered if v.outcome is outcome) for outcome in Outcome}
    return Package(
        benefits=by[Outcome.MATCH],
        duties=by[Outcome.OBLIGATION],
        confirms=by[Outcome.CONFIRM],
        near=tuple(v for v in by[Outcome.NO_MATCH] if is_near(v)),
        unanswered=len(by[Outcome.NEED_INFO]),
        day=day,
    )


def is_near(verdict: Verdict) -> bool:
    """Whether little stands between the firm and something that it would get."""
    return bool(verdict.near_miss) and verdict.modality is not Modality.DUTY


def deciders_of(verdict: Verdict) -> tuple[Words, ...]:
    """Who decides what the document leaves open of it; () if nobody is named."""
    remarks = (*verdict.steps, *verdict.open, *verdict.notes)
    named = (*(each.decided_by for each in remarks), *(n.decided_by for n in verdict.near_miss))
    return tuple(dict.fromkeys(each for each in named if each is not None))
