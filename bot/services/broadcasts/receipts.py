"""已读并知晓: a tap of one person counts for the firm in whose name they were addressed."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import Stale, StaleCode
from bot.domain.member_refusals import MemberCode, MemberRefusal
from bot.services.broadcasts.standing import Standing, received, standing_of
from bot.store.audit import note
from bot.store.broadcasts.broadcasts import BroadcastRecord
from bot.store.broadcasts.receipts import add_receipt, receipts_of_firm
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.firms.members import members_of_firm
from bot.store.firms.people import PersonCard, role_of
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a tap on the button came to.

    Attributes:
        at: When this person confirmed (aware UTC); None if it does not stand any more.
        again: They had done so before.
        first: The colleague by whom the firm had confirmed already, by name ("" if nobody said).
    """

    standing: Standing
    firm: FirmCard
    at: datetime | None
    again: bool = False
    first: str | None = None

    @property
    def record(self) -> BroadcastRecord:
        """The broadcast whose button was tapped."""
        return self.standing.asked


def confirm(uow: UnitOfWork, person: PersonCard, broadcast_id: int) -> Confirmed:
    """Note that somebody has read and understood it; a second tap changes nothing.

    What was corrected or withdrawn meanwhile is not confirmed any more.

    Raises:
        MemberRefusal: They do not speak any more for the firm for which they got it.
        NotYours: No such broadcast, or they did not get it.
        Stale: It asks for nothing.
    """
    broadcast, firm_id = received(uow, person, broadcast_id)
    uow.firm_id = firm_id
    standing, firm = standing_of(uow, broadcast), load_firm(uow, firm_id)
    if not standing.is_current:
        return Confirmed(standing, firm, None)
    if role_of(uow.connection, person.id, firm_id) is None:
        raise MemberRefusal(MemberCode.NOT_A_MEMBER)
    if not broadcast.content.terms.receipt:
        raise Stale(StaleCode.CHANGED)
    fresh = add_receipt(uow, broadcast_id, person.id, firm_id=firm_id)
    if fresh:
        subject = f"broadcast:{broadcast_id}"
        note(uow, actor=f"person:{person.id}", act="broadcast:confirm", subject=subject)
    by = receipts_of_firm(uow.connection, broadcast_id, firm_id)
    own = next(each.at for each in by if each.person_id == person.id)
    first = by[0].person_id
    names = {each.person_id: each.name for each in members_of_firm(uow, firm_id)}
    colleague = None if first == person.id else names.get(first, "")
    return Confirmed(standing, firm, own, not fresh, colleague)
