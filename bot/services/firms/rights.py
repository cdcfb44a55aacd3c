"""The only door to a firm: who may speak for it, and what their role lets them do."""

from bot.domain.errors import AccessCode, NotYours
from bot.domain.members import Right, Role, may
from bot.store.firms.people import PersonCard, role_of
from bot.store.uow import UnitOfWork


def speak_for(
    uow: UnitOfWork, person: PersonCard, firm_id: int, right: Right, subject: str = "firm"
) -> Role:
    """Make sure that a person may do this for a firm; what is said next is about that firm.

    Args:
        subject: What they wanted to load, for the refusal.

    Returns:
        What the person is to the firm.

    Raises:
        NotYours: They do not speak for it, or their role may not do this.
    """
    role = role_of(uow.connection, person.id, firm_id)
    if role is None:
        raise NotYours(subject)
    uow.firm_id = firm_id
    if not may(role, right):
        raise NotYours(right, AccessCode.ROLE)
    return role
