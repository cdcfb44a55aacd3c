"""Who is in a test group, against how many people the firm says that it has."""

from collections.abc import Sequence

import pytest

from bot.services.duties.duties import load_duties
from bot.services.duties.errands import Ground
from bot.services.duties.status import DutyStatus, Progress, of_samplings
from bot.services.firms.firms import profile_of
from bot.services.firms.sheets import sheet_of
from bot.store.firms.firms import FirmCard, put_facts
from bot.store.firms.people import PersonCard, change_person, person_by_id
from bot.store.uow import UnitOfWork
from handlers.notices.coverage_words import coverage_line
from handlers.notices.duty_lines import duty_line
from handlers.notices.sampling_words import pauses_of_firm
from handlers.tongue import Tongue
from tests.testing.county import RULES, ZONE, County, at
from tests.testing.owner_chat import OwnerChat

SAMPLING = "O-FC-01"
ZH = Tongue("zh")


def status_now(county: County, firm: FirmCard) -> DutyStatus:
    def read(uow: UnitOfWork) -> DutyStatus:
        duties = load_duties(uow, Ground(RULES, ZONE), firm.id)
        duty = duties.duty(SAMPLING)
        assert duty is not None
        return of_samplings(uow, duties, duty)

    return county.act(read)


def sampled_firm(county: County, sizes: Sequence[int | None], headcount: int | None) -> FirmCard:
    """A firm whose groups were all sampled this morning."""
    owner = county.person(1)
    firm = county.firm(owner, **({} if headcount is None else {"headcount": headcount}))
    for size in sizes:
        county.sample(owner, county.group(owner, firm, size=size), at("15 09:00"))
    return firm


def its_owner(county: County) -> PersonCard:
    return county.act(lambda uow: person_by_id(uow.connection, 1))


@pytest.mark.parametrize(
    ("headcount", "sizes", "progress", "said"),
    [
        (1200, [1], Progress.OPEN, "❗ 1,199 人还没有编组"),
        (1200, [], Progress.OPEN, "❗ 1,200 人还没有编组"),
        (1200, [1000, 200], Progress.DONE, "✅ 用工人数 1,200 人，都编进组了。"),
        (1200, [1210], Progress.DONE, "比您说的用工人数 1,200 人还多"),
        (1200, [12, None], Progress.OPEN, "有 1 个组没写人数"),
        (1200, [1200, None], Progress.DONE, "都编进组了"),
        (None, [12], Progress.OPEN, "用工人数还没说，说了我才知道有没有漏人。（编进组的 12 人）"),
    ],
)
def test_a_duty_is_kept_only_when_everybody_is_in_a_group(
    county: County, headcount: int | None, sizes: list[int | None], progress: Progress, said: str
) -> None:
    status = status_now(county, sampled_firm(county, sizes, headcount))

    assert status.progress is progress
    assert said in (coverage_line(ZH, status.coverage) or "")


def test_a_rough_number_is_called_rough(county: County) -> None:
    firm = sampled_firm(county, [12], None)
    county.act(lambda uow: put_facts(uow, firm.id, {"headcount": 1200}, approximate={"headcount"}))

    status = status_now(county, firm)

    assert "❗ 约 1,188 人还没有编组" in (coverage_line(ZH, status.coverage) or "")


def test_what_is_overdue_or_due_today_goes_before_those_who_are_missing(county: County) -> None:
    firm = sampled_firm(county, [1], 1200)
    county.now = at("17 08:00")
    assert status_now(county, firm).progress is Progress.TODAY
    county.now = at("17 09:00")
    status = status_now(county, firm)

    assert status.progress is Progress.OVERDUE
    line = duty_line(ZH, status, county.now.astimezone(ZONE).date())
    assert line == "❗ 48小时滚动核酸检测：1 个组已超期；1,199 人还没有编组"


def test_a_pause_hides_nothing_that_was_overdue_before_it(county: County) -> None:
    firm = sampled_firm(county, [12], 12)
    county.now = at("17 10:00")
    county.pause(its_owner(county), firm, "17 10:00", "20 00:00")
    county.now = at("18 10:00")
    [group] = county.overview(firm)
    status = status_now(county, firm)

    assert (group.late_before_pause, status.progress) == (True, Progress.OVERDUE)
    line = duty_line(ZH, status, county.now.astimezone(ZONE).date())
    assert line == "❗ 48小时滚动核酸检测：暂停前已有 1 个组超期"


def test_officers_read_under_a_pause_what_was_overdue_before_it(county: County) -> None:
    firm = sampled_firm(county, [12], 12)
    county.now = at("17 10:00")
    county.pause(its_owner(county), firm, "17 10:00", "20 00:00")

    sheet = county.act(lambda uow: sheet_of(uow, RULES, profile_of(uow, RULES, firm)))

    assert pauses_of_firm(ZH, RULES, sheet, ZONE) == [
        "全厂 ⏸ 停产放假中：7月20日（周三）恢复。期间不催、不算超期。",
        "🔴 暂停前已超期：一般岗位组（12 人），应在 7月17日（周日）09:00 前采样",
    ]


def test_what_runs_out_in_a_pause_is_not_overdue_before_it(county: County) -> None:
    firm = sampled_firm(county, [12], 12)
    county.pause(its_owner(county), firm, "16 00:00", "20 00:00")
    county.now = at("18 10:00")
    [group] = county.overview(firm)

    assert not group.is_late
    assert status_now(county, firm).resting


def test_everybody_who_is_in_no_group_is_one_tap_and_a_second_tap_makes_no_second_group(
    county: County,
) -> None:
    firm = sampled_firm(county, [1], 1200)
    chat = OwnerChat(county, 1)
    county.act(lambda uow: change_person(uow.connection, 1, firm_id=firm.id))
    asked = chat.presses("test:post:ordinary")
    every = asked.press_of("还没编组的 1,199 人都在这一组")

    made, again = chat.presses(every), chat.presses(every)

    assert "已新建：一般岗位组 2（1,199 人）" in made.text
    assert again.text.startswith("refused")
    assert len(county.overview(firm)) == 2
