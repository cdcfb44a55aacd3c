"""Open cases by how well some words fit them, so that the likeliest is offered first."""

from collections.abc import Sequence

from bot.services.cases.lists import CaseLine
from bot.store.problems import Told
from policies.understanding.fitting import fit_of


def likeliest_first(said: Told, lines: Sequence[CaseLine]) -> tuple[CaseLine, ...]:
    """The same cases; those that the words fit better come first, else all stay in order."""
    kinds = dict(said.predicted)
    return tuple(
        sorted(lines, key=lambda line: -fit_of(said.text, kinds, line.text, line.category))
    )
