"""Reading `cases: digests:` of a region: what is gathered daily and weekly, and by what."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import time, timedelta
from typing import Any, Final

from policies.digests import WEEKDAYS, Daily, Digests, Weekly
from policies.source.ladder_file import check_roles
from policies.source.yaml_source import Block
from policies.words import Words

_MIDNIGHT: Final = timedelta()


def read_digests(item: Block, above: Digests, roles: Collection[str] = ()) -> Digests:
    """What a place says of its digests, over what holds above it.

    Args:
        roles: Ids of the roles that the place knows.

    Raises:
        RuleFileError: An hour that is none, a lead that leaves the day, a role that the place
            does not know, or half a source.
    """
    if "digests" not in item:
        return above
    with item.block("digests") as block:
        if "daily" in block:
            above = replace(above, daily=_read_daily(block.block("daily")))
        if "weekly" in block:
            above = replace(above, weekly=_read_weekly(block.block("weekly"), roles))
        return above


def _read_daily(item: Block) -> Daily:
    with _gathering(item) as common:
        days = item.choice("on", ["working_days", "every_day"])
        return Daily(**common, working_days=days == "working_days")


def _read_weekly(item: Block, roles: Collection[str]) -> Weekly:
    with _gathering(item) as common:
        weekday = item.choice("weekday", list(WEEKDAYS))
        line, categories = item.line_of("categories"), item.texts("categories")
        if not categories:
            raise item.error_at(line, Words("categories 是空的", "categories is empty"))
        with item.block("ask") as ask:
            ask_days, ask_at = ask.integer("working_days") or 0, _hour(ask, "at")
        slots_line, slots = item.line_of("slots"), item.texts("slots")
        check_roles(item, slots_line, slots, roles)
        return Weekly(
            **common,
            weekday=WEEKDAYS.index(weekday),
            categories=categories,
            ask_days=ask_days,
            ask_at=ask_at,
            slots=slots,
        )


@contextmanager
def _gathering(item: Block) -> Iterator[dict[str, Any]]:
    """What both have; leaving it refuses unknown keys."""
    with item:
        before, minutes = _hour(item, "before"), item.integer("lead_minutes") or 0
        lead = timedelta(minutes=minutes)
        if not _MIDNIGHT <= lead < timedelta(hours=before.hour, minutes=before.minute):
            raise item.error("提前量要在同一天里", "the lead must leave it on the same day")
        document, clauses = item.text_or("document", None), item.texts("clauses")
        if (document is None) is not (clauses == ()):
            raise item.error("document 和 clauses 要一起写", "give document and clauses together")
        yield {
            "before": before,
            "lead": lead,
            "document": document,
            "clauses": clauses,
            "line": item.line,
        }


def _hour(item: Block, key: str) -> time:
    line, written = item.line_of(key), item.text(key)
    try:
        return time.fromisoformat(written)
    except ValueError:
        raise item.error_at(line, Words("时间要写成 22:00", "write a time as 22:00")) from None
