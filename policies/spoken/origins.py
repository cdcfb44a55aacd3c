"""Where people come from, as a line names it: 上海来2个工程师, two engineers from Shanghai.

Careful on purpose: only what is nothing but the name of a place counts, and of a name that
several places bear only what all of them share. What may be a village nearby stays unknown.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from policies.regions import Regions, names_of
from policies.spoken.divisions import COUNTY, Town, divisions_of, plain_name, town_named
from policies.spoken.gazetteer import english_places
from policies.spoken.place_words import says_only

_PLACE: Final = r"[一-鿿]{2,14}?"
_THERE: Final = r"(?:那边|那儿|那里|方面)?"
_COMES: Final = r"(?:过来|回来|返回|返[岗厂工]|来|到|回)"
_BEGINS: Final = r"(?:^|[\s,，、;；])"
_COUNT: Final = r"(?:\d+|[一二两三四五六七八九十几俩仨]+)"
_KIND: Final = r"工程师|客户|客商|专家|技术员|厂家|工人|亲戚|师傅|司机|老板|业务员|采购|学徒"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"从(?P<name>{_PLACE}){_THERE}(?:要|会)?{_COMES}",
        rf"{_BEGINS}(?P<name>{_PLACE}){_THERE}(?:[要会得想]|准备)?{_COMES}",
        rf"{_BEGINS}(?P<name>{_PLACE}){_THERE}的",
        rf"{_BEGINS}(?P<name>{_PLACE}){_THERE}\s*(?={_COUNT}\s*[个位名人])",
        rf"{_BEGINS}(?P<name>{_PLACE})(?={_KIND})",
        rf"{_COUNT}\s*[个位名]?\s*(?P<name>{_PLACE}){_THERE}(?:的|人|(?={_KIND}))",
        r"\bfrom\s+(?P<name>[a-z][a-z'-]+)(?:\s+(?:city|province))?\b(?!\s+(?:street|road|village))",
    )
)
_FAR: Final = re.compile(
    r"(?P<name>外省|省外|国外|境外)|\bfrom\s+(?P<en>abroad|another province)\b", re.IGNORECASE
)
"""Outside of whatever lies within a province."""


def origin_outside(
    regions: Regions, home: str, level: str, text: str, towns: Collection[Town] = ()
) -> str | None:
    """The place outside of somebody's own from which a line says that people come.

    Args:
        home: Where they are, as a path.
        level: Fact id of the level of the region tree that counts as their own.
        towns: Of their county: a town there may be called as a city elsewhere.

    Returns:
        The place as it was written; None if none was, if it is not known, or if it is or may be
        their own.
    """
    depth = regions.levels.index(level) + 1
    own = names_of(home)[:depth]
    if len(own) < depth:
        return None
    far = _FAR.search(text)
    if far is not None:
        return far["name"] or far["en"]
    found = {name: _places(regions, name) for name in _named(text)}
    places = {name: paths for name, paths in found.items() if paths}
    if len(places) != 1:
        return None
    [(name, paths)] = places.items()
    near = any(_may_be(own, names_of(path)) for path in paths)
    return None if near or town_named(towns, name) is not None else name


def _named(text: str) -> Iterator[str]:
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield found["name"]


def _places(regions: Regions, name: str) -> tuple[str, ...]:
    """The places that a name may mean; none if it is no name, or a common one of counties."""
    if name.isascii():
        return english_places().get(plain_name(name), ())
    tree = divisions_of(regions)
    found = tuple(path for path in tree.find(name) if says_only(tree, path, name))
    common = len(found) > 1 and any(len(names_of(path)) >= COUNTY for path in found)
    return () if common else found


def _may_be(own: tuple[str, ...] | list[str], other: tuple[str, ...] | list[str]) -> bool:
    """Whether one of two places lies in the other."""
    return all(one == two for one, two in zip(own, other, strict=False))
