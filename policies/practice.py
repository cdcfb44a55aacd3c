"""How a region works its cases: terms with their sources, limits, and who checks at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from policies.digests import Digests

TERM_KINDS = (
    "take",
    "contact",
    "interim",
    "handling",
    "supply",
    "ruling",
    "firm",
    "call",
    "check",
)


@dataclass(frozen=True)
class Span:
    """A length of time; one working day is 24 hours that run on working days only."""

    length: timedelta
    working: bool


@dataclass(frozen=True)
class CaseTerm:
    """How long one step of a case may take.

    Attributes:
        urgent: For cases that cannot wait, always set by the product; None if the same.
        again: How long until a bell that changed nothing rings again; None if the same.
        urgent_again: The same for cases that cannot wait.
        document: Id of the document that it comes from; None if the product sets it.
        clause: Where the document says so.
        reading: The clause does not set this very term: it is how the product reads it.
        line: Of `regions.yaml`.
    """

    span: Span
    urgent: Span | None = None
    again: Span | None = None
    urgent_again: Span | None = None
    document: str | None = None
    clause: str | None = None
    reading: bool = False
    line: int = field(default=1, compare=False)

    def of(self, *, urgent: bool) -> Span:
        """The span of one case."""
        return self.urgent if urgent and self.urgent else self.span

    def repeated(self, *, urgent: bool) -> Span | None:
        """After how long a bell of one case rings again; None if after its span."""
        return self.urgent_again if urgent and self.urgent else self.again

    def cited(self, *, urgent: bool) -> str | None:
        """The document from which the span of one case comes, if it comes from one."""
        return None if urgent and self.urgent else self.document


@dataclass(frozen=True)
class Practice:
    """A region's way with cases.

    Attributes:
        terms: Each of `TERM_KINDS` has one.
        most_returns: So often a case may be refused before the superior decides.
        most_waits: So often a firm may be asked for more.
        common_from: So many problems that are alike are shown as one that may be common.
        checked_by: Role of those who check what a firm confirmed; None if the region names none:
            then it is whoever is appointed an inspector.
        check_clause: The clause that names them; None if no document does, so that it is this
            product's that they check.
        digests: What is gathered for those who dispatch.
    """

    terms: Mapping[str, CaseTerm] = field(default_factory=dict)
    most_returns: int = 2
    most_waits: int = 2
    common_from: int = 3
    checked_by: str | None = None
    check_clause: str | None = None
    digests: Digests = field(default_factory=Digests)
