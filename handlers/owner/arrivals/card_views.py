"""One entry of 来人和返回人员: how it stands, what is to be done, what can be said of it."""

from bot.domain.arrivals import Presence
from bot.domain.speech import Button, View, rows_of
from bot.services.arrivals.standing import ArrivalState, ArrivalStatus
from bot.services.duties.duties import Duty
from handlers.notices.arrival_words import (
    LIST,
    alert_line,
    due_line,
    duty_lines,
    finding_words,
    how_to_report,
    opening,
    over_line,
    shown_for,
    task_buttons,
    who_words,
)
from handlers.owner.arrivals.since_views import since_line, why_asked
from handlers.owner.home_views import human
from handlers.phrases import source_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.facts import Fact


def card(t: Tongue, status: ArrivalStatus, before: Html | None = None) -> View:
    """One entry: how it stands, what is to be done, and what can be said of it."""
    text = lines(before, *_state(t, status), _where_from(t, status), _source(t, status))
    return View(
        text, (*(() if before is None else undo_row(t, status)), *_ways(t, status), *out(t))
    )


def report_asked(t: Tongue, status: ArrivalStatus, when: Html | None = None) -> View:
    """They are here, maybe since earlier (`when`): had they reported?"""
    who = who_words(t, status)
    text = lines(
        t("记下了：<b>{who}</b> 到了。", who=who)
        if when is None
        else t("记下了：<b>{who}</b> {when}到的。", who=who, when=when),
        t("来之前报备了吗？"),
        why_asked(t),
    )
    yes = button(t("报备了"), "arrival:reported", status.card.id)
    no = button(t("没有报备"), "arrival:unreported", status.card.id)
    return View(text, ((yes, no), *undo_row(t, status), *out(t)))


def _source(t: Tongue, status: ArrivalStatus) -> Html | None:
    duty = _speaking(status)
    over = duty is None or status.state is ArrivalState.OVER
    return None if over or duty is None else source_words(t, duty.verdict.source)


def _speaking(status: ArrivalStatus) -> Duty | None:
    """The duty that speaks of them now: what is to be done at once before what was to be."""
    at_once = [d for d in status.duties if d.keeping.people and d.keeping.people.before is None]
    return next(iter(at_once or status.duties), None)


def quotation_button(t: Tongue, status: ArrivalStatus) -> Button | None:
    """The words of the document that speak of them now."""
    duty = _speaking(status)
    return None if duty is None else button(t("看原文"), "duty:quote", duty.record)


def _state(t: Tongue, status: ArrivalStatus) -> tuple[Html | None, ...]:
    who = who_words(t, status)
    match status.state:
        case ArrivalState.OVER:
            return (over_line(t, status), shown_for(t))
        case ArrivalState.URGENT | ArrivalState.HANDLED:
            head = t("🚨 <b>{who}：{finding}</b>", who=who, finding=finding_words(t, status))
            done = t("要马上办的都记了。") if status.state is ArrivalState.HANDLED else None
            return (head, done, duty_lines(t, status))
        case ArrivalState.OPEN | ArrivalState.SETTLED:
            return _here(t, status, who)
    head = t("<b>{who}</b>", who=who)
    if status.reported:
        return (head, due_line(t, status), t("✅ 已报备"))
    unreported = t("❗ 还没报备，现在就办：")
    return (head, due_line(t, status), unreported, how_to_report(t, status), alert_line(t, status))


def _here(t: Tongue, status: ArrivalStatus, who: Html) -> tuple[Html | None, ...]:
    if status.reported is None:
        question = t("<b>{who}</b> 到了。来之前报备了吗？", who=who)
        return (question, since_line(t, status), why_asked(t))
    head = (
        t("✅ <b>{who}</b> 到了，都办好了", who=who)
        if status.state is ArrivalState.SETTLED
        else t("❗ <b>{who}</b> 到了，现在要办：", who=who)
    )
    left = _unsaid(status) if status.state is ArrivalState.SETTLED else None
    asked = None if left is None else t("还差一问：{label}？", label=t.words(left.label))
    alert = None if status.state is ArrivalState.SETTLED else alert_line(t, status)
    return (head, since_line(t, status), duty_lines(t, status), alert, asked)


