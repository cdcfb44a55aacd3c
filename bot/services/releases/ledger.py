"""政策台账: documents that bind a place or are named there, how they stand, whom they reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.errors import AccessCode, NotYours
from bot.domain.policy_ledger import READS, LedgerState, state_of
from bot.domain.staff import Power, covers
from bot.services.audiences.verdicts import ToJudge, read_firms
from bot.services.duties.errands import Ground
from bot.services.staff.staff import officers_with, regions_with
from bot.store.reach import firms_in
from bot.store.releases.reach import Counted, Told, counted_of, put_counted, told_of
from bot.store.releases.versions import VERSION, versions_where
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.documents import Document, Level
from policies.outcomes import Outcomes
from policies.regions import names_of
from policies.rulebase import RuleBase
from policies.verdicts import Outcome

SUBJECT: Final = "policy_ledger"
APPLIES: Final = frozenset({Outcome.MATCH, Outcome.OBLIGATION})
CONFIRMS: Final = frozenset({Outcome.CONFIRM})
ASKS: Final = frozenset({Outcome.NEED_INFO})


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A document in the ledger of one region.

    Attributes:
        records: Ids of its records that are in force.
        counted: To how many firms of the region it applies, as counted last.
    """

    document: Document
    state: LedgerState
    records: tuple[str, ...]
    counted: Counted | None


@dataclass(frozen=True, slots=True)
class LedgerCard:
    """One of them with all that is kept.

    Attributes:
        line: Of the region for which the officer reads it.
        region: Whose firms are counted.
        keepers: Who edits what binds where it is held or named, and can be reached.
        by: Titles of documents that came in its place.
        before: Titles of those in whose place it came.
        told: How many of the region's firms were told of it, and have confirmed that.
    """

    line: LedgerLine
    region: str
    keepers: tuple[OfficerCard, ...]
    by: tuple[Document, ...]
    before: tuple[Document, ...]
    told: Told


def ledger_regions(uow: UnitOfWork, officer: OfficerCard) -> tuple[str, ...]:
    """The places whose ledger an officer reads, the widest first.

    Raises:
        NotYours: There is none.
    """
    found = {each for power in READS for each in regions_with(uow, officer, power)}
    if not found:
        raise NotYours(SUBJECT, AccessCode.ROLE)
    widest = sorted(found, key=lambda each: (len(names_of(each)), each))
    return tuple(each for each in widest if not any(covers(o, each) for o in widest if o != each))


def ledger_of(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, region: str
) -> list[LedgerLine]:
    """What binds a place, in it or above it, or is named there; by state, level and date.

    Raises:
        NotYours: It is none of the officer's.
    """
    _require(uow, officer, region)
    known = _known(uow, rulebase)
    counted = counted_of(uow.connection, region)
    lines = [
        _line(rulebase, each, known, counted.get(each.id))
        for each in rulebase.documents.values()
        if covers(region, each.region) or covers(each.region, region)
    ]
    return sorted(lines, key=_order)


def found_in(lines: Iterable[LedgerLine], words: str) -> list[LedgerLine]:
    """Those whose title, other names, issuer or records have all of these words."""
    asked = words.lower().split()
    return [each for each in lines if all(word in _searched(each) for word in asked)]


def ledger_card(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, region: str, document_id: str
) -> LedgerCard:
    """One document of the ledger of a region.

    Raises:
        NotYours: It is not in it, or it is none of the officer's.
    """
    lines = ledger_of(uow, rulebase, officer, region)
    line = next((each for each in lines if each.document.id == document_id), None)
    if line is None:
        raise NotYours(SUBJECT, AccessCode.NOT_FOUND)
    documents = rulebase.documents
    return LedgerCard(
        line=line,
        region=region,
        keepers=tuple(officers_with(uow, Power.POLICY_EDIT, line.document.region)),
        by=tuple(each for each in documents.values() if document_id in each.replaces),
        before=tuple(documents[each] for each in line.document.replaces),
        told=told_of(uow.connection, region, line.records),
    )


class Reaching:
    """Counts firms batch by batch for one document; needs no database."""

    def __init__(self, rulebase: RuleBase, records: tuple[str, ...]) -> None:
        self._rulebase = rulebase
        self._records = records
        self.firms = self.applies = self.confirms = self.asks = 0

    def take(self, batch: ToJudge) -> None:
        """Judge these firms as well."""
        outcomes = Outcomes(self._rulebase, self._records, batch.day, batch.in_force)
        for firm_id, place in batch.places.items():
            said = set(outcomes.of(place, batch.facts(self._rulebase, firm_id)).values())
            self.firms += 1
            self.applies += bool(said & APPLIES)
            self.confirms += not said & APPLIES and bool(said & CONFIRMS)
            self.asks += not said & (APPLIES | CONFIRMS) and bool(said & ASKS)


def read_reached(
    uow: UnitOfWork, ground: Ground, card: LedgerCard, *, after: int, most: int
) -> ToJudge | None:
    """The next firms of a card's region, by id; None: no more."""
    return read_firms(uow, ground, firms_in(card.region), card.line.records, after, most)


def keep_reached(
    uow: UnitOfWork, officer: OfficerCard, card: LedgerCard, reaching: Reaching
) -> None:
    """Keep what was counted.

    Raises:
        NotYours: The region is none of the officer's.
    """
    _require(uow, officer, card.region)
    it = reaching
    counted = Counted(it.firms, it.applies, it.confirms, it.asks, uow.now)
    put_counted(uow.connection, card.region, card.line.document.id, counted)


def _require(uow: UnitOfWork, officer: OfficerCard, region: str) -> None:
    if not any(covers(own, region) for own in ledger_regions(uow, officer)):
        raise NotYours(SUBJECT, AccessCode.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class _Known:
    in_force: dict[str, list[str]]
    published: frozenset[str]
    replaced: frozenset[str]


def _known(uow: UnitOfWork, rulebase: RuleBase) -> _Known:
    in_force: dict[str, list[str]] = {}
    for record in rulebase.records.values():
        in_force.setdefault(record.source.document, []).append(record.id)
    ever = versions_where(uow.connection, VERSION.c.published_at.is_not(None))
    texts = [each.text for each in ever]
    published = {
        name for name in rulebase.documents if any(f"document: {name}\n" in t for t in texts)
    }
    replaced = {name for each in rulebase.documents.values() for name in each.replaces}
    return _Known(in_force, frozenset(published), frozenset(replaced))


def _line(
    rulebase: RuleBase, document: Document, known: _Known, counted: Counted | None
) -> LedgerLine:
    state = state_of(
        document,
        in_force=known.in_force,
        published=known.published,
        replaced=known.replaced,
    )
    return LedgerLine(document, state, tuple(known.in_force.get(document.id, ())), counted)


_STATES: Final = (
    LedgerState.PUBLISHED,
    LedgerState.HELD,
    LedgerState.CITED,
    LedgerState.ENDED,
    LedgerState.REPLACED,
)
_LEVELS: Final = (*Level, None)


def _order(line: LedgerLine) -> tuple[int, int, str]:
    return _STATES.index(line.state), _LEVELS.index(line.document.level), line.document.id


def _searched(line: LedgerLine) -> str:
    it = line.document
    words = (it.title, it.issuer, it.kind)
    said = (*(each.zh for each in words), *(each.en for each in words), *it.called, *line.records)
    return "\n".join((it.id, *said)).lower()
