"""How records would stand if the owner answered this or that."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policies.alike import Alike, marks_of
from policies.facts import Facts, FactValue, Scope
from policies.records import Record
from policies.rulebase import RuleBase
from policies.ruling import Bench, Question
from policies.samples import sample_values

KEPT = 4000
"""Answers kept of each record, a few hundred bytes each."""


@dataclass(frozen=True)
class Known:
    """What is known of a firm, or would be."""

    facts: Facts
    marks: Mapping[str, Hashable]

    @classmethod
    def of(cls, facts: Facts) -> "Known":
        """Begin with what is known."""
        return cls(facts, marks_of(facts))

    def told(self, name: str, value: FactValue) -> "Known":
        """Add an answer."""
        return Known({**self.facts, name: value}, {**self.marks, **marks_of({name: value})})


@dataclass(frozen=True)
class Outlook:
    """One place, one day, and what may be asked at all.

    Attributes:
        question: The firm; only its place, its day and what staff recorded count here.
        scopes: Which facts may be asked.
        skipped: Facts that the owner does not know.
        counting: Ids of records of which the numbers matter too, and whatever else could object.
    """

    rulebase: RuleBase
    question: Question
    scopes: Collection[Scope]
    skipped: Collection[str]
    counting: Collection[str]

    def waits(self, record: Record, known: Known) -> bool:
        """Say whether the owner could still tell something that decides."""
        return bool(self._needs(record, known))

    def asks(self, record: Record, known: Known) -> tuple[str, ...]:
        """Name the facts to ask for this record now."""
        facts = self.rulebase.facts
        return tuple(
            name
            for name in self._needs(record, known)
            if facts[name].scope in self.scopes
            and name not in self.skipped
            and name not in known.marks
        )

    def _needs(self, record: Record, known: Known) -> tuple[str, ...]:
        asked, counting = self.question, record.id in self.counting
        extension = asked.in_force.get(record.source.document)

        def work_out(facts: Facts) -> tuple[str, ...]:
            alone = Question(asked.region, asked.as_of, facts, asked.in_force)
            bench = Bench(self.rulebase, record, alone)
            if waited := bench.waits_for():
                return waited
            return (*bench.uncounted(), *bench.unheard()) if counting else ()

        head = (asked.region, asked.as_of, extension, counting)
        return _alike(record).find(head, known.facts, known.marks, work_out)

    def gain(self, name: str, records: Sequence[Record], known: Known) -> float:
        """Expected number of these records that an answer settles."""
        values = sample_values(self.rulebase.facts[name], records)
        after = [known.told(name, value) for value in values]
        settled = sum(not self.waits(record, each) for each in after for record in records)
        return settled / len(values)

    def chances(
        self, records: Sequence[Record], known: Known, order: Sequence[str]
    ) -> dict[str, float]:
        """How likely each fact is still asked, if every answer is as likely as any other.

        Their sum is the expected number of questions, their number the most that can come.

        Args:
            records: Those that wait for something.
            known: What is known by now.
            order: Facts in the order in which they will be asked; the rest come later.
        """
        rank = {name: place for place, name in enumerate(order)}
        most: dict[str, float] = {}
        for record in records:
            chances: dict[str, float] = {}
            self._follow(record, known, 1.0, rank, chances)
            # Records that want the same fact mostly want it together: the likeliest one counts.
            for name, chance in chances.items():
                most[name] = max(most.get(name, 0.0), chance)
        return most

    def _follow(
        self,
        record: Record,
        known: Known,
        chance: float,
        rank: Mapping[str, int],
        chances: dict[str, float],
    ) -> None:
        names = self.asks(record, known)
        if not names:
            return
        name = min(names, key=lambda each: rank.get(each, len(rank)))
        chances[name] = chances.get(name, 0.0) + chance
        values = sample_values(self.rulebase.facts[name], [record])
        for value in values:
            self._follow(record, known.told(name, value), chance / len(values), rank, chances)


@lru_cache(maxsize=4096)
def _alike(record: Record) -> Alike[tuple[str, ...]]:
    return Alike(KEPT)
