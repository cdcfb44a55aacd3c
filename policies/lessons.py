"""Sentences that are learnt from, and sentences that never may be."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from policies.problems import Category, Example
from policies.source.yaml_files import open_file

# Other people's sentences on which the classifier is measured, beside the folder of sources.
HELD_OUT = Path("domain") / "dev-utterances.yaml"


def taught_by(category: Category) -> Iterator[tuple[str, Example]]:
    """Give every sentence that a file teaches, with the id of the category it belongs to."""
    for example in category.examples:
        yield category.id, example
    for belongs, examples in category.not_this.items():
        for example in examples:
            yield belongs, example


def lessons(categories: Mapping[str, Category]) -> Iterator[tuple[str, str]]:
    """Give every taught sentence with the id of its category."""
    for category in categories.values():
        for belongs, example in taught_by(category):
            yield example.text, belongs


def utterances(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Read a measuring set: a list `utterances`, each with `text`, `category` and other notes.

    Raises:
        RuleFileError: The file does not fit.
    """
    with open_file(path, path.parent) as block:
        block.text_or("version", None)
        for item in block.blocks("utterances"):
            with item:
                noted = {key: item.text(key) for key in item.keys()}  # noqa: SIM118 - as elsewhere
            yield noted.pop("text"), noted
