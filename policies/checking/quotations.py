"""Quotations must stand in the source word for word."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from policies.documents import Document
from policies.rulebase import RuleBase
from policies.words import Words

DIGITS = 16


@dataclass(frozen=True)
class Quoted:
    """One quotation and the place in the rule base where it is used."""

    quote: str
    file: str
    line: int


@dataclass(frozen=True)
class Problem:
    """Something that `check` found."""

    file: str
    line: int
    sentence: Words

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


def digest_of(quote: str) -> str:
    """Give the digest that a document stores for a quotation that was found in its source."""
    return sha256(quote.encode()).hexdigest()[:DIGITS]


def check_quotations(rulebase: RuleBase, sources: Path) -> Iterator[Problem]:
    """Compare every quotation with the source if it is at hand, else with the stored digest.

    Args:
        rulebase: Loaded rules.
        sources: Folder with the texts of the source documents; need not exist.
    """
    for document in rulebase.documents.values():
        if document.held:
            quoted = list(_quoted(rulebase, document))
            yield from _check_text(document, quoted, sources)
            yield from _check_digests(document, quoted)


def _quoted(rulebase: RuleBase, document: Document) -> Iterator[Quoted]:
    yield from _in_clauses(document)
    for other in rulebase.documents.values():
        for naming in other.named_in:
            if naming.document == document.id:
                yield Quoted(naming.quote, other.file, naming.line)
    for record in rulebase.records.values():
        for quotation in (record.source, *record.also):
            if quotation.document == document.id:
                yield Quoted(quotation.quote, record.file, quotation.line)
    yield from _in_registers(rulebase, document)
    yield from _pointed_to(rulebase, document)


def _in_clauses(document: Document) -> Iterator[Quoted]:
    for clause in document.clauses.values():
        yield Quoted(clause.quote, document.file, clause.line)
        for sentence in clause.sentences:
            yield Quoted(sentence.quote, document.file, sentence.line)


def _in_registers(rulebase: RuleBase, document: Document) -> Iterator[Quoted]:
    registers = rulebase.registers
    for quotation in (each for register in registers.every for each in register.quotations()):
        if quotation.document == document.id:
            yield Quoted(quotation.quote, registers.file, quotation.line)


def _pointed_to(rulebase: RuleBase, document: Document) -> Iterator[Quoted]:
    for category in rulebase.problems.values():
        for walk in category.walks.values():
            for pointer in walk.point_to:
                if walk.document_of(rulebase.documents, pointer.clause) is document:
                    yield Quoted(pointer.quote, category.file, pointer.line)


def _check_text(document: Document, quoted: list[Quoted], sources: Path) -> Iterator[Problem]:
    path = sources / (document.source_file or "")
    if not path.is_file():
        return
    content = path.read_bytes()
    if sha256(content).hexdigest() != document.digest:
        sentence = Words(f"{path.name} 与登记的摘要不同", f"{path.name} differs from its digest")
        yield Problem(document.file, 1, sentence)
    text = content.decode()
    for item in quoted:
        if item.quote not in text:
            yield Problem(item.file, item.line, Words("原文里没有这句话", "not in the source"))


def _check_digests(document: Document, quoted: list[Quoted]) -> Iterator[Problem]:
    used = {digest_of(item.quote): item for item in quoted}
    for digest, item in used.items():
        if digest not in document.quotes:
            zh = f"引文未登记：与原文核对后，在 {document.file} 的 quotes 里加 {digest}"
            en = f"unverified: compare it with the source, then add {digest} to its quotes"
            yield Problem(item.file, item.line, Words(zh, en))
    for digest in sorted(document.quotes - used.keys()):
        sentence = Words(f"{digest} 已没有引文", f"{digest} belongs to no quotation any more")
        yield Problem(document.file, document.quotes_line, sentence)
