"""Who keeps a register: officers with the power for it, in a unit that it is kept by."""

from bot.domain.staff import Appointment, Power, covers, kinds_with
from bot.services.firms.places import towns_of
from bot.services.staff.staff import reach_of
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import holders_above
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork
from policies.regions import names_of
from policies.registers import Register
from policies.rulebase import RuleBase
from policies.spoken.divisions import COUNTY


def keeping_posts(
    uow: UnitOfWork, officer: OfficerCard, register: Register
) -> tuple[Appointment, ...]:
    """The posts by which an officer keeps a register, or a part of its region."""
    if register.document is not None:
        return _document_posts(uow, officer, register.region)
    posts = reach_of(uow, officer, Power.REGISTER_EDIT)
    return tuple(
        post
        for post in posts
        if _meet(post.region, register.region) and _is_kept_by(uow, register, post)
    )


def keeps(
    uow: UnitOfWork,
    officer: OfficerCard,
    register: Register,
    place: str,
    sector: str | None = None,
) -> bool:
    """Whether an officer may set a value of a register for a place, or for a firm of it.

    Args:
        sector: Of the firm; None for a place, or if nobody knows.
    """
    return any(post.reaches(place, sector) for post in keeping_posts(uow, officer, register))


def keepers(
    uow: UnitOfWork, register: Register, place: str, sector: str | None
) -> list[OfficerCard]:
    """Who keeps a register for a firm of this place and sector and can be reached, each once."""
    held = holders_above(uow, place, kinds_with(Power.REGISTER_EDIT))
    able = {
        officer.id: officer
        for officer, post in held
        if not officer.blocked
        and post.gives(Power.REGISTER_EDIT, place, sector)
        and _is_kept_by(uow, register, post)
    }
    return list(able.values())


def places_kept(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, register: Register
) -> tuple[str, ...]:
    """The places that have a value of their own in this register and are the officer's to set."""
    posts = keeping_posts(uow, officer, register)
    if register.document is not None:
        return (register.region,) if posts else ()
    own = [post.region for post in posts if post.sector is None]
    found = (
        place
        for region in own
        for level in register.levels
        for place in _places_at(uow, rulebase, region, rulebase.regions.levels.index(level) + 1)
    )
    return tuple(dict.fromkeys(place for place in found if register.reaches(place)))


def _meet(region: str, other: str) -> bool:
    return covers(region, other) or covers(other, region)


def _is_kept_by(uow: UnitOfWork, register: Register, post: Appointment) -> bool:
    """The general desk keeps everything; a unit what the documents give to its kind."""
    if post.unit_id is None:
        return True
    unit = find_unit(uow.connection, post.unit_id)
    return unit is not None and unit.role in register.kept_by


def registers_kept(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard
) -> tuple[Register, ...]:
    """The registers that an officer keeps anywhere, in the order of the rules."""
    return tuple(
        each
        for each in rulebase.registers.every
        if (
            places_kept(uow, rulebase, officer, each)
            if each.of_places
            else keeping_posts(uow, officer, each)
        )
    )


def documents_kept(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard
) -> tuple[Register, ...]:
    """The documents of which an officer may say until when they are still carried out."""
    return tuple(
        each for each in rulebase.registers.of_documents if keeping_posts(uow, officer, each)
    )


def _document_posts(uow: UnitOfWork, officer: OfficerCard, region: str) -> tuple[Appointment, ...]:
    """Who edits the policies of a document's whole region, or keeps all its registers."""
    editing = reach_of(uow, officer, Power.POLICY_EDIT)
    keeping = reach_of(uow, officer, Power.REGISTER_EDIT)
    general = (post for post in keeping if post.unit_id is None)
    return tuple(post for post in (*editing, *general) if post.reaches(region, None))


def _places_at(uow: UnitOfWork, rulebase: RuleBase, region: str, depth: int) -> list[str]:
    """The region itself, or what lies in it, at a depth of the tree."""
    own = names_of(region)
    if len(own) >= depth:
        return [region] if len(own) == depth else []
    listed = [path for path in rulebase.regions.places if _lies_in(path, own)]
    if depth == COUNTY + 1:
        counties = {path for path in (region, *listed) if len(names_of(path)) == COUNTY}
        towns = [f"{c}/{town.name.zh}" for c in sorted(counties) for town in towns_of(uow, c)]
        listed += [town for town in towns if town not in listed]
    return [path for path in listed if len(names_of(path)) == depth]


def _lies_in(path: str, own: list[str]) -> bool:
    return names_of(path)[: len(own)] == own
