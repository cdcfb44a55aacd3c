"""Reading registers.yaml: what staff keep; a rule base without the file has no registers."""

from collections.abc import Mapping
from pathlib import Path

from policies.document_registers import document_registers
from policies.documents import Document
from policies.errors import FactError
from policies.fact_values import parse_value
from policies.facts import Fact, FactType, FactValue, Scope
from policies.records import Quotation, Record
from policies.regions import Regions
from policies.registers import (
    WHOLE_NUMBERS,
    Admission,
    Coverage,
    Register,
    Registers,
    Removal,
    SpotChecks,
    Stricter,
)
from policies.source.yaml_files import open_file
from policies.source.yaml_source import Block
from policies.words import Words

FILE = "registers.yaml"
_TYPES = frozenset({FactType.BOOL, FactType.ENUM, FactType.SET, FactType.INT})
_SPOKEN = {"true": True, "false": False}


def read_registers(
    root: Path,
    facts: Mapping[str, Fact],
    regions: Regions,
    documents: Mapping[str, Document],
    records: Mapping[str, Record],
) -> Registers:
    """Read every register.

    Raises:
        RuleFileError: The file does not fit the schema, or names what does not exist.
    """
    path, of_documents = root / FILE, document_registers(documents)
    if not path.is_file():
        return Registers(of_documents=of_documents)
    reader = _Reader(facts, regions, documents, records)
    with open_file(path, root) as block:
        every = tuple(reader.register(item) for item in block.blocks("registers"))
        twice = len({(each.fact.id, each.region) for each in every}) < len(every)
        if twice:
            raise block.error("同一地区同一事实写了两次", "the same fact of the same region twice")
    return Registers(every, block.file, of_documents)


