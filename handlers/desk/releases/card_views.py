"""政策发布 as lists and cards."""

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.releases import UNDECIDED, ReleaseState
from bot.domain.speech import Button, View, rows_of
from bot.services.releases.doors import ReleaseCard
from bot.services.releases.figures import Example
from bot.store.releases.shifts import ShiftState
from handlers.desk.home_views import back
from handlers.notices.impact_words import MARKS, change_words, with_sums
from handlers.notices.release_words import (
    headed,
    impact_lines,
    origin_words,
    record_lines,
    state_words,
    titled,
)
from handlers.notices.releases import decision
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

LABEL: Final = 20


def listing(t: Tongue, found: Sequence[ReleaseCard], zone: ZoneInfo, *, edits: bool) -> View:
    """What waits, and what was last published."""
    open_ = [each for each in found if each.record.state in UNDECIDED]
    past = [each for each in found if each.record.state not in UNDECIDED]
    text = lines(
        t("<b>政策发布</b>：改了的政策先检查、对照全部企业，另一位审批员批准后才生效。"),
        *(_line(t, each, zone) for each in open_),
        None if open_ else t("现在没有要办的。"),
        t("最近发布的：") if past else None,
        *(_line(t, each, zone) for each in past),
    )
    one = (
        button(f"#{each.record.id} {titled(t, each)}"[:LABEL], "pol:show", each.record.id)
        for each in (*open_, *past)
    )
    mine = (button(t("发政策文件"), "pol:ask"), button(t("现行政策"), "pol:all", 0))
    return View(text, (*((mine,) if edits else ()), *rows_of(*one), (back(t),)))


def ask_file(t: Tongue) -> View:
    """How it goes."""
    return View(
        lines(
            t("发一个政策文件（.yaml），或者几个打成一个 .zip，作为文件发到这里。"),
            t("我先检查格式、引文和用例，再对照全部企业算出影响，都给您看；不会马上生效。"),
            t("要改现行的，先在“现行政策”里点“准备新版本”，拿到现在的文本再改。"),
        ),
        ((button(t("现行政策"), "pol:all", 0),), to_list(t)),
    )


def taken(t: Tongue, release_id: int, name: str) -> View:
    """It came; nothing is in force by it."""
    text = t("📎 收到“{name}”，正在检查，好了告诉您。发新的一份会代替它。", name=name)
    return View(text, ((button(t("不查了"), "pol:gone", release_id),), to_list(t)))


def no_file(t: Tongue) -> View:
    """Something else came than a file."""
    return View(t("请把政策作为文件发来（.yaml 或 .zip）。"), (to_list(t),))


def card(
    t: Tongue,
    it: ReleaseCard,
    figures: Mapping[ShiftState, int],
    zone: ZoneInfo,
    before: Html | None = None,
) -> View:
    """As it stands.

    Args:
        figures: How many firms were told, or wait to be.
        before: What happened just now.
    """
    record = it.record
    text = lines(
        before,
        t("📜 {what} · {state}", what=headed(t, it), state=state_words(t, record.state)),
        t("{origin}，{at}", origin=origin_words(t, it), at=moment(t, record.made_at, zone)),
        t("原因：“{reason}”", reason=record.reason) if record.reason else None,
        *record_lines(t, it),
        *impact_lines(t, it),
        _approved(t, it, zone),
        _reached(t, figures),
    )
    return View(text, (*_acts(t, it), to_list(t)))


def examples(t: Tongue, it: ReleaseCard, found: Sequence[Example]) -> View:
    """Some firms of each kind of change."""
    kinds = dict.fromkeys(each.change for each in found)
    told = [line for kind in kinds for line in _of_kind(t, kind, found)]
    text = lines(headed(t, it), *(told or [t("没有企业的结果有变化。")]))
    return View(text, ((button(t("看这次发布"), "pol:show", it.record.id),), to_list(t)))


def handed_in(t: Tongue, it: ReleaseCard) -> Html:
    """Who has heard of it."""
    if not it.approvers:
        return t(
            "✅ 已送审，但这里还没有别的审批员。请管理员任命一位，他加入后在“政策发布”里能看到。"
        )
    return t("✅ 已送审，已通知 {count} 位审批员。", count=len(it.approvers))


def ask_drop(t: Tongue, it: ReleaseCard) -> View:
    """What is in force stays."""
    text = t("不发布 {what} 了？现行的政策不变。", what=headed(t, it))
    yes = button(t("确定不发布"), "pol:gone", it.record.id)
    return View(text, ((yes, button(t("留着"), "pol:show", it.record.id)), to_list(t)))


def dropped(t: Tongue) -> View:
    """Nothing came of it."""
    return View(t("好，不发布了。现行的政策没有变。"), (to_list(t),))


def to_list(t: Tongue) -> tuple[Button, ...]:
    """The ways on that are always there."""
    return (button(t("政策发布"), "pol:list"), back(t))


def _line(t: Tongue, it: ReleaseCard, zone: ZoneInfo) -> Html:
    said = {"number": it.record.id, "title": titled(t, it)}
    at = it.record.published_at or it.record.made_at
    return t(
        "· #{number} {title} · {state} · {at}",
        state=state_words(t, it.record.state),
        at=moment(t, at, zone),
        **said,
    )


def _acts(t: Tongue, it: ReleaseCard) -> list[tuple[Button, ...]]:
    state, number = it.record.state, it.record.id
    rows: list[tuple[Button, ...]] = []
    if it.approves and state is ReleaseState.SUBMITTED:
        rows.append(decision(t, it))
    first = [button(t("送审"), "pol:submit", number)] if _may_submit(it) else []
    if it.record.report is not None:
        first.append(button(t("看例子"), "pol:firms", number))
    if first:
        rows.append(tuple(first))
    if it.own and state in UNDECIDED:
        rows.append((button(t("不发布了"), "pol:drop", number),))
    return rows


def _may_submit(it: ReleaseCard) -> bool:
    return it.own and it.record.state is ReleaseState.DRAFT


def _approved(t: Tongue, it: ReleaseCard, zone: ZoneInfo) -> Html | None:
    if it.approver is None or it.record.approved_at is None:
        return None
    at = moment(t, it.record.published_at or it.record.approved_at, zone)
    if it.record.published_at is None:
        return t("{name} 已批准（{at}），马上生效。", name=it.approver.name, at=at)
    return t("{name} 批准，{at} 起生效。", name=it.approver.name, at=at)


def _reached(t: Tongue, figures: Mapping[ShiftState, int]) -> Html | None:
    if not figures:
        return None
    told, waits = figures.get(ShiftState.TOLD, 0), figures.get(ShiftState.WAITING, 0)
    return t("已通知 {told} 家，还有 {waits} 家等着通知。", told=told, waits=waits)


def _of_kind(t: Tongue, kind: object, found: Sequence[Example]) -> list[Html]:
    own = [each for each in found if each.change is kind]
    head = t("{mark} {change}：", mark=MARKS[own[0].change], change=change_words(t, own[0].change))
    return [head, *(_example(t, each) for each in own)]


def _example(t: Tongue, each: Example) -> Html:
    return t("· {what}", what=with_sums(t, each.firm, each.was, each.becomes))
