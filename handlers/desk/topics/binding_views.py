"""工作群 as an administrator sees it, in private."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.desk_groups import GroupState, Sight
from bot.domain.speech import Button, View, rows_of
from bot.store.staff.desk_groups import GroupCard
from bot.store.staff.units import UnitCard
from handlers.desk.home_views import back
from handlers.desk.topics.state_words import sight_words, state_words
from handlers.notices.case_words import clipped
from handlers.phrases import day_of
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines

PAGE: Final = 8
SHOWN: Final = 16


def groups(t: Tongue, found: Sequence[tuple[GroupCard, UnitCard]]) -> View:
    """The groups of an administrator's regions, and how a further one is bound."""
    listed = (
        Html(f"{_mark(group)} {escaped(group.title)} → {escaped(unit.name)}")
        for group, unit in found
    )
    shown = (button(clipped(each.title, SHOWN), "group:show", each.id) for each, _ in found)
    return View(
        lines(
            t("<b>工作群（{count} 个）</b>", count=len(found)),
            *listed,
            t(
                "要绑定一个群：群里打开“话题”，拉我进群，设为管理员并勾上“管理话题”，"
                "然后在群里发 /bind。"
            ),
        ),
        (*rows_of(*shown), (button(t("人员"), "staff:list"), back(t))),
    )


def look_in_private(t: Tongue) -> View:
    """In the group: the rest is done in private."""
    return View(t("请看我刚发给您的私聊，在那里选单位、确认绑定。"))


def bound_already(t: Tongue, unit: UnitCard) -> View:
    """In the group: nothing to do."""
    return View(t("这个群已经绑定：{unit}。", unit=unit.name))


def pick(t: Tongue, group: GroupCard, units: Sequence[UnitCard], page: int) -> View:
    """Which unit is the group of?"""
    if not units:
        text = t("没有可以绑定的单位：都已经有群了，或者本地还没有建单位。")
        return View(text, (_out(t),))
    chosen = units[page * PAGE : page * PAGE + PAGE]
    offered = (
        button(clipped(unit.name, SHOWN), "group:unit", group.id, unit.id) for unit in chosen
    )
    last = (len(units) - 1) // PAGE
    turn = [button(t("上一页"), "group:pick", group.id, page - 1)] if page else []
    if page < last:
        turn.append(button(t("下一页"), "group:pick", group.id, page + 1))
    text = t("群“{title}”绑定到哪个单位？", title=group.title)
    return View(text, (*rows_of(*offered), *((tuple(turn),) if turn else ()), _out(t)))


def confirm(t: Tongue, group: GroupCard, unit: UnitCard, sight: Sight) -> View:
    """What is missing; if nothing is, what will happen."""
    head = t("群“{title}” → {unit}", title=sight.title or group.title, unit=unit.name)
    way = (button(t("换个单位"), "group:pick", group.id, 0), back(t))
    if sight.state is not GroupState.WORKING:
        again = button(t("再查一次"), "group:unit", group.id, unit.id)
        return View(lines(head, sight_words(t, sight)), ((again,), way))
    means = t(
        "绑定后，{unit}的每件事项在群里有一个话题；群里每个人都看得到企业和诉求，请确认群里都是自己人。",
        unit=unit.name,
    )
    yes = button(t("确认绑定"), "group:bind", group.id, unit.id)
    return View(lines(head, sight_words(t, sight), means), ((yes,), way))


def no_line(t: Tongue, again: Button) -> View:
    """Telegram could not be asked; nothing changed."""
    return View(t("现在连不上 Telegram，没有查成，什么都没有改。"), ((again,), _out(t)))


def bound(t: Tongue, group: GroupCard, unit: UnitCard, count: int) -> View:
    """It is done. `count`: those of the unit who are in the group."""
    return View(
        lines(
            t("✅ 已绑定：群“{title}” → {unit}。", title=group.title, unit=unit.name),
            t(
                "单位里有 {count} 人在群里，他们的事项改在群里看；不在群里的人照旧私聊。",
                count=count,
            ),
        ),
        (_out(t),),
    )


def greet(t: Tongue, unit: UnitCard) -> View:
    """In the group: it is bound now."""
    return View(
        lines(
            t("✅ 本群已绑定：{unit}。一件事项一个话题，销号后话题关闭。", unit=unit.name),
            t("话题里说的话记作内部备注；要发给企业，点“答复”或“办结”，再回复机器人的提示。"),
        )
    )


def farewell(t: Tongue) -> View:
    """In the group: it is bound no more."""
    return View(t("本群已解除绑定，事项改在私聊里通知。"))


def group_card(t: Tongue, group: GroupCard, unit: UnitCard, by: str, zone: ZoneInfo) -> View:
    """One group: how it stands, since when and by whom."""
    known = {"name": by, "day": day_of(t, group.since, zone)}
    text = lines(
        Html(f"<b>{escaped(group.title)}</b> → {escaped(unit.name)}"),
        state_words(t, group.state),
        t("{name} {day}绑定", **known),
    )
    acts = (
        button(t("再查一次"), "group:check", group.id),
        button(t("解除绑定"), "group:drop", group.id),
    )
    return View(text, (acts, _out(t)))


def ask_drop(t: Tongue, group: GroupCard, unit: UnitCard) -> View:
    """Really?"""
    text = t(
        "解除群“{title}”和{unit}的绑定？事项改回私聊通知，群里的话题留着，按钮不能再用。",
        title=group.title,
        unit=unit.name,
    )
    yes = button(t("解除"), "group:end", group.id)
    return View(text, ((yes, button(t("不解除"), "group:show", group.id)),))


def dropped(t: Tongue, group: GroupCard) -> View:
    """It is bound no more."""
    return View(t("已解除群“{title}”的绑定，事项改回私聊通知。", title=group.title), (_out(t),))


def unbound(t: Tongue) -> View:
    """Said once in a group that nobody bound."""
    return View(
        t("这个群还没有绑定单位，我在这里不说话；管理员发 /bind 可以绑定，别的事请私聊我。")
    )


def _mark(group: GroupCard) -> str:
    return "✅" if group.state is GroupState.WORKING else "⚠️"


def _out(t: Tongue) -> tuple[Button, ...]:
    return (button(t("工作群"), "group:list"), back(t))
