"""Reading one file of the catalogue."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from policies.documents import Document
from policies.errors import ExpressionError
from policies.expressions import Expression
from policies.facts import Fact
from policies.grammar import parse_condition
from policies.keeping import Form, Keeping
from policies.records import (
    Amount,
    Line,
    Modality,
    Quotation,
    Record,
    Remark,
    Rhythm,
)
from policies.source.amount_file import read_amounts
from policies.source.case_file import read_cases
from policies.source.keeping_file import read_keeping
from policies.source.rhythm_file import read_rhythm
from policies.source.yaml_files import open_file
from policies.source.yaml_source import Block
from policies.words import Words


def read_record(
    path: Path,
    root: Path,
    facts: Mapping[str, Fact],
    levels: Collection[str],
    documents: Mapping[str, Document],
) -> Record:
    """Read one record, with its expressions type-checked against the facts.

    Args:
        levels: Facts that are levels of the region tree.

    Raises:
        RuleFileError: With file and line, whatever does not fit.
    """
    return record_in(open_file(path, root), facts, levels, documents)


def record_in(
    opened: Block,
    facts: Mapping[str, Fact],
    levels: Collection[str],
    documents: Mapping[str, Document],
) -> Record:
    """Read a record out of a block; see `read_record`."""
    with opened as block:
        return _Reader(block, facts, levels, documents).record()


class _Reader:
    def __init__(
        self,
        block: Block,
        facts: Mapping[str, Fact],
        levels: Collection[str],
        documents: Mapping[str, Document],
    ) -> None:
        self._block = block
        self._facts = facts
        self._levels = levels
        self._documents = documents

    def record(self) -> Record:
        block = self._block
        source = self._source()
        region = block.text("region")
        amounts, rhythm = read_amounts(block, self._facts), read_rhythm(block, self._facts)
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
            relies_on=self._relies_on(),
            useful=self._useful(),
            read_on=block.day("read_on"),
            priority=block.integer("priority") or 100,
            when=self._lines("when", source),
            confirm_if=self._lines("confirm_if", source),
            silent_if=self._lines("silent_if", source),
            amounts=amounts,
            rhythm=rhythm,
            keeping=self._keeping(source.document, amounts, rhythm),
            steps=self._remarks("steps", source.document),
            notes=self._remarks("notes", source.document),
            open=self._remarks("open", source.document),
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
                quotation = self._quotation(item, document)
                found.append(replace(quotation, always=item.flag("always")))
        return found

    def _relies_on(self) -> tuple[str, ...]:
        line, names = self._block.line_of("relies_on"), self._block.texts("relies_on")
        for name in names:
            if name not in self._documents or self._documents[name].held:
                sentence = Words(f"没有未收录的文件 {name}", f"no document not held: {name}")
                raise self._block.error_at(line, sentence)
        return names

    def _useful(self) -> tuple[str, ...]:
        line, names = self._block.line_of("useful"), self._block.texts("useful")
        for name in names:
            if name not in self._facts:
                raise self._block.error_at(line, Words(f"没有事实 {name}", f"no fact {name}"))
        return names

    def _quotation(self, item: Block, document: str) -> Quotation:
        line = item.line_of("quote")
        clause = self._clause(item, document, item.text("clause"))
        return Quotation(document, clause, item.text("quote"), item.text("gloss"), line)

    def _clause(self, item: Block, document: str, clause: str) -> str:
        if clause not in self._documents[document].clauses:
            zh = f"{document} 的条款索引里没有 {clause}"
            raise item.error(zh, f"the index of {document} has no clause {clause}")
        return clause

    def _clause_or_none(self, item: Block, document: str) -> str | None:
        if "clause" not in item:
            return None
        return self._clause(item, document, item.text("clause"))

    def _lines(self, key: str, source: Quotation) -> tuple[Line, ...]:
        places = self._block.lines_of(key)
        items = list(self._block.items(key))
        lines = tuple(self._line(i, p, source) for i, p in zip(items, places, strict=True))
        for line in lines:
            if line.if_known and key != "confirm_if":
                sentence = Words("if_known 只用于 confirm_if", "if_known is for confirm_if only")
                raise self._block.error_at(line.place, sentence)
        return lines

    def _line(self, item: Block | str, place: int, source: Quotation) -> Line:
        if isinstance(item, str):
            return Line(item, self._test(item, place), source.clause, None, place)
        with item:
            text = item.text("test")
            own_clause = self._clause_or_none(item, source.document)
            because = item.words_or_none("because")
            return Line(
                text=text,
                test=self._test(text, place),
                clause=own_clause or source.clause,
                because=because,
                place=place,
                means=item.words_or_none("means"),
                our_reading=item.flag("our_reading"),
                if_known=item.flag("if_known"),
            )

    def _test(self, text: str, line: int) -> Expression:
        try:
            return parse_condition(text, self._facts)
        except ExpressionError as error:
            raise self._block.error_at(line, error.sentence) from error

    def _keeping(
        self, document: str, amounts: tuple[Amount, ...], rhythm: Rhythm | None
    ) -> Keeping | None:
        line = self._block.line_of("keeping")
        clauses = self._documents[document].clauses
        keeping = read_keeping(self._block, self._facts, self._levels, clauses)
        if keeping and keeping.form is Form.SAMPLING and rhythm is None:
            sentence = Words("sampling 要有 rhythm", "sampling needs a rhythm")
            raise self._block.error_at(line, sentence)
        if keeping and keeping.form is Form.CODES and all(amount.money for amount in amounts):
            sentence = Words("codes 要有按个数算的 amount", "codes has an amount that is a count")
            raise self._block.error_at(line, sentence)
        return keeping

    def _remarks(self, key: str, document: str) -> tuple[Remark, ...]:
        found = []
        for item in self._block.blocks(key):
            with item:
                text = Words(item.text("zh"), item.text("en"))
                decided_by = item.words_or_none("decided_by")
                clause = self._clause_or_none(item, document)
                found.append(Remark(text, decided_by, clause))
        return tuple(found)
