"""How a test group, its rhythm and its source are put into words for either side."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.cycles import Deadline
from bot.domain.parts import Part, mark_of, newest, total
from bot.domain.pauses import Pause, last_day
from bot.domain.speech import Button
from bot.domain.testing import Rhythm
from bot.services.firms.sheets import FirmSheet
from bot.services.testing.rhythms import posts_in
from bot.services.testing.standing import GroupStatus, PartStatus, status_of
from bot.store.testing.testing import GroupCard
from handlers.phrases import deadline, duration, moment
from handlers.press import button, minutes_of
from handlers.tongue import Html, Tongue, escaped
from policies.rulebase import RuleBase
from policies.words import Words

LEAST: Final = timedelta(minutes=1)
"""What is over is over by a minute at least."""


def group_name(t: Tongue, post: Words | None, group: GroupCard) -> Html:
    """物流组 / Logistics group; a second group of the same post has its number.

    A name that the firm gave it stays as it was written: 一车间.
    """
    if group.name:
        name = Html(escaped(group.name))
    elif post is None:
        name = t("采样组")
    elif t.language == "zh":
        name = t("{post}组", post=post.zh)
    else:
        name = t("{post}组", post=post.en[:1].upper() + post.en[1:])
    return name if group.number == 1 else t("{group} {number}", group=name, number=group.number)


def group_title(t: Tongue, post: Words | None, group: GroupCard) -> Html:
    """物流组(12 人); the size only if it is known."""
    name = group_name(t, post, group)
    if group.size is None:
        return name
    return t("{group}（{size} 人）", group=name, size=f"{group.size:,}")


def rhythm(t: Tongue, said: Rhythm) -> Html:
    """48 小时, or 每日一次."""
    if said.hours is None:
        return t("每日一次")
    return t("{hours} 小时", hours=said.hours)


def last_sampling(t: Tongue, at: datetime | None, zone: ZoneInfo) -> Html:
    """When it was, or that nobody said."""
    if at is None:
        return t("上次采样：还没有记录")
    return t("上次采样：{at}", at=moment(t, at, zone))


def must_by(t: Tongue, due: Deadline, *, first: bool, zone: ZoneInfo) -> Html:
    """By when the duty wants the next sampling.

    Args:
        first: No sampling is known yet.
    """
    by, every = deadline(t, due.at, zone), rhythm(t, due.ruled.rhythm)
    if due.returned:
        return t(
            "须在 {at}恢复前采样（{every}，停产放假期间到期）",
            at=back_at(t, due.at, zone),
            every=every,
        )
    if first:
        return t("须在 {by} 前采样（{every}）", by=by, every=every)
    return t("须在 {by} 前再采（{every}）", by=by, every=every)


def whom(
    t: Tongue, post: Words | None, group: GroupCard, people: int | None, *, whole: bool
) -> Html:
    """物流组(12 人), or 物流组 3 人(共 12 人) if it is not everybody."""
    if whole:
        return group_title(t, post, group)
    name = group_name(t, post, group)
    if people is None:
        return t("{group}一部分人", group=name)
    if group.size is None:
        return t("{group} {people} 人", group=name, people=f"{people:,}")
    return t(
        "{group} {people} 人（共 {size} 人）",
        group=name,
        people=f"{people:,}",
        size=f"{group.size:,}",
    )


def part_size(t: Tongue, part: Part) -> Html:
    """3 人, or 人数不清楚的一部分."""
    if part.size is None:
        return t("一部分人（人数没记）")
    return t("{people} 人", people=f"{part.size:,}")


def part_line(t: Tongue, status: PartStatus, now: datetime, zone: ZoneInfo) -> Html:
    """One part of a group: when it was sampled, and what it owes."""
    people, due = part_size(t, status.part), status.due
    last = _last(t, status.part.sampled_at, zone)
    if due is None:
        return t("· {people}：{last}", people=people, last=last)
    must = must_by(t, due, first=status.part.sampled_at is None, zone=zone)
    if due.at <= now:
        past = duration(t, max(now - due.at, LEAST))
        return t("· 🔴 {people}：{last}，已超过 {past}", people=people, last=last, past=past)
    return t("· {people}：{last}，{must}", people=people, last=last, must=must)


def rest_button(t: Tongue, group: GroupCard, now: datetime) -> Button:
    """剩下 3 人也采了: everybody but those who were sampled last."""
    last = newest(group.parts)
    count = total(tuple(part for part in group.parts if part.sampled_at != last))
    label = t("剩下的也采了") if count is None else t("剩下 {count} 人也采了", count=f"{count:,}")
    return button(label, "test:rest", group.id, mark(group), minutes_of(now))


def _last(t: Tongue, at: datetime | None, zone: ZoneInfo) -> Html:
    return t("没有采样记录") if at is None else t("上次 {at}", at=moment(t, at, zone))


def back_at(t: Tongue, at: datetime, zone: ZoneInfo) -> Html:
    """The moment of a return; at the beginning of a day only the day."""
    wall = at.astimezone(zone)
    return day(t, wall.date(), zone) if wall.time() == time() else moment(t, at, zone)


def day(t: Tongue, on: date, zone: ZoneInfo) -> Html:
    """7月18日（周一） / Mon 18 Jul."""
    midnight = moment(t, datetime.combine(on, time(), tzinfo=zone), zone)
    return Html(midnight.removesuffix("00:00").rstrip(", "))


def pause_span(t: Tongue, pause: Pause, now: datetime, zone: ZoneInfo) -> Html:
    """From when, if that is still to come, until when, and when work begins again."""
    last = last_day(pause, zone)
    begun = pause.starts_at <= now
    start = back_at(t, pause.starts_at, zone)
    if last is None or pause.ends_at is None:
        return t("恢复日期未定") if begun else t("{start}起，恢复日期未定", start=start)
    back = back_at(t, pause.ends_at, zone)
    if begun:
        return t("{back}恢复", back=back)
    return t("{start}起，{back}恢复", start=start, back=back)


def pause_line(t: Tongue, pause: Pause, now: datetime, zone: ZoneInfo) -> Html:
    """That nobody works, or will not, and that nothing is due meanwhile."""
    span = pause_span(t, pause, now, zone)
    if pause.starts_at <= now:
        return t("⏸ 停产放假中：{span}。期间不催、不算超期。", span=span)
    return t("⏸ 已登记停产放假：{span}。", span=span)


def mark(group: GroupCard) -> int:
    """What a button remembers of its group: the samplings that it knew of, or 0.

    A button that was shown before a newer sampling is told apart by it.
    """
    return mark_of(group.parts)


def before_pause(
    t: Tongue, post: Words | None, status: GroupStatus, zone: ZoneInfo
) -> Html | None:
    """That a group was overdue before the pause in which it is; a pause makes no test good."""
    due = status.due
    if due is None or not status.late_before_pause:
        return None
    group = whom(t, post, status.group, due.people, whole=due.whole)
    return t(
        "🔴 暂停前已超期：{group}，应在 {by} 前采样", group=group, by=deadline(t, due.at, zone)
    )


def every_group(t: Tongue) -> Button:
    """The way to the overview from a message that is kept: it comes as a new one."""
    return button(t("采样总览"), "test:list", 0, "new")


def pauses_of_firm(t: Tongue, rulebase: RuleBase, firm: FirmSheet, zone: ZoneInfo) -> list[Html]:
    """For officers: when the firm, or a group of it, says that it does not work."""
    posts, found = posts_in(rulebase, firm.region), list[Html]()
    for each in firm.paused:
        line = pause_line(t, each.span, firm.now, zone)
        if each.group is None:
            found.append(t("全厂 {pause}", pause=line))
        else:
            name = group_name(t, posts.get(each.group.post), each.group)
            found.append(t("{group} {pause}", group=name, pause=line))
    covered = {group.id: group for each in firm.paused for group in each.covers}
    late = (
        before_pause(t, posts.get(group.post), status_of(group, firm.now, zone), zone)
        for group in covered.values()
    )
    return [*found, *(line for line in late if line is not None)]


def care_button(t: Tongue, group_id: int) -> Button:
    """The way to let somebody else look after a group."""
    return button(t("换人负责"), "care:who", group_id)
