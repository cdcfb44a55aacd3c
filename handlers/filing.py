"""Where a photo or a file goes that no question asked for: one table, tried from the top."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

RECENT: Final = timedelta(minutes=30)
"""So long what was looked at last may be what a file is about."""


class Seen(StrEnum):
    """What was looked at last, not too long ago."""

    NOTHING = "nothing"
    DUTY = "duty"  # one duty, or one thing that it asks for
    DUTIES = "duties"  # their list, or a list beside it that takes no files
    CASE = "case"


class Files(StrEnum):
    """Where a file goes."""

    WORDS = "words"  # as its words say: something new
    SCREEN = "screen"  # to the duty that is on view
    CASE = "case"  # to the case on view, or to the only one that is open
    ASKED = "asked"  # to one of several places: they say which
    OFFERED = "offered"  # to a person, if they want that


@dataclass(frozen=True, slots=True)
class Sent:
    """All that decides where a file goes.

    Args:
        words: Its words say something that no open case is about.
        clear: They say so clearly, or that it cannot wait.
        seen: What was looked at last.
        on_view: Nothing else was opened since.
        cases: How many cases are open.
        named: Its words name a thing that another duty than the one on view asks for, and say
            no more.
    """

    words: bool = False
    clear: bool = False
    seen: Seen = Seen.NOTHING
    on_view: bool = False
    cases: int = 0
    named: bool = False

    @property
    def at_duties(self) -> bool:
        """Whether it may show that a duty is kept."""
        return self.seen in {Seen.DUTY, Seen.DUTIES}


Rule = tuple[Files, Callable[[Sent], bool]]
TABLE: Final[tuple[Rule, ...]] = (
    (Files.WORDS, lambda sent: sent.clear),
    (Files.ASKED, lambda sent: sent.named),
    (Files.CASE, lambda sent: sent.seen is Seen.CASE and sent.on_view),
    (Files.SCREEN, lambda sent: sent.seen is Seen.DUTY and sent.on_view and not sent.cases),
    # A caption that nobody can place says little beside a duty that was just looked at.
    (Files.ASKED, lambda sent: sent.at_duties),
    (Files.WORDS, lambda sent: sent.words),
    (Files.OFFERED, lambda sent: not sent.cases),
    (Files.CASE, lambda sent: sent.cases == 1),
    (Files.ASKED, lambda _: True),
)


def goes(sent: Sent) -> Files:
    """Where a file goes."""
    return next(destination for destination, holds in TABLE if holds(sent))
