"""Places of the country by name: down the tree by buttons, or found in what somebody typed."""

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TextIO

from policies.errors import PolicyError
from policies.regions import Regions, names_of
from policies.spoken.place_files import FOLDER, english_names
from policies.spoken.plain import folded
from policies.words import Words

COUNTY: Final = 3
"""How many names the path of a county has."""

MARK_BYTES: Final = 5
LEAST: Final = 2  # characters: a shorter name is found in any text
LONGEST_TOWN: Final = 30

NAMED: Final = "|"
"""Stands in a text for a name that was read."""

_NATIONS: Final = "[一-龥]{1,3}?族|蒙古|哈萨克|柯尔克孜|维吾尔|塔吉克|锡伯|各族"
_AUTONOMOUS: Final = re.compile(rf"(?P<name>..+?)(?:{_NATIONS})*自治[区州县旗]")
_KIND: Final = re.compile(r"(?P<name>.{2,}?)(?:地区|林区|特区|新区|街道|[省市盟区县旗镇乡])")
BETWEEN: Final = re.compile("市辖区|县|.*行政区划")
_EXPECTED: Final = re.compile(
    rf"(?:{re.escape(NAMED)}的?|[在于是到往去叫嗯]|属于?|[县市区旗]的|[那这](?:个|里|儿|边|里边)的?|[下底][面边下]的?)$"
)
"""What may stand before a name without its kind: a county, 那个, and the name of its town."""

_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Town:
    """A town or street with its name in both languages."""

    name: Words


class Divisions:
    """Provinces, cities and counties, and the places that a rule base adds to them.

    Args:
        paths: Every county as 省/市/县.
        regions: Of the rule base: its places are in the tree whether or not the country's are.
    """

    def __init__(self, paths: Iterable[str], regions: Regions) -> None:
        self._names = {path: place.name for path, place in regions.places.items()}
        self._below: dict[str, dict[str, None]] = {}
        for path in (*self._names, *paths):
            names = names_of(path)
            for depth in range(1, len(names) + 1):
                above = "/".join(names[: depth - 1])
                self._below.setdefault(above, {})["/".join(names[:depth])] = None
        self._marks = {mark_of(path): path for below in self._below.values() for path in below}
        self._ways = {path: ways_of(self._given(path)) for path in self._marks.values()}

    def children(self, path: str) -> tuple[str, ...]:
        """The places right below one; "" is the whole country. A mere 市辖区 is passed over."""
        found: list[str] = []
        for child in self._below.get(path, ()):
            found += self.children(child) if _is_between(child) else (child,)
        return tuple(found)

    def of_mark(self, mark: str) -> str | None:
        """The place that a button stands for."""
        return self._marks.get(mark)

    def name(self, path: str) -> Words:
        """What the place itself is called."""
        given = self._given(path)
        if path in self._names:
            return given
        return Words(given.zh, english_names().get(path, given.en))

    def _given(self, path: str) -> Words:
        """The same as the rule base has it, without the pinyin that many short words hold."""
        last = names_of(path)[-1]
        return self._names.get(path, Words(last, last))

    def full_name(self, path: str) -> Words:
        """The place with what it lies in: 北京市朝阳区; in English from the place upwards."""
        names = names_of(path)
        steps = ("/".join(names[:depth]) for depth in range(1, len(names) + 1))
        named = [self.name(step) for step in steps if not _is_between(step)]
        zh = "".join(words.zh for words in named)
        return Words(zh, ", ".join(words.en for words in reversed(named)))

    def find(self, text: str) -> tuple[str, ...]:
        """The places that a text names, each as deep as it goes.

        From the top down: what is named above narrows what may be meant below. Names may stand
        without 省, 市, 县 or 区, or in English where the rule base has them.

        Returns:
            None, one, or several that the text does not tell apart.
        """
        found = self._find("", plain_name(text))
        most = max(found.values(), default=0)
        return tuple(path for path, said in found.items() if said == most)

    def behind(self, path: str, text: str) -> str:
        """What stands in a text behind the name of a place."""
        said = plain_name(text)
        way = way_in(self._ways[path], said)
        return said.partition(way)[2] if way else said

    def _find(self, above: str, text: str) -> dict[str, int]:
        """Places below one that are named, with how many signs of the text name them."""
        found: dict[str, int] = {}
        for path, way in self._named(self.children(above), text):
            deeper = self._find(path, text.replace(way, NAMED, 1))
            found |= {place: said + len(way) for place, said in (deeper or {path: 0}).items()}
        if not found and above.count("/") < COUNTY - 1:
            for child in self.children(above):  # the level in between was left out
                found |= self._find(child, text)
        return found

    def _named(self, paths: Iterable[str], text: str) -> list[tuple[str, str]]:
        """Which of these places the text names, and how: the longest names only."""
        hits = [(path, way) for path in paths if (way := way_in(self._ways[path], text))]
        longest = max((len(way) for _, way in hits), default=0)
        return [(path, way) for path, way in hits if len(way) == longest]


