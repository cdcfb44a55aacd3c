"""Who works at the desk and what they may do: appointments, and the powers that go with each.

An appointment reaches as far as its region, and as its sector if it has one. Who holds several
may do what any of them lets them do, each within its own reach.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from policies.regions import names_of


class RoleKind(StrEnum):
    """What somebody is appointed to do at the desk."""

    LIAISON = "liaison"  # 包保干部、联络员
    UNIT = "unit"  # 单位经办
    DISPATCHER = "dispatcher"  # 调度员
    INSPECTOR = "inspector"  # 督导检查组
    EDITOR = "editor"  # 政策编辑
    APPROVER = "approver"  # 审批员
    ADMINISTRATOR = "administrator"  # 管理员


class Power(StrEnum):
    """What an appointment lets its holder do."""

    CASE_READ = "case_read"
    CASE_WORK = "case_work"  # claim, answer, solve, hand back
    CASE_DISPATCH = "case_dispatch"  # decide whose it is, link what has a common cause
    CASE_CHECK = "case_check"  # call back, check, close
    FIRM_READ = "firm_read"
    FIRM_VERIFY = "firm_verify"  # say that a firm is what it says, and let its people in
    FIRM_ASSIGN = "firm_assign"  # say who is a firm's own officer
    REGISTER_EDIT = "register_edit"  # a region's state, lists, who stands on the whitelist
    STAFF_MANAGE = "staff_manage"
    POLICY_EDIT = "policy_edit"
    APPROVE = "approve"
    DIGEST_READ = "digest_read"  # what a day or a week brought


_WORK: Final = frozenset({Power.CASE_READ, Power.CASE_WORK, Power.FIRM_READ})

POWERS: Final[Mapping[RoleKind, frozenset[Power]]] = {
    RoleKind.LIAISON: _WORK,
    RoleKind.UNIT: _WORK | {Power.FIRM_VERIFY, Power.REGISTER_EDIT, Power.DIGEST_READ},
    RoleKind.DISPATCHER: frozenset(
        {
            Power.CASE_READ,
            Power.CASE_DISPATCH,
            Power.FIRM_READ,
            Power.FIRM_VERIFY,
            Power.FIRM_ASSIGN,
            Power.REGISTER_EDIT,
            Power.DIGEST_READ,
        }
    ),
    # Whoever checks a case has not worked on it: an inspector's appointment does not let them.
    RoleKind.INSPECTOR: frozenset(
        {Power.CASE_READ, Power.CASE_CHECK, Power.FIRM_READ, Power.DIGEST_READ}
    ),
    RoleKind.EDITOR: frozenset({Power.POLICY_EDIT}),
    RoleKind.APPROVER: frozenset({Power.APPROVE}),
    RoleKind.ADMINISTRATOR: frozenset(
        {Power.STAFF_MANAGE, Power.FIRM_READ, Power.FIRM_ASSIGN, Power.DIGEST_READ}
    ),
}

OF_SECTORS: Final = frozenset(
    {RoleKind.LIAISON, RoleKind.UNIT, RoleKind.DISPATCHER, RoleKind.INSPECTOR}
)
"""Kinds of work that may be divided by sector, and that may be done in a unit."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """What somebody is appointed to; an invitation carries it, a post holds it.

    Attributes:
        region: A path of the region tree, as deep as a town; all below it is within reach.
        sector: A value of the sector fact; None reaches every sector.
        unit_id: None for the region's general desk.
    """

    kind: RoleKind
    region: str
    sector: str | None = None
    unit_id: int | None = None

    def reaches(self, place: str, sector: str | None) -> bool:
        """Whether a thing of this place and sector is within reach.

        A thing whose sector nobody knows, or that has none, is within reach of appointments to
        every sector only.
        """
        return covers(self.region, place) and self.sector in {None, sector}

    def gives(self, power: Power, place: str, sector: str | None = None) -> bool:
        """Whether it lets its holder do this to a thing of this place and sector."""
        return power in POWERS[self.kind] and self.reaches(place, sector)


def covers(own: str, place: str) -> bool:
    """Whether a place lies in the own one, or is it."""
    names = names_of(own)
    return names_of(place)[: len(names)] == names


def places_above(place: str) -> Iterator[str]:
    """The place itself and all that it lies in, the smallest first."""
    names = names_of(place)
    return ("/".join(names[:length]) for length in range(len(names), 0, -1))


def powers_over(
    appointments: Iterable[Appointment], place: str, sector: str | None = None
) -> frozenset[Power]:
    """All that these appointments let one person do to a thing of this place and sector."""
    reaching = (each for each in appointments if each.reaches(place, sector))
    return frozenset(power for each in reaching for power in POWERS[each.kind])


def powers_anywhere(appointments: Iterable[Appointment]) -> frozenset[Power]:
    """All that they let one person do somewhere: for menus, never for permission."""
    return frozenset(power for each in appointments for power in POWERS[each.kind])


def kinds_with(power: Power) -> tuple[RoleKind, ...]:
    """The kinds of work that have this power."""
    return tuple(kind for kind, powers in POWERS.items() if power in powers)


def general_posts(region: str) -> tuple[Appointment, ...]:
    """What one officer needs to work and dispatch at the general desk of a region."""
    return Appointment(RoleKind.UNIT, region), Appointment(RoleKind.DISPATCHER, region)
