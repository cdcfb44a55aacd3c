"""Source documents: what they are, and an index of their clauses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from policies.asked import Asked, Silence, read_asked
from policies.calendar import last_day_of
from policies.source.patterns import patterns_of
from policies.source.yaml_files import open_file
from policies.source.yaml_source import Block
from policies.words import Words

# A document has a field of the name `date`.
Day: TypeAlias = date


class Level(StrEnum):
    """Whose document it is (级别); the text itself says so, not the place that names it."""

    NATION = "national"  # 国家
    PROVINCE = "provincial"  # 省（自治区）
    CITY = "municipal"  # 市
    COUNTY = "county"  # 县


@dataclass(frozen=True)
class Sentence:
    """A marked sentence of a clause, and by what a question asks for just this one."""

    quote: str
    line: int
    signs: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Clause:
    """One entry of a document's index: our one-line summary and one marked quotation.

    Attributes:
        sentences: More of its sentences; the first that has a sign of a question answers it.
        asks: What owners ask when this clause answers them, in spoken words.
        categories: Ids of the problems that it speaks to.
    """

    number: str
    heading: Words
    summary: Words
    quote: str
    line: int
    sentences: tuple[Sentence, ...] = ()
    asks: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Naming:
    """A sentence of a held document that names one which is not held.

    Attributes:
        clause: Where it stands; the index of clauses need not have it.
    """

    document: str
    clause: str
    quote: str
    line: int


@dataclass(frozen=True, eq=False)
class Document:
    """One source document, or one that a source only names (已引用、未收录).

    Attributes:
        kind: 解读, 意见, 工作报告 …: shown beside every answer, none is the full legal text.
        level: Whose it is; None if nothing says so.
        replaces: Ids of the documents in whose place it came (被替代).
        date: Published; None if the text does not say.
        last_day: The last day on which it carries by itself; None without a date.
        region: Where it binds; of a document that is only named, where it is named.
        held: False for documents that are only named.
        called: Of a document that is only named: what people call it, beside its title.
        about: Of a document that is only named: what is known of it.
        named_in: The sentences that name it.
        source_file: Name of the text among the sources.
        digest: SHA-256 of that text.
        quotes: Digests of the quotations that were found in that text.
        silences: What owners often ask near its clauses, and it does not say.
    """

    id: str
    title: Words
    kind: Words
    issuer: Words
    date: date | None
    last_day: Day | None
    region: str
    held: bool
    source_file: str | None
    digest: str | None
    quotes: frozenset[str]
    clauses: Mapping[str, Clause]
    file: str
    quotes_line: int
    silences: tuple[Silence, ...] = ()
    called: tuple[str, ...] = ()
    about: Words | None = None
    named_in: tuple[Naming, ...] = ()
    level: Level | None = None
    replaces: tuple[str, ...] = ()


def read_document(path: Path, root: Path) -> Document:
    """Read one file of `documents/`, with what is asked of it from `questions/`.

    Raises:
        RuleFileError: The file does not fit the schema.
    """
    asked = read_asked(root / "questions" / path.name, root)
    with open_file(path, root) as block:
        held = block.flag("held", default=True)
        published = block.day("date") if "date" in block else None
        return Document(
            id=block.text("id"),
            title=block.words("title"),
            kind=block.words("kind"),
            issuer=block.words("issuer"),
            date=published,
            last_day=None if published is None else last_day_of(published),
            region=block.text("region"),
            held=held,
            source_file=block.text("source_file") if held else None,
            digest=block.text("digest") if held else None,
            clauses=_read_clauses(block, asked),
            silences=asked.silences,
            quotes_line=block.line_of("quotes"),
            quotes=frozenset(block.texts("quotes")),
            file=block.file,
            called=() if held else block.texts("called"),
            about=None if held else block.words("about"),
            named_in=() if held else _read_namings(block),
            level=_read_level(block),
            replaces=block.texts("replaces") if held else (),
        )


def _read_level(block: Block) -> Level | None:
    return Level(block.choice("level", list(Level))) if "level" in block else None


def _read_namings(block: Block) -> tuple[Naming, ...]:
    line, namings = block.line_of("named_in"), []
    for item in block.blocks("named_in"):
        with item:
            place = item.line_of("quote")
            document, clause = item.text("document"), item.text("clause")
            namings.append(Naming(document, clause, item.text("quote"), place))
    if not namings:
        sentence = Words("要写明在哪里提到的", "say where it is named")
        raise block.error_at(line, sentence)
    return tuple(namings)


def _read_clauses(block: Block, asked: Asked) -> dict[str, Clause]:
    clauses = {}
    line = block.line_of("clauses")
    for item in block.blocks("clauses"):
        clause = _read_clause(item, asked)
        if clause.number in clauses:
            raise item.error(f"条款重复：{clause.number}", f"clause twice: {clause.number}")
        clauses[clause.number] = clause
    for number in asked.answers.keys() - clauses.keys():
        zh, en = (
            f"questions 里的条款这里没有：{number}",
            f"questions name a clause unknown here: {number}",
        )
        raise block.error_at(line, Words(zh, en))
    return clauses


def _read_clause(item: Block, asked: Asked) -> Clause:
    with item:
        number = item.text("number")
        return Clause(
            number=number,
            heading=item.words("heading"),
            summary=item.words("summary"),
            line=item.line_of("quote"),
            quote=item.text("quote"),
            sentences=_read_sentences(item),
            asks=asked.answers.get(number, ()),
            categories=item.texts("categories"),
        )


def _read_sentences(block: Block) -> tuple[Sentence, ...]:
    sentences = []
    for item in block.blocks("sentences"):
        with item:
            line, quote = item.line_of("quote"), item.text("quote")
            sentences.append(Sentence(quote, line, patterns_of(item, "signs")))
    return tuple(sentences)
