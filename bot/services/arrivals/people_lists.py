"""Lists of people that a place's records want kept: what each holds, and an entry as facts."""

from dataclasses import dataclass

from bot.store.arrivals import ArrivalCard
from policies.fact_values import parse_record
from policies.facts import Fact, FactRecord, FactType
from policies.keeping import People
from policies.records import Record
from policies.regions import Standing, standing
from policies.rulebase import RuleBase


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list of people that records of a place want kept, by the fact that holds it.

    Attributes:
        records: Those records, in the order in which they are shown.
        ahead: The one of them that something must be done for before they come, if any.
        before: Field with the time when they come; None if no record asks for it.
        done: Field that says that they have reported.
        alert: Field that makes an unreported entry an alert.
    """

    fact: Fact
    records: tuple[Record, ...]
    ahead: Record | None
    before: str | None
    done: str | None
    alert: str | None

    @property
    def ids(self) -> tuple[str, ...]:
        """The records' ids."""
        return tuple(record.id for record in self.records)

    @property
    def people(self) -> People | None:
        """How the record that looks ahead keeps the list."""
        return None if self.ahead is None else _people(self.ahead)

    def findings(self) -> tuple[Fact, ...]:
        """Fields with options: what authorities may find about somebody."""
        return tuple(f for f in self.fact.fields.values() if f.type is FactType.ENUM)


def lists_in(rulebase: RuleBase, region: str) -> tuple[PeopleList, ...]:
    """The lists of people that the records of a place want kept."""
    found: dict[str, list[Record]] = {}
    for record in rulebase.records.values():
        keeping = record.keeping
        here = standing(region, record.region) is not Standing.OUTSIDE
        if here and keeping is not None and keeping.people is not None:
            found.setdefault(keeping.people.fact, []).append(record)
    return tuple(_list(rulebase.facts[fact], records) for fact, records in found.items())


def facts_with_lists(rulebase: RuleBase) -> frozenset[str]:
    """Facts that are answered entry by entry, on a list that the firm keeps."""
    kept = (record.keeping for record in rulebase.records.values())
    return frozenset(each.people.fact for each in kept if each and each.people)


def _list(fact: Fact, records: list[Record]) -> PeopleList:
    records.sort(key=lambda record: record.priority)
    ahead = next((record for record in records if _people(record).before is not None), None)
    people = None if ahead is None else _people(ahead)
    return PeopleList(
        fact=fact,
        records=tuple(records),
        ahead=ahead,
        before=None if people is None else people.before,
        done=None if people is None else people.done,
        alert=None if people is None else people.alert,
    )


def _people(record: Record) -> People:
    assert record.keeping is not None  # a list is made of records that keep one
    assert record.keeping.people is not None
    return record.keeping.people


def record_of(of: PeopleList, card: ArrivalCard) -> FactRecord:
    """The entry as the conditions of the rules see it."""
    values = {name: value for name, value in card.values.items() if name in of.fact.fields}
    if of.before is not None and card.due_at is not None:
        values[of.before] = card.due_at.isoformat()
    return parse_record(of.fact.fields, values)
