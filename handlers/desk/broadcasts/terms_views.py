"""What goes on after a broadcast was sent, as its author chooses it and as others read it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bot.domain.broadcast_changes import Kind
from bot.domain.broadcast_terms import CHASED_MOST, CHASES, PLAIN, Terms
from bot.domain.broadcasts import Urgency
from bot.domain.speech import Button, View, rows_of
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.store.broadcasts.broadcasts import BroadcastRecord
from handlers.desk.broadcasts.compose_views import to_card
from handlers.desk.broadcasts.plans import Plan
from handlers.desk.home_views import back
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase
from policies.words import Words

NONE: Final = "none"
DAY_HOURS: Final = 24


def terms(t: Tongue, card: BroadcastCard, rulebase: RuleBase) -> View:
    """All of it, and what can be changed."""
    it = card.record
    said, number = it.content.terms, it.id
    text = lines(
        t("<b>发出以后</b> · 群发 #{number}", number=number),
        *(Html("· " + line) for line in _every(t, it, _topic_of(it, rulebase))),
        t("这些和内容一起审批；改了要重新送审。"),
    )
    receipt = t("不要回执") if said.receipt else t("要“已读并知晓”")
    forward = t("不带链接") if said.forward else t("带转发链接")
    chase_ = (button(t("催没确认的…"), "bc:chase", number),) if said.receipt else ()
    rows = (
        (button(receipt, "bc:turn", number, "receipt"), *chase_),
        (button(t("类别…"), "bc:topic", number), button(t("长期有效…"), "bc:lasts", number)),
        (button(forward, "bc:turn", number, "forward"),),
    )
    return View(text, (*rows, (to_card(t, card), back(t))))


def chase(t: Tongue, card: BroadcastCard) -> View:
    """After how long, and how often?"""
    number = card.record.id
    text = lines(
        t("<b>催没确认的</b> · 群发 #{number}", number=number),
        t("只提醒还没有人确认的企业；夜里不提醒，退订、退出企业、屏蔽的不提醒。"),
        t("提醒完还没确认的，名单自动发给联系的干部。"),
        t("隔多久提醒、最多几次？"),
    )
    rows = tuple(
        tuple(
            button(_short(t, hours, times), "bc:chase", number, hours, times)
            for times in range(1, CHASED_MOST + 1)
        )
        for hours in CHASES
    )
    never = button(t("不提醒"), "bc:chase", number, 0)
    return View(text, (*rows, (never, _to_terms(t, card)), (back(t),)))


def topic(t: Tongue, card: BroadcastCard, rulebase: RuleBase) -> View:
    """As what can it be left?"""
    it = card.record
    text = lines(
        t("<b>类别</b> · 群发 #{number}", number=it.id),
        t("选了类别，消息下面有“不再接收此类”，退订了这一类的人不发。"),
        t("涉及职责、企业必须知道的，请选“须知”：不能退订。紧急的也不能退订。"),
    )
    must = button(t("须知（不能退订）"), "bc:topic", it.id, NONE)
    kinds = [
        button(t.plain(each.name), "bc:topic", it.id, each.id) for each in rulebase.topics.values()
    ]
    return View(text, ((must,), *rows_of(*kinds), (_to_terms(t, card), back(t))))


def lasts(t: Tongue, card: BroadcastCard, offered: Sequence[date]) -> View:
    """Until which day newcomers are told of it?"""
    number = card.record.id
    text = lines(
        t("<b>长期有效</b> · 群发 #{number}", number=number),
        t("到哪一天为止，后来登记或加入的企业也要知道？符合范围的会收到一条汇总，不重复发。"),
        t("点一个，或直接写日期。例：8月31日"),
    )
    days = [button(each.isoformat(), "bc:lasts", number, f"{each:%Y%m%d}") for each in offered]
    never = button(t("不长期"), "bc:lasts", number, NONE)
    return View(text, (*rows_of(*days, never), (_to_terms(t, card), back(t))))


def no_such_day(t: Tongue, card: BroadcastCard, *, past: bool) -> View:
    """It stays asked."""
    text = t("这一天已经过了。请写今天或以后的日期，例：8月31日") if past else None
    text = text or t("没看懂是哪一天。请写到哪一天为止，例：8月31日")
    return View(text, ((_to_terms(t, card), back(t)),))


def term_lines(t: Tongue, it: BroadcastRecord, plan: Plan) -> Iterator[Html]:
    """What of it is not as usual, a line each: for whoever approves, and on the card."""
    if it.content.terms != PLAIN:
        yield from (Html("· " + line) for line in _unusual(t, it, plan.topic))
    if plan.left:
        yield t("· 其中 {count} 人不收这一类，不发给他们", count=plan.left)


def terms_button(t: Tongue, card: BroadcastCard) -> tuple[Button, ...]:
    """发出以后…; a withdrawal asks nothing."""
    change = card.record.change
    if change is not None and change.kind is Kind.WITHDRAWAL:
        return ()
    return (button(t("发出以后…"), "bc:after", card.record.id),)


def _topic_of(it: BroadcastRecord, rulebase: RuleBase) -> Words | None:
    known = rulebase.topics.get(it.content.terms.topic)
    return None if known is None else known.name


def _every(t: Tongue, it: BroadcastRecord, topic: Words | None) -> Iterator[Html]:
    said = it.content.terms
    yield _receipt(t, said) if said.receipt else t("不要回执")
    yield _left_as(t, it, topic)
    yield _lasting(t, said) if said.lasts else t("只发给现在的企业，后来登记的不补发")
    yield t("带链接，转给谁谁都能看最新内容") if said.forward else t("不带转发链接")


def _unusual(t: Tongue, it: BroadcastRecord, topic: Words | None) -> Iterator[Html]:
    said = it.content.terms
    if said.receipt:
        yield _receipt(t, said)
    if said.topic:
        yield _left_as(t, it, topic)
    if said.lasts:
        yield _lasting(t, said)
    if said.forward:
        yield t("带转发链接")


def _receipt(t: Tongue, said: Terms) -> Html:
    if not said.chase:
        return t("要“已读并知晓”，不提醒")
    return t("要“已读并知晓”，没确认的{how}", how=_times(t, said.chase, said.chases))


def _left_as(t: Tongue, it: BroadcastRecord, topic: Words | None) -> Html:
    if topic is None:
        return t("须知，不能退订")
    name = t.words(topic)
    if it.urgency is Urgency.URGENT:
        return t("“{topic}”，但紧急的不能退订", topic=name)
    return t("“{topic}”，可以退订", topic=name)


def _lasting(t: Tongue, said: Terms) -> Html:
    day = "" if said.lasts is None else said.lasts.isoformat()
    return t("长期有效，到 {day}：后来登记的也告诉", day=day)


def _times(t: Tongue, hours: int, times: int) -> Html:
    """After so long, so often."""
    if hours < DAY_HOURS:
        return t("每 {hours} 小时提醒，{times} 次", hours=hours, times=times)
    return t("每 {days} 天提醒，{times} 次", days=hours // DAY_HOURS, times=times)


def _short(t: Tongue, hours: int, times: int) -> Html:
    """The same on a button."""
    if hours < DAY_HOURS:
        return t("{hours} 小时 ×{times}", hours=hours, times=times)
    return t("{days} 天 ×{times}", days=hours // DAY_HOURS, times=times)


def _to_terms(t: Tongue, card: BroadcastCard) -> Button:
    return button(t("回到“发出以后”"), "bc:after", card.record.id)
