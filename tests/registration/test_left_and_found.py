"""What is left waits for its firm; approximate numbers stay approximate; towns are staff's."""

import argparse
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot import admin_towns
from bot.services.firms.firms import firm_of, profile_of, with_answer
from bot.services.firms.places import towns_named, towns_of
from bot.settings import BadSettings
from bot.store.firms.firms import put_facts
from bot.store.parked import PARKED, all_parked, park, parked, unpark
from bot.store.questions import OpenQuestion
from tests.cases.district import COUNTY, RULES, District

LEFT = OpenQuestion("firm_name", "河南省/南阳市/方城县", {"early": "一千二百人"})


def test_a_question_waits_for_its_own_firm_and_is_sealed(district: District) -> None:
    person = district.person()
    district.act(lambda uow: park(uow, person.id, None, LEFT))
    district.act(lambda uow: park(uow, person.id, 7, OpenQuestion("fact", "headcount")))
    district.act(lambda uow: park(uow, person.id, 7, OpenQuestion("fact", "booth_cost")))

    assert district.act(lambda uow: parked(uow, person.id, None)) == LEFT
    assert district.act(lambda uow: parked(uow, person.id, 7)).subject == "booth_cost"
    assert district.act(lambda uow: parked(uow, person.id, 8)) is None
    rows = district.act(lambda uow: uow.connection.execute(PARKED.select()).all())
    assert not any("一千二".encode() in bytes(row.context) for row in rows)
    district.act(lambda uow: unpark(uow, person.id, 7))
    assert district.act(lambda uow: parked(uow, person.id, 7)) is None


def test_the_newest_five_wait_and_one_asked_anew_takes_its_own_place(district: District) -> None:
    person = district.person()
    asked = [
        *(("fact", "headcount"), ("case_text", ""), ("fact", "booth_cost")),
        *(("trip_route", ""), ("trip_times", "")),  # two steps of one form
        *(("arrival_new", ""), ("group_size", ""), ("case_note", "")),
    ]
    newest = [("case_note", ""), ("group_size", ""), ("arrival_new", ""), ("trip_times", "")]

    def left(*kinds: str) -> list[tuple[str, str]]:
        if kinds:
            district.act(lambda uow: unpark(uow, person.id, 7, kinds))
        found = district.act(lambda uow: all_parked(uow, person.id, 7))
        return [(each.kind, each.subject) for each in found]

    for kind, subject in asked:
        question = OpenQuestion(kind, subject, {"said": kind})
        district.act(lambda uow, each=question: park(uow, person.id, 7, each))
    assert left() == [*newest, ("fact", "booth_cost")], "the oldest form is forgotten first"

    district.act(lambda uow: park(uow, person.id, 7, OpenQuestion("arrival_here")))
    assert left()[0] == ("arrival_here", "")
    assert ("fact", "booth_cost") in left()
    assert left("arrival_here", "fact", "group_size", "case_note") == [("trip_times", "")]
    assert district.act(lambda uow: parked(uow, person.id, 7)).context == {"said": "trip_times"}
    assert left("trip_times") == []


def test_about_so_much_is_kept_until_it_is_known_exactly(district: District) -> None:
    person = district.speaks_for_firm()
    firm = district.act(lambda uow: firm_of(uow, person))
    district.act(
        lambda uow: put_facts(uow, firm.id, {"headcount": 1200}, approximate={"headcount"})
    )

    profile = district.act(lambda uow: profile_of(uow, RULES, firm))
    assert profile.rough == {"headcount"}
    assert with_answer(RULES, profile, "headcount", 1210).rough == frozenset()
    district.act(lambda uow: put_facts(uow, firm.id, {"headcount": 1210}))
    assert district.act(lambda uow: profile_of(uow, RULES, firm)).rough == frozenset()


def test_the_town_is_a_fact_like_any_other(district: District) -> None:
    person = district.speaks_for_firm(region=f"{COUNTY}/释之街道")

    profile = district.act(lambda uow: profile_of(uow, RULES, firm_of(uow, person)))

    levels = [profile.facts.get(level) for level in RULES.regions.levels]
    assert levels == ["河南省", "南阳市", "方城县", "释之街道"]


def lists(district: District, region: str, file: Path) -> str:
    process = SimpleNamespace(database=district.database, uow=district.uow)
    options = argparse.Namespace(region=region, file=str(file))
    return admin_towns.run(process, options)


def test_staff_list_towns_and_theirs_count(district: District, tmp_path: Path) -> None:
    file = tmp_path / "towns.csv"
    file.write_text("town,english\n新设镇,Xinshe Town\n释之街道,\n", encoding="utf-8-sig")
    assert len(district.act(lambda uow: towns_of(uow, COUNTY))) == 20

    for _ in range(2):
        assert "2" in lists(district, COUNTY, file)

    towns = district.act(lambda uow: towns_of(uow, COUNTY))
    assert [town.name.zh for town in towns] == ["新设镇", "释之街道"]
    assert district.act(lambda uow: towns_named(uow, RULES, "新设")) == (f"{COUNTY}/新设镇",)
    assert district.audit()[-1] == ("operator", "towns", COUNTY)


@pytest.mark.parametrize(
    ("region", "content"),
    [("方城", b"town\n\xe7\x94\xb2\xe9\x95\x87\n"), (COUNTY, b"\xff\xfe"), (COUNTY, b"x\n")],
)
def test_a_list_that_cannot_be_used_is_refused(
    district: District, tmp_path: Path, region: str, content: bytes
) -> None:
    file = tmp_path / "towns.csv"
    file.write_bytes(content)

    with pytest.raises(BadSettings):
        lists(district, region, file)
