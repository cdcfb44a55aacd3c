"""Loading a rule base from its folder, strictly: a typo is an error with file and line."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from policies.documents import Document, read_document
from policies.errors import RuleFileError
from policies.facts import Fact
from policies.records import Amount, Record
from policies.regions import Region, Regions, Standing, standing
from policies.rulebase import RuleBase
from policies.source.fact_file import read_facts
from policies.source.record_file import read_record
from policies.source.region_file import read_regions
from policies.words import Words

HERE = Path(__file__).resolve().parent
REGIONS = "regions.yaml"


def load_rulebase(root: Path | None = None) -> RuleBase:
    """Load facts, regions, documents and all records.

    Args:
        root: Folder with `facts.yaml`, `regions.yaml`, `documents/` and `catalogue/`;
            by default the catalogue of this project.

    Raises:
        RuleFileError: With file and line, the first thing that does not fit.
    """
    root = (root or HERE).resolve()
    facts = read_facts(root / "facts.yaml", root)
    regions = read_regions(root / REGIONS, root, facts)
    documents = _read_documents(root)
    _check_terms(regions, documents)
    records = _read_records(root, facts, regions, documents)
    return RuleBase(
        root,
        MappingProxyType(facts),
        regions,
        MappingProxyType(documents),
        MappingProxyType(records),
    )


def _read_documents(root: Path) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    for path in sorted(root.glob("documents/*.yaml")):
        document = read_document(path, root)
        _same_name(document.file, path, document.id)
        documents[document.id] = document
    for document in documents.values():
        _check_naming(document, documents)
        _check_replaced(document, documents)
    return documents


def _check_replaced(document: Document, documents: Mapping[str, Document]) -> None:
    for name in document.replaces:
        if name not in documents or name == document.id:
            sentence = Words(f"没有这份文件：{name}", f"there is no such document: {name}")
            raise RuleFileError(document.file, 1, sentence)


def _check_naming(document: Document, documents: Mapping[str, Document]) -> None:
    for naming in document.named_in:
        source = documents.get(naming.document)
        if source is None or not source.held:
            place = naming.document
            sentence = Words(f"没有收录这份文件：{place}", f"no such document is held: {place}")
            raise RuleFileError(document.file, naming.line, sentence)


def _check_terms(regions: Regions, documents: Mapping[str, Document]) -> None:
    """Every term and digest that cites a document must find its clause in one that binds there."""
    for place in regions.places.values():
        for term in place.practice.terms.values():
            _check_source(place, term.document, (term.clause,), term.line, documents)
        for each in place.practice.digests.all:
            _check_source(place, each.document, each.clauses, each.line, documents)


def _check_source(
    place: Region,
    named: str | None,
    clauses: Iterable[str | None],
    line: int,
    documents: Mapping[str, Document],
) -> None:
    if named is None:
        return
    document = documents.get(named)
    for clause in clauses:
        if document is None or clause not in document.clauses:
            where = f"{named} {clause}"
            sentence = Words(f"没有这个出处：{where}", f"no such place: {where}")
            raise RuleFileError(REGIONS, line, sentence)
    if document is not None and standing(place.path, document.region) is not Standing.INSIDE:
        zh, en = f"只在{document.region}有效", f"binds only {document.region}"
        raise RuleFileError(REGIONS, line, Words(f"{named} {zh}", f"{named} {en}"))


def _read_records(
    root: Path, facts: Mapping[str, Fact], regions: Regions, documents: Mapping[str, Document]
) -> dict[str, Record]:
    records: dict[str, Record] = {}
    for path in sorted(root.glob("catalogue/**/*.yaml")):
        record = read_record(path, root, facts, regions.levels, documents)
        _same_name(record.file, path, record.id)
        if record.id in records:
            raise _wrong(record.file, f"编号重复：{record.id}", f"id used twice: {record.id}")
        check_whole(record, regions, documents)
        _check_folder(record, path, regions)
        records[record.id] = record
    return dict(sorted(records.items(), key=lambda item: (item[1].priority, item[0])))


def _same_name(file: str, path: Path, name: str) -> None:
    if path.stem != name:
        raise _wrong(file, f"文件名应当是 {name}.yaml", f"the file should be {name}.yaml")


def check_whole(record: Record, regions: Regions, documents: Mapping[str, Document]) -> None:
    """Check what a record says of its place, its document and its sums.

    Raises:
        RuleFileError: The first thing that does not fit.
    """
    if record.region not in regions.places:
        zh = f"regions.yaml 里没有 {record.region}"
        raise _wrong(record.file, zh, f"regions.yaml has no {record.region}")
    _check_law(record, documents[record.source.document])
    _check_totals(record)
    _check_parts(record)


def _check_folder(record: Record, path: Path, regions: Regions) -> None:
    slug = regions.places[record.region].slug
    if path.parent.name != slug:
        zh, en = f"应当放在 {slug}/ 里", f"belongs in {slug}/"
        raise _wrong(record.file, zh, en)


def _check_law(record: Record, document: Document) -> None:
    if standing(record.region, document.region) is not Standing.INSIDE:
        zh = f"{document.id} 只在{document.region}有效"
        raise _wrong(record.file, zh, f"{document.id} binds only {document.region}")


def _check_totals(record: Record) -> None:
    for total in record.amounts:
        parts = [a for a in record.amounts if a.formula and a.name in total.total_of]
        same = all(part.money is total.money for part in parts)
        if len(parts) != len(total.total_of) or not same:
            zh = f"{total.name} 的 total_of 只能写同一单位的公式金额，各一次"
            en = f"total_of of {total.name} names amounts with a formula and its unit, each once"
            raise _wrong(record.file, zh, en)


def _check_parts(record: Record) -> None:
    formulas = {a.name for a in record.amounts if a.money and (a.formula or a.total_of)}
    parts: dict[str, list[Amount]] = {}
    for amount in record.amounts:
        if amount.part_of is not None:
            parts.setdefault(amount.part_of, []).append(amount)
    for whole, shares in parts.items():
        if whole not in formulas or not _adds_up(shares):
            zh = f"{whole} 的分担要由一笔算出的钱开始，合计小于 1，最后一份写 rest"
            en = f"the shares of {whole} need a sum of money, are below 1 in all and end with rest"
            raise _wrong(record.file, zh, en)


def _adds_up(shares: Iterable[Amount]) -> bool:
    *given, last = [amount.share for amount in shares]
    stated = [share for share in given if share is not None]
    return last is None and len(stated) == len(given) and sum(stated) < 1


def _wrong(file: str, zh: str, en: str) -> RuleFileError:
    return RuleFileError(file, 1, Words(zh, en))
