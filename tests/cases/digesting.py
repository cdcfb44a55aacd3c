"""A county whose digests come, and what is looked at in them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.domain.case_states import CheckWay
from bot.domain.digests import Bounds, Figure, Scope
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.cards import CaseCard
from bot.services.cases.clockwork import fire_clocks
from bot.services.cases.closing import close_case
from bot.services.cases.opening import Matter
from bot.services.cases.ratings import rate_case
from bot.services.digests.cards import Asked, DigestCard
from bot.services.digests.digests import digest_of, figure_list, today_of
from bot.services.digests.posts import posts_to_read
from bot.services.digests.turns import fire_digests
from bot.store.cases.clocks import next_ring
from bot.store.cases.figures import list_figure
from bot.store.day_cases import Narrowed
from bot.store.digests import next_turn
from bot.store.outbox import OUTBOX
from bot.store.staff.absences import add_absence
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from handlers.notices.dispatches import clockwork_of
from tests.cases.county import CALM_TRUCK, County
from tests.cases.district import COUNTY, GROUND, TOWN, District

PROJECT = Matter(category="project")
CLOCKWORK = clockwork_of(GROUND)
CHECKED = (CheckWay.PHONE, "电话问过厂长，车已放行，属实")
ZHUMADIAN = "河南省/驻马店市"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2022-{text}").replace(tzinfo=GROUND.zone).astimezone(UTC)


class Digests:
    """A county whose digests come as time passes."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.keys: set[str] = set()

    def until(self, moment: str) -> list[tuple[int, str]]:
        """(chat, kind) of what was sent on the way, each at its own time."""
        self.fire()
        while (due := self.district.act(lambda uow: next_turn(uow.connection))) <= at(moment):
            self.district.now = due
            self.fire()
        self.district.now = at(moment)
        return self.news()

    def after_downtime(self, moment: str) -> list[tuple[int, str]]:
        self.district.now = at(moment)
        self.fire()
        return self.news()

    def fire(self) -> None:
        while self.district.act(lambda uow: fire_digests(uow, CLOCKWORK, 2)):
            pass

    def news(self) -> list[tuple[int, str]]:
        wanted = select(OUTBOX.c.key, OUTBOX.c.chat_id).where(OUTBOX.c.key.startswith("digest:"))
        rows = self.district.act(lambda uow: list(uow.connection.execute(wanted)))
        new = [row for row in rows if row.key not in self.keys]
        self.keys |= {row.key for row in new}
        return sorted((row.chat_id, row.key.split(":")[1]) for row in new)


def chief_of(district: District, region: str = COUNTY) -> OfficerCard:
    return district.appointed(Appointment(RoleKind.DISPATCHER, region), name="调度钱")


def heads_of(county: County) -> tuple[OfficerCard, ...]:
    """Those whose units head the county: they hear of all of it while cases are open."""
    return county.headquarters.clerk, county.epidemic.clerk, county.government.clerk


def rated_case(
    county: County,
    stars: int,
    *,
    by: OfficerCard | None = None,
    matter: Matter = CALM_TRUCK,
    deputy: OfficerCard | None = None,
) -> CaseCard:
    """A case that an officer took, of the transport department, and an inspector closed.

    Args:
        deputy: Who solves it in their place.
    """
    district, owner = county.district, county.district.speaks_for_firm(region=TOWN)
    case, clerk = county.opens(owner, matter), by or county.transport.clerk
    district.claims(clerk, case)
    if deputy is not None:
        is_away(county, clerk, deputy)
    district.wait(minutes=5)
    district.solves(deputy or clerk, case)
    district.confirms(owner, case)
    act = district.act
    act(lambda uow: close_case(uow, GROUND, county.inspector, case.id, *CHECKED))
    act(lambda uow: rate_case(uow, GROUND, owner, case.id, stars, "来得快"))
    return case


def is_away(county: County, officer: OfficerCard, deputy: OfficerCard) -> None:
    def leaves(uow: UnitOfWork) -> None:
        until = uow.now + timedelta(days=2)
        add_absence(uow, officer.id, uow.now, until, deputy.id, reason="休假", made_by=officer.id)

    county.district.act(leaves)


def rings_until(county: County, moment: datetime) -> None:
    """Time passes from one bell to the next."""
    district = county.district
    while (due := district.act(lambda uow: next_ring(uow.connection))) and due <= moment:
        district.now = max(due, district.now)
        district.act(lambda uow: fire_clocks(uow, county.clockwork()))
    district.now = moment


def looked(uow: UnitOfWork, officer: OfficerCard, desk: int | None) -> DigestCard:
    [post] = posts_to_read(uow, officer)
    return digest_of(uow, GROUND, post, today_of(GROUND, uow.now), desk=desk)


def listed_by(uow: UnitOfWork, officer: OfficerCard, asked: Asked) -> list[int]:
    """All pages."""
    found: list[int] = []
    for page in range(9):
        listed = figure_list(uow, GROUND, officer, asked, page)
        if listed.page < page:
            break
        found += [line.id for line in listed.lines]
    assert len(set(found)) == len(found)
    return found


def bounds_now(district: District, officer: OfficerCard) -> Bounds:
    return district.act(lambda uow: looked(uow, officer, 0).bounds)


def numbers(district: District, scope: Scope, bounds: Bounds, figure: Figure) -> set[str]:
    def listed(uow):
        return {e.case.number for e in list_figure(uow, Narrowed(scope), bounds, figure, 99)}

    return district.act(listed)
