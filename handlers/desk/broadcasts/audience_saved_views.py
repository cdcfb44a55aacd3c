"""常用受众 as whoever edits for a region sees them."""

from collections.abc import Sequence
from typing import Final

from bot.domain.errors import AnswerCode, BadAnswer
from bot.domain.speech import View, rows_of
from bot.services.audiences.saved_audiences import NAME_MOST, SAVED_MOST
from bot.store.saved_audiences import SavedCard
from handlers.desk.broadcasts.audience_draft import Draft
from handlers.desk.broadcasts.audience_views import home
from handlers.desk.broadcasts.audience_words import words_of
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase

PAGE: Final = 8


def listing(
    t: Tongue, draft: Draft, found: Sequence[SavedCard], page: int, before: str | None = None
) -> View:
    """Which?"""
    page = min(page, max(len(found) - 1, 0) // PAGE)
    shown = found[page * PAGE : (page + 1) * PAGE]
    text = lines(
        before,
        t("<b>常用受众</b>：同一地区的编辑都能用。"),
        t("点一个看看，再决定用不用。") if found else t("还没有。先选好条件，再点“存为常用”。"),
    )
    choices = [button(each.name, "aud:one", draft.broadcast, each.id) for each in shown]
    turn = [button(t("上一页"), "aud:saved", draft.broadcast, page - 1)] if page else []
    if (page + 1) * PAGE < len(found):
        turn.append(button(t("下一页"), "aud:saved", draft.broadcast, page + 1))
    last = (home(t, draft),)
    return View(text, (*rows_of(*choices), *((tuple(turn),) if turn else ()), last))


def one(t: Tongue, rulebase: RuleBase, draft: Draft, it: SavedCard) -> View:
    """One of them, in words."""
    text = lines(t("<b>{name}</b>", name=it.name), words_of(t, rulebase, it.audience))
    number = draft.broadcast
    use = button(t("用这个"), "aud:use", number, it.id)
    call = button(t("改名"), "aud:call", number, it.id)
    drop = button(t("删除"), "aud:drop", number, it.id)
    every = button(t("常用受众"), "aud:saved", number)
    return View(text, ((use,), (call, drop), (every, home(t, draft))))


def ask_name(t: Tongue, rulebase: RuleBase, draft: Draft) -> View:
    """Under which name?"""
    text = lines(
        words_of(t, rulebase, draft.audience),
        t("给这些条件起个名字（最多 {most} 个字），写下来发给我：", most=NAME_MOST),
    )
    return View(text, ((home(t, draft),),))


def ask_other_name(t: Tongue, draft: Draft, it: SavedCard) -> View:
    """Into what?"""
    text = t("“{name}”改成什么名字？写下来发给我：", name=it.name)
    return View(text, ((home(t, draft),),))


def bad_name(t: Tongue, draft: Draft, bad: BadAnswer) -> View:
    """Why it was not taken; the question stays open."""
    match bad.code:
        case AnswerCode.TOO_LONG:
            text = t("名字太长了，最多 {most} 个字。请再写一个。", most=NAME_MOST)
        case AnswerCode.NOT_OFFERED:
            text = t("已经有一个叫“{name}”的了。请换个名字。", name=bad.params["understood"])
        case AnswerCode.OUT_OF_RANGE:
            text = t("这里已经有 {most} 个了。先删掉不用的，再存。", most=SAVED_MOST)
        case _:
            text = t("没有看到名字。请再写一次。")
    return View(text, ((home(t, draft),),))


def saved(t: Tongue, it: SavedCard) -> Html:
    """It is kept."""
    return t("✅ 已存为“{name}”。", name=it.name)


def renamed(t: Tongue, it: SavedCard) -> Html:
    """It is called otherwise."""
    return t("✅ 已改名为“{name}”。", name=it.name)


def gone(t: Tongue, it: SavedCard) -> Html:
    """It is offered no more."""
    return t("已删除“{name}”，用过它的群发不受影响。", name=it.name)
