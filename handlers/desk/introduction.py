"""The desk bot's commands, name and description, as Telegram shows them."""

from collections.abc import Mapping

from bot.introduction import (
    ADMINISTRATORS,
    MENU_BUTTON,
    PRIVATE,
    Call,
    described,
    nowhere_else,
    offered,
)
from handlers.tongue import Tongue
from policies.words import Words


def calls() -> list[Call]:
    """For everybody, and for those whose Telegram is English."""
    return [*_spoken(None, Tongue("zh")), *_spoken("en", Tongue("en")), MENU_BUTTON]


def names(place: Words) -> Mapping[str, str]:
    """What the bot is called, by language."""
    spoken = {"": Tongue("zh"), "en": Tongue("en")}
    return {
        language: t("{place}助企通工作台", place=t.plain(place)) for language, t in spoken.items()
    }


def _spoken(language: str | None, t: Tongue) -> list[Call]:
    commands = {
        "menu": t("菜单：新诉求、我在办的"),
        "today": t("今日汇总"),
        "cancel": t("不写了，回菜单"),
        "settings": t("设置：语言、请假"),
        "language": t("切换语言"),
        "help": t("怎么用"),
        "privacy": t("隐私说明"),
    }
    in_groups = {"bind": t("把这个群设为工作群（管理员用）")}
    about = t("助企通工作台：工作人员受理、答复、办结企业诉求。凭邀请码加入。")
    return [
        offered(language, PRIVATE, commands),
        offered(language, ADMINISTRATORS, in_groups),
        nowhere_else(language),
        *described(language, about, t("助企通工作台（仅工作人员）")),
    ]
