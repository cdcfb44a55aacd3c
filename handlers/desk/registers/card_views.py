"""A register about one subject as whoever keeps it sees it, and all that happened in it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.errors import StaleCode
from bot.domain.registers import SourceKind
from bot.domain.speech import Button, View, rows_of
from bot.services.registers.cards import RegisterCard
from bot.services.registers.registers import typed
from bot.store.registers.registers import EntryCard
from handlers.desk.home_views import back
from handlers.desk.registers import document_words
from handlers.desk.registers.subjects import spelled
from handlers.notices.case_words import clipped
from handlers.notices.register_words import (
    clause_line,
    grounds_line,
    register_title,
    since_words,
    subject_words,
    value_of,
)
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.fact_words import value_words
from policies.facts import FactValue
from policies.registers import day_of
from policies.rulebase import RuleBase

PAGE: Final = 6
LABEL: Final = 20
WORDS: Final = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """A card with what is around it.

    Attributes:
        token: How buttons name its subject.
        by: Who entered what holds now; None if no officer did.
        told: How many firms were told of it; None if it is not to be said.
        walking: Others are being told still.
        asked: The application of the firm that nobody has decided; None if there is none.
    """

    card: RegisterCard
    token: str
    by: str | None
    told: int | None
    walking: bool
    asked: int | None
    now: datetime


def title(t: Tongue, rulebase: RuleBase, card: RegisterCard) -> Html:
    """方城县 · 所在地防控状态."""
    subject = subject_words(t, rulebase, card.subject)
    return Html(f"{subject} · {register_title(t, card.register)}")


def shown(
    t: Tongue, rulebase: RuleBase, this: Shown, zone: ZoneInfo, before: Html | None = None
) -> View:
    """What holds, why, what comes, and what can be done."""
    card, holds = this.card, this.card.holding(this.now)
    text = lines(
        before,
        Html(f"<b>{title(t, rulebase, card)}</b>"),
        _state(t, this, zone),
        None if holds is None else grounds_line(t, holds.grounds),
        *(_coming(t, card, each, zone) for each in card.ahead(this.now)),
        t("要再改名单，请先取消预定，或者等它生效。") if _waits(this) else None,
        None if before is not None else _told(t, this),
        _open(t, card),
        clause_line(t, rulebase, card.register.source),
    )
    return View(text, (*_acts(t, this), _ways(t, card)))


def state_line(
    t: Tongue, card: RegisterCard, by: str | None, zone: ZoneInfo, now: datetime
) -> Html:
    """现在：应急状态（7月15日（周五）09:12 起，王干部设定）."""
    value, holds = value_of(t, card.fact, card.value), card.holding(now)
    if card.self_reported:
        return t("现在：<b>{value}</b>（企业自报，未核定）", value=value)
    if holds is not None:
        who = t("系统维护") if holds.grounds.source is SourceKind.OPERATOR else by or ""
        since = since_words(t, holds.starts_at, zone)
        return t("现在：<b>{value}</b>（{since}起，{who}）", value=value, since=since, who=who)
    if card.since is not None:
        since = since_words(t, card.since, zone)
        return t("现在：<b>{value}</b>（{since}起）", value=value, since=since)
    return t("现在：<b>{value}</b>", value=value)


def undone(t: Tongue, told: int, *, asked: bool) -> Html:
    """It was taken back, and who hears of it.

    Args:
        asked: It had granted an application, which is open again.
    """
    if asked:
        return t("✅ 已撤销，申请回到待审，企业会收到更正。")
    if not told:
        return t("✅ 已撤销，还没有企业收到通知。")
    return t("✅ 已撤销。已收到通知的 {count} 家企业会收到更正。", count=told)


def not_undone(t: Tongue, code: StrEnum) -> Html:
    """It stands, and why; what holds now is below."""
    match code:
        case StaleCode.EXPIRED:
            return t("过了 2 分钟，不能撤销了。要改回来，请在下面再改一次。")
        case StaleCode.ANSWERED:
            return t("这一条已经撤销过了，不用再点。")
        case _:
            return t("后来又有人改过，这一条不能撤销。现在是这样：")


def _state(t: Tongue, this: Shown, zone: ZoneInfo) -> Html:
    of_document = this.card.register.document is not None
    said = document_words.state_line if of_document else state_line
    return said(t, this.card, this.by, zone, this.now)


def _acts(t: Tongue, this: Shown) -> list[tuple[Button, ...]]:
    card = this.card
    name, args = "reg:set", (card.fact.id, this.token)
    rows: list[tuple[Button, ...]] = []
    if card.mine and card.register.document is not None:
        recorded = day_of(card.value) is not None
        label = t("改日期…") if recorded else t("记录仍执行至…")
        rows.append((button(label, "reg:until", *args),))
    if card.mine and not _waits(this):
        choices = [
            button(_choice(t, card, value), name, *args, _spelled(card, value))
            for value in card.register.choices(None if card.self_reported else card.value)
        ]
        rows += rows_of(*choices)
    if this.asked is not None and card.mine:
        rows.append((button(t("看申请"), "apply:show", this.asked),))
    undoable = card.undoable(this.now)
    past = button(t("历史"), "reg:past", *args, 0)
    if undoable is None:
        rows.append((past,))
    elif undoable.starts_at > this.now:
        rows.append((button(t("取消预定"), "reg:undo", undoable.id), past))
    else:
        rows.append((button(t("撤销（2 分钟内）"), "reg:undo", undoable.id), past))
    return rows


def _waits(this: Shown) -> bool:
    """Whether other lists are planned, so that these stay as they are until then."""
    return this.card.mine and this.card.in_the_way(this.now) is not None


def _choice(t: Tongue, card: RegisterCard, value: FactValue) -> str:
    """改为“应急状态”, or 加上 and 去掉 for one of several."""
    held = card.value if isinstance(card.value, frozenset) else frozenset()
    if isinstance(value, frozenset):
        [option] = value ^ held
        name = clipped(t.plain(card.fact.options[option]), LABEL)
        return t("加上“{name}”", name=name) if option in value else t("去掉“{name}”", name=name)
    if card.register.document is not None:
        return t("收回，不再确认仍执行")
    name = clipped(t.plain(value_words(card.fact, value)), LABEL)
    if card.self_reported and value == card.value:
        return t("核定为“{name}”", name=name)
    return t("改为“{name}”", name=name)


def _spelled(card: RegisterCard, value: FactValue) -> str:
    if isinstance(value, frozenset):
        held = card.value if isinstance(card.value, frozenset) else frozenset()
        [option] = value ^ held
        return option
    return spelled(value)


def _ways(t: Tongue, card: RegisterCard) -> tuple[Button, ...]:
    if card.register.document is not None:
        return button(t("文件仍执行至"), "reg:docs"), back(t)
    if card.subject.firm is None:
        return button(t("登记册"), "reg:menu"), back(t)
    return button(t("企业的登记"), "reg:firm", card.subject.firm.id), back(t)


def _coming(t: Tongue, card: RegisterCard, entry: EntryCard, zone: ZoneInfo) -> Html:
    return t(
        "预定：{since}起改为“{value}”",
        since=since_words(t, entry.starts_at, zone),
        value=value_of(t, card.fact, typed(card.fact, entry.value)),
    )


def _told(t: Tongue, this: Shown) -> Html | None:
    if this.told is None:
        return None
    if this.walking:
        return t("正在后台重排提醒、通知有变化的企业，已通知 {count} 家。", count=this.told)
    return t("已通知有变化的企业 {count} 家。", count=this.told)


def _open(t: Tongue, card: RegisterCard) -> Html | None:
    said = card.register.open
    return None if said is None else t("ℹ️ {open}。", open=t.words(said))
