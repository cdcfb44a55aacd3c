"""Danger to life: recognised by patterns before anything else, with the number to call first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from policies.source.patterns import patterns_of
from policies.source.yaml_files import open_file
from policies.source.yaml_source import Block
from policies.spoken.plain import folded
from policies.understanding.patterns import blanked
from policies.words import Words

FILE: Final = "dangers.yaml"
_SPACES: Final = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, eq=False)
class Danger:
    """One kind of danger.

    Attributes:
        call: Which number first, and which then.
        steps: What to do at once: common emergency advice, of no document.
        signs: Patterns that show it.
    """

    id: str
    name: Words
    call: Words
    steps: tuple[Words, ...]
    signs: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Alert:
    """A danger that a message speaks of, and the words that say so."""

    danger: Danger
    words: str


@dataclass(frozen=True, eq=False)
class Dangers:
    """All kinds, the one that counts first first.

    Attributes:
        calm: Taken out before: not so, not now, or only the word.
        over: What stands before it counts no more.
    """

    calm: tuple[re.Pattern[str], ...] = ()
    over: tuple[re.Pattern[str], ...] = ()
    kinds: tuple[Danger, ...] = ()

    def of(self, text: str) -> Alert | None:
        """Give the danger that a message of any length speaks of; None if of none."""
        plain = blanked(_plain(text), self.calm, self.over)
        for kind in self.kinds:
            found = next(filter(None, (sign.search(plain) for sign in kind.signs)), None)
            if found is not None:
                return Alert(kind, found.group().strip())
        return None


@lru_cache(maxsize=4)
def load_dangers(root: Path) -> Dangers:
    """Read `dangers.yaml`; a rule base without it knows no danger.

    Raises:
        RuleFileError: The file does not fit the schema or a pattern cannot be read.
    """
    path = root / FILE
    if not path.is_file():
        return Dangers()
    with open_file(path, root) as block:
        return Dangers(
            calm=patterns_of(block, "calm"),
            over=patterns_of(block, "over"),
            kinds=tuple(_kinds(block)),
        )


def _kinds(block: Block) -> Iterator[Danger]:
    for item in block.blocks("kinds"):
        with item:
            yield Danger(
                id=item.text("id"),
                name=item.words("name"),
                call=item.words("call"),
                steps=item.words_list("steps"),
                signs=patterns_of(item, "signs"),
            )


def _plain(text: str) -> str:
    return _SPACES.sub(" ", folded(text)).strip()
