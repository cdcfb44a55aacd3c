"""Whom a case concerns at the desk: who has it, who works beside them, who decides or checks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.case_states import CHECKING, UNTAKEN, CaseStatus
from bot.services.cases.deciding import deciders_of, managers_for
from bot.services.cases.rising import those_below
from bot.services.cases.routing import (
    at_work,
    dispatchers_for,
    have_all_handled,
    inspectors_of,
    people_at,
)
from bot.services.staff.absences import stands_in
from bot.services.staff.staff import posts_of
from bot.store.cases.cases import CaseRecord
from bot.store.cases.desks import Desk, desks_of
from bot.store.cases.topics import readers_of
from bot.store.firms.firms import load_firm
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Recipient:
    """A chat that can be told something, and the language to do it in.

    Attributes:
        reads_topic: They read in a group what concerns the case: see `bot.services.cases.topics`.
        several: They speak for several firms, and have to be told which is meant.
    """

    chat_id: int
    language: str
    reads_topic: bool = field(default=False, compare=False)
    several: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Holder:
    """The officer who has the case, and since when (aware UTC); no chat if they blocked it.

    Attributes:
        deputy: Who stands in for them now; None if they are there, or nobody does.
        unit: At whose desk they have it; None at a general desk or their own.
    """

    id: int
    name: str
    since: datetime
    chat: Recipient | None
    deputy: str | None = None
    unit: str | None = None

    @property
    def called(self) -> str:
        """Their name, with the unit's before it."""
        return self.name if self.unit is None else f"{self.unit} {self.name}"


@dataclass(frozen=True, slots=True)
class Circle:
    """Everybody at the desk whom a case concerns now.

    Attributes:
        working: Whom the firm's news go to: whoever has it in hand or stands in for them; while
            nobody does, everybody at its desks.
        beside: Who sits at other desks on which it lies than its holder's.
        deciding: Who says whose it is, while it waits for that; who sees to an inspector, while
            it waits for one and none is there.
        managing: The administrators who see to an inspector, where nobody dispatches.
        checking: Who may check it, while it waits for that.
        all_handled: It waits for that, and every inspector in reach handled it.
        places: Names of the units, and of the officers, on whose desks it lies, the lowest rung
            first; a general desk has none.
        top: Those of them on its highest rung.
        people: Those of them that are names of officers.
        staffed: Those of them at which somebody can be reached.
        below: The chats at its desks that only read it: it is for those above to take.
    """

    holder: Holder | None
    working: tuple[Recipient, ...]
    beside: tuple[Recipient, ...]
    deciding: tuple[Recipient, ...]
    managing: tuple[Recipient, ...]
    checking: tuple[Recipient, ...]
    all_handled: bool
    places: tuple[str, ...]
    top: tuple[str, ...]
    people: frozenset[str]
    staffed: tuple[str, ...]
    below: frozenset[int]


def circle_of(uow: UnitOfWork, case: CaseRecord) -> Circle:
    """Gather them."""
    desks, status = desks_of(uow.connection, case.id), case.state.status
    units = {desk.unit_id for desk in desks if desk.unit_id is not None}
    readers = readers_of(uow.connection, case.id, units)
    holder = _holder(uow, case, desks, readers)
    checking = reachable(inspectors_of(uow, case)) if status in CHECKING else ()
    apart = [(desk, name) for desk in _apart(uow, desks) if (name := _name(uow, desk))]
    return Circle(
        holder=holder,
        working=_working(uow, holder, desks, readers),
        beside=() if holder is None else _beside(uow, holder, desks, readers),
        deciding=_deciding(uow, case, checking),
        managing=_managing(uow, case, checking),
        checking=checking,
        all_handled=status in CHECKING and have_all_handled(uow, case),
        places=tuple(name for _, name in apart),
        top=tuple(name for desk, name in apart if desk.level == case.state.level),
        people=frozenset(name for desk, name in apart if desk.officer_id is not None),
        staffed=tuple(name for desk, name in apart if people_at(uow, desk)),
        below=_below(uow, case, desks),
    )


