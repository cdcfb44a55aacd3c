"""Urgency: what happens now cannot wait for a form. No model: what triggered it is shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policies.source.patterns import patterns_of
from policies.source.yaml_files import open_file
from policies.source.yaml_source import Block
from policies.understanding.patterns import blanked
from policies.understanding.text import normalised
from policies.words import Words

FILE = "urgency.yaml"
STRONG, WEAK = 2, 1


@dataclass(frozen=True, eq=False)
class Family:
    """Patterns of one kind of urgency; a family counts once, by its strongest pattern."""

    id: str
    name: Words
    strong: tuple[re.Pattern[str], ...]
    weak: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Alarm:
    """Why a message is urgent.

    Attributes:
        families: Ids of the kinds of urgency, in the order of the file.
        words: What was found, as the owner wrote it but for case and digits.
    """

    families: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Urgency:
    """All patterns.

    Attributes:
        threshold: Points from which a message is urgent.
        calm: Taken out first: not now, not so, or only asked.
        settled: Already over: what stands before it counts no more.
    """

    threshold: int
    calm: tuple[re.Pattern[str], ...]
    settled: tuple[re.Pattern[str], ...]
    families: tuple[Family, ...]

    def of(self, text: str) -> Alarm | None:
        """Give the alarm of a message; None if it is not urgent."""
        plain = blanked(normalised(text), self.calm, self.settled)
        points = 0
        families: list[str] = []
        words: list[str] = []
        for family in self.families:
            score, word = _score(family, plain)
            if word is not None:
                points += score
                families.append(family.id)
                words.append(word)
        if points < self.threshold:
            return None
        return Alarm(tuple(families), tuple(sorted(set(words), key=plain.find)))


def _score(family: Family, plain: str) -> tuple[int, str | None]:
    for points, patterns in ((STRONG, family.strong), (WEAK, family.weak)):
        found = [match for pattern in patterns if (match := pattern.search(plain))]
        if found:
            return points, min(found, key=lambda match: match.start()).group().strip()
    return 0, None


def read_urgency(root: Path) -> Urgency:
    """Read `urgency.yaml`; a rule base without it knows no urgency.

    Raises:
        RuleFileError: The file does not fit the schema or a pattern cannot be read.
    """
    path = root / FILE
    if not path.is_file():
        return Urgency(STRONG, (), (), ())
    with open_file(path, root) as block:
        return Urgency(
            threshold=block.integer("threshold") or STRONG,
            calm=patterns_of(block, "calm"),
            settled=patterns_of(block, "settled"),
            families=tuple(_families(block)),
        )


def _families(block: Block) -> Iterator[Family]:
    for item in block.blocks("families"):
        with item:
            yield Family(
                id=item.text("id"),
                name=item.words("name"),
                strong=patterns_of(item, "strong"),
                weak=patterns_of(item, "weak"),
            )
