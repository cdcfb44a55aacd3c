"""Of which period, and what is said beside the file."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.domain.speech import OutFile, View
from bot.services.duties.record import DutyRecord
from handlers.owner.duties.words import back_to_list
from handlers.owner.policies.report_text import About
from handlers.owner.policies.report_views import file_name
from handlers.press import button
from handlers.tongue import Tongue, lines


def ask_period(t: Tongue, periods: Iterable[str]) -> View:
    """The last week, the last month, everything."""
    labels = {"7": t("近 7 天"), "30": t("近 30 天"), "all": t("全部")}
    text = lines(
        t("<b>导出履职记录</b>（Word 文件，可打印）"),
        t("写明每件事的依据条款、什么时候做的、什么身份的人记的，附照片。"),
        t("可以作尽职材料；是否免责由有关部门认定，我不作承诺。"),
        t("要哪一段？"),
    )
    choices = tuple(button(labels[period], "duty:file", period) for period in periods)
    return View(text, (choices, back_to_list(t)))


def title(t: Tongue) -> str:
    """What the file is headed with."""
    return t("防疫履职记录")


def file(t: Tongue, record: DutyRecord, made: bytes, zone: ZoneInfo) -> View:
    """The file with its caption, and the beginning of its fingerprint."""
    duties = record.duties
    count = sum(len(entries) for entries in record.entries.values())
    about = About(duties.profile.firm.name, "", duties.now.astimezone(zone).date())
    text = lines(
        t("给您做好了：{count} 条记录。", count=count)
        if count
        else t("这段时间还没有记录，文件里如实写着。"),
        t("校验码 {digest}，系统里留了底，改过能看出来。", digest=record.digest[:12]),
        t("可以作尽职材料；是否免责由有关部门认定。"),
    )
    other = button(t("换一段时间"), "duty:export")
    out = OutFile(file_name(title(t), about), made)
    return View(text, ((other,), back_to_list(t)), file=out)
