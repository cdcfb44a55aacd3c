"""What a look found: a sentence, and what to do about it, in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from policies.words import Words


class Mark(StrEnum):
    """How it stands."""

    FINE = "✓"
    WATCH = "!"  # it runs, and somebody should know
    WRONG = "✗"  # something does not work, or is not safe


@dataclass(frozen=True)
class Finding:
    """One line of what `doctor` says.

    Args:
        said: What was found.
        remedy: What to do; there is one unless all is fine.
    """

    mark: Mark
    said: Words
    remedy: Words | None = None

    @property
    def lines(self) -> tuple[str, str]:
        """As printed: Chinese, then English below it."""
        zh, en = self.said.zh, self.said.en
        if self.remedy is not None:
            zh, en = zh + self.remedy.zh, f"{en} {self.remedy.en}"
        return f"{self.mark} {zh}", f"  {en}"


Findings = Iterator[Finding]


def fine(zh: str, en: str) -> Finding:
    """Nothing is to do."""
    return Finding(Mark.FINE, Words(zh, en))


def watch(zh: str, en: str, remedy: Words) -> Finding:
    """It runs; this is what to know or do."""
    return Finding(Mark.WATCH, Words(zh, en), remedy)


def wrong(zh: str, en: str, remedy: Words) -> Finding:
    """It does not work until this is done."""
    return Finding(Mark.WRONG, Words(zh, en), remedy)
