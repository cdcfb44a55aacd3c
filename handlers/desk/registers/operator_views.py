"""What the operator reads on the command line of a change: the diff of the desk, without taps."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.services.registers.cards import RegisterCard
from bot.services.registers.foreseeing import Foreseen
from bot.services.registers.impact import Impact
from handlers.desk.registers.card_views import title
from handlers.desk.registers.document_words import span_line
from handlers.desk.registers.effects import becomes, effect_lines
from handlers.notices.register_words import grounds_line, value_of
from handlers.tongue import Html, Tongue, lines
from policies.registers import day_of
from policies.rulebase import RuleBase


def to_confirm(
    t: Tongue, rulebase: RuleBase, ahead: Foreseen, impact: Impact, now: datetime, zone: ZoneInfo
) -> Html:
    """What it does: nothing holds yet."""
    card, change = ahead.card, ahead.change
    since = t("从现在起")
    if card.register.document is not None:
        since = span_line(t, card, day_of(change.value), now.astimezone(zone).date())
    return lines(
        t("<b>请核对，确认后才生效</b>"),
        becomes(t, rulebase, card, change.value),
        since,
        grounds_line(t, change.grounds),
        *effect_lines(t, rulebase, card, impact),
    )


def meanwhile(t: Tongue, firms: int) -> Html:
    """Working it out takes a while: nothing holds yet."""
    return t("⏳ 正在对照 {count} 家企业，还没有生效。", count=firms)


def same(t: Tongue, rulebase: RuleBase, card: RegisterCard) -> Html:
    """It holds already."""
    said = {"title": title(t, rulebase, card), "value": value_of(t, card.fact, card.value)}
    return t("{title}：现在已经是“{value}”，没有更改。", **said)


def entered(t: Tongue) -> Html:
    """It is set; who tells the firms, and where it is seen how far that is."""
    return lines(
        t("✅ 已登记，现在生效。"),
        t("正在运行的助企通会在后台重排提醒，有变化的企业各收到一条通知；没有运行就等它启动。"),
        t("已通知多少家：工作台 → 登记册。"),
    )
