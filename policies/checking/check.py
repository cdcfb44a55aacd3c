"""The policy officer's compiler: everything that can be checked before a rule goes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policies.checking.asked_check import check_asked
from policies.checking.case_words import mismatch_words
from policies.checking.cases import bad_facts, run_case
from policies.checking.digest_check import check_digests
from policies.checking.mutant_words import survivor_words
from policies.checking.mutation import mutants, survivors
from policies.checking.problem_check import check_problems
from policies.checking.quotations import Problem, check_quotations
from policies.loader import load_rulebase
from policies.records import Record
from policies.rulebase import RuleBase
from policies.understanding.dangers import load_dangers
from policies.understanding.urgency import read_urgency


@dataclass(frozen=True)
class Report:
    """What was checked and what was found."""

    records: int
    cases: int
    mutants: int
    problems: tuple[Problem, ...]


def check(root: Path | None, sources: Path) -> Report:
    """Load a rule base strictly, then check quotations, cases and mutants.

    Args:
        root: Folder of the rule base; None for the project's own.
        sources: Folder with the texts of the documents; digests are used where it lacks them.

    Raises:
        RuleFileError: The first thing that cannot even be loaded.
    """
    rulebase = load_rulebase(root)
    read_urgency(rulebase.root)
    load_dangers(rulebase.root)
    problems = [*check_quotations(rulebase, sources), *check_problems(rulebase, sources)]
    problems += check_asked(rulebase)
    problems += check_digests(rulebase)
    for record in rulebase.records.values():
        problems += check_record(rulebase, record)
    records = list(rulebase.records.values())
    return Report(
        records=len(records),
        cases=sum(len(record.cases) for record in records),
        mutants=sum(1 for record in records for _ in mutants(rulebase, record)),
        problems=tuple(problems),
    )


def check_record(rulebase: RuleBase, record: Record) -> list[Problem]:
    """Run one record's cases and, if all hold, its mutants."""
    problems = list(_check_cases(rulebase, record))
    return problems or list(_check_mutants(rulebase, record))


def _check_cases(rulebase: RuleBase, record: Record) -> Iterator[Problem]:
    for case in record.cases:
        error = bad_facts(rulebase, case)
        if error:
            yield Problem(record.file, case.line, error.sentence)
            continue
        for mismatch in run_case(rulebase, record, case):
            yield Problem(record.file, case.line, mismatch_words(rulebase, record, mismatch))


def _check_mutants(rulebase: RuleBase, record: Record) -> Iterator[Problem]:
    for mutant in survivors(rulebase, record):
        yield Problem(record.file, mutant.line, survivor_words(rulebase, record, mutant))