@dataclass(frozen=True, slots=True)
class Ways:
    """How a place is named: in full, and as people say it without its kind."""

    full: tuple[str, ...]
    short: str


def ways_of(words: Words) -> Ways:
    """The ways to name a place, as `plain_name` writes them."""
    english = () if words.en == words.zh else (words.en, words.en.split()[0])
    return Ways((words.zh, *map(plain_name, english)), short_name(words.zh))


def way_in(ways: Ways, text: str) -> str | None:
    """The longest way of naming a place that stands in a text.

    A name without its kind counts only where a name is expected: other words may hold its signs.
    """
    for way in ways.full:
        if way in text:
            return way
    at = text.find(ways.short)
    return ways.short if at == 0 or (at > 0 and _EXPECTED.search(text[:at])) else None


def plain_name(text: str) -> str:
    """A text as names are looked for in it: no spaces or signs, small letters, half width."""
    return _SIGNS.sub("", folded(text))


def short_name(name: str) -> str:
    """The name as people say it: without 省, 市, 县, or a nation's 自治州."""
    for pattern in (_AUTONOMOUS, _KIND):
        match = pattern.fullmatch(name)
        if match:
            return match["name"]
    return name


def mark_of(path: str) -> str:
    """A short stand-in for a path that fits into a button."""
    return hashlib.blake2b(path.encode(), digest_size=MARK_BYTES).hexdigest()


def town_named(towns: Iterable[Town], text: str) -> Town | None:
    """The one town that a text names, if it names exactly one."""
    said = plain_name(text)
    hits = [(way, town) for town in towns if (way := way_in(ways_of(town.name), said))]
    longest = max((len(way) for way, _ in hits), default=0)
    best = [town for way, town in hits if len(way) == longest]
    return best[0] if len(best) == 1 else None


def read_towns(file: TextIO) -> list[Town]:
    """Read a list of towns: CSV with the columns `town` and, if wanted, `english`.

    Raises:
        PolicyError: No such column, no town at all, a town twice, or a name that is none.
    """
    rows = csv.DictReader(file)
    if "town" not in (rows.fieldnames or ()):
        zh = "CSV 第一行要有列名 town（可再加 english）"
        raise PolicyError(Words(zh, "the first line names the columns: town, maybe english"))
    towns = [_town(row, number) for number, row in enumerate(rows, start=2)]
    twice = [t.name.zh for t in towns if sum(t.name.zh == o.name.zh for o in towns) > 1]
    if twice or not towns:
        zh, en = "名单是空的，或者重复：", "the list is empty, or names twice: "
        raise PolicyError(Words(zh + "、".join(twice), en + ", ".join(twice)))
    return towns


def _town(row: Mapping[str, str | None], number: int) -> Town:
    name = (row.get("town") or "").strip()
    if not LEAST <= len(name) <= LONGEST_TOWN or "/" in name:
        zh, en = f"第 {number} 行的名称不对：{name}", f"line {number}: not a name: {name}"
        raise PolicyError(Words(zh, en))
    return Town(Words(name, (row.get("english") or "").strip() or name))


@cache
def shipped_counties() -> tuple[str, ...]:
    """Every county of the file, as 省/市/县."""
    with (FOLDER / "counties.tsv").open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return tuple(
        f"{province}/{city}/{county}"
        for province, city, counties in rows
        for county in counties.split(" ")
    )


@cache
def shipped_towns() -> Mapping[str, tuple[Town, ...]]:
    """Towns by the path of their county, for the counties whose towns are shipped."""
    with (FOLDER / "towns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, tuple[Town, ...]] = {}
    for row in rows:
        town = Town(Words(row["town"], row["english"]))
        found[row["region"]] = (*found.get(row["region"], ()), town)
    return found


@cache
def divisions_of(regions: Regions) -> Divisions:
    """The tree of the country with the places of a rule base."""
    return Divisions(shipped_counties(), regions)


def _is_between(path: str) -> bool:
    names = names_of(path)
    return len(names) == COUNTY - 1 and BETWEEN.fullmatch(names[-1]) is not None