def _where_from(t: Tongue, status: ArrivalStatus) -> Html | None:
    name = status.of.alert
    if name is None or status.alerting is None or status.state is ArrivalState.OVER:
        return None
    label = Html(opening(t.words(status.of.fact.fields[name].label)))
    yes = t("是") if status.alerting else t("不是")
    return t("{label}：{answer}", label=label, answer=yes)


def _unsaid(status: ArrivalStatus) -> Fact | None:
    """The first finding that nobody has spoken of."""
    return next((each for each in status.of.findings() if each.id not in status.finding), None)


def undo_row(t: Tongue, status: ArrivalStatus) -> tuple[tuple[Button, ...], ...]:
    """Under what was just changed: taking it back."""
    if status.card.undo is None:
        return ()
    number, version = status.card.id, status.card.version
    return ((button(t("撤销（10 分钟内）"), "arrival:undo", number, version),),)


def _ways(t: Tongue, status: ArrivalStatus) -> tuple[tuple[Button, ...], ...]:
    number = status.card.id
    quote = quotation_button(t, status)
    quoted = () if quote is None else (quote,)
    if status.state is ArrivalState.OVER:
        again = button(t("又要来了"), "arrival:move", number)
        return ((again,),) if status.card.presence is Presence.CANCELLED else ()
    origin = _origin_ways(t, status)
    if status.card.presence is Presence.HERE:
        left = button(t("走了"), "arrival:gone", number)
        last = (*_finding_ways(t, status), left, *quoted)
        return (*_here_ways(t, status), last, *origin)
    move = button(t("改时间"), "arrival:move", number)
    gone = button(t("不来了"), "arrival:gone", number)
    here = button(t("到了"), "arrival:here", number)
    done = () if status.reported else (button(t("✅ 已报备"), "arrival:reported", number),)
    urgent_ones = rows_of(*task_buttons(t, status), width=1)
    last = (*_finding_ways(t, status), *quoted)
    return (*urgent_ones, (*done, here), (move, gone), last, *origin)


def _origin_ways(t: Tongue, status: ArrivalStatus) -> tuple[tuple[Button, ...], ...]:
    """Another answer to where they are from."""
    field = status.of.alert
    if field is None or status.alerting is None:
        return ()
    label = t.plain(status.of.fact.fields[field].label)
    return ((button(t("改“{label}”", label=label), "arrival:whence", status.card.id),),)


def _here_ways(t: Tongue, status: ArrivalStatus) -> tuple[tuple[Button, ...], ...]:
    number, left = status.card.id, _unsaid(status)
    if status.reported is None and status.of.done is not None:
        yes = button(t("报备了"), "arrival:reported", number)
        return ((yes, button(t("没有报备"), "arrival:unreported", number)),)
    if status.state is ArrivalState.SETTLED and left is not None:
        options = (
            button(t.plain(words), "arrival:state", number, left.id, option)
            for option, words in left.options.items()
        )
        return rows_of(*options)
    return rows_of(*task_buttons(t, status), width=1)


def _finding_ways(t: Tongue, status: ArrivalStatus) -> tuple[Button, ...]:
    settled = status.state is ArrivalState.SETTLED and _unsaid(status) is not None
    if settled:
        return ()
    return tuple(
        button(f"{opening(t.plain(field.label))}…", "arrival:finding", status.card.id, field.id)
        for field in status.of.findings()
    )


def out(t: Tongue) -> tuple[tuple[Button, ...], ...]:
    """The last row: one step back, and a human."""
    return ((button(t("返回"), LIST), human(t)),)
