"""What is checked of records before they are released: all that `check` says of the same files.

Where the text of a document is not at hand, a quotation counts as verified if its digest stands
with the document, or if it is a piece of one whose digest does.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from policies.checking.check import check_record
from policies.checking.mutation import mutants
from policies.checking.quotations import Problem, digest_of
from policies.documents import Document
from policies.records import Quotation, Record
from policies.rulebase import RuleBase
from policies.words import Words


@dataclass(frozen=True)
class Checked:
    """What one record was tried with.

    Attributes:
        cases: Examples of its own that all come out as they should.
        mutants: Mistakes that were put in; each is noticed by one of the cases.
    """

    record: str
    cases: int
    mutants: int


def check_released(
    rulebase: RuleBase, names: Collection[str], sources: Path | None = None
) -> tuple[list[Checked], list[Problem]]:
    """Check the records that a release changes: it may take seconds.

    Args:
        rulebase: With the records put in: see `editions.with_changes`.
        names: Ids of those that are new or changed.
        sources: Folder with the texts of the documents, if it is at hand.
    """
    records = [rulebase.records[name] for name in names]
    problems = [problem for each in records for problem in _problems(rulebase, each, sources)]
    counted = [_counted(rulebase, each) for each in records]
    return counted, problems


def _problems(rulebase: RuleBase, record: Record, sources: Path | None) -> Iterator[Problem]:
    yield from _in_clauses(rulebase, record)
    yield from _unverified(rulebase, record, sources)
    if not record.cases:
        sentence = Words("没有写用例（cases）", "it has no cases")
        yield Problem(record.file, 1, sentence)
    yield from check_record(rulebase, record)


def _in_clauses(rulebase: RuleBase, record: Record) -> Iterator[Problem]:
    for quotation in (record.source, *record.also):
        if quotation.clause not in rulebase.documents[quotation.document].clauses:
            zh = f"文件里没有这一条：{quotation.clause}"
            en = f"the document has no such clause: {quotation.clause}"
            yield Problem(record.file, quotation.line, Words(zh, en))


def _unverified(rulebase: RuleBase, record: Record, sources: Path | None) -> Iterator[Problem]:
    for quotation in (record.source, *record.also):
        document = rulebase.documents[quotation.document]
        if not _is_verified(rulebase, document, quotation, sources):
            zh = f"原文里没有核对过这句引文：{quotation.quote[:20]}…"
            en = f"nobody compared this quotation with the source: {quotation.quote[:20]}…"
            yield Problem(record.file, quotation.line, Words(zh, en))


def _is_verified(
    rulebase: RuleBase, document: Document, quotation: Quotation, sources: Path | None
) -> bool:
    if digest_of(quotation.quote) in document.quotes:
        return True
    if any(quotation.quote in whole for whole in _verified(rulebase, document)):
        return True
    path = None if sources is None else sources / (document.source_file or "")
    return path is not None and path.is_file() and quotation.quote in path.read_text("utf-8")


def _verified(rulebase: RuleBase, document: Document) -> Iterator[str]:
    """Sentences of a document that were compared with it."""
    for clause in document.clauses.values():
        yield clause.quote
        yield from (sentence.quote for sentence in clause.sentences)
    for record in rulebase.taught.records.values():
        for quotation in (record.source, *record.also):
            if quotation.document == document.id:
                yield quotation.quote


def _counted(rulebase: RuleBase, record: Record) -> Checked:
    tried = sum(1 for _ in mutants(rulebase, record))
    return Checked(record.id, len(record.cases), tried)
