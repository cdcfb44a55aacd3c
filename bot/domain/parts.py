"""Parts of a test group: so many people, sampled last at one moment. Numbers only, no names.

Parts are kept in the order of their clocks, the oldest first and those without one last; no
two have the same minute: who was sampled within one has one clock, the earlier moment of it.
Each part keeps its own clock until it is sampled itself.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.errors import AnswerCode, BadAnswer, Stale, StaleCode

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Part:
    """People with one clock.

    Attributes:
        sampled_at: When they were sampled last (aware UTC); None if nobody said.
        size: How many they are; None if that is not known.
    """

    sampled_at: datetime | None
    size: int | None


Parts = tuple[Part, ...]
"""At least one."""


def total(parts: Parts) -> int | None:
    """How many people there are; None if a part's number is not known."""
    sizes = [part.size for part in parts]
    return None if None in sizes else sum(size for size in sizes if size is not None)


def minute_of(at: datetime | None) -> datetime | None:
    """The whole minute of a clock: people who were sampled within one belong together."""
    return None if at is None else at.replace(second=0, microsecond=0)


def oldest(parts: Parts) -> datetime | None:
    """The earliest known sampling: the clock that runs out first."""
    return min((at for part in parts if (at := part.sampled_at) is not None), default=None)


def newest(parts: Parts) -> datetime | None:
    """The latest known sampling."""
    return max((at for part in parts if (at := part.sampled_at) is not None), default=None)


def part_at(parts: Parts, sampled_at: datetime | None) -> Part:
    """The part with this clock.

    Raises:
        Stale: There is none: somebody was sampled since.
    """
    found = next((part for part in parts if part.sampled_at == sampled_at), None)
    if found is None:
        raise Stale(StaleCode.CHANGED)
    return found


def all_sampled(parts: Parts, at: datetime) -> Parts:
    """Everybody was sampled."""
    return (Part(at, total(parts)),)


def rest_sampled(parts: Parts, at: datetime) -> Parts:
    """Everybody was sampled but those who were sampled last."""
    last = newest(parts)
    moved = (Part(at if part.sampled_at != last else last, part.size) for part in parts)
    return _merged(moved)


def some_sampled(parts: Parts, chosen: Part, count: int | None, at: datetime) -> Parts:
    """So many people of one part were sampled; the others keep their clock.

    Args:
        chosen: One of the parts.
        count: How many of them; None: all of them.

    Raises:
        BadAnswer: More than there are, or none.
    """
    _check_count(count, chosen.size)
    others = [part for part in parts if part != chosen]
    return _merged([*others, *_without(chosen, count), Part(at, _taken(chosen, count))])


def grown(parts: Parts, count: int) -> Parts:
    """So many people more, of whom nobody said yet when they were sampled."""
    return _merged([*parts, Part(None, count)])


def shrunk(parts: Parts, chosen: Part, count: int) -> Parts:
    """So many people of one part are no longer there; at least one person stays.

    Raises:
        BadAnswer: More than there are.
    """
    _check_count(count, chosen.size)
    others = [part for part in parts if part != chosen]
    left = _merged([*others, *_without(chosen, count)])
    if not left:
        raise BadAnswer(AnswerCode.OUT_OF_RANGE, understood=count, least=1, most=count - 1)
    return left


def of_size(parts: Parts, size: int | None) -> Parts:
    """Say how many they are in all, where one part's number was open or there is one part.

    Raises:
        BadAnswer: Fewer than were sampled by number already.
    """
    place = next((n for n, part in enumerate(parts) if part.size is None), 0)
    if size is None:
        return (*parts[:place], Part(parts[place].sampled_at, None), *parts[place + 1 :])
    others = sum(part.size or 0 for n, part in enumerate(parts) if n != place)
    if size <= others:
        raise BadAnswer(AnswerCode.OUT_OF_RANGE, understood=size, least=others + 1, most=None)
    return (*parts[:place], Part(parts[place].sampled_at, size - others), *parts[place + 1 :])


def mark_of(parts: Parts) -> int:
    """A number that changes when somebody is sampled: 0 while no sampling is known."""
    known = [_milliseconds(part.sampled_at) for part in parts if part.sampled_at is not None]
    if len(parts) == 1 and known:
        return (known[0] or 0) // 1000
    return zlib.crc32(json.dumps(known).encode()) if known else 0


def dump_parts(parts: Parts) -> str:
    """As text for a row; moments in whole milliseconds."""
    return json.dumps([[_milliseconds(part.sampled_at), part.size] for part in parts])


def load_parts(text: str) -> Parts:
    """What `dump_parts` made."""
    return tuple(
        Part(None if at is None else _EPOCH + at * _MILLISECOND, size)
        for at, size in json.loads(text)
    )


def _merged(parts: Iterable[Part]) -> Parts:
    found: dict[datetime | None, Part] = {}
    for part in sorted(parts, key=_order):
        minute = minute_of(part.sampled_at)
        same = found.get(minute)
        found[minute] = part if same is None else Part(same.sampled_at, _sum(same, part))
    return tuple(found.values())


def _order(part: Part) -> tuple[bool, datetime]:
    return part.sampled_at is None, part.sampled_at or _EPOCH


def _sum(*parts: Part) -> int | None:
    return total(parts)


def _without(chosen: Part, count: int | None) -> Sequence[Part]:
    if count is None or count == chosen.size:
        return ()
    return (Part(chosen.sampled_at, None if chosen.size is None else chosen.size - count),)


def _taken(chosen: Part, count: int | None) -> int | None:
    return chosen.size if count is None else count


def _check_count(count: int | None, most: int | None) -> None:
    if count is not None and (count < 1 or (most is not None and count > most)):
        raise BadAnswer(AnswerCode.OUT_OF_RANGE, understood=count, least=1, most=most)


def _milliseconds(at: datetime | None) -> int | None:
    return None if at is None else (at - _EPOCH) // _MILLISECOND
