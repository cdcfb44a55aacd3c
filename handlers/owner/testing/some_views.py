"""What is asked when only some people of a group were sampled, joined it, or left it."""

from bot.domain.parts import Part, newest
from bot.domain.speech import Button, View, rows_of
from bot.services.testing.sampling import Some
from bot.services.testing.standing import GroupStatus
from handlers.notices.sampling_words import last_sampling, mark, part_line, part_size
from handlers.owner.home_views import navigation
from handlers.owner.testing.forms import how_to_say_when, time_not_read
from handlers.owner.testing.moments import clock_of, likely
from handlers.owner.testing.views import Wording
from handlers.phrases import moment
from handlers.press import button, minutes_of
from handlers.tongue import Html, Tongue, lines

MOST_PARTS = 4


def how_many(say: Wording, status: GroupStatus, *, before: Html | None = None) -> View:
    """How many were sampled? Whole parts are one tap."""
    t, group = say.t, status.group
    several = len(group.parts) > 1
    text = lines(
        before,
        t("<b>{group}</b>采了几个人？写个数就行。", group=say.title(status)),
        *([part_line(t, each, status.now, say.zone) for each in status.parts] if several else []),
        t("<i>例如：9，或“还差 3 个”</i>"),
    )
    asked = minutes_of(status.now)
    every = button(t("其实都采了"), "test:done", group.id, mark(group), asked)
    parts = [_whole(say, group.id, each) for each in group.parts[:MOST_PARTS] if several]
    back = button(t("看这一组"), "test:show", group.id)
    return View(text, (*((each,) for each in parts), (every, back), navigation(t)))


def which_part(say: Wording, status: GroupStatus, count: int, *, leaving: bool) -> View:
    """Of which part are these people: their clocks differ."""
    t, group = say.t, status.group
    if leaving:
        ask = t("少了 {count} 人。他们原来是哪一批？", count=f"{count:,}")
    else:
        ask = t("这 {count} 人上次是哪一批采的？各批的时间不同。", count=f"{count:,}")
    text = lines(
        t("<b>{group}</b>", group=say.title(status)),
        *(part_line(t, each, status.now, say.zone) for each in status.parts),
        ask,
    )
    verb = "test:left" if leaving else "test:count"
    fitting = [part for part in group.parts if part.size is None or part.size >= count]
    buttons = [
        button(_part_label(say, part), verb, group.id, clock_of(part.sampled_at), count)
        for part in fitting[: MOST_PARTS + 2]
    ]
    none = None if buttons else t("没有哪一批有这么多人，请分批改。")
    back = button(t("看这一组"), "test:show", group.id)
    return View(lines(text, none), (*((each,) for each in buttons), (back,), navigation(t)))


def when(
    say: Wording,
    status: GroupStatus,
    some: Some,
    *,
    before: Html | None = None,
    wrong: str | None = None,
) -> View:
    """When these people were sampled: likely moments as buttons, any other typed."""
    t, group = say.t, status.group
    text = lines(
        before,
        time_not_read(t, wrong),
        t(
            "<b>{group}</b>：{people}，什么时候采的？",
            group=say.name(status),
            people=_people(t, status, some),
        ),
        last_sampling(t, some.clock, say.zone) if some.clock else None,
        how_to_say_when(t),
    )
    now = _took(t("刚刚"), group.id, some, "now", minutes_of(status.now))
    moments = [
        _took(label, group.id, some, clock_of(at))
        for label, at in likely(say, status.now, some.clock)
    ]
    return View(text, (*rows_of(*_same(say, status, some), now, *moments), navigation(t)))


def too_many(say: Wording, status: GroupStatus, count: int) -> Html:
    """More than there are, or none."""
    t, size = say.t, status.group.size
    if size is None:
        return t("{count} 人不对：至少 1 人。", count=f"{count:,}")
    if count < 0:  # so many were said to be missing
        return t("没采的比这一组的 {size} 人还多。请重写；人多了请先改人数。", size=f"{size:,}")
    return t(
        "您说 {count} 人，可这组一共 {size} 人。数不对请重写；人多了请先改人数。",
        count=f"{count:,}",
        size=f"{size:,}",
    )


def not_read(say: Wording, text: str) -> Html:
    """It was no number."""
    return say.t("没看懂“{text}”是几个人。", text=text[:40])


def nobody_left(say: Wording) -> Html:
    """剩下的也采了, and there are none."""
    return say.t("没有剩下的了：全组现在是同一个时间。")


def joined(say: Wording, status: GroupStatus) -> Html:
    """The size was changed, and new people are among them."""
    return say.t("已改：{group}。", group=say.title(status))


def _whole(say: Wording, group_id: int, part: Part) -> Button:
    t = say.t
    label = t("{part}都采了", part=_part_label(say, part))
    return button(label, "test:count", group_id, clock_of(part.sampled_at), 0)


def _part_label(say: Wording, part: Part) -> Html:
    t, people = say.t, part_size(say.t, part)
    if part.sampled_at is None:
        return t("没记录的 {people}", people=people)
    return t("{at} 采的 {people}", at=moment(t, part.sampled_at, say.zone), people=people)


def _people(t: Tongue, status: GroupStatus, some: Some) -> Html:
    part = next((each for each in status.group.parts if each.sampled_at == some.clock), None)
    count = some.count if some.count is not None or part is None else part.size
    return part_size(t, Part(some.clock, count))


def _same(say: Wording, status: GroupStatus, some: Some) -> list[Button]:
    """Newcomers may well have been sampled together with the others."""
    known = newest(status.group.parts)
    if some.clock is not None or known is None:
        return []
    label = say.t("跟其他人一起（{at}）", at=moment(say.t, known, say.zone))
    return [_took(label, status.group.id, some, clock_of(known))]


def _took(label: str, group_id: int, some: Some, *at: str | int) -> Button:
    """These people at that moment; “now” is named with the minute at which it was asked."""
    return button(label, "test:took", group_id, clock_of(some.clock), some.count or 0, *at)
