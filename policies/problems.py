"""Problem categories: how owners word a problem, and the walk that a region gives for it."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from policies.documents import Document
from policies.regions import names_of
from policies.words import Words

UNSAID = ("where", "have")
"""What a step should say that turns to somebody or cites a clause, or that no document says it."""

NONE = "none"  # messages that are nobody's business here


@dataclass(frozen=True)
class Choice:
    """One answer to the question that decides urgency."""

    label: Words
    urgent: bool


@dataclass(frozen=True)
class FirstQuestion:
    """The one question that decides how urgent a problem is.

    Attributes:
        known_by: Families of urgency (urgency.yaml): words of one of them say already that it is
            urgent, and who writes them is not asked.
    """

    question: Words
    answers: tuple[Choice, ...]
    known_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One concrete step.

    Attributes:
        roles: Ids of roles in the region that are turned to; none for what the firm does itself.
        where: None if the document names no place.
        have: What to have at hand or to write down.
        clause: Where the document says so; None for the product's own advice.
        relies_on: Ids of documents that would say how, and that are not held here.
        unsaid: Of UNSAID, what the document does not say of this step.
    """

    do: Words
    roles: tuple[str, ...]
    where: Words | None
    have: tuple[Words, ...]
    clause: str | None
    line: int
    relies_on: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()

    def left_out(self) -> frozenset[str]:
        """What of UNSAID it leaves out, unless it is advice that no document could speak of."""
        if not self.roles and self.clause is None:
            return frozenset()
        return frozenset(name for name in UNSAID if not getattr(self, name))


@dataclass(frozen=True)
class Pointer:
    """A sentence that an owner may show on the spot, word for word."""

    clause: str
    quote: str
    gloss: str
    line: int


@dataclass(frozen=True, eq=False)
class Walk:
    """What one region says and does about a problem.

    Attributes:
        says: What its document says to this problem, or that it says nothing.
        records: Ids of the catalogue's records that belong here.
        exception_in: Ids of daily reports that an urgent open case of this kind speaks against:
            “nothing to report” is then asked about first.
        silent: What owners will ask and the document does not say.
        responsible: Ids of roles, the first one first.
        escalate: When it goes up.
        immediate: Every case of this category rings at once.
        act_first: What to do on the spot is said before the number of an urgent case: somebody's
            health is at stake.
    """

    region: str
    says: Words
    first: FirstQuestion | None
    steps: tuple[Step, ...]
    point_to: tuple[Pointer, ...]
    records: tuple[str, ...]
    silent: tuple[Words, ...]
    responsible: tuple[str, ...]
    escalate: Words
    immediate: bool
    line: int
    exception_in: tuple[str, ...] = ()
    act_first: bool = False

    @property
    def unsaid(self) -> frozenset[str]:
        """Of UNSAID, what the document leaves out of at least one step."""
        return frozenset(name for step in self.steps for name in step.unsaid)

    def clauses(self) -> Iterable[tuple[str, int]]:
        """Give every clause that is cited, with its line in the file."""
        for step in self.steps:
            if step.clause is not None:
                yield step.clause, step.line
        for pointer in self.point_to:
            yield pointer.clause, pointer.line

    def document_of(self, documents: Mapping[str, Document], clause: str) -> Document | None:
        """Find the document of this region that has the clause."""
        held = (d for d in documents.values() if d.held and d.region == self.region)
        return next((document for document in held if clause in document.clauses), None)


@dataclass(frozen=True)
class Example:
    """One sentence as owners write it."""

    text: str
    line: int


@dataclass(frozen=True, eq=False)
class Category:
    """One kind of problem.

    Attributes:
        order: Place in the list that owners browse.
        keywords: Word → weight: 2 decisive, 1 supporting, .5 weak.
        not_this: Category → sentences that look like this one and belong there.
        walks: Region path → walk.
    """

    id: str
    name: Words
    meaning: Words
    order: int
    keywords: Mapping[str, float]
    examples: tuple[Example, ...]
    not_this: Mapping[str, tuple[Example, ...]]
    walks: Mapping[str, Walk]
    file: str

    def walk_in(self, region: str) -> Walk | None:
        """Find the walk of a place, or of the nearest place above that has one."""
        names = names_of(region)
        above = ("/".join(names[:length]) for length in range(len(names), 0, -1))
        return next((self.walks[path] for path in above if path in self.walks), None)


def known_only(
    categories: Mapping[str, Category], records: Container[str]
) -> Mapping[str, Category]:
    """The same categories, whose walks name only these records; unchanged where all are there."""
    return {name: _known_only(each, records) for name, each in categories.items()}


def _known_only(category: Category, records: Container[str]) -> Category:
    walks = {region: _walk_with(walk, records) for region, walk in category.walks.items()}
    same = all(walks[region] is walk for region, walk in category.walks.items())
    return category if same else replace(category, walks=walks)


def _walk_with(walk: Walk, records: Container[str]) -> Walk:
    named = tuple(name for name in walk.records if name in records)
    except_in = tuple(name for name in walk.exception_in if name in records)
    if (named, except_in) == (walk.records, walk.exception_in):
        return walk
    return replace(walk, records=named, exception_in=except_in)
