"""What travels with a question: what it is asked for, what was answered, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.speech import View
from bot.store.questions import OpenQuestion
from policies.facts import Fact, FactValue
from policies.remaining import Remaining
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
        told: How many questions were said to be left, few and most: at the first of this run, at
            the one after one answer, and so on.
    """

    only: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    early: str = ""
    queue: tuple[str, ...] = ()
    walk: str = ""
    told: tuple[tuple[int, int], ...] = ()

    @property
    def remaining(self) -> Remaining | None:
        """What was said last."""
        return Remaining(*self.told[-1]) if self.told else None

    def telling(self, left: Remaining) -> "Asking":
        """With what is said at the question that comes now."""
        place, now = len(self.trail), (left.few, left.most)
        told = self.told[:place]
        unsaid = (told[-1:] or (now,)) * (place - len(told))
        return replace(self, told=(*told, *unsaid, now))

    def stepped_back(self) -> "Asking":
        """As it was when the last answer was asked for."""
        return replace(self, trail=self.trail[:-1], told=self.told[: len(self.trail)])

    def to_context(self) -> dict[str, Any]:
        """As JSON; what is not there is left out."""
        lists = {"only": self.only, "trail": self.trail, "ticked": self.ticked}
        kept: dict[str, Any] = {name: list(each) for name, each in lists.items()}
        if self.walk:
            kept |= {"queue": list(self.queue), "walk": self.walk}
        if self.told:
            kept["told"] = [list(each) for each in self.told]
        return kept | ({"early": self.early} if self.early else {})


@dataclass(frozen=True, slots=True)
class Given:
    """An answer; None says that they do not know.

    Args:
        size: A word about how large the firm is that stood beside it and was not used.
    """

    fact: Fact
    value: FactValue | None
    approximate: bool = False
    size: str = ""


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
    told = tuple((few, most) for few, most in kept.get("told", ()))
    return Asking(only, trail, ticks, str(kept.get("early", "")), queue, walk, told)
