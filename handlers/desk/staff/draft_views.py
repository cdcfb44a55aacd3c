"""The questions by which an administrator drafts a post, and the code that comes of it."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.speech import Button, View, rows_of
from bot.domain.staff import Appointment, RoleKind
from bot.services.staff.invitations import LASTS, Invited
from bot.services.staff.units import UNIT_NAME_MOST
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import UnitCard
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped, place
from handlers.notices.staff_words import kind_words, post_words, sector_words, slot_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase
from policies.words import Words

HOURS: Final = int(LASTS.total_seconds()) // 3600
PLACES: Final = 6
PAGE: Final = 8
LABEL: Final = 24


def kinds(t: Tongue, rulebase: RuleBase, region: str, officer_id: int | None) -> View:
    """As what?"""
    text = lines(
        t("请他来做什么？") if officer_id is None else t("再给他哪个岗位？"),
        t("包保干部联系企业；单位经办办事项；调度员分派；督导检查回访、核查、销号。"),
        t("政策编辑改政策；审批员批准；管理员管人员。"),
    )
    choices = (
        button(kind_words(t, rulebase, kind, region), "post:kind", kind) for kind in RoleKind
    )
    return View(text, (*rows_of(*choices), _cancel(t)))


def where(t: Tongue, rulebase: RuleBase, own: Sequence[str]) -> View:
    """For which place?"""
    text = lines(
        t("管哪个地方？点按钮，或者直接写乡镇（街道）的名字。"),
        t("岗位管到这个地方和它下面的所有地方。"),
    )
    return View(text, (*_places(t, rulebase, own), _cancel(t)))


def which_place(t: Tongue, rulebase: RuleBase, offered: Sequence[str], *, several: bool) -> View:
    """The name that was typed is none here, or several places have it."""
    text = (
        t("有几个地方叫这个名字，是哪一个？")
        if several
        else t("没有在您管的地方找到它。请把名字写全一些，或者点下面的。")
    )
    return View(text, (*_places(t, rulebase, offered), _cancel(t)))


def sectors(t: Tongue, rulebase: RuleBase, values: Sequence[str], every: str) -> View:
    """For which sector?"""
    choices = [button(t("不分行业"), "post:sector", every)]
    choices += [button(sector_words(t, rulebase, value), "post:sector", value) for value in values]
    return View(t("管哪个行业？拿不准就选“不分行业”。"), (*rows_of(*choices), _cancel(t)))


def units(t: Tongue, found: Sequence[UnitCard]) -> View:
    """In which unit?"""
    choices = [button(clipped(unit.name, LABEL), "post:unit", unit.id) for unit in found[:PAGE]]
    desk = button(t("综合台（不属具体单位）"), "post:unit", 0)
    new = button(t("新单位…"), "post:roles")
    text = lines(
        t("在哪个单位？事项会分到单位，同单位的人都看得到。"),
        t("这里没有的，直接写单位名称。"),
    )
    return View(text, (*rows_of(*choices), (desk,), (new,), _cancel(t)))


def roles(t: Tongue, found: Mapping[str, Words], page: int, name: str | None) -> View:
    """新单位: which of those that the documents name? A name that was typed already is shown."""
    names = list(found.items())
    page = min(page, max(len(names) - 1, 0) // PAGE)
    shown = names[page * PAGE : (page + 1) * PAGE]
    rows = [(button(clipped(t.plain(words), LABEL), "post:role", role),) for role, words in shown]
    turn = [button(t("上一页"), "post:roles", page - 1)] if page > 0 else []
    if (page + 1) * PAGE < len(names):
        turn.append(button(t("下一页"), "post:roles", page + 1))
    text = (
        t("新单位是文件里说的哪一类？")
        if name is None
        else t("“{name}”是文件里说的哪一类？名字已经记下。", name=name)
    )
    return View(text, (*rows, *((tuple(turn),) if turn else ()), _cancel(t)))


def unit_name(t: Tongue, rulebase: RuleBase, region: str, role: str) -> View:
    """What is it called?"""
    words = slot_words(t, rulebase, region, role)
    default = clipped(str(words), LABEL)
    text = lines(
        t("单位叫什么名字？直接写，最多 {most} 字。", most=UNIT_NAME_MOST),
        t("例：县交通运输局"),
    )
    return View(text, ((button(t("就叫“{name}”", name=default), "post:named"),), _cancel(t)))


def summary(
    t: Tongue, rulebase: RuleBase, post: Appointment, unit: UnitCard | None, officer: int | None
) -> View:
    """Is this right?"""
    text = lines(
        t("请看一遍："),
        Html(f"<b>{post_words(t, rulebase, post, unit)}</b>"),
        t("生效前要另一位管理员确认。"),
    )
    label = t("生成邀请码") if officer is None else t("就给这个岗位")
    again = (
        button(t("重选"), "staff:invite")
        if officer is None
        else button(t("重选"), "staff:more", officer)
    )
    return View(text, ((button(label, "post:make"), again), _cancel(t)))


def made(
    t: Tongue, rulebase: RuleBase, invited: Invited, unit: UnitCard | None, hint: Html | None
) -> View:
    """What to do with the code.

    Args:
        hint: That nobody could confirm who joins by it.
    """
    text = lines(
        t("✅ 邀请码做好了：{post}。", post=post_words(t, rulebase, invited.post, unit)),
        t("把下面这条转给他本人。只显示这一次，只能用一次，{hours} 小时内有效。", hours=HOURS),
        t("他加入后，要另一位管理员确认才能工作。") if hint is None else hint,
    )
    revoke = button(t("撤回这个码"), "staff:revoke", invited.id)
    return View(text, ((revoke,), (button(t("人员"), "staff:list"), back(t))))


def pass_on(
    t: Tongue, rulebase: RuleBase, invited: Invited, unit: UnitCard | None, bot_name: str
) -> View:
    """The message to hand on, which stands by itself."""
    post = post_words(t, rulebase, invited.post, unit)
    return View(
        lines(
            t("请您加入助企通工作台，岗位：{post}。", post=post),
            t("点开 {link}", link=f"https://t.me/{bot_name}?start={invited.code}"),
            t("或者把这个码发给工作台机器人：<code>{code}</code>", code=invited.code),
        )
    )


def granted(t: Tongue, officer: OfficerCard, hint: Html | None) -> View:
    """The post waits for a second administrator."""
    text = lines(t("已记下 {name} 的新岗位，等另一位管理员确认后生效。", name=officer.name), hint)
    show = button(t("看 {name}", name=clipped(officer.name, LABEL)), "staff:show", officer.id)
    return View(text, ((show,), (button(t("人员"), "staff:list"), back(t))))


def _places(t: Tongue, rulebase: RuleBase, paths: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    choices = (
        button(place(t, rulebase, path), "post:place", number) for number, path in enumerate(paths)
    )
    return rows_of(*choices)


def _cancel(t: Tongue) -> tuple[Button, ...]:
    return (button(t("取消"), "staff:list"), back(t))
