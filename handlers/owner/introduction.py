"""The owner bot's commands and description, as Telegram shows them."""

from collections.abc import Mapping

from bot.introduction import MENU_BUTTON, PRIVATE, Call, described, nowhere_else, offered
from handlers.tongue import Tongue
from policies.words import Words


def calls(place: Words) -> list[Call]:
    """For everybody, and for those whose Telegram is English."""
    both = [*_spoken(None, Tongue("zh"), place), *_spoken("en", Tongue("en"), place)]
    return [*both, MENU_BUTTON]


def names(place: Words) -> Mapping[str, str]:
    """What the bot is called, by language."""
    spoken = {"": Tongue("zh"), "en": Tongue("en")}
    return {language: t("{place}助企通", place=t.plain(place)) for language, t in spoken.items()}


def _spoken(language: str | None, t: Tongue, place: Words) -> list[Call]:
    commands = {
        "menu": t("菜单：政策、采样、事项"),
        "whatif": t("如果情况变了，能享受什么"),
        "help": t("能办什么"),
        "settings": t("设置：语言、群发、隐私"),
        "cancel": t("不写了，回菜单"),
        "language": t("切换语言"),
        "privacy": t("隐私说明"),
        "export": t("导出我的数据"),
        "delete": t("删除我的数据"),
    }
    where = t.plain(place)
    about = t(
        "{place}“助企通”：查政策能享受什么、依据哪一条；核酸采样到期前提醒；"
        "解决不了的转给工作人员，一直跟到您说解决了为止。",
        place=where,
    )
    return [
        offered(language, PRIVATE, commands),
        nowhere_else(language),
        *described(language, about, t("{place}企业服务机器人", place=where)),
    ]
