"""The owner bot's commands and description, as Telegram shows them."""

from bot.introduction import Call, introduce
from handlers.tongue import Tongue
from policies.words import Words


def calls(place: Words) -> list[Call]:
    """For everybody, and for those whose Telegram is English."""
    return [*_spoken(None, Tongue("zh"), place), *_spoken("en", Tongue("en"), place)]


def _spoken(language: str | None, t: Tongue, place: Words) -> list[Call]:
    commands = {
        "menu": t("菜单：政策、采样、事项"),
        "whatif": t("如果情况变了，能享受什么"),
        "help": t("能办什么"),
        "settings": t("收哪些群发"),
        "language": t("切换语言"),
        "privacy": t("隐私说明"),
    }
    where = t.plain(place)
    about = t(
        "{place}“助企通”：查政策能享受什么、依据哪一条；核酸采样到期前提醒；"
        "解决不了的转给工作人员，一直跟到您说解决了为止。",
        place=where,
    )
    return introduce(language, commands, about, t("{place}企业服务机器人", place=where))
