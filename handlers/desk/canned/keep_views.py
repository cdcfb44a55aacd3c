"""Canned answers as whoever keeps them sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.canned import SHELF_MOST, TEXT_MOST
from bot.domain.errors import AnswerCode, BadAnswer
from bot.domain.speech import Button, View, rows_of
from bot.store.staff.canned_answers import CannedCard, Shelf
from handlers.desk.canned.words import blanks, titled_line
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped
from handlers.notices.case_words import place as region_words
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

PAGE: Final = 8
SHOWN: Final = 5
LINE: Final = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where answers are kept.

    Attributes:
        token: What names it within a button.
        unit: The unit's name; None for a general desk or one's own.
        keeps: The reader may change what is there.
    """

    shelf: Shelf
    token: str
    unit: str | None
    keeps: bool


def shelves(t: Tongue, rulebase: RuleBase, places: Sequence[tuple[Place, int]], page: int) -> View:
    """Whose? With how many there are."""
    page = min(page, max(len(places) - 1, 0) // PAGE)
    shown = places[page * PAGE : (page + 1) * PAGE]
    turn = [button(t("上一页"), "canned:all", page - 1)] if page > 0 else []
    if (page + 1) * PAGE < len(places):
        turn.append(button(t("下一页"), "canned:all", page + 1))
    text = lines(
        t("<b>常用语</b>：写一次，答复和办结时点一下就能用。"),
        t("看哪里的？本单位的大家都能用，您自己的只有您看得到。"),
    )
    rows = rows_of(
        *(
            button(_counted(t, _called(t, rulebase, place), count), "canned:shelf", place.token)
            for place, count in shown
        )
    )
    last = (button(t("工具"), "desk:tools"), back(t))
    return View(text, (*rows, *((tuple(turn),) if turn else ()), last))


def shelf(t: Tongue, rulebase: RuleBase, place: Place, answers: Sequence[CannedCard]) -> View:
    """What is kept there."""
    head = t("<b>常用语 · {place}</b>", place=_called(t, rulebase, place))
    text = lines(
        head,
        *(Html("· " + titled_line(t, each.title, each.text)) for each in answers[:PAGE]),
        None if answers else t("还没有。"),
        None if place.keeps else t("这里的由调度员维护；您可以在“我自己的”里写自己的。"),
    )
    rows = rows_of(*(button(each.title, "canned:show", each.id) for each in answers))
    add = ((button(t("添加"), "canned:add", place.token),),) if place.keeps else ()
    return View(text, (*rows, *add, (button(t("常用语"), "canned:all"), back(t))))


def answer(
    t: Tongue, rulebase: RuleBase, place: Place, it: CannedCard, before: str | None = None
) -> View:
    """One of them in full."""
    head = t("<b>{title}</b> · {place}", title=it.title, place=_called(t, rulebase, place))
    change = button(t("改"), "canned:change", it.id)
    drop = button(t("删除"), "canned:drop", it.id)
    past = button(t("历史"), "canned:past", it.id)
    acts = (change, drop, past) if place.keeps else (past,)
    said = Html(f"<code>{escaped(it.text)}</code>")
    return View(lines(before, head, said), (acts, (_shelf_button(t, place), back(t))))


def ask_text(t: Tongue, rulebase: RuleBase, place: Place, old: CannedCard | None = None) -> View:
    """Its words; what can be left blank."""
    where = _called(t, rulebase, place)
    text = lines(
        t("改成什么？整条重新写一遍（点下面的字可以复制）。", title=old.title)
        if old
        else t("写一条新的常用语，存到“{place}”。", place=where),
        Html(f"<code>{escaped(old.text)}</code>") if old else None,
        t("第一行写短标题，第二行起写正文；只写一段也行。"),
        t("会变的地方用花括号，用的时候自动填："),
        blanks(t),
        t("例：{{企业}}您好，{{事项号}}已受理，{{期限}}前给您答复。{{经办人}}"),
    )
    cancel = button(t("取消"), "canned:show", old.id) if old else _shelf_button(t, place)
    return View(text, ((cancel, back(t)),))


def bad_text(t: Tongue, bad: BadAnswer) -> View:
    """Why it was not kept; the question stays open."""
    match bad.code:
        case AnswerCode.TOO_LONG:
            text = t("太长了，一条常用语最多 {most} 个字。写短些再发一次。", most=TEXT_MOST)
        case AnswerCode.OUT_OF_RANGE:
            text = t("这里已经有 {most} 条了。先删掉不用的，再添加。", most=SHELF_MOST)
        case AnswerCode.NOT_OFFERED:
            names = bad.params["understood"]
            text = lines(
                t("没有存：{names} 填不了。能自动填的只有这些：", names=names),
                blanks(t),
                t("改好再发一次。"),
            )
        case _:
            text = t("没有看到文字。请再写一次。")
    return View(text, ((button(t("取消"), "canned:all"), back(t)),))


def removed(t: Tongue, place: Place, gone: CannedCard) -> View:
    """It is not offered any more."""
    text = t("已删除“{title}”，以前发出去的不受影响。", title=gone.title)
    restore = button(t("恢复"), "canned:back", gone.id)
    return View(text, ((restore, _shelf_button(t, place)), (back(t),)))


def history(
    t: Tongue,
    place: Place,
    versions: Sequence[CannedCard],
    names: Mapping[int, str],
    zone: ZoneInfo,
) -> View:
    """Every version, the newest first."""
    shown = versions[:SHOWN]
    text = lines(
        t("<b>历史</b>（新的在前）"),
        *(_version(t, each, names, zone) for each in shown),
        t("更早的还有 {count} 版。", count=len(versions) - SHOWN) if versions[SHOWN:] else None,
    )
    older = [each for each in shown if each.ended_at is not None]
    rows = (
        rows_of(
            *(
                button(t("用回“{title}”", title=each.title), "canned:back", each.id)
                for each in older
            )
        )
        if place.keeps
        else ()
    )
    return View(text, (*rows, (_shelf_button(t, place), back(t))))


def _version(t: Tongue, it: CannedCard, names: Mapping[int, str], zone: ZoneInfo) -> Html:
    written = t(
        "{when} {name} 写：{text}",
        when=moment(t, it.made_at, zone),
        name=names[it.made_by],
        text=_short(it.text),
    )
    if it.ended_at is None or it.ended_by is None:
        return written
    when = moment(t, it.ended_at, zone)
    return lines(written, t("↳ {when} {name} 停用", when=when, name=names[it.ended_by]))


def _shelf_button(t: Tongue, place: Place) -> Button:
    return button(t("看全部"), "canned:shelf", place.token)


def _called(t: Tongue, rulebase: RuleBase, place: Place) -> str:
    if place.shelf.officer_id is not None:
        return t("我自己的")
    if place.unit is not None:
        return place.unit
    return t("{place}综合台", place=region_words(t, rulebase, place.shelf.region))


def _counted(t: Tongue, place: str, count: int) -> str:
    return t("{place}（{count}）", place=Html(place), count=count)


def _short(text: str) -> Html:
    return Html(escaped(clipped(" ".join(text.split()), LINE)))
