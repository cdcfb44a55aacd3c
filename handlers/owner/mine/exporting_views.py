"""What is said beside the files with somebody's own data."""

from zoneinfo import ZoneInfo

from bot.domain.speech import OutFile, View
from bot.services.privacy.own_data import OwnData
from handlers.owner.home_views import DELETE, navigation
from handlers.owner.policies.report_text import About
from handlers.owner.policies.report_views import file_name
from handlers.press import button
from handlers.tongue import Tongue, lines


def title(t: Tongue) -> str:
    """What the file is headed with."""
    return t("我的数据")


def files(
    t: Tongue, data: OwnData, document: bytes, machine: bytes, zone: ZoneInfo
) -> tuple[View, View]:
    """To read, and for machines; neither can be passed on by a tap."""
    own = t("助企通")
    name = file_name(title(t), About(own, "", data.now.astimezone(zone).date()))
    text = lines(
        t("这是我存下的您的全部数据：能看的（Word）和给电脑读的（JSON）各一份，内容一样。"),
        t("照片、语音和文件的原件在这个聊天里，这里只列清单。"),
        t("里面有您的个人信息，请存好，别转给别人。我这份 48 小时后清掉。"),
    )
    rows = ((button(t("删除我的数据"), DELETE),), navigation(t))
    return (
        View("", protected=True, file=OutFile(name.replace(".docx", ".json"), machine)),
        View(text, rows, protected=True, file=OutFile(name, document)),
    )
