"""我的数据: all that is stored of a person, gathered for themselves."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.members import Right, Role, may
from bot.store.audit import note
from bot.store.broadcasts.topic_leaves import left_by
from bot.store.firms.firms import load_firm
from bot.store.firms.members import firms_of_person, members_of_firm
from bot.store.firms.people import PersonCard
from bot.store.firms.verification import registration_of
from bot.store.privacy.own_rows import (
    OwnBroadcast,
    OwnCase,
    OwnDuty,
    OwnFact,
    OwnFile,
    facts_known,
    own_broadcasts,
    own_cases,
    own_duties,
    own_files,
    own_problems,
    own_samplings,
    reminders_coming,
)
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class OwnFirm:
    """A firm that they speak for, as far as their role reads it; moments are aware UTC.

    Attributes:
        called: What colleagues know them by.
        others: How many others speak for it: not who.
        reminders: (when it comes, the deadline it is about).
    """

    name: str
    region: str
    code: str | None
    role: Role
    called: str
    joined_at: datetime | None
    others: int
    facts: tuple[OwnFact, ...]
    reminders: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything.

    Attributes:
        told: (when, what) of problems that they told, as it is kept.
        samplings: (when, recorded when, taken back).
        left: Ids of the topics of which they want no broadcasts.
    """

    now: datetime
    language: str
    firms: tuple[OwnFirm, ...]
    told: tuple[tuple[datetime, str], ...]
    cases: tuple[OwnCase, ...]
    duties: tuple[OwnDuty, ...]
    samplings: tuple[tuple[datetime, datetime, bool], ...]
    files: tuple[OwnFile, ...]
    broadcasts: tuple[OwnBroadcast, ...]
    left: tuple[str, ...]


def own_data(uow: UnitOfWork, person: PersonCard) -> OwnData:
    """Gather it; nothing is changed."""
    firms = firms_of_person(uow.connection, person.id)
    return OwnData(
        now=uow.now,
        language=person.language,
        firms=tuple(_firm(uow, person, firm_id) for firm_id in firms),
        told=own_problems(uow, person.id),
        cases=own_cases(uow, person.id),
        duties=own_duties(uow, person.id),
        samplings=own_samplings(uow, person.id),
        files=own_files(uow, person.chat_id),
        broadcasts=own_broadcasts(uow, person.id, person.language),
        left=tuple(sorted(left_by(uow.connection, person.id))),
    )


def note_exported(uow: UnitOfWork, person: PersonCard) -> None:
    """That somebody was handed their data."""
    note(uow, actor=f"person:{person.id}", act="export", subject=f"person:{person.id}")


def _firm(uow: UnitOfWork, person: PersonCard, firm_id: int) -> OwnFirm:
    members, firm = members_of_firm(uow, firm_id), load_firm(uow, firm_id)
    me = next(each for each in members if each.person_id == person.id)
    reads = may(me.role, Right.READ)
    return OwnFirm(
        name=firm.name,
        region=firm.region,
        code=registration_of(uow, firm_id).code if reads else None,
        role=me.role,
        called=me.name,
        joined_at=me.joined_at,
        others=len(members) - 1,
        facts=facts_known(uow, firm_id) if reads else (),
        reminders=reminders_coming(uow, firm_id),
    )