class _Reader:
    def __init__(
        self,
        facts: Mapping[str, Fact],
        regions: Regions,
        documents: Mapping[str, Document],
        records: Mapping[str, Record],
    ) -> None:
        self._facts = facts
        self._regions = regions
        self._documents = documents
        self._records = records

    def register(self, item: Block) -> Register:
        with item:
            fact, region = self._fact(item), self._region(item)
            register = Register(
                fact=fact,
                region=region,
                levels=self._levels(item, fact),
                kept_by=self._named(item, "kept_by", self._regions.places[region].roles),
                source=self._source(item),
                values=_values(item, fact),
                listed=_value_or_none(item, "listed", fact),
                application=self._application(item, fact),
                removal=self._removal(item, fact),
                checks=self._checks(item),
                coverage=self._coverage(item),
                open=item.words_or_none("open"),
            )
            if register.coverage and register.listed is None:
                raise item.error("coverage 要有 listed", "coverage needs `listed`")
        return register

    def _fact(self, item: Block) -> Fact:
        line, name = item.line_of("fact"), item.text("fact")
        fact = self._facts.get(name)
        if fact is None or fact.type not in _TYPES:
            zh = f"{name} 不是可登记的事实"
            raise item.error_at(line, Words(zh, f"{name} is no fact that a register can keep"))
        if fact.scope is not Scope.STAFF and not fact.confirmed_by_staff:
            zh, en = f"{name} 不由工作人员核定", f"{name} is not for staff to say"
            raise item.error_at(line, Words(zh, en))
        return fact

    def _region(self, item: Block) -> str:
        line, region = item.line_of("region"), item.text("region")
        if region not in self._regions.places:
            zh, en = f"regions.yaml 里没有 {region}", f"regions.yaml has no {region}"
            raise item.error_at(line, Words(zh, en))
        return region

    def _levels(self, item: Block, fact: Fact) -> tuple[str, ...]:
        levels = self._named(item, "levels", self._regions.levels)
        if bool(levels) is not fact.of_region:
            zh = "地区的事实要写 levels，企业的事实不写"
            raise item.error(zh, "`levels` belongs to facts of places, and only to them")
        return levels

    def _application(self, item: Block, fact: Fact) -> Admission | None:
        if "application" not in item:
            return None
        with item.block("application") as block:
            return Admission(
                label=block.words("label"),
                yes=block.words("yes"),
                no=block.words("no"),
                value=_value(block, "value", fact),
                pending=_value_or_none(block, "pending", fact),
                records=self._named(block, "records", self._records),
                standards=self._named(block, "standards", self._documents),
                example=block.words("example"),
                reason=block.words("reason"),
                source=self._source(block) if "source" in block else None,
            )

    def _removal(self, item: Block, fact: Fact) -> Removal | None:
        if "removal" not in item:
            return None
        with item.block("removal") as block:
            return Removal(
                _value(block, "value", fact),
                block.words_list("conditions"),
                self._source(block),
                block.words_or_none("open"),
            )

    def _checks(self, item: Block) -> SpotChecks | None:
        if "checks" not in item:
            return None
        with item.block("checks") as block:
            return SpotChecks(self._source(block), block.words_or_none("open"))

    def _coverage(self, item: Block) -> Coverage | None:
        if "coverage" not in item:
            return None
        with item.block("coverage") as block:
            percent = block.integer("percent")
            if percent is None or not 0 < percent <= 100:
                raise block.error("percent 要写 1 到 100", "percent is 1 to 100")
            of, source = block.words("of"), self._source(block)
            stricter, unsaid = self._stricter(block), block.words_or_none("open")
            return Coverage(percent, of, source, stricter, unsaid)

    def _stricter(self, item: Block) -> Stricter | None:
        if "stricter" not in item:
            return None
        with item.block("stricter") as block:
            return Stricter(block.words("by"), self._source(block))

    def _source(self, item: Block) -> Quotation:
        with item.block("source") as block:
            line, name = block.line_of("document"), block.text("document")
            document, place = self._documents.get(name), block.line_of("quote")
            clause = block.text("clause")
            if document is None or document.date is None or clause not in document.clauses:
                zh, en = f"没有这个出处：{name} {clause}", f"no such place: {name} {clause}"
                raise block.error_at(line, Words(zh, en))
            return Quotation(name, clause, block.text("quote"), block.text("gloss"), place)

    def _named(
        self, item: Block, key: str, known: "Mapping[str, object] | tuple[str, ...]"
    ) -> tuple[str, ...]:
        line, names = item.line_of(key), item.texts(key)
        for name in names:
            if name not in known:
                raise item.error_at(line, Words(f"没有 {name}", f"there is no {name}"))
        return names


def _values(item: Block, fact: Fact) -> tuple[FactValue, ...]:
    if "values" in item:
        line, written = item.line_of("values"), item.texts("values")
        parsed = tuple(_parsed(item, line, fact, each) for each in written)
        return written if fact.type is FactType.SET else parsed
    match fact.type:
        case FactType.BOOL:
            return (True, False)
        case FactType.INT:
            return _whole_numbers(item, fact)
        case _:
            return tuple(fact.options)


def _whole_numbers(item: Block, fact: Fact) -> tuple[FactValue, ...]:
    low, high = fact.minimum, fact.maximum
    if low is None or high is None or high - low >= WHOLE_NUMBERS:
        zh = "登记用的整数要有不大的上下限"
        raise item.error(zh, "a register of whole numbers needs bounds that are near each other")
    return tuple(range(low, high + 1))


def _value(item: Block, key: str, fact: Fact) -> FactValue:
    line = item.line_of(key)
    return _parsed(item, line, fact, item.text(key))


def _value_or_none(item: Block, key: str, fact: Fact) -> FactValue | None:
    return _value(item, key, fact) if key in item else None


def _parsed(item: Block, line: int, fact: Fact, written: str) -> FactValue:
    raw: object = written
    if fact.type is FactType.BOOL:
        raw = _SPOKEN.get(written, written)
    elif fact.type is FactType.INT and written.isdecimal():
        raw = int(written)
    elif fact.type is FactType.SET:
        raw = [written]
    try:
        return parse_value(fact, raw)
    except FactError as error:
        raise item.error_at(line, error.sentence) from error
