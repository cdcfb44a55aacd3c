"""`python -m bot admin route`: the routing table, and where cases go because of it."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import admin_routes, admin_staff
from bot.process import Process
from bot.settings import BadSettings
from bot.store.cases.routes import routed_units
from tests.bed_process import make_process, new_keys
from tests.cases.district import COUNTY, TOWN


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    made = make_process("http://127.0.0.1:1", tmp_path, new_keys())
    yield made
    made.database.close()


def run(process: Process, *line: str) -> str:
    parser = argparse.ArgumentParser()
    acts = parser.add_subparsers(dest="act")
    admin_staff.add_parser(acts)
    admin_routes.add_parser(acts)
    options = parser.parse_args(line)
    routes = options.act == admin_routes.NAME
    return (admin_routes.run if routes else admin_staff.run_unit)(process, options)


def unit(process: Process, role: str, name: str) -> str:
    listed = run(process, "unit", COUNTY, "--add", role, name)
    return next(line.split("\t")[0] for line in listed.splitlines() if line.endswith(name))


def sent_to(process: Process, category: str | None, sector: str | None) -> list[str]:
    found = process.database.run_sync(lambda c: routed_units(c, TOWN, category, sector, 2))
    return [each.name for each in found]


def test_the_line_that_says_most_decides(process: Process) -> None:
    roads = unit(process, "transport_department", "交通运输局")
    trade = unit(process, "commerce_department", "商务局")
    run(process, "route", COUNTY, "--add", "2", trade)
    run(process, "route", COUNTY, "--add", "2", trade, "--sector", "industry")
    listed = run(process, "route", COUNTY, "--add", "2", roads, "--category", "logistics")

    assert listed.splitlines() == [
        "1\t2\t*\t*\t商务局",
        "2\t2\t*\tindustry\t商务局",
        "3\t2\tlogistics\t*\t交通运输局",
    ]
    assert sent_to(process, "logistics", "industry") == ["交通运输局"]
    assert sent_to(process, "rent", "industry") == ["商务局"]
    assert sent_to(process, None, None) == ["商务局"]
    run(process, "route", COUNTY, "--strike", "3")
    assert sent_to(process, "logistics", None) == ["商务局"]


@pytest.mark.parametrize(
    "line",
    [
        ("--add", "2", "99"),
        ("--add", "9", "1"),
        ("--add", "2", "1", "--category", "weather"),
        ("--add", "2", "1", "--sector", "weather"),
        ("--strike", "7"),
    ],
)
def test_what_does_not_exist_is_one_sentence(process: Process, line: tuple[str, ...]) -> None:
    unit(process, "transport_department", "交通运输局")

    with pytest.raises(BadSettings, match="分派表"):
        run(process, "route", COUNTY, *line)
    assert run(process, "route", COUNTY) == ""
