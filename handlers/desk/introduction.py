"""The desk bot's commands and description, as Telegram shows them."""

from bot.introduction import Call, introduce
from handlers.tongue import Tongue


def calls() -> list[Call]:
    """For everybody, and for those whose Telegram is English."""
    return [*_spoken(None, Tongue("zh")), *_spoken("en", Tongue("en"))]


def _spoken(language: str | None, t: Tongue) -> list[Call]:
    commands = {
        "menu": t("菜单：新诉求、我在办的"),
        "today": t("今日汇总"),
        "language": t("切换语言"),
        "help": t("怎么用"),
    }
    about = t("助企通工作台：工作人员受理、答复、办结企业诉求。凭邀请码加入。")
    return introduce(language, commands, about, t("助企通工作台（仅工作人员）"))
