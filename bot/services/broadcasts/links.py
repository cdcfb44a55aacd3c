"""转发: whoever has the link of a broadcast reads it as it stands, and whether it is for them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import select

from bot.domain.audience_reading import read_audience
from bot.domain.audiences import Audience
from bot.services.audiences.audiences import condition_of
from bot.services.audiences.verdicts import Judging, read_batch
from bot.services.broadcasts.standing import Standing, origin_of, standing_of
from bot.services.duties.errands import Ground
from bot.store.broadcasts.broadcasts import broadcast_by_id
from bot.store.broadcasts.links import broadcast_of_token, note_opening
from bot.store.broadcasts.receipts import addressed_as
from bot.store.firms.firms import FIRM, FirmCard, load_firm
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork

PREFIX: Final = "n-"
"""With it begins what follows /start, so that no invitation is taken for it."""


class Concern(StrEnum):
    """Whether a broadcast is for whoever opened it by its link."""

    GOT = "got"  # they got it themselves
    FITS = "fits"  # their firm is among those it is for
    OTHERS = "others"  # it is for others
    UNKNOWN = "unknown"  # they speak for no firm


@dataclass(frozen=True, slots=True)
class Opened:
    """What somebody sees who opened a link; `firm` is the one they speak for."""

    standing: Standing
    concern: Concern
    firm: FirmCard | None


def opened(uow: UnitOfWork, ground: Ground, person: PersonCard, token: str) -> Opened | None:
    """A broadcast as it stands now, and count that it was opened; None: no such link."""
    broadcast_id = broadcast_of_token(uow.connection, token)
    if broadcast_id is None:
        return None
    note_opening(uow, broadcast_id, person.id)
    standing = standing_of(uow, broadcast_by_id(uow, broadcast_id))
    if person.firm_id is None:
        return Opened(standing, Concern.UNKNOWN, None)
    firm = load_firm(uow, person.firm_id)
    return Opened(standing, _concern(uow, ground, person, standing, firm), firm)


def fits(uow: UnitOfWork, ground: Ground, audience: Audience, firm_id: int) -> bool:
    """Whether a firm is in an audience now, its verdict rules included."""
    plain = select(FIRM.c.id).where(FIRM.c.id == firm_id, condition_of(uow, ground, audience))
    if uow.connection.execute(plain).first() is None:
        return False
    if not audience.verdicts:
        return True
    batch = read_batch(uow, ground, audience, after=firm_id - 1, most=1)
    return batch is not None and firm_id in Judging(ground.rulebase, audience).of(batch)


def _concern(
    uow: UnitOfWork, ground: Ground, person: PersonCard, standing: Standing, firm: FirmCard
) -> Concern:
    if addressed_as(uow.connection, standing.asked.id, person.id) is not None:
        return Concern.GOT
    audience = read_audience(origin_of(uow, standing.asked).audience or {})
    return Concern.FITS if fits(uow, ground, audience, firm.id) else Concern.OTHERS
