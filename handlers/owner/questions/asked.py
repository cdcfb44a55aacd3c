"""What travels with a question: what it is asked for, what was answered, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.speech import View
from bot.store.questions import OpenQuestion
from policies.facts import Fact, FactValue
from policies.verdicts import Verdict

KIND = "fact"


@dataclass(frozen=True, slots=True)
class Asking:
    """What travels with an open question.

    Args:
        only: Policies that the questions are for; empty for the whole profile.
        trail: Facts that were answered in this run, for 改上一题.
        ticked: Options of a set that are ticked already.
        early: A number that was written before it was asked for.
        queue: Facts of a case that are asked one after another, whatever is known.
        walk: The problem and the category that they are asked for, as a button carries them.
    """

    only: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    early: str = ""
    queue: tuple[str, ...] = ()
    walk: str = ""

    def to_context(self) -> dict[str, Any]:
        """As JSON; what is not there is left out."""
        lists = {"only": self.only, "trail": self.trail, "ticked": self.ticked}
        kept: dict[str, Any] = {name: list(each) for name, each in lists.items()}
        if self.walk:
            kept |= {"queue": list(self.queue), "walk": self.walk}
        return kept | ({"early": self.early} if self.early else {})


@dataclass(frozen=True, slots=True)
class Given:
    """An answer; None says that they do not know."""

    fact: Fact
    value: FactValue | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: a question to open, or none, and what is said.

    Args:
        listed: The verdicts, if what is said is the list of policies.
    """

    view: View
    question: OpenQuestion | None
    listed: tuple[Verdict, ...] = ()


def asking_of(question: OpenQuestion | None) -> Asking:
    """What travelled with the open question; a button from before starts a run of its own."""
    if question is None or question.kind != KIND:
        return Asking()
    kept: Mapping[str, Any] = question.context
    only, trail, ticks = (tuple(kept.get(name, ())) for name in ("only", "trail", "ticked"))
    queue, walk = tuple(kept.get("queue", ())), str(kept.get("walk", ""))
    return Asking(only, trail, ticks, str(kept.get("early", "")), queue, walk)
