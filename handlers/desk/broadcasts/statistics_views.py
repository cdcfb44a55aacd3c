"""A broadcast in figures, as staff read it."""

from collections.abc import Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.broadcasts import BroadcastState, RecipientState
from bot.domain.speech import Button, OutFile, View, rows_of
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.services.broadcasts.silent import SHOWN, Handed, SilentList
from bot.services.broadcasts.statistics import ROWS_MOST, Statistics
from bot.services.broadcasts.towns import TownCount
from bot.store.broadcasts.broadcasts import BroadcastRecord
from bot.store.broadcasts.chases import Chase
from handlers.desk.broadcasts.compose_views import listing
from handlers.desk.home_views import back
from handlers.notices.broadcast_chases import silent_lines, town_lines
from handlers.notices.broadcast_words import doubt_words, figure_line, titled
from handlers.notices.case_words import clipped
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

PAGE: Final = 12
NAME: Final = 14


def statistics(t: Tongue, found: Statistics, zone: ZoneInfo, before: Html | None = None) -> View:
    """What became of it, and what each figure means."""
    it = found.record
    total = sum(found.figures.values()) - found.figures.get(RecipientState.LATER, 0)
    text = lines(
        before,
        t("📊 <b>群发 #{number}</b> {title}", number=it.id, title=titled(t, it.content)),
        t("一共 {total} 人：{figures}", total=total, figures=figure_line(t, found.figures)),
        *_receipt_lines(t, found, zone),
        *_link_lines(t, found),
        t("“已送达”是到了对方的 Telegram；有没有看，Telegram 不告诉机器人。"),
        doubt_words(t, found.figures),
    )
    number = it.id
    towns_ = (button(t("按乡镇看"), "bc:towns", number, 0),) if it.content.terms.receipt else ()
    rows = (
        (button(t("看图表"), "bc:chart", number), button(t("导出台账"), "bc:sheet", number)),
        (*towns_, button(t("刷新"), "bc:stats", number)),
    )
    return View(text, (*rows, *_handing(t, found), (_show(t, number), listing(t)), (back(t),)))


def handed(t: Tongue, given: Handed) -> Html:
    """Who has just been told of the silent firms."""
    if not given.firms:
        return t("都确认了，没有名单要发。")
    return t(
        "✅ 名单已发：{firms} 家，分给 {officers} 位干部。",
        firms=given.firms,
        officers=given.officers,
    )


def picture(t: Tongue, card: BroadcastCard, file: OutFile) -> View:
    """The same as a picture."""
    it = card.record
    text = t("📊 群发 #{number} {title}", number=it.id, title=titled(t, it.content))
    return View(text, ((_figures(t, it.id), listing(t)), (back(t),)), file=file)


def ledger_name(t: Tongue, card: BroadcastCard) -> str:
    """What the spreadsheet is called."""
    return f"{t('送达台账')}-{card.record.id}.xlsx"


def ledger(t: Tongue, card: BroadcastCard, file: OutFile, count: int) -> View:
    """The ledger as a spreadsheet."""
    number = card.record.id
    text = t("📎 群发 #{number} 的送达台账，{count} 行。", number=number, count=count)
    if count >= ROWS_MOST:
        text = t("📎 群发 #{number} 的送达台账，前 {count} 行。", number=number, count=count)
    return View(text, ((_figures(t, number), listing(t)), (back(t),)), file=file)


def towns(t: Tongue, it: BroadcastRecord, found: Sequence[TownCount], page: int) -> View:
    """How each town stands, the most silent firms first."""
    page = min(page, max(len(found) - 1, 0) // PAGE)
    text = lines(
        t("<b>按乡镇看</b> · 群发 #{number} {title}", number=it.id, title=titled(t, it.content)),
        *town_lines(t, found[page * PAGE : (page + 1) * PAGE]),
        None if found else t("还没有。"),
        t("一家企业有一个人确认就算；没确认最多的在前。"),
    )
    turn = _turn(t, "bc:towns", it.id, page, len(found) - 1, PAGE)
    return View(text, (*turn, (back(t),)))


def mine(t: Tongue, listed: SilentList) -> View:
    """An officer's firms that have not confirmed; each a button to its card."""
    it = listed.record
    if not listed.count:
        done = t("您联系的企业都确认了群发 #{number}。", number=it.id)
        return View(done, ((back(t),),))
    text = lines(
        t("<b>还没确认</b> · 群发 #{number} {title}", number=it.id, title=titled(t, it.content)),
        *silent_lines(t, listed.firms),
        t("点企业看情况和联系办法。共 {count} 家。", count=listed.count),
    )
    firms = (button(clipped(each.name, NAME), "firm:show", each.id) for each in listed.firms)
    turn = _turn(t, "bc:mine", it.id, listed.page, listed.count - 1, SHOWN)
    return View(text, (*rows_of(*firms), *turn, (back(t),)))


def _receipt_lines(t: Tongue, found: Statistics, zone: ZoneInfo) -> Iterator[Html]:
    if not found.record.content.terms.receipt:
        return
    yield t(
        "已读并知晓：{firms} / {asked} 家（{people} 人点了）。一家有一个人点就算。",
        firms=found.firms,
        asked=found.asked,
        people=found.people,
    )
    if found.chase is not None:
        yield from _chase_lines(t, found.chase, zone)


def _chase_lines(t: Tongue, chase: Chase, zone: ZoneInfo) -> Iterator[Html]:
    if chase.due_at is not None:
        when = moment(t, chase.due_at, zone)
        again = t("已提醒 {count} 次，下次 {when}", count=chase.round, when=when)
        yield again if chase.round else t("{when} 提醒没确认的", when=when)
    elif chase.round:
        yield t("已提醒 {count} 次", count=chase.round)
    if chase.lists_at is not None:
        yield t("{when} 把名单发给联系干部", when=moment(t, chase.lists_at, zone))
    elif chase.lists:
        yield t("名单已发给联系干部")


def _link_lines(t: Tongue, found: Statistics) -> Iterator[Html]:
    if found.link is not None:
        yield t(
            "转发链接：{people} 人打开过，共 {times} 次",
            people=found.openings.people,
            times=found.openings.times,
        )
        yield Html(f"<code>{found.link}</code>")


def _handing(t: Tongue, found: Statistics) -> tuple[tuple[Button, ...], ...]:
    """现在发名单, as long as somebody is silent and all is sent."""
    done = found.record.state is BroadcastState.DONE
    if found.chase is None or not done or found.firms >= found.asked:
        return ()
    number, times = found.record.id, found.chase.lists
    label = t("再发一次名单") if times else t("现在把名单发给联系干部")
    return ((button(label, "bc:hand", number, times),),)


def _turn(
    t: Tongue, name: str, number: int, page: int, last: int, size: int
) -> tuple[tuple[Button, ...], ...]:
    turn = [button(t("上一页"), name, number, page - 1)] if page else []
    if (page + 1) * size <= last:
        turn.append(button(t("下一页"), name, number, page + 1))
    return (tuple(turn),) if turn else ()


def _figures(t: Tongue, number: int) -> Button:
    return button(t("统计"), "bc:stats", number)


def _show(t: Tongue, number: int) -> Button:
    return button(t("看这条群发"), "bc:show", number)
