"""How one record is decided: place, day, `when`, what is left to the authority, amounts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from policies.amounts import amount_lines, missing_for_amounts
from policies.calendar import Extension, Season, season_of
from policies.conditions import Finding, Judgement, judge
from policies.expressions import evaluate
from policies.facts import Facts, Scope
from policies.near_miss import near_misses
from policies.reasons import Reasons
from policies.records import Line, Modality, Record, Remark
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.ruling_words import capped_note, extended_note, staff_note, too_early
from policies.truth import Truth
from policies.verdicts import AmountLine, Mark, NearMiss, Outcome, Reason

_POSITIVE = {Modality.DUTY: Outcome.OBLIGATION, Modality.INFORMATION: Outcome.INFO}


@dataclass(frozen=True)
class Question:
    """Which firm is asked about, and on which day.

    Attributes:
        self_reported: Ids of facts that only the owner stated.
        rough: Ids of facts of which the owner knows only about how much: the reasons say so.
    """

    region: str
    as_of: date
    facts: Facts
    in_force: Mapping[str, Extension] = field(default_factory=dict)
    self_reported: Collection[str] = ()
    rough: Collection[str] = ()


@dataclass(frozen=True)
class Ruling:
    """The part of a verdict that depends on the firm."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    lines: tuple[AmountLine, ...] = ()
    notes: tuple[Remark, ...] = ()
    near: tuple[NearMiss, ...] = ()
    capped: bool = False