def reachable(
    cards: Iterable[PersonCard | OfficerCard],
    readers: Collection[int] = (),
    several: Collection[int] = (),
) -> tuple[Recipient, ...]:
    """The chats of those who have not blocked the bot, each once.

    Args:
        readers: Accounts that read in a group what concerns the case.
        several: Chats of people who speak for several firms.
    """
    found = (
        Recipient(
            card.chat_id, card.language, card.chat_id in readers, several=card.chat_id in several
        )
        for card in cards
        if not card.blocked
    )
    return tuple(dict.fromkeys(found))


def _holder(
    uow: UnitOfWork, case: CaseRecord, desks: list[Desk], readers: Collection[int]
) -> Holder | None:
    state = case.state
    if state.held_by is None or state.held_since is None:
        return None
    officer, there = officer_by_id(uow, state.held_by), stands_in(uow, state.held_by, uow.now)
    deputy = None if there in {None, officer.id} else officer_by_id(uow, there or 0).name
    chat = next(iter(reachable([officer], readers)), None)
    own = {post.unit_id for post in posts_of(uow, officer.id)}
    mine = [desk for desk in desks if desk.unit_id is not None and desk.unit_id in own]
    unit = _name(uow, mine[0]) if mine else None
    return Holder(officer.id, officer.name, state.held_since, chat, deputy, unit)


def _working(
    uow: UnitOfWork, holder: Holder | None, desks: list[Desk], readers: Collection[int]
) -> tuple[Recipient, ...]:
    held = [] if holder is None else at_work(uow, [officer_by_id(uow, holder.id)])
    return reachable(held or _people(uow, desks), readers)


def _beside(
    uow: UnitOfWork, holder: Holder, desks: list[Desk], readers: Collection[int]
) -> tuple[Recipient, ...]:
    people = [people_at(uow, desk) for desk in desks]
    others = [each for each in people if holder.id not in {one.id for one in each}]
    return reachable((one for each in others for one in each), readers)


def _below(uow: UnitOfWork, case: CaseRecord, desks: list[Desk]) -> frozenset[int]:
    if case.state.status not in UNTAKEN or len({desk.level for desk in desks}) < 2:
        return frozenset()
    return frozenset(each.chat_id for each in those_below(uow, case, _people(uow, desks)))


def _deciding(
    uow: UnitOfWork, case: CaseRecord, checking: Collection[Recipient]
) -> tuple[Recipient, ...]:
    if case.state.status is CaseStatus.RULING:
        return reachable(deciders_of(uow, case))
    if checking or case.state.status not in CHECKING:
        return ()
    region = load_firm(uow, case.firm_id).region
    return reachable(dispatchers_for(uow, region, case.sector))


def _managing(
    uow: UnitOfWork, case: CaseRecord, checking: Collection[Recipient]
) -> tuple[Recipient, ...]:
    if checking or case.state.status not in CHECKING:
        return ()
    region = load_firm(uow, case.firm_id).region
    return reachable(managers_for(uow, region, case.sector))


def _people(uow: UnitOfWork, desks: list[Desk]) -> list[OfficerCard]:
    return [officer for desk in desks for officer in people_at(uow, desk)]


def _apart(uow: UnitOfWork, desks: list[Desk]) -> list[Desk]:
    """The desks without those of officers who sit in one of the units as well."""
    units = {desk.unit_id for desk in desks if desk.unit_id is not None}
    return [
        desk
        for desk in desks
        if desk.officer_id is None
        or not units & {post.unit_id for post in posts_of(uow, desk.officer_id)}
    ]


def _name(uow: UnitOfWork, desk: Desk) -> str | None:
    if desk.officer_id is not None:
        return officer_by_id(uow, desk.officer_id).name
    unit = None if desk.unit_id is None else find_unit(uow.connection, desk.unit_id)
    return None if unit is None else unit.name
