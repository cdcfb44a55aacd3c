"""The desk's menu, and what somebody hears who does not belong to it."""

from bot.domain.member_refusals import InviteCode
from bot.domain.policy_ledger import READS
from bot.domain.speech import Button, View, rows_of
from bot.domain.staff import Power
from handlers.desk.context import Clerk
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from handlers.wrong_codes import WAITS, wait_first


def back(t: Tongue) -> Button:
    """The way to the menu, in the same words everywhere."""
    return button(t("返回"), "desk:menu")


def menu(who: Clerk, before: Html | None = None, away: Html | None = None) -> View:
    """What this officer can do here.

    Args:
        before: What happened just now.
        away: That they are on leave, and until when.
    """
    t, powers = who.t, who.powers
    leave = button(t("我的请假") if away else t("我请假"), "leave:mine")
    find = button(t("查找"), "find:ask")
    today = button(t("今日汇总"), "digest:today")
    works = Power.CASE_WORK in powers
    takes = Power.CASE_WORK if works else Power.CASE_DISPATCH
    keeps = Power.REGISTER_EDIT if Power.REGISTER_EDIT in powers else Power.POLICY_EDIT
    sends = Power.POLICY_EDIT if Power.POLICY_EDIT in powers else Power.APPROVE
    issues = Power.CASE_WORK if who.leads and works else Power.CASE_DISPATCH
    shown = (
        (Power.CASE_READ, button(t("待办"), "case:todo")),
        (takes, button(t("新诉求"), "case:new")),
        (Power.CASE_WORK, button(t("我在办的"), "case:mine")),
        (issues, button(t("共性问题"), "issue:menu")),
        (Power.CASE_WORK, button(t("我联系的企业"), "care:mine")),
        (Power.FIRM_READ, find),
        *(() if Power.CASE_WORK in powers else ((Power.DIGEST_READ, today),)),
        (Power.FIRM_VERIFY, button(t("待核实企业"), "firm:wait")),
        (keeps, button(t("登记册"), "reg:menu")),
        (Power.POLICY_EDIT, button(t("政策建议"), "prop:list")),
        (sends, button(t("群发"), "bc:list")),
        (sends, button(t("政策发布"), "pol:list")),
        (Power.STAFF_MANAGE, button(t("人员"), "staff:list")),
        (_tooled(powers), button(t("工具"), "desk:tools")),
    )
    return View(
        lines(before, away, t("{name}，看哪一类？", name=who.officer.name)),
        rows_of(
            *(each for power, each in shown if power in powers),
            leave,
            button("English" if t.language == "zh" else "中文", "desk:speak", _other(t)),
        ),
    )


def _tooled(powers: frozenset[Power]) -> Power:
    """The power, one of which is enough, for which there is something among the tools."""
    able = (Power.CASE_WORK, Power.CASE_DISPATCH, Power.FIRM_ASSIGN, *sorted(READS))
    return next((each for each in able if each in powers), Power.FIRM_ASSIGN)


def languages(t: Tongue) -> View:
    """Which language?"""
    choices = (button("中文", "desk:speak", "zh"), button("English", "desk:speak", "en"))
    return View(t("用哪种语言？"), (choices, (back(t),)))


def help_text(t: Tongue) -> Html:
    """How the desk works, in a few lines."""
    return lines(
        t("企业的新诉求会自动发到这里：先点“我来办”，再“答复”或“办结”。"),
        t("请企业补充、上报、退单、交给同事，都在“更多…”里。"),
        t("时限快到会提醒，过了自动上报；退单、转办不停时限。"),
        t("办结后企业确认、督导核查才销号；企业说没解决，事项重开、上报一级。"),
        t("/start 菜单 · /cancel 不写了 · /settings 设置 · /language 语言 · /help 帮助"),
    )


def unasked(who: Clerk) -> View:
    """A text that nobody asked for: it went nowhere, and how it would."""
    t = who.t
    if Power.CASE_WORK not in who.powers:
        return menu(who, t("这句话我没有转给任何人：现在没有在等您写什么。"))
    return menu(who, t("这句话我没有转给任何人。要写给企业，请先打开事项，点“答复”或“办结”。"))


def joined(who: Clerk, place: Html, waits: Html | None) -> View:
    """Welcome to the desk of a place, and what waits for them already."""
    t = who.t
    told = t("✅ 已加入{place}的工作台。新诉求会自动发到这里。", place=place)
    plain = t("✅ 已加入{place}的工作台。", place=place)
    return menu(who, lines(told if Power.CASE_WORK in who.powers else plain, waits))


def unconfirmed(t: Tongue) -> View:
    """Somebody joined whom a second administrator has yet to confirm: nothing else works."""
    return View(
        lines(
            t("您已加入，还差一步：要等另一位管理员确认您的岗位。"),
            t("确认后我马上告诉您；这之前看不到企业和事项。"),
        ),
        ((button(t("看看好了没有"), "desk:menu"),),),
    )


def left(t: Tongue) -> View:
    """To somebody none of whose posts lasts: an old button, or a text."""
    return View(
        lines(
            t("您在工作台已经没有岗位，看不到企业和事项了。"),
            t("有疑问请找本地管理员；有新的邀请码，直接发到这里。"),
        )
    )


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


def already_in(who: Clerk) -> View:
    """An officer with a code: they need none, and one that is unused stays good."""
    return menu(who, who.t("您已经加入了，不用再输邀请码。没用过的码可以给别的同事。"))


def only_text(t: Tongue) -> View:
    """A sticker, a photo, a voice message: friendly, with the way on."""
    return View(t("收到，不过我在这里只看得懂文字和按钮。"), ((back(t),),))


def _why_not(t: Tongue, code: InviteCode) -> Html:
    if code in WAITS:
        return wait_first(t, code)
    match code:
        case InviteCode.EXPIRED:
            return t("这个邀请码过期了。请向管理员要一个新的。")
        case InviteCode.USED:
            return t("这个邀请码已经有人用过了，一个码只能用一次。请向管理员要一个新的。")
        case InviteCode.REVOKED:
            return t("这个邀请码已经撤回了。请向管理员要一个新的。")
        case _:
            return t("这个邀请码不对。请照着再发一次，样子是 ABCDE-FGHJK，大小写和横线都没关系。")


def _other(t: Tongue) -> str:
    return "en" if t.language == "zh" else "zh"
