"""What a place is called, for whoever reads it."""

from policies.regions import Regions, names_of
from policies.spoken.divisions import BETWEEN, divisions_of, shipped_towns
from policies.words import Words


def place_words(regions: Regions, path: str) -> Words:
    """A place from the nearest one above it that has documents: 方城县 释之街道.

    A place outside all of them is named from the province down. A name that nobody gave in
    English stays as it is.
    """
    nearest = regions.nearest(path)
    if nearest is None:
        return divisions_of(regions).full_name(path)
    below = names_of(path)[len(names_of(nearest.path)) :]
    towns = {town.name.zh: town.name.en for town in shipped_towns().get(nearest.path, ())}
    shown = [name for name in below if not BETWEEN.fullmatch(name)]
    zh = " ".join([nearest.name.zh, *shown])
    en = ", ".join([*(towns.get(name, name) for name in reversed(shown)), nearest.name.en])
    return Words(zh, en)
