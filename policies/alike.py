"""Firms that a record cannot tell apart get the same answer; it is worked out once.

Which facts an answer rests on is not declared anywhere: it is seen while it is worked out.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from policies.facts import Facts, FactValue

Kept = TypeVar("Kept")


def marks_of(facts: Facts) -> dict[str, Hashable]:
    """Give a mark of each known fact, equal only for values that are also written alike."""
    return {name: _mark(value) for name, value in facts.items() if value is not None}


def _mark(value: FactValue | None) -> Hashable:
    # Two times of different zones may be equal and are still written in two ways.
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return tuple(tuple(marks_of(record).items()) for record in value)
    return value


class Reads(Mapping[str, FactValue | None]):
    """Facts that remember which of them were read, in order."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.names: dict[str, None] = {}

    def __getitem__(self, name: str) -> FactValue | None:
        self.names[name] = None
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        raise TypeError("facts are read by name: what is listed cannot be followed")

    def __len__(self) -> int:
        raise TypeError("facts are read by name: what is counted cannot be followed")


class _Fork(Generic[Kept]):
    """One fact that was read, and what followed for each value of it."""

    __slots__ = ("branches", "fact")

    def __init__(self, fact: str) -> None:
        self.fact = fact
        self.branches: dict[Hashable, _Node[Kept]] = {}


class _Leaf(Generic[Kept]):
    """An answer."""

    __slots__ = ("answer",)

    def __init__(self, answer: Kept) -> None:
        self.answer = answer


_Node: TypeAlias = _Fork[Kept] | _Leaf[Kept]


class Alike(Generic[Kept]):
    """Answers of one record by the facts that they rest on, up to a number of answers.

    An answer is worked out from the same facts in the same order every time, so the first fact
    that is read is always the same one, the second depends on the first one's value, and so on.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0
        self._roots: dict[Hashable, _Node[Kept]] = {}

    def find(
        self,
        head: Hashable,
        facts: Facts,
        marks: Mapping[str, Hashable],
        make: Callable[[Facts], Kept],
    ) -> Kept:
        """Give the answer for a firm like this one, or work it out.

        Args:
            head: What the answer rests on beside the facts: the place, the day.
            facts: What is known of the firm.
            marks: `marks_of` these facts.
            make: Works the answer out; it may look at nothing but the facts and the head.
        """
        node = self._roots.get(head)
        while isinstance(node, _Fork):
            node = node.branches.get(marks.get(node.fact))
        return self._grow(head, facts, marks, make) if node is None else node.answer

    def _grow(
        self,
        head: Hashable,
        facts: Facts,
        marks: Mapping[str, Hashable],
        make: Callable[[Facts], Kept],
    ) -> Kept:
        reads = Reads(facts)
        answer = make(reads)
        if self._count >= self._most:
            self._roots.clear()
            self._count = 0
        self._count += 1
        branches, key = self._roots, head
        for name in reads.names:
            node = branches.setdefault(key, _Fork(name))
            assert isinstance(node, _Fork)  # the same reads in the same order
            branches, key = node.branches, marks.get(name)
        branches[key] = _Leaf(answer)
        return answer
