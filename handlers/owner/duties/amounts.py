"""Reading amounts as people type them in one go: 口罩 500 防护服 20."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from policies.keeping import Item
from policies.spoken.plain import folded
from policies.spoken.reading import read_int

MOST: Final = 10_000_000
_BRACKETS: Final = re.compile(r"\([^)]*\)")

_UNITS: Final = re.compile("公斤|千克|毫升|[斤吨升箱包盒袋桶瓶双套天件捆]")
"""Units that differ so much that one may not be taken for another."""
_NONE: Final = re.compile(r"^\W*(?:没有|没了|用完|无|none)")


@dataclass(frozen=True, slots=True)
class Amounts:
    """What was read.

    Attributes:
        found: Item id to amount.
        rest: Pieces in which no item, or no number, was recognised.
        other_unit: Ids of items that were counted in a unit that is not theirs.
    """

    found: dict[str, int]
    rest: tuple[str, ...]
    other_unit: tuple[str, ...] = ()


def read_amounts(items: Sequence[Item], text: str) -> Amounts:
    """Read several items with their amounts; each name is followed by its number, or before it.

    A number without a name counts only if there is a single item.
    """
    plain = folded(text)
    names = dict(item_names(items))
    if len(items) == 1 and not any(name in plain for name in names):
        return _single(items[0], plain)
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    units = {item.id: "" if item.unit is None else item.unit.zh for item in items}
    found: dict[str, int] = {}
    rest: list[str] = []
    other_unit: list[str] = []
    for name, piece in _pieces(pattern, plain):
        amount = _amount(piece, units[names[name]]) if name else None
        if amount is None:
            rest.append(f"{name}{piece}".strip(" ,.;、。"))
        else:
            found[names[name]] = amount
        if name and _counted_otherwise(piece, units[names[name]]):
            other_unit.append(names[name])
    return Amounts(found, tuple(each for each in rest if each), tuple(other_unit))


def item_names(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """What each item is called, in lower case, with its id."""
    for item in items:
        for said in (item.label.zh, item.label.en, *item.aliases):
            yield _BRACKETS.sub("", folded(said)).strip(), item.id


def _pieces(pattern: str, plain: str) -> Iterator[tuple[str, str]]:
    """Each name with what stands between it and the next one."""
    marks = list(re.finditer(pattern, plain))
    before = plain[: marks[0].start()] if marks else plain
    first = before.strip(" ,.;、。:")
    leads = bool(first) and read_int(first) is not None
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(plain)
        after = plain[mark.end() : end]
        if leads:  # 500 masks, 20 suits: the number stands before its name
            start = marks[place - 1].end() if place else 0
            after = plain[start : mark.start()]
        yield mark[0], after
    if first and not leads:
        yield "", first


def _single(item: Item, plain: str) -> Amounts:
    amount = _amount(plain, "" if item.unit is None else item.unit.zh)
    return Amounts({}, (plain.strip(),)) if amount is None else Amounts({item.id: amount}, ())


def _counted_otherwise(piece: str, unit: str) -> bool:
    return any(other != unit for other in _UNITS.findall(piece))


def _amount(piece: str, unit: str) -> int | None:
    """The number in a piece; none if it is counted in another unit than the item is."""
    if _counted_otherwise(piece, unit):
        return None
    if _NONE.search(piece):
        return 0
    reading = read_int(piece.strip(" ,.;、。:是有还剩="))
    if reading is None or reading.most is not None:  # 三四百 is no amount
        return None
    if not 0 <= int(reading.value) <= MOST:
        return None
    return int(reading.value)
