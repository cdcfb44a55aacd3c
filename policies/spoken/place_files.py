"""The files of places that are lines of a path and a name; policies/places/README.md has them."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent.parent / "places"


@cache
def english_names() -> Mapping[str, str]:
    """Provinces, cities and counties as they are called in English, by path."""
    above = {path: names[0] for path, names in english_ways().items()}
    return {**dict(pairs("english_counties.tsv")), **above}


@cache
def english_ways() -> Mapping[str, tuple[str, ...]]:
    """How provinces and cities may be written in English, by path; their name comes first."""
    return {path: tuple(names.split("\t")) for path, names in pairs("english.tsv")}


def pairs(file: str) -> Iterator[tuple[str, str]]:
    """A path and a name of each line."""
    for line in lines(file):
        path, _, name = line.partition("\t")
        yield path, name


def lines(file: str) -> list[str]:
    """The lines of a file that are no remarks."""
    written = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    return [line for line in written if line and not line.startswith("#")]
