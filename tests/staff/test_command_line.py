"""The operator makes the first staff and their units; their word needs no second person."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import admin_staff
from bot.domain.staff import Appointment, RoleKind
from bot.process import Process
from bot.services.staff.officers import Joined, join
from bot.settings import BadSettings
from tests.bed_process import make_process, new_keys
from tests.staff.office import COUNTY, TOWN


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    made = make_process("http://127.0.0.1:1", tmp_path, new_keys())
    yield made
    made.database.close()


def run(process: Process, *line: str) -> str:
    parser = argparse.ArgumentParser()
    admin_staff.add_parser(parser.add_subparsers(dest="act"))
    options = parser.parse_args(line)
    invites = options.act == admin_staff.INVITE
    return (admin_staff.run_invite if invites else admin_staff.run_unit)(process, options)


def joins(process: Process, code: str, chat_id: int = 9) -> tuple[Appointment, ...]:
    came = process.database.run_sync(
        lambda c: join(process.uow(c), chat_id, "李干部", "zh", code, process.outside.seconds())
    )
    assert isinstance(came, Joined)
    assert came.invited_by is None
    return came.posts


def test_the_default_is_what_an_officer_could_always_do(process: Process) -> None:
    posts = joins(process, run(process, "invite"))

    assert posts == (
        Appointment(RoleKind.UNIT, COUNTY),
        Appointment(RoleKind.DISPATCHER, COUNTY),
    )


def test_roles_region_sector_and_unit_are_told(process: Process) -> None:
    listed = run(process, "unit", TOWN, "--add", "town", "释之街道办事处")
    number, role, name = listed.split("\t")
    assert (role, name) == ("town", "释之街道办事处")

    line = ("--role", "unit", "--role", "administrator", "--region", TOWN)
    code = run(process, "invite", *line, "--sector", "industry", "--unit", name)

    assert joins(process, code) == (
        Appointment(RoleKind.UNIT, TOWN, "industry", int(number)),
        Appointment(RoleKind.ADMINISTRATOR, TOWN),
    )
    with pytest.raises(BadSettings):
        run(process, "unit", TOWN, "--close", number)


def test_an_empty_unit_can_be_closed(process: Process) -> None:
    number = run(process, "unit", COUNTY, "--add", "transport_department", "交通局").split("\t")[0]

    assert run(process, "unit", COUNTY, "--close", number) == ""
    with pytest.raises(BadSettings):
        run(process, "unit", COUNTY, "--close", number)


@pytest.mark.parametrize(
    "line",
    [
        ("invite", "--region", "没有/这里"),
        ("invite", "--sector", "没有"),
        ("invite", "--unit", "没有"),
        ("unit", "没有"),
        ("unit", COUNTY, "--add", "no_role", "单位"),
        ("unit", COUNTY, "--add", "town", "一"),
        ("unit", COUNTY, "--close", "4711"),
    ],
)
def test_what_does_not_exist_is_a_sentence(process: Process, line: tuple[str, ...]) -> None:
    with pytest.raises(BadSettings) as error:
        run(process, *line)
    assert "\n" in str(error.value)