class Bench:
    """One record before one firm; `rule` follows the order of evaluation of the dossier."""

    def __init__(self, rulebase: RuleBase, record: Record, question: Question) -> None:
        self._rulebase = rulebase
        self._record = record
        self._question = question
        self._facts = question.facts
        self._document = rulebase.documents[record.source.document]
        self._place = standing(question.region, record.region)

    @cached_property
    def _worded(self) -> Reasons:
        """Only where words are asked for: many firms are judged without."""
        question = self._question
        return Reasons(
            self._rulebase, self._record, question.region, question.facts, question.rough
        )

    @cached_property
    def _when(self) -> Judgement:
        return judge(self._record.when, self._facts)

    # The next two lists speak of what must not be the case: one line that holds is enough.
    @cached_property
    def _clear(self) -> Judgement:
        lines = [line for line in self._record.confirm_if if self._speaks(line)]
        return judge(lines, self._facts, wanted=False)

    @cached_property
    def _spoken(self) -> Judgement:
        return judge(self._record.silent_if, self._facts, wanted=False)

    def _speaks(self, line: Line) -> bool:
        return not line.if_known or evaluate(line.test, self._facts) is not Truth.UNKNOWN

    def rule(self) -> Ruling:
        """Decide; the first stage that settles the matter wins."""
        if self._place is Standing.OUTSIDE:
            return Ruling(Outcome.NO_MATCH, (self._worded.place(Mark.NO),))
        if self._season is Season.NOT_YET:
            early = too_early(self._record, self._document, self._question.as_of)
            return Ruling(Outcome.NO_MATCH, (early,))
        unknown = self.unsettled()
        if unknown:
            return self._undecided(unknown)
        if self._when.truth is Truth.NO:
            return self._refused()
        return self._capped() if self._season is Season.CAPPED else self._applies()

    def outcome(self) -> Outcome:
        """Decide as `rule` does, without putting anything into words: for many firms at once."""
        if self._place is Standing.OUTSIDE or self._season is Season.NOT_YET:
            return Outcome.NO_MATCH
        unknown = self.unsettled()
        if unknown:
            return Outcome.NEED_INFO if self._told_by_owner(unknown) else Outcome.CONFIRM
        if self._when.truth is Truth.NO:
            return Outcome.CONFIRM if self._spoken.truth is Truth.NO else Outcome.NO_MATCH
        if self._season is Season.CAPPED or self._clear.truth is Truth.NO:
            return Outcome.CONFIRM
        return _POSITIVE.get(self._record.modality, Outcome.MATCH)

    def unsettled(self) -> tuple[str, ...]:
        """Name the unknown facts that can still change the outcome, whoever keeps them.

        Nothing is put into words here: planning asks it of many answers that might be given.
        """
        if self._place is Standing.OUTSIDE or self._season is Season.NOT_YET:
            return ()
        if self._when.truth is Truth.NO:
            return self._spoken.unknown_facts()
        open_first = self._missing_place() + self._when.unknown_facts()
        if open_first or self._season is Season.CAPPED:
            return open_first
        if self._clear.truth is not Truth.YES:
            return self._clear.unknown_facts()
        # A duty binds even while its numbers are not known.
        if self._record.modality is Modality.DUTY:
            return ()
        return missing_for_amounts(self._record, self._facts)

    def waits_for(self) -> tuple[str, ...]:
        """Name those of them that the owner can tell; not empty: the outcome is `need_info`."""
        return self._told_by_owner(self.unsettled())

    def uncounted(self) -> tuple[str, ...]:
        """Name the facts that the numbers of a duty lack, if the duty binds this firm."""
        if self._record.modality is not Modality.DUTY or not self._stands:
            return ()
        return missing_for_amounts(self._record, self._facts)

    def unheard(self) -> tuple[str, ...]:
        """Name the facts by which a line that only speaks if known could still object."""
        if not self._stands:
            return ()
        silent = [line for line in self._record.confirm_if if not self._speaks(line)]
        return self._told_by_owner(judge(silent, self._facts, wanted=False).unknown_facts())

    @property
    def _stands(self) -> bool:
        """Whether the record applies for certain, as far as anything is known."""
        in_force = self._season in (Season.CURRENT, Season.EXTENDED)
        holds = self._when.truth is Truth.YES and self._clear.truth is Truth.YES
        return in_force and holds and self._place is Standing.INSIDE

    @cached_property
    def _season(self) -> Season:
        published, last_day = self._document.date, self._document.last_day
        assert published is not None  # the loader refuses a source without a date
        assert last_day is not None
        extension = self._question.in_force.get(self._document.id)
        return season_of(published, last_day, self._question.as_of, extension)

    def _refused(self) -> Ruling:
        if self._spoken.truth is Truth.NO:
            silent = self._worded.of(self._spoken.findings, Mark.CONFIRM)
            return Ruling(Outcome.CONFIRM, self._grounds() + silent)
        certain = all(f.truth is not Truth.UNKNOWN for f in self._when.findings)
        near = self._near(self._when.findings) if certain else ()
        return Ruling(Outcome.NO_MATCH, self._grounds(), near=near)

    def _undecided(self, unknown: Sequence[str]) -> Ruling:
        owner = self._told_by_owner(unknown)
        reasons = self._grounds() + self._clear_reasons()
        if owner:
            return Ruling(Outcome.NEED_INFO, reasons, missing=owner)
        facts = self._rulebase.facts
        note = staff_note([facts[name].label for name in dict.fromkeys(unknown)])
        return Ruling(Outcome.CONFIRM, reasons, notes=(note,))

    def _told_by_owner(self, unknown: Sequence[str]) -> tuple[str, ...]:
        facts = self._rulebase.facts
        return tuple(n for n in dict.fromkeys(unknown) if facts[n].scope is not Scope.STAFF)

    def _capped(self) -> Ruling:
        reasons = self._grounds() + self._clear_reasons()
        notes = (capped_note(self._document),)
        return Ruling(
            Outcome.CONFIRM, reasons, lines=self._lines_if_known(), notes=notes, capped=True
        )

    def _applies(self) -> Ruling:
        reasons = self._grounds() + self._clear_reasons()
        notes: tuple[Remark, ...] = ()
        if self._season is Season.EXTENDED:
            notes = (extended_note(self._question.in_force[self._document.id]),)
        lines = self._lines_if_known()
        if self._clear.truth is Truth.NO:
            near = self._near(self._clear.findings)
            return Ruling(Outcome.CONFIRM, reasons, lines=lines, notes=notes, near=near)
        outcome = _POSITIVE.get(self._record.modality, Outcome.MATCH)
        missing: tuple[str, ...] = ()
        if outcome is Outcome.OBLIGATION:
            missing = missing_for_amounts(self._record, self._facts) + self._missing_since()
        return Ruling(outcome, reasons, missing, lines, notes)

    def _near(self, findings: Sequence[Finding]) -> tuple[NearMiss, ...]:
        if self._record.modality is Modality.DUTY:
            return ()
        return near_misses(findings, self._rulebase.facts, self._facts, self._question.rough)

    def _lines_if_known(self) -> tuple[AmountLine, ...]:
        if missing_for_amounts(self._record, self._facts):
            return ()
        facts, rough = self._rulebase.facts, self._question.rough
        return amount_lines(self._record, facts, self._facts, rough)

    def _missing_place(self) -> tuple[str, ...]:
        if self._place is not Standing.TOO_COARSE:
            return ()
        regions = self._rulebase.regions
        return (regions.missing_level(self._question.region, self._record.region),)

    def _missing_since(self) -> tuple[str, ...]:
        rhythm = self._record.rhythm
        since = rhythm.since if rhythm else None
        return (since,) if since and self._facts.get(since) is None else ()

    def _grounds(self) -> tuple[Reason, ...]:
        coarse = self._place is Standing.TOO_COARSE
        place = (self._worded.place(Mark.UNKNOWN),) if coarse else ()
        return place + self._worded.of(self._when.findings, Mark.NO)

    def _clear_reasons(self) -> tuple[Reason, ...]:
        findings = self._clear.findings
        if self._clear.truth is Truth.NO:
            # What is unknown can no longer change that the authority has to decide.
            findings = tuple(f for f in findings if f.truth is not Truth.UNKNOWN)
        return self._worded.of(findings, Mark.CONFIRM)
