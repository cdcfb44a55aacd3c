"""How a test group, its rhythm and its source are put into words for either side."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.domain.cycles import Deadline
from bot.domain.speech import Button
from bot.domain.testing import Rhythm
from bot.services.standing import GroupStatus
from bot.store.testing import GroupCard
from handlers.phrases import deadline, moment
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.verdicts import Source
from policies.words import Words


def group_name(t: Tongue, post: Words | None, group: GroupCard) -> Html:
    """物流组 / Logistics group; a second group of the same post has its number."""
    if post is None:
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


def must_by(t: Tongue, due: Deadline, group: GroupCard, zone: ZoneInfo) -> Html:
    """By when the duty wants the next sampling."""
    by, every = deadline(t, due.at, zone), rhythm(t, due.ruled.rhythm)
    if group.sampled_at is None:
        return t("须在 {by} 前采样（{every}）", by=by, every=every)
    return t("须在 {by} 前再采（{every}）", by=by, every=every)


@cache  # as many as there are policies
def source_line(t: Tongue, source: Source | None) -> Html | None:
    """The source, in the one shape that all of them have."""
    if source is None:
        return None
    return t(
        "依据：《{document}》（{kind}，{date}）{clause}",
        document=t.words(source.document),
        kind=t.words(source.kind),
        date=source.date.isoformat(),
        clause=source.quotation.clause,
    )


def mark(group: GroupCard) -> int:
    """What a button remembers of its group: the sampling that it knew of, or 0.

    A button that was shown before a newer sampling is told apart by it.
    """
    return 0 if group.sampled_at is None else int(group.sampled_at.timestamp())


def offer_line(t: Tongue, status: GroupStatus, zone: ZoneInfo) -> Html | None:
    """What the group may use, never as a duty."""
    offer = status.group.cycle.offer
    if offer is None:
        return None
    every = rhythm(t, offer.rhythm)
    if status.offer_open or status.opens is None:
        return t("🆓 现在可以免费检测一次（{every} 1 次，不是必须）", every=every)
    opens = moment(t, status.opens, zone)
    return t("🆓 {opens} 起可以再免费检测一次（不是必须）", opens=opens)


def every_group(t: Tongue) -> Button:
    """The way to the overview from a message that is kept: it comes as a new one."""
    return button(t("采样总览"), "test:list", 0, "new")
