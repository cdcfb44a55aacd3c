"""A post that an administrator drafts: what was chosen so far, and what is asked next."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Final

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import View
from bot.domain.staff import OF_SECTORS, Appointment, RoleKind
from bot.services.staff.invitations import sectors_of
from bot.services.staff.staff import managed_regions
from bot.services.staff.unit_keeping import classes_of
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.staff.units import find_unit, units_in
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk
from handlers.desk.staff import draft_views as views
from policies.words import Words

KIND: Final = "staff_post"
ALL: Final = "-"
"""Stands in a button for every sector."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was chosen so far; None was not asked yet.

    Args:
        officer_id: Who gets the post; None: whoever joins by a code.
        places: Regions that the buttons stand for.
        sector: ALL for every sector.
        unit_id: 0 for the general desk.
        role: Of a unit that is still to be named.
        unit_name: Of a unit whose role is still to be chosen.
    """

    officer_id: int | None = None
    kind: str | None = None
    places: tuple[str, ...] = ()
    region: str | None = None
    sector: str | None = None
    unit_id: int | None = None
    role: str | None = None
    unit_name: str | None = None

    def post(self) -> Appointment:
        """The post that was drafted.

        Raises:
            Stale: Something is missing.
        """
        if self.kind is None or self.region is None:
            raise Stale(StaleCode.CHANGED)
        sector = None if self.sector == ALL else self.sector
        return Appointment(kind_of(self.kind), self.region, sector, self.unit_id or None)


def asked_next(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft) -> View:
    """What is asked next, kept as the open question."""
    t, rules = who.t, desk.rulebase
    keep_draft(uow, who, draft)
    if draft.kind is None:
        return views.kinds(t, rules, draft.places[0], draft.officer_id)
    if draft.region is None:
        return views.where(t, rules, draft.places)
    divided = kind_of(draft.kind) in OF_SECTORS
    if divided and draft.sector is None and sectors_of(rules):
        return views.sectors(t, rules, tuple(sectors_of(rules)), ALL)
    if divided and draft.unit_id is None:
        return _which_unit(desk, uow, who, draft)
    post = draft.post()
    unit_ = None if post.unit_id is None else find_unit(uow.connection, post.unit_id)
    return views.summary(t, rules, post, unit_, draft.officer_id)


def _which_unit(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft) -> View:
    """One that is there; of a new one what it is and how it is called, in either order."""
    region = draft.post().region
    if draft.role is not None:
        return views.unit_name(who.t, desk.rulebase, region, draft.role)
    if draft.unit_name is not None:
        return views.roles(who.t, roles_of(desk, draft), 0, draft.unit_name)
    return views.units(who.t, units_in(uow.connection, [region]))


def asks_unit(desk: Desk, draft: Draft) -> bool:
    """Whether the unit is what is asked next."""
    if draft.kind is None or draft.region is None or draft.unit_id is not None:
        return False
    divided = kind_of(draft.kind) in OF_SECTORS
    return divided and (draft.sector is not None or not sectors_of(desk.rulebase))


def roles_of(desk: Desk, draft: Draft) -> Mapping[str, Words]:
    """What a unit can be where the post is: a firm's own officer is no unit."""
    return classes_of(desk.rulebase, draft.post().region)


def new_draft(uow: UnitOfWork, who: Clerk, officer_id: int | None) -> Draft:
    """An empty draft: for one of the staff, or for whoever joins by a code."""
    return Draft(officer_id, places=managed_regions(uow, who.officer)[: views.PLACES])


def placed_at(draft: Draft, region: str) -> Draft:
    """The draft for another place: units of the old one do not fit."""
    return replace(draft, region=region, unit_id=None, role=None, unit_name=None)


def keep_draft(uow: UnitOfWork, who: Clerk, draft: Draft) -> None:
    """Make the draft the open question, so that a typed text belongs to it."""
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND, context=asdict(draft)))


def open_draft(uow: UnitOfWork, who: Clerk) -> Draft:
    """The draft that is open.

    Raises:
        Stale: There is none: the button is an old one.
    """
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != KIND:
        raise Stale(StaleCode.CHANGED)
    names = [each.name for each in fields(Draft) if each.name in question.context]
    kept = {name: question.context[name] for name in names}
    return Draft(**(kept | {"places": tuple(kept["places"])}))


def kind_of(word: str) -> RoleKind:
    """The kind of work that a button stands for.

    Raises:
        Stale: There is none: an old or a forged button.
    """
    try:
        return RoleKind(word)
    except ValueError as error:
        raise Stale(StaleCode.CHANGED) from error
