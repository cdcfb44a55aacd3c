"""还有约 N 题 as it is told: within one interview neither number rises without a reason."""

from dataclasses import dataclass

from policies.planning import Ask


@dataclass(frozen=True, slots=True)
class Remaining:
    """How many questions are left, the one that is put included.

    Attributes:
        few: About so many.
        most: More cannot come.
        more: So many more can come than was said before, because what is known has changed.
    """

    few: int
    most: int
    more: int = 0


def remaining_after(before: Remaining | None, ask: Ask) -> Remaining:
    """Say how many are left, after what was said at the question before.

    An expectation may rise when an unlikely answer comes, though every answer leaves fewer that
    can come at all; that nobody is told. Only an answer that is changed can bring more.

    Args:
        before: What was said last in this interview; None at its first question.
    """
    if before is None:
        return Remaining(ask.remaining, ask.most)
    if ask.most > before.most:
        return Remaining(ask.remaining, ask.most, ask.most - before.most)
    return Remaining(min(before.few, ask.remaining), ask.most)
