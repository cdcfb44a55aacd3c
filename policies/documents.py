"""Source documents: what they are, and an index of their clauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policies.words import Words
from policies.yaml_source import Block, open_file


@dataclass(frozen=True)
class Clause:
    """One entry of a document's index: our one-line summary and one marked quotation."""

    number: str
    heading: Words
    summary: Words
    quote: str
    line: int


@dataclass(frozen=True, eq=False)
class Document:
    """One source document.

    Attributes:
        kind: 解读, 意见, 工作报告 …: shown beside every answer, none is the full legal text.
        date: Published; None if the text does not say.
        held: False for documents that are only named.
        source_file: Name of the text among the sources.
        digest: SHA-256 of that text.
        quotes: Digests of the quotations that were found in that text.
    """

    id: str
    title: Words
    kind: Words
    issuer: Words
    date: date | None
    region: str
    held: bool
    source_file: str | None
    digest: str | None
    quotes: frozenset[str]
    clauses: Mapping[str, Clause]
    file: str
    quotes_line: int


def read_document(path: Path, root: Path) -> Document:
    """Read one file of `documents/`.

    Raises:
        RuleFileError: The file does not fit the schema.
    """
    with open_file(path, root) as block:
        held = block.flag("held", default=True)
        return Document(
            id=block.text("id"),
            title=block.words("title"),
            kind=block.words("kind"),
            issuer=block.words("issuer"),
            date=block.day("date") if "date" in block else None,
            region=block.text("region"),
            held=held,
            source_file=block.text("source_file") if held else None,
            digest=block.text("digest") if held else None,
            clauses=_read_clauses(block),
            quotes_line=block.line_of("quotes"),
            quotes=frozenset(block.texts("quotes")),
            file=block.file,
        )


def _read_clauses(block: Block) -> dict[str, Clause]:
    clauses = {}
    for item in block.blocks("clauses"):
        with item:
            clause = Clause(
                number=item.text("number"),
                heading=item.words("heading"),
                summary=item.words("summary"),
                line=item.line_of("quote"),
                quote=item.text("quote"),
            )
        if clause.number in clauses:
            raise item.error(f"条款重复：{clause.number}", f"clause twice: {clause.number}")
        clauses[clause.number] = clause
    return clauses
