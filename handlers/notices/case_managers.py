"""What administrators hear of cases where nobody dispatches: who is missing, and for how many.

They may not read cases: they hear numbers and what is lacking, and go on to the staff.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import CHECKING
from bot.domain.speech import Button, Lane, Notice, View
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient
from bot.services.cases.clockwork import Rang
from handlers.notices.case_terms import step_words
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

SHOWN: Final = 8


def to_managers(zone: ZoneInfo, rang: Sequence[Rang], key: str) -> Iterator[Notice]:
    """One message each, however many cases it is about."""
    heard: dict[Recipient, list[Rang]] = {}
    for each in rang:
        for manager in each.managers:
            heard.setdefault(manager, []).append(each)
    for manager, about in heard.items():
        lane = Lane.ESCALATION if any(each.card.urgent for each in about) else Lane.REMINDER
        view = _missing(Tongue(manager.language), about, zone)
        yield Notice("desk", manager.chat_id, view, f"lack:{key}:{manager.chat_id}", lane)


def unchecked(t: Tongue, card: CaseCard) -> View:
    """A firm has said its word, and nobody is there to check what was done."""
    head = t("🔎 事项 <b>{number}</b> 等着核查销号。", number=card.number)
    return View(lines(head, no_inspector_for(t, card)), (_staff(t),))


def no_inspector_for(t: Tongue, card: CaseCard) -> Html:
    """The same as dispatchers hear, to whoever can invite somebody."""
    if card.all_handled:
        return t("这里的督导人员都经手过这件，不能核查自己办的：请另邀请一位督导。")
    return t("这里没有能核查的督导人员，也没有调度员：请邀请一位督导。")


def _missing(t: Tongue, about: list[Rang], zone: ZoneInfo) -> View:
    head = t("⚠️ <b>{count} 件事项</b>缺人办，这里又没有调度员，请您安排：", count=len(about))
    shown = (_line(t, each, zone) for each in about[:SHOWN])
    more = len(about) - SHOWN
    rest = t("还有 {count} 件。", count=more) if more > 0 else None
    return View(lines(head, *shown, rest, *_remedies(t, about)), (_staff(t),))


def _remedies(t: Tongue, about: list[Rang]) -> Iterator[Html]:
    """What to do on the screen behind the button, once for each thing that is missing."""
    lacking = [_lacks(each) for each in about]
    if _Lack.INSPECTOR in lacking:
        yield t("缺督导：点“人员”→“邀请”，岗位选“督导检查”。")
    if _Lack.CLERK in lacking:
        yield t(
            "缺经办：点“人员”→“邀请”，岗位选“单位经办”，单位选上面写的；已经在的同事可以加岗位。"
        )
    if _Lack.ABOVE in lacking:
        yield t("没有上级：点“人员”→“邀请”，岗位选“调度员”；或者在“单位”里设上一级单位。")


class _Lack(StrEnum):
    INSPECTOR = "inspector"
    CLERK = "clerk"
    ABOVE = "above"


def _lacks(rang: Rang) -> _Lack:
    if rang.card.status in CHECKING and not rang.card.inspectors:
        return _Lack.INSPECTOR
    return _Lack.ABOVE if rang.officers else _Lack.CLERK


def _line(t: Tongue, rang: Rang, zone: ZoneInfo) -> Html:
    known: dict[str, object] = {
        "number": rang.card.number,
        "step": step_words(t, rang.kind),
        "due": deadline(t, rang.due, zone),
    }
    match _lacks(rang):
        case _Lack.INSPECTOR:
            return t("<b>{number}</b>：没有能核查的督导人员（{step}，原定{due}前）", **known)
        case _Lack.CLERK:
            where = t("、").join(rang.card.units) or t("本地综合台")
            return t(
                "<b>{number}</b>：{where}没有人在岗（{step}，原定{due}前）", where=where, **known
            )
        case _Lack.ABOVE:
            return t("<b>{number}</b>：{step}已超期，原定{due}前，上面没有人可以报", **known)


def _staff(t: Tongue) -> tuple[Button, ...]:
    return (button(t("人员"), "staff:list"),)
