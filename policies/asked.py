"""What owners ask of a document, in their own words: by the clause that answers, or by none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from policies.source.patterns import patterns_of
from policies.source.yaml_files import open_file
from policies.source.yaml_source import Block
from policies.words import Words, joined


@dataclass(frozen=True)
class Beside:
    """A clause that states a thing, though not what was asked of it: that there are drills.

    Attributes:
        clause: Its number in the same document.
        signs: Patterns of the thing in a question.
    """

    clause: str
    signs: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Named:
    """One thing of a silence that is about several: how often drills are held.

    Attributes:
        what: What is not said of it, in the place of the whole.
        signs: Patterns of the thing in a question.
    """

    what: Words
    signs: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Silence:
    """A matter that owners ask about and a document does not state, near as its clauses may come.

    Attributes:
        what: The matter, to be said after “does not say”.
        by_name: No clause names even the thing: who only names it, asks for what is not stated.
        beside: What is stated of the same things, to be quoted with it.
        named: The things that it is about, where they are several or told by signs: only what a
            question names of them is said; of one that names none, nothing.
    """

    what: Words
    asks: tuple[str, ...]
    by_name: bool = False
    beside: tuple[Beside, ...] = ()
    named: tuple[Named, ...] = ()

    def about(self, plain: str) -> "Silence | None":
        """What of it a question names; None if it names nothing of it.

        Args:
            plain: Normalised, as patterns of rule files have it.
        """
        if not self.named:
            return self
        found = [n.what for n in self.named if any(sign.search(plain) for sign in n.signs)]
        return replace(self, what=joined(found)) if found else None


@dataclass(frozen=True)
class Asked:
    """One file of `questions/`.

    Attributes:
        answers: Number of a clause → questions that it answers, the plainest first.
    """

    answers: Mapping[str, tuple[str, ...]]
    silences: tuple[Silence, ...]


def read_asked(path: Path, root: Path) -> Asked:
    """Read what is asked of one document; nothing if nobody has written it down.

    Raises:
        RuleFileError: The file does not fit the schema, or a clause stands in it twice.
    """
    if not path.is_file():
        return Asked({}, ())
    with open_file(path, root) as block:
        return Asked(_read_answers(block), _read_silences(block))


def _read_answers(block: Block) -> dict[str, tuple[str, ...]]:
    answers: dict[str, tuple[str, ...]] = {}
    for item in block.blocks("answers"):
        with item:
            line, number, asks = item.line_of("clause"), item.text("clause"), item.texts("asks")
        if number in answers:
            raise item.error_at(line, Words(f"条款重复：{number}", f"clause twice: {number}"))
        answers[number] = asks
    return answers


def _read_silences(block: Block) -> tuple[Silence, ...]:
    silences = []
    for item in block.blocks("silent_on"):
        with item:
            what, by_name = item.words("what"), item.flag("by_name", default=False)
            beside = tuple(_read_beside(item))
            named = tuple(_read_named(item))
            silences.append(Silence(what, item.texts("asks"), by_name, beside, named))
    return tuple(silences)


def _read_named(block: Block) -> Iterator[Named]:
    for item in block.blocks("named"):
        with item:
            yield Named(item.words("what"), patterns_of(item, "signs"))


def _read_beside(block: Block) -> Iterator[Beside]:
    for item in block.blocks("beside"):
        with item:
            yield Beside(item.text("clause"), patterns_of(item, "signs"))
