"""What is said after a broadcast unasked: to the silent, of them, and to newcomers."""

from collections.abc import Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.speech import Button, View
from bot.services.broadcasts.afterwards import Afterwards
from bot.services.broadcasts.silent import Handed, SilentFirm, SilentList
from bot.services.broadcasts.towns import TownCount
from bot.services.duties.errands import Ground
from bot.store.broadcasts.broadcasts import BroadcastRecord
from handlers.notices.broadcast_texts import seen_button
from handlers.notices.broadcast_words import titled
from handlers.notices.case_words import clipped
from handlers.phrases import day_of, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.regions import names_of

NAMED: Final = 8
TOWNS: Final = 10
TITLE: Final = 18


def afterwards_of(ground: Ground) -> Afterwards:
    """How what goes on after broadcasts is worded."""
    zone = ground.zone
    return Afterwards(
        ground,
        remind=lambda it, language: remind(Tongue(language), it, zone),
        silent=lambda listed, language: silent(Tongue(language), listed),
        handed=lambda given, language: handed(Tongue(language), given),
        in_force=lambda held, language: in_force(Tongue(language), held, zone),
    )


def remind(t: Tongue, it: BroadcastRecord, zone: ZoneInfo) -> View:
    """To somebody of a firm that has not confirmed, as an answer to what they got."""
    when = "" if it.begun_at is None else moment(t, it.begun_at, zone)
    text = lines(
        t("🔔 <b>还请确认</b>：{title}", title=titled(t, it.content)),
        t("{when} 发的通知，您的企业还没有人点“已读并知晓”。看过点一下就行。", when=when),
    )
    read = button(t("看内容"), "note:read", it.id)
    return View(text, (seen_button(t, it), (read, button(t("菜单"), "home:anew"))))


def silent(t: Tongue, listed: SilentList) -> View:
    """To an officer: whom of their firms to ask."""
    it = listed.record
    text = lines(
        t("📋 群发 <b>#{number}</b> {title}", number=it.id, title=titled(t, it.content)),
        t("您联系的企业里，{count} 家还没确认“已读并知晓”：", count=listed.count),
        *silent_lines(t, listed.firms),
        t("……共 {count} 家。", count=listed.count) if listed.count > NAMED else None,
        t("请联系一下。企业点了就算，不用您代点。"),
    )
    see = button(t("看名单（{count}）", count=listed.count), "bc:mine", it.id, 0)
    return View(text, ((see, button(t("菜单"), "desk:menu")),))


def silent_lines(t: Tongue, firms: Sequence[SilentFirm]) -> Iterator[Html]:
    """Each firm in a line, with its town, and whether it reached anybody there."""
    for each in firms:
        where = names_of(each.region)[-1]
        if each.arrived:
            yield t("· {firm}（{place}）", firm=each.name, place=where)
        else:
            yield t("· {firm}（{place}）⚠️ 没送到", firm=each.name, place=where)


def handed(t: Tongue, given: Handed) -> View:
    """To who asked, and to headquarters: who is told, and how the towns stand."""
    it = given.record
    text = lines(
        t("📋 群发 <b>#{number}</b> {title}", number=it.id, title=titled(t, it.content)),
        t(
            "还没确认的 {firms} 家，已分给 {officers} 位联系干部。",
            firms=given.firms,
            officers=given.officers,
        ),
        t("⚠️ 有 {count} 家找不到联系的干部。", count=given.nobodys) if given.nobodys else None,
        *town_lines(t, given.towns[:TOWNS]),
    )
    towns = button(t("按乡镇看"), "bc:towns", it.id, 0)
    return View(text, ((towns, button(t("菜单"), "desk:menu")),))


def town_lines(t: Tongue, towns: Sequence[TownCount]) -> Iterator[Html]:
    """How each town stands."""
    for each in towns:
        name = each.name or t("没写乡镇")
        said = t(
            "· {town}：{confirmed} / {asked} 家已确认",
            town=name,
            confirmed=each.confirmed,
            asked=each.asked,
        )
        missed = t("，{count} 家没送到", count=each.unreached) if each.unreached else ""
        yield Html(said + missed)


def in_force(t: Tongue, held: Sequence[BroadcastRecord], zone: ZoneInfo) -> View:
    """To somebody who came later: all that still holds for their firm, in one message."""
    places = {t.words(each.place) for each in held}
    text = lines(
        t(
            "📌 <b>{place}现在有效的通知，和您的企业有关（{count} 条）</b>",
            place=Html(t("、").join(sorted(places))),
            count=len(held),
        ),
        *(_held(t, number, each, zone) for number, each in enumerate(held[:NAMED], start=1)),
        t("还有 {count} 条没有列出。", count=len(held) - NAMED) if len(held) > NAMED else None,
        t("是您登记以前发的。点开看全文。"),
    )
    rows = tuple((_open(t, each),) for each in held[:NAMED])
    return View(text, (*rows, (button(t("菜单"), "home:anew"),)))


def _held(t: Tongue, number: int, it: BroadcastRecord, zone: ZoneInfo) -> Html:
    begun = "" if it.begun_at is None else day_of(t, it.begun_at, zone)
    return t("{number}. {title} · {day}", number=number, title=titled(t, it.content), day=begun)


def _open(t: Tongue, it: BroadcastRecord) -> Button:
    return button(clipped(titled(t, it.content), TITLE), "note:read", it.id)
