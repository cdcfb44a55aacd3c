"""The list of what applies now, as somebody asked for it."""

from typing import Final

from bot.domain.packages import DOWNLOAD_DATA
from bot.domain.speech import OutFile, View
from bot.services.packages.packages import Package
from handlers.notices.packages import listed
from handlers.owner.policies.words import step_back
from handlers.press import button
from handlers.tongue import Tongue, lines

LINES: Final = 12


def title(t: Tongue) -> str:
    """What the file is headed with."""
    return t("适用政策清单")


def listing(t: Tongue, package: Package, firm_id: int) -> View:
    """One message: what applies now; as a file with its clauses, or all that was looked at."""
    whole = button(t("全部对照结果"), "policy:file")
    download = button(t("📄 下载清单"), DOWNLOAD_DATA, firm_id)
    first = (whole,) if package.is_empty else (download, whole)
    return View(listed(t, package, LINES), (first, step_back(t, "policy:list")))


def file(t: Tongue, made: OutFile) -> View:
    """The file with its caption."""
    text = lines(
        t("给您做好了，可以保存、打印或转发。"),
        t("只是按您说的情况对照文件，以主管部门核定为准。"),
    )
    return View(text, (step_back(t, "policy:list"),), file=made)
