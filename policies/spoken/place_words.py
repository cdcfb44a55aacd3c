"""What a place is called, for whoever reads it."""

from collections.abc import Iterable

from policies.regions import Regions, names_of
from policies.spoken.divisions import (
    BETWEEN,
    Divisions,
    Town,
    Ways,
    divisions_of,
    plain_name,
    shipped_towns,
    ways_of,
)
from policies.words import Words


def place_words(regions: Regions, path: str) -> Words:
    """A place from the nearest one above it that has documents: 方城县 释之街道.

    A place outside all of them is named from the province down. A name that nobody gave in
    English stays as it is.
    """
    nearest = regions.nearest(path)
    if nearest is None:
        return divisions_of(regions).full_name(path)
    tree, names = divisions_of(regions), names_of(path)
    towns = {town.name.zh: town.name for town in shipped_towns().get(nearest.path, ())}
    depths = range(len(names_of(nearest.path)) + 1, len(names) + 1)
    below = [towns.get(names[n - 1]) or tree.name("/".join(names[:n])) for n in depths]
    shown = [each for each in below if not BETWEEN.fullmatch(each.zh)]
    zh = " ".join([nearest.name.zh, *(each.zh for each in shown)])
    en = ", ".join([*(each.en for each in reversed(shown)), nearest.name.en])
    return Words(zh, en)


def says_only(tree: Divisions, path: str, text: str, towns: Iterable[Town] = ()) -> bool:
    """Whether a text is nothing but the name of a place, with what it lies in or without.

    Args:
        towns: Of the place, if it is a county: one of them may be named.
    """
    names, rest = names_of(path), plain_name(text)
    for depth in range(1, len(names) + 1):
        rest = _without(rest, ways_of(tree.name("/".join(names[:depth]))))
    return not rest or any(not _without(rest, ways_of(town.name)) for town in towns)


def is_place_name(regions: Regions, text: str) -> bool:
    """Whether a text is nothing but the name of a place of the country's tree."""
    tree = divisions_of(regions)
    return any(says_only(tree, path, text) for path in tree.find(text))


def _without(said: str, ways: Ways) -> str:
    """A text without the name that it begins with; unchanged if it does not."""
    named = [way for way in (*ways.full, ways.short) if said.startswith(way)]
    return said.removeprefix(max(named, key=len)) if named else said
