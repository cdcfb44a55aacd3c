"""Who is talking to the owner bot."""

from sqlalchemy import Connection

from bot.store.audit import note
from bot.store.firms import people
from bot.store.firms.people import PersonCard
from bot.store.staff import officers
from bot.store.uow import UnitOfWork


def greet(uow: UnitOfWork, chat_id: int, language: str) -> PersonCard:
    """The person behind a private chat, kept from their first word on.

    Args:
        language: What to speak with somebody new; later their own choice stands.
    """
    person = people.find_person(uow.connection, chat_id)
    if person is None:
        return people.add_person(uow, chat_id, language)
    if person.blocked:
        # Whoever writes has unblocked us, even if that notice was lost.
        people.set_blocked(uow.connection, chat_id, blocked=False)
    return person


def choose_language(uow: UnitOfWork, person: PersonCard, language: str) -> None:
    """Speak this language from now on."""
    people.change_person(uow.connection, person.id, language=language)


def note_unreachable(connection: Connection, bot: str, chat_id: int) -> None:
    """Remember that a chat takes no messages: delivery learned it from Telegram."""
    keep = people.set_blocked if bot == "owner" else officers.set_blocked
    keep(connection, chat_id, blocked=True)


def note_membership(uow: UnitOfWork, bot: str, chat_id: int, *, blocked: bool) -> None:
    """Remember that somebody blocked or unblocked a bot."""
    keep = people.set_blocked if bot == "owner" else officers.set_blocked
    keep(uow.connection, chat_id, blocked=blocked)
    actor = _actor(uow, bot, chat_id)
    note(uow, actor=actor, act="block" if blocked else "unblock", subject=bot)


def _actor(uow: UnitOfWork, bot: str, chat_id: int) -> str:
    """Who it is by our own number: the audit cannot be erased, and names no account."""
    if bot == "owner":
        person = people.find_person(uow.connection, chat_id)
        return "person" if person is None else f"person:{person.id}"
    officer = officers.find_officer(uow, chat_id)
    return "officer" if officer is None else f"officer:{officer.id}"
