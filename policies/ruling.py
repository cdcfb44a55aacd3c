"""How one record is decided: place, day, `when`, what is left to the authority, amounts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from policies.amounts import amount_lines, missing_for_amounts
from policies.calendar import Season, season_of
from policies.conditions import Finding, Judgement, judge
from policies.facts import Facts, Scope, dump_value
from policies.near_miss import near_misses
from policies.records import Modality, Record, Remark
from policies.regions import Standing, names_of, standing
from policies.rulebase import RuleBase
from policies.truth import Truth
from policies.verdicts import AmountLine, Mark, NearMiss, Outcome, Reason
from policies.wording import finding_words
from policies.words import Words, joined

_POSITIVE = {Modality.DUTY: Outcome.OBLIGATION, Modality.INFORMATION: Outcome.INFO}


@dataclass(frozen=True)
class Question:
    """Which firm is asked about, and on which day."""

    region: str
    as_of: date
    facts: Facts
    in_force: Mapping[str, date] = field(default_factory=dict)
    self_reported: Collection[str] = ()


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
    def _when(self) -> Judgement:
        return judge(self._record.when, self._facts)

    # The next two lists speak of what must not be the case: one line that holds is enough.
    @cached_property
    def _clear(self) -> Judgement:
        return judge(self._record.confirm_if, self._facts, wanted=False)

    @cached_property
    def _spoken(self) -> Judgement:
        return judge(self._record.silent_if, self._facts, wanted=False)

    def rule(self) -> Ruling:
        """Decide; the first stage that settles the matter wins."""
        season = self._season()
        if self._place is Standing.OUTSIDE:
            return Ruling(Outcome.NO_MATCH, (self._place_reason(Mark.NO),))
        if season is Season.NOT_YET:
            return Ruling(Outcome.NO_MATCH, (self._too_early(),))
        if self._when.truth is Truth.NO:
            return self._refused()
        if self._place is Standing.TOO_COARSE or self._when.truth is Truth.UNKNOWN:
            return self._undecided(self._missing_place() + self._when.unknown_facts())
        return self._capped() if season is Season.CAPPED else self._applies(season)

    def _season(self) -> Season:
        published = self._document.date
        assert published is not None  # the loader refuses a source without a date
        extension = self._question.in_force.get(self._document.id)
        return season_of(published, self._question.as_of, extension)

    def _refused(self) -> Ruling:
        if self._spoken.truth is Truth.UNKNOWN:
            return self._undecided(self._spoken.unknown_facts())
        if self._spoken.truth is Truth.NO:
            silent = self._reasons(self._spoken.findings, Mark.CONFIRM)
            return Ruling(Outcome.CONFIRM, self._grounds() + silent)
        certain = all(f.truth is not Truth.UNKNOWN for f in self._when.findings)
        near = self._near(self._when.findings) if certain else ()
        return Ruling(Outcome.NO_MATCH, self._grounds(), near=near)

    def _undecided(self, unknown: Sequence[str]) -> Ruling:
        scopes = {name: self._rulebase.facts[name].scope for name in unknown}
        owner = tuple(name for name in scopes if scopes[name] is not Scope.STAFF)
        reasons = self._grounds() + self._clear_reasons()
        if owner:
            return Ruling(Outcome.NEED_INFO, reasons, missing=owner)
        return Ruling(Outcome.CONFIRM, reasons, notes=(self._staff_note(list(scopes)),))

    def _capped(self) -> Ruling:
        reasons = self._grounds() + self._clear_reasons()
        notes = (self._capped_note(),)
        return Ruling(
            Outcome.CONFIRM, reasons, lines=self._lines_if_known(), notes=notes, capped=True
        )

    def _applies(self, season: Season) -> Ruling:
        if self._clear.truth is Truth.UNKNOWN:
            return self._undecided(self._clear.unknown_facts())
        reasons = self._grounds() + self._clear_reasons()
        notes = (self._extended_note(),) if season is Season.EXTENDED else ()
        if self._clear.truth is Truth.NO:
            near = self._near(self._clear.findings)
            lines = self._lines_if_known()
            return Ruling(Outcome.CONFIRM, reasons, lines=lines, notes=notes, near=near)
        outcome = _POSITIVE.get(self._record.modality, Outcome.MATCH)
        missing = missing_for_amounts(self._record, self._facts)
        if outcome is Outcome.OBLIGATION:
            missing += self._missing_since()
        elif missing:
            return self._undecided(missing)
        return Ruling(outcome, reasons, missing, self._lines_if_known(), notes)

    def _near(self, findings: Sequence[Finding]) -> tuple[NearMiss, ...]:
        if self._record.modality is Modality.DUTY:
            return ()
        return near_misses(findings, self._rulebase.facts, self._facts)

    def _lines_if_known(self) -> tuple[AmountLine, ...]:
        if missing_for_amounts(self._record, self._facts):
            return ()
        return amount_lines(self._record, self._rulebase.facts, self._facts)

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
        place = (self._place_reason(Mark.UNKNOWN),) if coarse else ()
        return place + self._reasons(self._when.findings, Mark.NO)

    def _clear_reasons(self) -> tuple[Reason, ...]:
        findings = self._clear.findings
        if self._clear.truth is Truth.NO:
            # What is unknown can no longer change that the authority has to decide.
            findings = tuple(f for f in findings if f.truth is not Truth.UNKNOWN)
        return self._reasons(findings, Mark.CONFIRM)

    def _reasons(self, findings: Sequence[Finding], against: Mark) -> tuple[Reason, ...]:
        return tuple(self._reason(finding, against) for finding in findings)

    def _reason(self, finding: Finding, against: Mark) -> Reason:
        fact = self._rulebase.facts[finding.atom.fact]
        value = self._facts.get(fact.id)
        marks = {Truth.YES: Mark.YES, Truth.NO: against, Truth.UNKNOWN: Mark.UNKNOWN}
        text = finding_words(finding, fact, value, demanded=against is Mark.NO)
        because = finding.line.because
        if because and finding.truth is Truth.NO:
            text += Words(f"。{because.zh}", f". {because.en}")
        shown = None if value is None else dump_value(fact, value)
        return Reason(fact.id, shown, marks[finding.truth], finding.line.clause, text)

    def _place_reason(self, mark: Mark) -> Reason:
        here, there = self._question.region, self._record.region
        depth = len(names_of(there)) - 1
        fact = self._rulebase.regions.levels[depth]
        zh = f"只适用于在{there}经营的企业（项目）；您在{here}"
        en = f"Only for firms operating in {there}; yours is in {here}"
        return Reason(fact, here, mark, self._record.source.clause, Words(zh, en))

    def _too_early(self) -> Reason:
        day, as_of = self._document.date, self._question.as_of
        zh, en = f"文件 {day} 才发布，{as_of} 还不适用", f"Published {day}; not yet on {as_of}"
        value = as_of.isoformat()
        return Reason(None, value, Mark.NO, self._record.source.clause, Words(zh, en))

    def _capped_note(self) -> Remark:
        assert self._document.date is not None
        year = self._document.date.year
        zh = f"这是 {year} 年的文件，没有写失效日期，请向工作人员确认是否仍执行"
        en = f"A document of {year} that names no end; ask staff whether it is still carried out"
        return Remark(Words(zh, en), Words("工作人员", "staff"))

    def _extended_note(self) -> Remark:
        until = self._question.in_force[self._document.id]
        zh, en = f"工作人员已记录：仍执行至 {until}", f"Recorded by staff: in force until {until}"
        return Remark(Words(zh, en), Words("工作人员", "staff"))

    def _staff_note(self, unknown: Sequence[str]) -> Remark:
        labels = joined([self._rulebase.facts[name].label for name in unknown])
        zh = f"“{labels.zh}”由工作人员维护，目前没有记录，须由工作人员确认"
        en = f"“{labels.en}” is kept by staff and not recorded yet; staff must confirm"
        return Remark(Words(zh, en), Words("工作人员", "staff"))
