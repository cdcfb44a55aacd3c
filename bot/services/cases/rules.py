"""What a region's data says about its cases, in the terms of the domain."""

from zoneinfo import ZoneInfo

from bot.domain.case_states import CaseRules
from bot.domain.case_terms import ClockKind, Terms
from bot.domain.workdays import is_working_day
from bot.domain.worktime import Term, WorkTime
from policies.practice import Practice, Span
from policies.regions import Ladder
from policies.rulebase import RuleBase


def practice_of(rulebase: RuleBase, region: str) -> Practice:
    """How cases of a place are worked."""
    nearest = rulebase.regions.nearest(region)
    return rulebase.regions.practice if nearest is None else nearest.practice


def ladder_of(rulebase: RuleBase, region: str) -> Ladder | None:
    """The ladder that problems of a place climb, if any is known."""
    nearest = rulebase.regions.nearest(region)
    return None if nearest is None else nearest.ladder


def rules_of(rulebase: RuleBase, region: str) -> CaseRules:
    """Levels and limits for cases of a place."""
    ladder, practice = ladder_of(rulebase, region), practice_of(rulebase, region)
    levels = sorted({rung.level for rung in ladder.rungs}) if ladder else [0]
    return CaseRules(
        levels=tuple(levels),
        returns=practice.most_returns,
        waits=practice.most_waits,
    )


def terms_of(rulebase: RuleBase, zone: ZoneInfo, region: str, *, urgent: bool) -> Terms:
    """The terms for a case of a place."""
    given = practice_of(rulebase, region).terms
    terms = {ClockKind(kind): _term(term.of(urgent=urgent)) for kind, term in given.items()}
    again = {
        ClockKind(kind): _term(span)
        for kind, term in given.items()
        if (span := term.repeated(urgent=urgent)) is not None
    }
    return Terms(terms, WorkTime(zone, is_working_day), again)


def _term(span: Span) -> Term:
    return Term(span.length, span.working)
