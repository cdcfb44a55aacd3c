"""Registers: facts that staff keep in the desk bot, and on what grounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policies.documents import Document
from policies.facts import Fact, FactType, FactValue
from policies.records import Quotation
from policies.regions import Standing, standing
from policies.words import Words

WHOLE_NUMBERS = 12
"""A register of whole numbers offers every value: more than these are none that people tap."""


@dataclass(frozen=True)
class Admission:
    """A firm may ask for a value itself.

    Attributes:
        label: What the firm taps.
        yes: What an officer taps to grant it, and `no` to refuse it.
        value: What it asks for.
        pending: What holds while nobody has decided; None: nothing changes until then.
        records: Ids of records under whose verdicts it can be begun.
        standards: Ids of documents by which it is decided; none if the text names none.
        example: What a firm may write.
        reason: What an officer may tap as the reason of a yes.
        source: Where it says that firms may ask; None if the text says nothing of it.
    """

    label: Words
    yes: Words
    no: Words
    value: FactValue
    pending: FactValue | None
    records: tuple[str, ...]
    standards: tuple[str, ...]
    example: Words
    reason: Words
    source: Quotation | None


@dataclass(frozen=True)
class Removal:
    """A value that may be set only if every condition of the document is met."""

    value: FactValue
    conditions: tuple[Words, ...]
    source: Quotation
    open: Words | None


@dataclass(frozen=True)
class SpotChecks:
    """Those on the register are checked from time to time."""

    source: Quotation
    open: Words | None


@dataclass(frozen=True)
class Stricter:
    """Another clause wants more than the percentage, and says until when."""

    by: Words
    source: Quotation


@dataclass(frozen=True)
class Coverage:
    """How much the register is to cover, in percent `of` something.

    Attributes:
        stricter: Where another clause of the document says "more than" instead of "or more".
    """

    percent: int
    of: Words
    source: Quotation
    stricter: Stricter | None = None


@dataclass(frozen=True, eq=False)
class Register:
    """One fact that staff keep in one region.

    Attributes:
        levels: Ids of the levels whose places have a value of their own; for facts of places.
        kept_by: Ids of the region's roles whose units may set it; the general desk always may.
        values: What staff may set, in the order to offer; of a set: its options, one by one.
        listed: The value of those that stand on it; None if it is no list.
        open: What the document does not say about keeping it.
        document: Until when staff say that it is still carried out; None for other registers.
    """

    fact: Fact
    region: str
    levels: tuple[str, ...]
    kept_by: tuple[str, ...]
    source: Quotation
    values: tuple[FactValue, ...]
    listed: FactValue | None
    application: Admission | None
    removal: Removal | None
    checks: SpotChecks | None
    coverage: Coverage | None
    open: Words | None
    document: Document | None = None

    @property
    def of_places(self) -> bool:
        """Whether one value holds for a whole place."""
        return self.fact.of_region

    @property
    def lists(self) -> tuple[str, ...]:
        """Of a set: its options that are kept here, each a list that a firm stands on or not."""
        if self.fact.type is not FactType.SET:
            return ()
        return tuple(option for option in self.fact.options if option in self.values)

    def reaches(self, place: str) -> bool:
        """Whether it is kept in a place."""
        return standing(place, self.region) is Standing.INSIDE

    def may_become(self, value: FactValue) -> bool:
        """Whether staff may set this."""
        if isinstance(value, frozenset):
            return value <= self.fact.options.keys()
        return value in self.values or (self.document is not None and day_of(value) is not None)

    def choices(self, now: FactValue | None) -> tuple[FactValue, ...]:
        """What it may become from what it is now; of a set one option more, or one less."""
        if self.fact.type is FactType.SET:
            held = now if isinstance(now, frozenset) else frozenset()
            return tuple(held ^ {option} for option in self.lists)
        return tuple(value for value in self.values if value != now)

    def quotations(self) -> Iterator[Quotation]:
        """Every sentence that it rests on."""
        yield self.source
        for part in (self.application, self.removal, self.checks, self.coverage):
            if part is not None and part.source is not None:
                yield part.source
        if self.coverage is not None and self.coverage.stricter is not None:
            yield self.coverage.stricter.source


def day_of(value: FactValue | None) -> date | None:
    """The last day that a register of a document names; None if it names none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


@dataclass(frozen=True, eq=False)
class Registers:
    """All registers, in the order of the file, and beside them one of each document."""

    every: tuple[Register, ...] = ()
    file: str = ""
    of_documents: tuple[Register, ...] = ()

    def kept_in(self, place: str) -> tuple[Register, ...]:
        """Those of a place."""
        return tuple(each for each in self.every if each.reaches(place))

    def of_firms(self, place: str) -> tuple[Register, ...]:
        """Those that have a value for each firm of a place."""
        return tuple(each for each in self.kept_in(place) if not each.of_places)

    def find(self, fact: str, place: str) -> Register | None:
        """The register of a fact in a place."""
        there = (*self.kept_in(place), *self.of_documents)
        return next((e for e in there if e.fact.id == fact and e.reaches(place)), None)

    def about(self, document: Document) -> Register:
        """The register in which stands until when a document is still carried out."""
        return next(each for each in self.of_documents if each.document is document)
