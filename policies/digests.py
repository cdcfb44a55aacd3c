"""When what stands in a region's cases is gathered and dispatched: every day, and every week."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """Something that is told before a set hour.

    Attributes:
        before: The hour for which it is there, on the wall clock of the place.
        lead: So long before it is sent; always set by the product.
        document: Id of the document that asks for it; None if the product does.
        clauses: Where the document says so.
        line: Of `regions.yaml`.
    """

    before: time
    lead: timedelta
    document: str | None = None
    clauses: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)

    @property
    def at(self) -> time:
        """When it is sent, on the same day."""
        return (datetime.combine(date.min, self.before) - self.lead).time()


@dataclass(frozen=True, kw_only=True)
class Daily(Gathering):
    """日汇总.

    Attributes:
        working_days: On working days only; else on every day of the calendar.
    """

    working_days: bool


@dataclass(frozen=True, kw_only=True)
class Weekly(Gathering):
    """周调度 of some kinds of problems.

    Attributes:
        weekday: 0 is Monday.
        categories: Ids of the kinds of problems that are gone through one by one.
        ask_days: So many working days before, whoever has a case is asked how it stands.
        ask_at: At this hour.
        slots: Whoever looks after a firm in one of these hears of its cases; none: in any.
    """

    weekday: int
    categories: tuple[str, ...]
    ask_days: int
    ask_at: time
    slots: tuple[str, ...] = ()


@dataclass(frozen=True)
class Digests:
    """What a place gathers; None where it does not."""

    daily: Daily | None = None
    weekly: Weekly | None = None

    @property
    def all(self) -> tuple[Gathering, ...]:
        """Those that there are."""
        return tuple(each for each in (self.daily, self.weekly) if each is not None)
