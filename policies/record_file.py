"""Reading one file of the catalogue."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from policies.case_file import read_cases
from policies.documents import Document
from policies.errors import ExpressionError
from policies.expressions import Expression
from policies.facts import Fact
from policies.formulas import Formula, parse_formula
from policies.grammar import parse_condition
from policies.records import (
    Amount,
    Line,
    Modality,
    Quotation,
    Record,
    Remark,
    Rhythm,
    RhythmKind,
)
from policies.words import Words
from policies.yaml_source import Block, open_file

_FRACTION = re.compile(r"0\.[0-9]+")


def read_record(
    path: Path, root: Path, facts: Mapping[str, Fact], documents: Mapping[str, Document]
) -> Record:
    """Read one record, with its expressions type-checked against the facts.

    Raises:
        RuleFileError: With file and line, whatever does not fit.
    """
    with open_file(path, root) as block:
        return _Reader(block, facts, documents).record()


class _Reader:
    def __init__(
        self, block: Block, facts: Mapping[str, Fact], documents: Mapping[str, Document]
    ) -> None:
        self._block = block
        self._facts = facts
        self._documents = documents

    def record(self) -> Record:
        block = self._block
        source = self._source()
        region = block.text("region")
        return Record(
            id=block.text("id"),
            version=block.integer("version") or 1,
            region=region,
            title=block.words("title"),
            kind=block.text("kind"),
            modality=Modality(block.choice("modality", [m.value for m in Modality])),
            gist=block.words("gist"),
            source=source,
            also=tuple(self._also(source.document)),
            read_on=block.day("read_on"),
            priority=block.integer("priority") or 100,
            when=self._lines("when", source.clause),
            confirm_if=self._lines("confirm_if", source.clause),
            silent_if=self._lines("silent_if", source.clause),
            amounts=self._amounts(),
            rhythm=self._rhythm(),
            steps=_remarks(block, "steps"),
            notes=_remarks(block, "notes"),
            open=_remarks(block, "open"),
            cases=read_cases(block, region=region, as_of=self._date_of(source)),
            file=block.file,
        )

    def _date_of(self, source: Quotation) -> date:
        published = self._documents[source.document].date
        if published is None:
            sentence = Words("引用的文件没有日期", "the document cited has no date")
            raise self._block.error_at(source.line, sentence)
        return published

    def _source(self) -> Quotation:
        with self._block.block("source") as item:
            line, document = item.line_of("document"), item.text("document")
            if document not in self._documents:
                raise item.error_at(line, Words(f"没有文件 {document}", f"no document {document}"))
            return self._quotation(item, document)

    def _also(self, document: str) -> list[Quotation]:
        found = []
        for item in self._block.blocks("also"):
            with item:
                found.append(self._quotation(item, document))
        return found

    def _quotation(self, item: Block, document: str) -> Quotation:
        line = item.line_of("quote")
        clause = self._clause(item, document, item.text("clause"))
        return Quotation(document, clause, item.text("quote"), item.text("gloss"), line)

    def _clause(self, item: Block, document: str, clause: str) -> str:
        if clause not in self._documents[document].clauses:
            zh = f"{document} 的条款索引里没有 {clause}"
            raise item.error(zh, f"the index of {document} has no clause {clause}")
        return clause

    def _lines(self, key: str, clause: str) -> tuple[Line, ...]:
        places = self._block.lines_of(key)
        items = list(self._block.items(key))
        return tuple(self._line(i, p, clause) for i, p in zip(items, places, strict=True))

    def _line(self, item: Block | str, place: int, clause: str) -> Line:
        if isinstance(item, str):
            return Line(item, self._test(item, place), clause, None, place)
        with item:
            text = item.text("test")
            own_clause = item.text_or("clause", clause) or clause
            because = item.words_or_none("because")
            return Line(
                text=text,
                test=self._test(text, place),
                clause=own_clause,
                because=because,
                place=place,
                means=item.words_or_none("means"),
                our_reading=item.flag("our_reading"),
            )

    def _test(self, text: str, line: int) -> Expression:
        try:
            return parse_condition(text, self._facts)
        except ExpressionError as error:
            raise self._block.error_at(line, error.sentence) from error

    def _amounts(self) -> tuple[Amount, ...]:
        return tuple(self._amount(name, item) for name, item in self._block.entries("amount"))

    def _amount(self, name: str, item: Block) -> Amount:
        with item:
            formula = self._formula(item) if "formula" in item else None
            part_of = None if formula else item.text("part_of")
            return Amount(
                name=name,
                label=item.words("label"),
                formula=formula,
                part_of=part_of,
                share=None if formula else _share(item),
                money=item.text_or("unit", "yuan") == "yuan",
            )

    def _formula(self, item: Block) -> Formula:
        line, text = item.line_of("formula"), item.text("formula")
        try:
            return parse_formula(text, self._facts)
        except ExpressionError as error:
            raise item.error_at(line, error.sentence) from error

    def _rhythm(self) -> Rhythm | None:
        if "rhythm" not in self._block:
            return None
        with self._block.block("rhythm") as item:
            groups_fact = self._fact_named(item, "groups_of")
            rhythm = Rhythm(
                kind=RhythmKind(item.choice("kind", [k.value for k in RhythmKind])),
                hours=item.integer("hours"),
                daily=item.flag("daily"),
                groups_fact=groups_fact,
                groups=self._groups(item, groups_fact),
                since=self._fact_named(item, "since"),
            )
            if (rhythm.hours is None) != rhythm.daily:
                raise item.error("hours 和 daily 要写一个", "write either hours or daily")
            return rhythm

    def _fact_named(self, item: Block, key: str) -> str | None:
        line, name = item.line_of(key), item.text_or(key, None)
        if name is not None and name not in self._facts:
            raise item.error_at(line, Words(f"没有事实 {name}", f"no fact {name}"))
        return name

    def _groups(self, item: Block, groups_fact: str | None) -> frozenset[str]:
        line, groups = item.line_of("groups"), item.texts("groups")
        options = self._facts[groups_fact].options if groups_fact else {}
        for group in groups:
            if group not in options:
                sentence = Words(f"groups_of 没有 {group}", f"groups_of has no {group}")
                raise item.error_at(line, sentence)
        return frozenset(groups)


def _share(item: Block) -> Decimal | None:
    line = item.line_of("share")
    written = item.text("share")
    if written == "rest":
        return None
    share = Decimal(written) if _FRACTION.fullmatch(written) else Decimal(0)
    if not 0 < share < 1:
        sentence = Words("share 要在 0 和 1 之间，或写 rest", "share is between 0 and 1, or rest")
        raise item.error_at(line, sentence)
    return share


def _remarks(block: Block, key: str) -> tuple[Remark, ...]:
    found = []
    for item in block.blocks(key):
        with item:
            text = Words(item.text("zh"), item.text("en"))
            decided_by = item.words_or_none("decided_by")
            found.append(Remark(text, decided_by, item.text_or("clause", None)))
    return tuple(found)
