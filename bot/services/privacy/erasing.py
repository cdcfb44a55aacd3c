"""Somebody has all erased that is known of them; what others need of it stays without a name.

Nobody needs leave, and nothing can be taken back: who comes again is a stranger.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.case_states import DONE
from bot.domain.erasing import names_of, numbers_of, words_of
from bot.domain.members import Role
from bot.services.cases.cards import CaseCard
from bot.services.cases.gathering import card_of
from bot.services.duties.errands import Ground
from bot.services.privacy.ending import end_case
from bot.store.audit import note
from bot.store.cases.cases import CaseRecord, load_case
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.firms.invitations import revoke_invitations
from bot.store.firms.members import MemberCard, change_role, firms_of_person, members_of_firm
from bot.store.firms.people import PersonCard
from bot.store.firms.verification import registration_of
from bot.store.privacy.accounts import erase_account, erase_files, files_from
from bot.store.privacy.case_rows import cases_with, erase_words, said_by, strike_names
from bot.store.privacy.chats import cancel_unsent, empty_chat
from bot.store.privacy.firm_rows import erase_firm
from bot.store.privacy.jobs import Wanted, add_erasure
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Shared:
    """A firm that goes on without the person.

    Attributes:
        members: Everybody but the person, the first to join first.
        heir: Who becomes its owner, as the person was the last one; None if it has others.
        cases: Its unfinished cases in which words of the person stood.
    """

    firm: FirmCard
    me: MemberCard
    members: tuple[MemberCard, ...]
    heir: MemberCard | None
    cases: tuple[CaseRecord, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """What an erasure would take, or has taken.

    Attributes:
        alone: Firms that nobody else speaks for: they are erased as well.
        cases: All cases that are touched, over or not.
        files: How many files are forgotten, those of these firms not counted twice.
    """

    alone: tuple[FirmCard, ...]
    shared: tuple[Shared, ...]
    cases: tuple[CaseRecord, ...]
    files: int

    @property
    def ending(self) -> tuple[CaseRecord, ...]:
        """Cases that end with it: nobody is left whom they could help."""
        firms = {firm.id for firm in self.alone}
        return tuple(
            each for each in self.cases if each.firm_id in firms and each.state.closed_at is None
        )


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: `ended` as the desk sees these cases at their end, without a word in them."""

    going: Going
    ended: tuple[CaseCard, ...]
    kept: tuple[CaseCard, ...]


def what_goes(uow: UnitOfWork, person: PersonCard) -> Going:
    """What an erasure would take; nothing is changed."""
    alone, shared = list[FirmCard](), list[tuple[FirmCard, list[MemberCard]]]()
    for firm_id in firms_of_person(uow.connection, person.id):
        members, firm = members_of_firm(uow, firm_id, lock=True), load_firm(uow, firm_id)
        if len(members) == 1:
            alone.append(firm)
        else:
            shared.append((firm, members))
    cases = tuple(cases_with(uow, person.id, [firm.id for firm in alone]))
    left = tuple(_shared(person, firm, members, cases) for firm, members in shared)
    return Going(tuple(alone), left, cases, files_from(uow.connection, person.chat_id))


def erase_person(uow: UnitOfWork, ground: Ground, person: PersonCard, called: str) -> Erased:
    """Erase all of somebody; ticks look for what is left of it elsewhere.

    Args:
        called: What Telegram calls them.
    """
    going = what_goes(uow, person)
    firms = [firm.id for firm in going.alone]
    wanted = _wanted(uow, person, going, called)
    erase_words(uow, person.id, firms)
    names = _names(going, wanted, called)
    for case in going.cases:
        strike_names(uow, [case.id], names, numbers=case.firm_id in firms)
    for shared in going.shared:
        _leave(uow, person, shared)
    erase_files(uow, chat_id=person.chat_id)
    for firm in going.alone:
        erase_files(uow, firm_id=firm.id)
        erase_firm(uow, firm.id)
    ended = tuple(end_case(uow, ground, person, case.id) for case in going.ending)
    kept = tuple(_seen(uow, ground, case) for one in going.shared for case in one.cases)
    erase_account(uow, person.id, person.chat_id)
    cancel_unsent(uow.connection, person.chat_id)
    empty_chat(uow, person.chat_id)
    add_erasure(uow, wanted)
    note(uow, actor=f"person:{person.id}", act="erase", subject=f"person:{person.id}")
    return Erased(going, ended, kept)


def _shared(
    person: PersonCard,
    firm: FirmCard,
    members: Sequence[MemberCard],
    cases: Sequence[CaseRecord],
) -> Shared:
    me = next(each for each in members if each.person_id == person.id)
    others = tuple(each for each in members if each is not me)
    unfinished = tuple(
        case for case in cases if case.firm_id == firm.id and case.state.status not in DONE
    )
    heir = None
    if not any(each.role is Role.OWNER for each in others):
        managers = (each for each in others if each.role is Role.MANAGER)
        heir = next(managers, others[0])
    return Shared(firm, me, others, heir, unfinished)


def _wanted(uow: UnitOfWork, person: PersonCard, going: Going, called: str) -> Wanted:
    """What is looked for: read before it is gone."""
    texts = said_by(uow, person.id, [firm.id for firm in going.alone])
    cards = [registration_of(uow, firm.id) for firm in going.alone]
    codes = [card.code for card in cards if card.code]
    names = names_of(*(firm.name for firm in going.alone), *codes)
    numbers = numbers_of(texts)
    called_so = names_of(called, *(one.me.name for one in going.shared))
    return Wanted(person.chat_id, (*words_of(texts), *called_so), (*names, *numbers))


def _names(going: Going, wanted: Wanted, called: str) -> tuple[str, ...]:
    """In their own cases their names are struck out as well, which others may have too."""
    return names_of(*wanted.struck, called, *(one.me.name for one in going.shared))


def _leave(uow: UnitOfWork, person: PersonCard, shared: Shared) -> None:
    revoke_invitations(uow.connection, shared.firm.id, made_by=person.id)
    if shared.heir is not None:
        change_role(uow.connection, shared.heir.person_id, shared.firm.id, Role.OWNER)


def _seen(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> CaseCard:
    """As it is now: its words are gone."""
    return card_of(uow, ground.rulebase, load_case(uow, case.id) or case)
