"""Every way in which it could be mistyped where, how bindingly and how long a record speaks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from policies.documents import Document
from policies.records import Modality, Record
from policies.regions import names_of

_DAY = timedelta(days=1)
_NOBODY = ""


def changed_reach(record: Record) -> Iterator[tuple[str, Record]]:
    """Give the record with a wider place, another modality or one document fewer."""
    names = names_of(record.region)
    for depth in range(1, len(names)):
        above = "/".join(names[:depth])
        yield f"region {above}", replace(record, region=above)
    for other in Modality:
        if other is not record.modality:
            yield f"modality {other}", replace(record, modality=other)
    for name in record.relies_on:
        others = tuple(other for other in record.relies_on if other != name)
        yield f"relies_on without {name}", replace(record, relies_on=others)


def changed_days(document: Document) -> Iterator[tuple[str, Document]]:
    """Give the document with other days on which it begins and ends to carry for certain."""
    first, last = document.date, document.last_day
    assert first is not None  # the loader refuses a source without a date
    assert last is not None
    for day in (first - _DAY, first + _DAY):
        yield f"in force from {day}", replace(document, date=day)
    for day in (last - _DAY, last + _DAY):
        yield f"in force to {day}", replace(document, last_day=day)
    yield "never in force longer, whatever is recorded", replace(document, id=_NOBODY)
