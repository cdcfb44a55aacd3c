"""The desk's menu, and what somebody hears who does not belong to it."""

from bot.domain.errors import InviteCode
from bot.domain.speech import Button, View, rows_of
from bot.store.officers import OfficerCard
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def back(t: Tongue) -> Button:
    """The way to the menu, in the same words everywhere."""
    return button(t("返回"), "desk:menu")


def menu(t: Tongue, officer: OfficerCard, before: Html | None = None) -> View:
    """What can be done here.

    Args:
        before: What happened just now.
    """
    return View(
        lines(before, t("{name}，看哪一类？", name=officer.name)),
        rows_of(
            button(t("新诉求"), "case:new"),
            button(t("我在办的"), "case:mine"),
            button(t("待核实企业"), "firm:wait"),
            button("English" if t.language == "zh" else "中文", "desk:speak", _other(t)),
        ),
    )


def languages(t: Tongue) -> View:
    """Which language?"""
    choices = (button("中文", "desk:speak", "zh"), button("English", "desk:speak", "en"))
    return View(t("用哪种语言？"), (choices, (back(t),)))


def help_text(t: Tongue) -> Html:
    """How the desk works, in three lines."""
    return lines(
        t("企业的新诉求会自动发到这里：先点“我来办”，再“答复”或“办结”。"),
        t("办结时写的结果企业会看到；企业说没解决，事项会退回给您继续办。"),
        t("/start 菜单 · /language 语言 · /help 帮助"),
    )


def unasked(t: Tongue, officer: OfficerCard) -> View:
    """A text that nobody asked for: it went nowhere, and how it would."""
    return menu(
        t, officer, t("这句话我没有转给任何人。要写给企业，请先打开事项，点“答复”或“办结”。")
    )


def joined(t: Tongue, officer: OfficerCard, place: Html) -> View:
    """Welcome to the desk of a place."""
    return menu(t, officer, t("✅ 已加入{place}的工作台。新诉求会自动发到这里。", place=place))


def stranger(t: Tongue) -> View:
    """To an account that is no officer's: nothing else works."""
    return View(
        lines(
            t("这是工作人员专用的机器人，您还没有加入。"),
            t("工作人员：请向本地管理员要一个邀请码，发到这里，样子是 ABCDE-FGHJK。"),
            t("企业办事：请用“助企通”的企业机器人，不用邀请码。"),
        )
    )


def not_opened(t: Tongue, code: InviteCode) -> View:
    """The code did not open."""
    return View(_why_not(t, code))


def already_in(t: Tongue, officer: OfficerCard) -> View:
    """An officer with a code: they need none, and it stays good for somebody else."""
    return menu(t, officer, t("您已经加入了，这个邀请码没有用掉，可以给别的同事。"))


def only_text(t: Tongue) -> View:
    """A sticker, a photo, a voice message: friendly, with the way on."""
    return View(t("收到，不过我在这里只看得懂文字和按钮。"), ((back(t),),))


def only_private(t: Tongue) -> View:
    """Said once in a group."""
    return View(t("我只在私聊里工作：企业的情况不便在群里说。请点我的头像，单独跟我说。"))


def _why_not(t: Tongue, code: InviteCode) -> Html:
    match code:
        case InviteCode.EXPIRED:
            return t("这个邀请码过期了。请向管理员要一个新的。")
        case InviteCode.USED:
            return t("这个邀请码已经有人用过了，一个码只能用一次。请向管理员要一个新的。")
        case InviteCode.TOO_MANY:
            return t("试的次数太多，暂时停一下：请 15 分钟后再试，还不行就过 1 小时。")
        case _:
            return t("这个邀请码不对。请照着再发一次，样子是 ABCDE-FGHJK，大小写和横线都没关系。")


def _other(t: Tongue) -> str:
    return "en" if t.language == "zh" else "zh"
