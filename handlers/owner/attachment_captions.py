"""What the words under a photo name: 口罩 is a thing that a duty asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.evidence import Point
from bot.domain.members import Right
from bot.domain.visits_said import ASKS
from bot.services.duties.duties import Duty, load_duties
from bot.services.firms.firms import firm_of
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.amounts import item_names
from handlers.owner.duties.scene import ground_of
from handlers.owner.problems.scene import may_for_firm
from policies.keeping import Form, Item
from policies.spoken.plain import folded
from policies.spoken.remarks import complains

LONGEST: Final = 16
"""More words tell a story; the name of a thing is short."""
SHORTEST: Final = 2
TAKE_FILES: Final = frozenset({Form.ITEMS, Form.CODES})
"""How duties are kept whose evidence may be a file; the other ones have screens of their own."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a duty asks for.

    Attributes:
        item: None if several things of the duty are called so.
    """

    duty: Duty
    item: Item | None

    @property
    def point(self) -> Point | None:
        """What a file would show; None if the duty has to be asked about first."""
        if self.item is None or self.duty.keeping.form is not Form.ITEMS:
            return None
        return self.duty.point(self.item.id)


def named_in(owner: Owner, uow: UnitOfWork, who: Speaker, caption: str) -> Named | None:
    """The duty of the firm that a caption names; None if it says more, or names several."""
    plain = "".join(folded(caption).split())
    if not SHORTEST <= len(plain) <= LONGEST or ASKS.search(plain) or complains(plain):
        return None
    if not may_for_firm(uow, who, Right.DUTY):
        return None
    duties = load_duties(uow, ground_of(owner), firm_of(uow, who.person).id).duties
    held = [duty for duty in duties if duty.keeping.form in TAKE_FILES]
    fits = [fit for duty in held for fit in _called(duty, plain)]
    best = max((fit.length for fit in fits), default=0)
    found = [fit for fit in fits if fit.length == best]
    if len({fit.duty.record for fit in found}) != 1:
        return None
    items = {fit.item.id: fit.item for fit in found}
    return Named(found[0].duty, found[0].item if len(items) == 1 else None)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How much of a name the words hold; 1 if they are themselves a part of the name."""

    duty: Duty
    item: Item
    length: int


def _called(duty: Duty, plain: str) -> Iterator[_Fit]:
    for item in duty.keeping.items:
        for written, _ in item_names([item]):
            name = "".join(written.split())
            if len(name) >= SHORTEST and (name in plain or plain in name):
                yield _Fit(duty, item, len(name) if name in plain else 1)
