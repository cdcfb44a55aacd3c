"""How a firm keeps a duty: what must exist or be done, for whom or what, and how often.

A record's `keeping` describes this as data, so that one program keeps every duty.
"""

from dataclasses import dataclass
from enum import StrEnum

from policies.words import Words


class Form(StrEnum):
    """What the items of a duty are counted for."""

    SAMPLING = "sampling"  # 采样: by the record's own rhythm
    DAILY = "daily"  # 每日报告: one report a calendar day
    ITEMS = "items"  # each item once for the firm
    CODES = "codes"  # each item for every code that the amounts count
    PEOPLE = "people"  # each item for every person on a list of the firm
    TRIPS = "trips"  # each item for every trip of a vehicle


class ItemForm(StrEnum):
    """How one item is kept."""

    ONCE = "once"  # it exists or is done, and that is shown
    RECURRING = "recurring"  # it is done again and again
    STOCK = "stock"  # so much of it is there, against the firm's own target


class Act(StrEnum):
    """What a firm does elsewhere in this system and that shows that an item is there."""

    NAME_POINT = "name_point"  # 固定接收点: it says where goods are taken over


@dataclass(frozen=True)
class Item:
    """Something that must exist or be done, with evidence of its own.

    Attributes:
        id: Unique within its record; never changed, since evidence hangs on it.
        days: The interval that the document sets; None if it sets none.
        own_interval: The document names no interval: the firm may set its own, in days. What
            is done again then needs one; what exists once may be looked over again.
        unit: In what a stock is counted (the product's choice); None for other forms.
        unit_one: The English unit in the singular.
        clause: Where the document says so, if not in the record's main clause.
        aliases: How people call it, beside its label.
        shown_by: The act that is evidence of it by itself; None: no act is.
    """

    id: str
    label: Words
    form: ItemForm
    days: int | None = None
    own_interval: bool = False
    unit: Words | None = None
    unit_one: str | None = None
    clause: str | None = None
    aliases: tuple[str, ...] = ()
    shown_by: Act | None = None

    def to_json(self) -> dict[str, object]:
        """Give the item as JSON."""
        return {
            "id": self.id,
            "label": self.label.to_json(),
            "form": self.form,
            "days": self.days,
            "own_interval": self.own_interval,
            "unit": self.unit.to_json() if self.unit else None,
            "unit_one": self.unit_one,
            "shown_by": self.shown_by,
            "clause": self.clause,
        }


@dataclass(frozen=True)
class Advice:
    """What to do or to know, and the clause that says so."""

    text: Words
    clause: str

    def to_json(self) -> dict[str, object]:
        """Give the advice as JSON."""
        return {**self.text.to_json(), "clause": self.clause}


@dataclass(frozen=True)
class Report:
    """The words of a daily report's two answers.

    Attributes:
        zero: Nothing to report, which is a report too (零报告).
        exception: Something is wrong.
        on_exception: What to do then.
    """

    zero: Words
    exception: Words
    on_exception: tuple[Advice, ...]

    def to_json(self) -> dict[str, object]:
        """Give the report as JSON."""
        return {
            "zero": self.zero.to_json(),
            "exception": self.exception.to_json(),
            "on_exception": [advice.to_json() for advice in self.on_exception],
        }


@dataclass(frozen=True)
class Origin:
    """Which field a place answers that people are said to come from.

    A place outside of the firm's own one makes the field true. One within it, or one that
    nobody knows, answers nothing.

    Attributes:
        field: Of the list's record.
        level: Fact id of the level of the region tree that bounds the firm's own place.
    """

    field: str
    level: str

    def to_json(self) -> dict[str, object]:
        """Give the origin as JSON."""
        return {"field": self.field, "level": self.level}


@dataclass(frozen=True)
class People:
    """Which list of people a duty is kept for.

    The record's own conditions, judged for a list of one person, say whether it concerns them.
    What has not been decided for a person yet stays unknown: whoever has not come may still
    report in advance.

    Attributes:
        fact: Id of the fact that holds the list.
        before: Field with the time before which the items must be done; None: at once.
        done: Field that says that they are done, as the conditions see it; None: no field does.
        alert: Field that turns a reminder into an alert while it is true.
        warning: What that alert says.
        origin: What a named origin answers; None: nothing.
    """

    fact: str
    before: str | None
    done: str | None
    alert: str | None
    warning: Advice | None
    origin: Origin | None = None

    def to_json(self) -> dict[str, object]:
        """Give the list as JSON."""
        return {
            "fact": self.fact,
            "before": self.before,
            "done": self.done,
            "alert": self.alert,
            "warning": self.warning.to_json() if self.warning else None,
            "origin": self.origin.to_json() if self.origin else None,
        }


@dataclass(frozen=True)
class Trip:
    """What is asked of each trip, and how old its proof may be.

    Attributes:
        asks: Ids of the facts of one trip, in the order of asking.
        hours: A proof counts for so many hours.
        since: Id of the fact from which they run.
    """

    asks: tuple[str, ...]
    hours: int
    since: str

    def to_json(self) -> dict[str, object]:
        """Give the trip as JSON."""
        return {"asks": list(self.asks), "hours": self.hours, "since": self.since}


@dataclass(frozen=True)
class Keeping:
    """How one duty is kept.

    Attributes:
        items: In the order to show; none for samplings and daily reports.
        urgent: Where it comes into force, a human is told at once.
        staff: Id of the fact that says how many people must be sampled; only for samplings.
        report: Only for the form daily.
        people: Only for the form people.
        trip: Only for the form trips.
    """

    form: Form
    items: tuple[Item, ...]
    urgent: bool = False
    staff: str | None = None
    report: Report | None = None
    people: People | None = None
    trip: Trip | None = None

    def to_json(self) -> dict[str, object]:
        """Give the keeping as JSON."""
        return {
            "form": self.form,
            "items": [item.to_json() for item in self.items],
            "urgent": self.urgent,
            "staff": self.staff,
            "report": self.report.to_json() if self.report else None,
            "people": self.people.to_json() if self.people else None,
            "trip": self.trip.to_json() if self.trip else None,
        }
