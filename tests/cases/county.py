"""Fangcheng's offices with somebody in each, for tests of the ladder."""

from datetime import timedelta

from bot.domain.case_states import CaseAct
from bot.domain.case_terms import ClockKind
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.cards import CaseCard
from bot.services.cases.clockwork import CaseClockwork, Rang, fire_clocks
from bot.services.cases.opening import Matter, open_case
from bot.services.cases.watch import CaseWatch, Watched, look_after, look_around
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import UnitCard, add_unit
from tests.cases.district import COUNTY, GROUND, TOWN, WORDS, District

URGENT_TRUCK = Matter(category="logistics", urgent=True)
CALM_TRUCK = Matter(category="logistics")
OFFICES = {
    "town": ("town", "示例镇政府", TOWN),
    "transport": ("transport_department", "县交通运输局", COUNTY),
    "trade": ("commerce_department", "县商务局", COUNTY),
    "headquarters": ("economy_headquarters", "经济运行指挥部", COUNTY),
    "epidemic": ("epidemic_headquarters", "疫情防控指挥部", COUNTY),
    "government": ("government", "县委县政府", COUNTY),
}


class County:
    """Fangcheng's offices, each with somebody in it."""

    town: "Office"
    transport: "Office"
    trade: "Office"
    headquarters: "Office"
    epidemic: "Office"
    government: "Office"

    def __init__(self, district: District, *only: str) -> None:
        """All of them, or only some."""
        self.district = district
        for name in only or OFFICES:
            setattr(self, name, self.unit(*OFFICES[name]))
        self.inspector = district.appointed(Appointment(RoleKind.INSPECTOR, COUNTY), name="督导赵")
        self.rang: list[Rang] = []
        self.watched = Watched()

    def unit(self, role: str, name: str, region: str = COUNTY) -> "Office":
        card = self.district.act(lambda uow: add_unit(uow, region, role, name))
        post = Appointment(RoleKind.UNIT, region, unit_id=card.id)
        return Office(card, self.district.appointed(post, name=f"{name}经办"))

    def opens(self, person: PersonCard, matter: Matter = CALM_TRUCK) -> CaseCard:
        return self.district.act(lambda uow: open_case(uow, GROUND, person, WORDS, matter))

    def now(self, case: CaseCard) -> CaseCard:
        return self.district.looks_at(case)

    def waits(self, **span: float) -> list[tuple[ClockKind, CaseAct | None]]:
        """Time passes, and every clock that is due on the way speaks."""
        until, before = self.district.now + timedelta(**span), len(self.rang)
        while self.district.now < until:
            self.district.now = min(until, self.district.now + timedelta(minutes=30))
            self.ticks()
            while self.district.act(lambda uow: fire_clocks(uow, self.clockwork())):
                pass
        return [(each.kind, each.act) for each in self.rang[before:]]

    def ticks(self) -> list[CaseCard]:
        """The desk is looked over, as it is before clocks speak; what went to others."""
        moved: list[CaseCard] = []
        watch = CaseWatch(GROUND, lambda cards, *_: moved.extend(cards) or ())
        self.watched = self.district.act(lambda uow: look_around(uow, self.watched))
        self.district.act(lambda uow: look_after(uow, watch, self.watched.waiting))
        self.watched.waiting.clear()
        return moved

    def clockwork(self) -> CaseClockwork:
        return CaseClockwork(GROUND, lambda rang, _: self.rang.extend(rang) or ())


class Office:
    def __init__(self, unit: UnitCard, clerk: OfficerCard) -> None:
        self.id, self.name, self.clerk = unit.id, unit.name, clerk
