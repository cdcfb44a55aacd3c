"""附带的要求: what a broadcast asks of who gets it, and what goes on after it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, Final

CHASES: Final = (4, 24, 48)
"""After so many hours whoever has not confirmed may be reminded, and again after as many."""
CHASED_MOST: Final = 3
"""So many reminders at most: more are no reminder any more."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is approved together with the words.

    Attributes:
        receipt: Its button asks for 已读并知晓.
        chase: After so many hours whoever is silent is reminded, one of `CHASES`; 0: never.
        chases: How often at most, up to `CHASED_MOST`.
        topic: Id of the topic as which it can be left; "": it must be known, nobody leaves it.
        lasts: The last day on which who registers later is told of it; None: nobody is.
        forward: It names a link under which whoever has it reads how it stands.
    """

    receipt: bool = False
    chase: int = 0
    chases: int = 1
    topic: str = ""
    lasts: date | None = None
    forward: bool = False

    def to_json(self) -> dict[str, Any]:
        """As JSON keeps it, without what is as usual; `read_terms` reads it."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        if self.lasts is not None:
            said["lasts"] = self.lasts.isoformat()
        usual = {each.name: each.default for each in fields(self)}
        return {name: value for name, value in said.items() if value != usual[name]}


PLAIN: Final = Terms()
"""Nothing is asked, and nothing goes on."""


def read_terms(kept: Mapping[str, Any]) -> Terms:
    """What `Terms.to_json` gave."""
    lasts = kept.get("lasts")
    day = None if lasts is None else date.fromisoformat(lasts)
    return Terms(**{**kept, "lasts": day})


def round_now(terms: Terms, done: int, due: datetime, now: datetime) -> int:
    """Which reminder it is that goes now; what a downtime swallowed is not made up for.

    Args:
        done: How many have gone.
        due: When this one was due (aware).
        now: Aware, not before `due`.
    """
    missed = (now - due) // timedelta(hours=terms.chase)
    return min(done + 1 + missed, terms.chases)
