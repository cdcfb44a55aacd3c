"""The questions by which a register is changed, and what the change would do."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.registers import REASON_MOST, TAPPED, Grounds
from bot.domain.speech import Button, View, rows_of
from bot.services.registers.cards import RegisterCard
from bot.services.registers.impact import Impact
from handlers.desk.home_views import back
from handlers.desk.registers.document_words import span_line
from handlers.desk.registers.draft import Draft
from handlers.desk.registers.effects import becomes, effect_lines
from handlers.notices.register_words import (
    clause_line,
    grounds_line,
    quoted,
    source_said,
)
from handlers.phrases import day_of
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.registers import day_of as last_day
from policies.rulebase import RuleBase


def ticking(t: Tongue, rulebase: RuleBase, card: RegisterCard, draft: Draft) -> View:
    """Every condition of the document, one by one."""
    removal = card.register.removal
    assert removal is not None  # only then conditions are asked
    left = len(removal.conditions) - len(draft.ticked)
    text = lines(
        _head(t, rulebase, card, draft),
        t("文件的原话，几样都占才行："),
        quoted(t, removal.source),
        clause_line(t, rulebase, removal.source),
        None if removal.open is None else t("ℹ️ {open}。", open=t.words(removal.open)),
        t("请把核实了的逐条勾上。") if left else t("都勾上了。"),
    )
    rows = [
        (button(f"{_box(number in draft.ticked)} {t.plain(words)}", "reg:tick", number),)
        for number, words in enumerate(removal.conditions)
    ]
    go_on = () if left else ((button(t("都核实了，继续"), "reg:ticked"),),)
    return View(text, (*rows, *go_on, _cancel(t, draft)))


def reason(t: Tongue, rulebase: RuleBase, card: RegisterCard, draft: Draft) -> View:
    """Why?"""
    text = lines(
        _head(t, rulebase, card, draft),
        t("为什么？写一句原因，最多 {most} 字。", most=REASON_MOST),
        t("有变化的企业会看到这句话。"),
    )
    admission = card.register.application
    quick: tuple[tuple[Button, ...], ...] = ()
    if admission is not None and draft.wished:
        quick = ((button(t.plain(admission.reason), "reg:usual"),),)
    return View(text, (*quick, _cancel(t, draft)))


def day(t: Tongue, rulebase: RuleBase, card: RegisterCard, draft: Draft) -> View:
    """From when?"""
    text = lines(
        _head(t, rulebase, card, draft),
        t("原因：“{reason}”", reason=draft.reason),
        t("从哪天起？点按钮，或直接写，例：明天、7月18日"),
    )
    return View(text, ((button(t("今天起"), "reg:today"),), _cancel(t, draft)))


def no_day(t: Tongue, draft: Draft) -> View:
    """The day was not understood; the question stays open."""
    text = t("没看懂是哪一天。请写一个日期，例：今天、明天、7月18日")
    return View(text, ((button(t("今天起"), "reg:today"),), _cancel(t, draft)))


def source(t: Tongue, rulebase: RuleBase, card: RegisterCard, draft: Draft) -> View:
    """On what ground?"""
    text = lines(
        _head(t, rulebase, card, draft),
        t("依据是什么？点按钮，或直接写，例：指挥部通知〔2022〕15号"),
    )
    kinds = (
        button(str(source_said(t, Grounds("", kind))), "reg:from", kind.value) for kind in TAPPED
    )
    return View(text, (*rows_of(*kinds), _cancel(t, draft)))


def preview(
    t: Tongue,
    rulebase: RuleBase,
    card: RegisterCard,
    draft: Draft,
    impact: Impact,
    now: datetime,
    zone: ZoneInfo,
) -> View:
    """What it does: nothing holds yet."""
    change = draft.change(card.fact)
    at = None if change.day is None else datetime(*change.day.timetuple()[:3], tzinfo=zone)
    since = t("从现在起") if at is None else t("从 {day} 起", day=day_of(t, at, zone))
    last = last_day(change.value)
    if card.register.document is not None:
        since = span_line(t, card, last, now.astimezone(zone).date())
    text = lines(
        t("<b>请核对，点“确定”才生效</b>"),
        _head(t, rulebase, card, draft),
        since,
        grounds_line(t, change.grounds),
        *effect_lines(t, rulebase, card, impact),
        t("到那天之前都可以取消。")
        if at is not None and at > now
        else t("生效后 2 分钟内可以撤销。"),
    )
    return View(text, _last_ways(t, card, draft))


def meanwhile(t: Tongue, rulebase: RuleBase, card: RegisterCard, draft: Draft, firms: int) -> View:
    """Its preview takes a while: nothing holds yet."""
    text = lines(
        t("⏳ 正在对照 {count} 家企业，算出影响就给您看。还没有生效。", count=firms),
        _head(t, rulebase, card, draft),
    )
    return View(text, (_cancel(t, draft),))


def to_tap(t: Tongue, rulebase: RuleBase, card: RegisterCard, draft: Draft) -> View:
    """Words where only a tap is asked for: nothing was changed by them."""
    text = lines(
        t("这一步不用写字，刚才写的没有记下。还没有生效："),
        _head(t, rulebase, card, draft),
        t("点“确定”生效；原因、日期、依据要改，点“重写”。"),
    )
    return View(text, _last_ways(t, card, draft))


def _last_ways(t: Tongue, card: RegisterCard, draft: Draft) -> tuple[tuple[Button, ...], ...]:
    yes = button(t("确定"), "reg:yes", draft.mark)
    again = button(t("重写"), "reg:set", draft.fact, draft.token, _spelled(card, draft))
    if last_day(draft.change(card.fact).value) is not None:
        again = button(t("重写"), "reg:until", draft.fact, draft.token)
    return ((yes, again), _cancel(t, draft))


def done(t: Tongue, card: RegisterCard, now: datetime) -> Html:
    """It is set, and what happens by itself now."""
    newest = card.newest
    if newest is not None and newest.starts_at > now:
        return t("✅ 已登记，到那天自动生效，并通知有变化的企业。")
    if card.subject.firm is not None:
        return t("✅ 已生效，企业会收到通知和原因。")
    return t("✅ 已生效。正在后台重排提醒，有变化的企业各收到一条通知。")


def done_before(t: Tongue) -> Html:
    """A second tap, or the button of a preview that was written anew."""
    return t("这一步已经办过了，或者内容改过了，没有重复操作。")


def somebody_was_faster(t: Tongue) -> Html:
    """Nothing was set: another value was entered meanwhile."""
    return t("没有替您改：您填的时候，有人先改了这一项。现在是这样，要改请重新点：")


def _head(t: Tongue, rulebase: RuleBase, card: RegisterCard, draft: Draft) -> Html:
    return becomes(t, rulebase, card, draft.typed(card.fact))


def _spelled(card: RegisterCard, draft: Draft) -> str:
    """How the button spells the same value again."""
    if isinstance(draft.value, list):
        held = card.value if isinstance(card.value, frozenset) else frozenset()
        [option] = held ^ frozenset(draft.value)
        return str(option)
    return str(draft.value).lower() if isinstance(draft.value, bool) else str(draft.value)


def _box(on: bool) -> str:
    return "☑" if on else "☐"


def _cancel(t: Tongue, draft: Draft) -> tuple[Button, ...]:
    return button(t("取消"), "reg:card", draft.fact, draft.token), back(t)
