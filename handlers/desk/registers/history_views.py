"""历史 of a register: values with their dates, applications, spot checks."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.registers import ApplicationAct, CheckResult
from bot.domain.speech import View
from bot.services.registers.cards import RegisterCard
from bot.services.registers.history import Checked, Past, Set, Stepped
from bot.services.registers.registers import typed
from bot.store.registers.registers import EntryCard
from handlers.desk.home_views import back
from handlers.desk.registers.card_views import Shown, title
from handlers.notices.case_words import clipped
from handlers.notices.private import masked
from handlers.notices.register_words import grounds_line, since_words, value_of
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.facts import Fact
from policies.rulebase import RuleBase

PAGE: Final = 6
WORDS: Final = 120


def history(
    t: Tongue,
    rulebase: RuleBase,
    this: Shown,
    past: Sequence[Past],
    page: int,
    zone: ZoneInfo,
) -> View:
    """Everything that happened, the newest first."""
    card, last = this.card, max(len(past) - 1, 0) // PAGE
    page = min(page, last)
    found = past[page * PAGE : (page + 1) * PAGE]
    nothing = None if past else t("还没有变更记录。")
    text = lines(
        t("<b>{title}：历史</b>（最近的在前）", title=title(t, rulebase, card)),
        nothing,
        *(_past(t, card, each, zone) for each in found),
    )
    name, args = "reg:past", (card.fact.id, this.token)
    turn = [button(t("上一页"), name, *args, page - 1)] if page > 0 else []
    if page < last:
        turn.append(button(t("下一页"), name, *args, page + 1))
    to_card = button(t("回到登记"), "reg:card", *args)
    return View(text, (*((tuple(turn),) if turn else ()), (to_card, back(t))))


def _past(t: Tongue, card: RegisterCard, past: Past, zone: ZoneInfo) -> Html:
    when = moment(t, past.at, zone)
    match past.what:
        case Set() as made:
            return _set(t, card, past, made, zone)
        case Stepped(step=step):
            words = clipped(masked(t, step.words), WORDS)
            said = t("：“{said}”", said=words) if step.words else ""
            return t(
                "· {when} {who}{act}{said}",
                when=when,
                who=past.by or t("企业"),
                act=step_words(t, step.act),
                said=said,
            )
        case Checked(check=check):
            what = result_words(t, check.result)
            return t("· {when} {who} 抽查：{what}", when=when, who=past.by or "", what=what)


def _set(t: Tongue, card: RegisterCard, past: Past, made: Set, zone: ZoneInfo) -> Html:
    entry, fact = made.entry, card.fact
    when, who = moment(t, past.at, zone), past.by or t("系统维护")
    line = Html(t("· {when} {who} ", when=when, who=who) + _became(t, fact, entry))
    later = entry.starts_at != entry.made_at
    since = t("，{since}起", since=since_words(t, entry.starts_at, zone)) if later else ""
    ticked = t("；{count} 个条件都已勾选", count=entry.conditions) if entry.conditions else ""
    told = t("；通知 {count} 家", count=made.told) if card.subject.firm is None else ""
    undone = None
    if entry.undone_at is not None:
        at, by = moment(t, entry.undone_at, zone), made.undone_by or t("系统维护")
        undone = t("└ {when} {who} 撤销", when=at, who=by)
    why = grounds_line(t, entry.grounds)
    said = None if why is None else Html(f"└ {why}")
    return lines(Html(f"{line}{since}{ticked}{told}"), said, undone)


def _became(t: Tongue, fact: Fact, entry: EntryCard) -> Html:
    """设为…; of lists what was put on and what was taken off, once it holds."""
    value, begun = typed(fact, entry.value), entry.starts_at <= entry.made_at
    if not isinstance(value, frozenset) or not (entry.before or begun):
        return t("设为“{value}”", value=value_of(t, fact, value))
    held = typed(fact, entry.before["value"]) if entry.before else None
    had = held if isinstance(held, frozenset) else frozenset()
    on, off = value_of(t, fact, value - had), value_of(t, fact, had - value)
    told = (
        t("加上“{lists}”", lists=on) if value - had else None,
        t("去掉“{lists}”", lists=off) if had - value else None,
    )
    return Html(t("，").join(filter(None, told)))


def step_words(t: Tongue, act: ApplicationAct) -> Html:
    """What was done about an application."""
    return {
        ApplicationAct.APPLY: t("提出申请"),
        ApplicationAct.ASK: t("要企业补充"),
        ApplicationAct.SUPPLY: t("补充了材料"),
        ApplicationAct.GRANT: t("同意"),
        ApplicationAct.REFUSE: t("没有同意"),
        ApplicationAct.WITHDRAW: t("撤回了申请"),
        ApplicationAct.REOPEN: t("撤销了同意，重新审核"),
    }[act]


def result_words(t: Tongue, result: CheckResult | None) -> Html:
    """What a spot check found."""
    if result is None:
        return t("已抽中，还没有结果")
    return t("措施落实") if result is CheckResult.KEPT else t("没有落实")
