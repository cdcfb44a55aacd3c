"""A county's offices with people in them, for a simulated month at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.domain.staff import Appointment, RoleKind, general_posts
from bot.services.firms.firms import found_firm
from bot.store.firms.firms import put_facts
from bot.store.firms.people import PersonCard, add_person, find_person
from bot.store.staff.officers import OfficerCard, add_officer
from bot.store.staff.staff import add_post
from bot.store.staff.units import UnitCard, add_unit
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"


@dataclass(frozen=True)
class Office:
    """Who works in a county.

    Attributes:
        clerks: In units and at the general desk.
        inspectors: Who check and close.
        administrator: Who lets others go.
    """

    region: str
    units: Sequence[UnitCard]
    clerks: Sequence[OfficerCard]
    inspectors: Sequence[OfficerCard]
    administrator: OfficerCard

    @property
    def people(self) -> tuple[OfficerCard, ...]:
        """All but the administrator."""
        return (*self.clerks, *self.inspectors)


def staffed(
    uow: UnitOfWork, rules: RuleBase, region: str, officers: int, *, dispatching: bool = True
) -> Office:
    """Every role of the region's ladder as a unit, with people in turn, and a few inspectors.

    Args:
        dispatching: Somebody says whose a case is; else the general desk only works.
    """
    place = rules.regions.places[region]
    ladder = place.ladder
    roles = [role for rung in ladder.rungs for role in rung.roles] if ladder else []
    units = [add_unit(uow, region, role, place.roles[role].zh) for role in dict.fromkeys(roles)]
    inspecting = max(officers // 10, 1)
    posts = [Appointment(RoleKind.INSPECTOR, region) for _ in range(inspecting)]
    working = officers - inspecting - 1
    posts += [
        Appointment(RoleKind.UNIT, region, unit_id=units[number % len(units)].id)
        for number in range(working)
    ]
    people = [_officer(uow, number, [post]) for number, post in enumerate(posts)]
    works = general_posts(region) if dispatching else [Appointment(RoleKind.UNIT, region)]
    general = _officer(uow, len(posts), works)
    managing = _officer(uow, len(posts) + 1, [Appointment(RoleKind.ADMINISTRATOR, region)])
    clerks = (*people[inspecting:], general)
    return Office(region, units, clerks, people[:inspecting], managing)


def settled(
    uow: UnitOfWork, rules: RuleBase, region: str, number: int, random: Random
) -> PersonCard:
    """A firm with its owner, in one of the sectors."""
    person = add_person(uow, 1_000_000 + number, "zh")
    firm = found_firm(uow, person, f"示例企业{number}", region)
    if rules.regions.sector is not None:
        values = sorted(rules.facts[rules.regions.sector].options)
        put_facts(uow, firm.id, {rules.regions.sector: random.choice(values)})
    found = find_person(uow.connection, person.chat_id)
    assert found is not None
    return found


def _officer(uow: UnitOfWork, number: int, posts: Sequence[Appointment]) -> OfficerCard:
    name = f"{SURNAMES[number % len(SURNAMES)]}经办{number}"
    officer = add_officer(
        uow, chat_id=9_000_000 + number, name=name, region=posts[0].region, language="zh"
    )
    for post in posts:
        add_post(uow, officer.id, post, confirmed=True)
    return officer
