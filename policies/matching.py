"""Matching a firm with the catalogue: one verdict a record, with all that explains it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from policies.calendar import Extension
from policies.facts import Facts
from policies.records import Quotation, Record, Remark
from policies.rulebase import RuleBase
from policies.ruling import Bench, Question
from policies.verdicts import Outcome, Reason, Source, Verdict
from policies.words import Words

NOTHING: Mapping[str, Extension] = MappingProxyType({})
CERTAIN = (Outcome.MATCH, Outcome.OBLIGATION, Outcome.INFO)


def match(
    rulebase: RuleBase,
    *,
    region: str,
    as_of: date,
    facts: Facts,
    only: Collection[str] | None = None,
    in_force: Mapping[str, Extension] = NOTHING,
    self_reported: Collection[str] = (),
) -> list[Verdict]:
    """Judge every record, or some, for one firm.

    Args:
        rulebase: Loaded rules.
        region: Place of operation as a path, 省/市/县 or with a town behind it.
        as_of: Day of the question, local calendar.
        facts: Fact id → typed value; None or absent is unknown.
        only: Ids of records to judge; None for all.
        in_force: Document id → what staff recorded: 仍执行至, and the source.
        self_reported: Ids of facts that only the owner stated.

    Returns:
        One verdict a record, in the order in which they are to be shown.
    """
    return match_question(rulebase, Question(region, as_of, facts, in_force, self_reported), only)


def match_question(
    rulebase: RuleBase, question: Question, only: Collection[str] | None = None
) -> list[Verdict]:
    """Judge every record, or some, for a question that is already put together."""
    return [
        judge_record(rulebase, record, question)
        for record in rulebase.records.values()
        if only is None or record.id in only
    ]


def judge_record(rulebase: RuleBase, record: Record, question: Question) -> Verdict:
    """Judge one record for one firm."""
    ruling = Bench(rulebase, record, question).rule()
    entitled = ruling.outcome in CERTAIN
    values = {line.name: line.value for line in ruling.lines}
    told = _self_reported(rulebase, question, ruling.reasons)
    return Verdict(
        policy=record.id,
        version=record.version,
        title=record.title,
        kind=record.kind,
        modality=record.modality,
        gist=record.gist,
        outcome=ruling.outcome,
        reasons=ruling.reasons,
        missing=ruling.missing,
        amounts=values if entitled else {},
        if_granted={} if entitled else values,
        lines=ruling.lines,
        notes=(*record.notes, *ruling.notes, *(_told_note(rulebase, name) for name in told)),
        near_miss=ruling.near,
        open=record.open,
        steps=record.steps,
        source=replace(_source(rulebase, record.source), beside=record.beside),
        also=tuple(_source(rulebase, quotation) for quotation in record.also),
        relies_on=tuple(rulebase.documents[name] for name in record.relies_on),
        useful=record.useful,
        rhythm=record.rhythm if entitled else None,
        keeping=record.keeping if entitled else None,
        capped=ruling.capped,
        self_reported=told,
        priority=record.priority,
    )


def _source(rulebase: RuleBase, quotation: Quotation) -> Source:
    document = rulebase.documents[quotation.document]
    assert document.date is not None  # the loader refuses a source without a date
    return Source(document.title, document.kind, document.date, quotation)


def _self_reported(
    rulebase: RuleBase, question: Question, reasons: Sequence[Reason]
) -> tuple[str, ...]:
    used = {reason.fact for reason in reasons if reason.value is not None}
    staff_decide = (n for n in question.self_reported if rulebase.facts[n].confirmed_by_staff)
    return tuple(name for name in staff_decide if name in used)


def _told_note(rulebase: RuleBase, name: str) -> Remark:
    fact = rulebase.facts[name]
    decider = fact.decided_by or Words("工作人员", "staff")
    zh = f"{fact.label.zh}是您自报的，以{decider.zh}核定为准"
    en = f"{fact.label.en}: your own statement; {decider.en} has the final word"
    return Remark(Words(zh, en), fact.decided_by)
