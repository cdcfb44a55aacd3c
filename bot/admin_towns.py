"""`python -m bot admin towns`: staff's own list of a county's towns and streets."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.process import Process
from bot.services.firms.places import list_towns
from bot.settings import BadSettings
from policies.errors import PolicyError
from policies.regions import names_of
from policies.spoken.divisions import COUNTY, Town, read_towns

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

NAME: Final = "towns"
NO_COUNTY = "地区要写成“省/市/县”：{region}。\nWrite the region as province/city/county: {region}."
NO_FILE = "打不开文件 {file}（要 UTF-8 的 CSV）。\nCannot read {file}: a CSV in UTF-8 is expected."
KEPT = "{region}：{count} 个乡镇（街道）/ {count} towns kept"


def add_parser(acts: "Actions") -> None:
    """Add the command and its arguments."""
    command = acts.add_parser(NAME, help="keep your own list of a county's towns")
    command.add_argument("region", help="province/city/county in Chinese")
    command.add_argument("file", help="CSV with the columns town and, if wanted, english")


def run(process: Process, options: argparse.Namespace) -> str:
    """Keep the list; returns what to print.

    Raises:
        BadSettings: No county, or a file that cannot be read or holds no list.
    """
    towns = _read(options.file)
    region = _county(options.region)
    process.database.run_sync(
        lambda connection: list_towns(process.uow(connection), region, towns, actor="operator")
    )
    return KEPT.format(region=region, count=len(towns))


def _county(region: str) -> str:
    try:
        names = names_of(region)
    except PolicyError as error:
        raise BadSettings(str(error.sentence)) from error
    if len(names) != COUNTY:
        raise BadSettings(NO_COUNTY.format(region=region))
    return "/".join(names)


def _read(file: str) -> list[Town]:
    try:
        with Path(file).open(encoding="utf-8-sig", newline="") as lines:
            return read_towns(lines)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(NO_FILE.format(file=file)) from error
    except PolicyError as error:
        raise BadSettings(str(error.sentence)) from error
