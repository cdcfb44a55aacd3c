"""A search finds exactly what an officer may see, and says how far it looked."""

import pytest

from bot.domain.errors import NotYours
from bot.domain.searching import code_of, read_number, words_of
from bot.domain.staff import Appointment, RoleKind, general_posts
from bot.services.assignments.own_firms import find_firms
from bot.services.cases import search as case_search
from bot.services.cases.access import may_see
from bot.services.cases.references import refer_case
from bot.services.cases.search import Search, cases_called, hits, search_on
from bot.store.cases.cases import load_case
from bot.store.cases.search import Place
from bot.store.firms.verification import put_code
from bot.store.staff.officers import OfficerCard
from tests.cases.county import URGENT_TRUCK, County
from tests.cases.district import COUNTY, ELSEWHERE, GROUND, RULES, TOWN, District

PLACES = {"town": TOWN, "county": COUNTY, "elsewhere": ELSEWHERE}


def found(district: District, officer: OfficerCard, words: str) -> tuple[int, ...]:
    search = Search(words_of(words), code_of(words))
    while not search.is_over:
        search = district.act(lambda uow, s=search: search_on(uow, officer, s))
    return search.found


def seen(district: District, officer: OfficerCard, ids: list[int]) -> list[int]:
    def whole(uow) -> list[int]:
        records = [load_case(uow, each) for each in ids]
        return [each.id for each in records if each and may_see(uow, officer, each)]

    return district.act(whole)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", RoleKind)
def test_every_kind_of_staff_finds_what_they_may_see(
    district: District, county: County, kind: RoleKind, place: str
) -> None:
    truck = county.opens(district.speaks_for_firm(), URGENT_TRUCK)
    general = district.opens(district.speaks_for_firm(region=COUNTY))
    over = county.opens(district.speaks_for_firm(region=ELSEWHERE))
    ids = [truck.id, general.id, over.id]
    officers = [
        district.appointed(Appointment(kind, PLACES[place])),
        district.appointed(Appointment(kind, COUNTY, sector="logistics")),
        county.transport.clerk,
    ]
    for officer in officers:
        expected = sorted(seen(district, officer, ids))
        assert sorted(found(district, officer, "卡口")) == expected
        number = read_number("-".join(truck.number.split("-")[1:]))
        assert number is not None
        named = district.act(lambda uow, o=officer, n=number: cases_called(uow, o, n))
        assert set(named) <= set(expected)


def test_a_number_of_another_platform_is_found_whole(county: County) -> None:
    district, clerk = county.district, county.transport.clerk
    case = county.opens(district.speaks_for_firm(region=TOWN))
    said = "12345 工单 20220715-0031234"
    district.act(lambda uow: refer_case(uow, GROUND, clerk, case.id, said))

    for words in ("202207150031234", "20220715-0031234", said, "１２３４５工单"):
        assert found(district, clerk, words) == (case.id,), words
    for words in ("20220715003", "2207150031234", "13812345678"):
        assert found(district, clerk, words) == (), "never digit by digit"


def test_who_had_a_case_in_hand_finds_it_after_it_is_over(
    district: District, county: County
) -> None:
    owner = district.speaks_for_firm()
    case = county.opens(owner)
    clerk = county.transport.clerk
    district.claims(clerk, case)
    district.solves(clerk, case, "已联系东关收费站")
    district.confirms(owner, case)

    assert found(district, clerk, "东关 卡口") == (case.id,)
    assert found(district, county.trade.clerk, "东关") == ()


def test_open_cases_come_first_then_the_newest(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_search, "BATCH", 2)
    officer, owner = district.officer(), district.speaks_for_firm()
    first, second, third, fourth = (district.opens(owner, f"卡口{n}") for n in range(4))
    district.claims(officer, third)
    district.solves(officer, third)
    district.confirms(owner, third)

    assert found(district, officer, "卡口") == (fourth.id, second.id, first.id, third.id)
    assert found(district, officer, "示例 口1") == (second.id,)


def test_a_page_leaves_out_what_was_moved_away_meanwhile(
    district: District, county: County
) -> None:
    case = county.opens(district.speaks_for_firm())
    clerk, foreign = county.transport.clerk, district.officer(region=ELSEWHERE)

    assert len(district.act(lambda uow: hits(uow, clerk, [case.id], ("卡口",)))) == 1
    assert district.act(lambda uow: hits(uow, foreign, [case.id, case.id + 9], ())) == ()


def test_a_search_that_stops_says_so(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_search, "BATCH", 1)
    monkeypatch.setattr(case_search, "MOST", 2)
    officer, owner = district.officer(), district.speaks_for_firm()
    for number in range(3):
        district.opens(owner, f"卡口{number}")
    search = Search(("卡口0",))
    while not search.is_over:
        search = district.act(lambda uow, s=search: search_on(uow, officer, s))

    assert (search.looked, search.found, search.is_cut) == (2, (), True)
    assert search.next == Place(below=2)


def test_firms_are_found_by_all_words_of_their_names(district: District) -> None:
    officer = district.appointed(*general_posts(COUNTY))
    district.speaks_for_firm(region=TOWN)
    district.speaks_for_firm(region=ELSEWHERE)

    code = "91350100M000100Y43"
    district.act(lambda uow: put_code(uow, 1, code))

    coded = district.act(lambda uow: find_firms(uow, RULES, officer, f" {code.lower()}"))
    both = district.act(lambda uow: find_firms(uow, RULES, officer, "纺织 示例"))
    none = district.act(lambda uow: find_firms(uow, RULES, officer, "纺织 石材"))

    assert [firm.region for firm in both.firms] == [TOWN]
    assert none.firms == ()
    assert [firm.id for firm in coded.firms] == [1]


def test_an_id_of_a_foreign_case_shows_nothing(district: District) -> None:
    case = district.opens(district.speaks_for_firm())
    foreign = district.officer(region=ELSEWHERE)
    with pytest.raises(NotYours):
        district.claims(foreign, case)
    assert found(district, foreign, "卡口") == ()
