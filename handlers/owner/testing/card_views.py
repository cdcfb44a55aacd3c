"""One test group as the owner sees it, and what its buttons say."""

from datetime import datetime

from bot.domain.speech import Button, View, rows_of
from bot.services.testing.standing import GroupState, GroupStatus
from handlers.notices.offer_words import NO_NAME, offer_line, offer_name
from handlers.notices.sampling_words import (
    care_button,
    every_group,
    last_sampling,
    mark,
    must_by,
    part_line,
    part_size,
    pause_line,
    rest_button,
)
from handlers.owner.home_views import navigation
from handlers.owner.testing.views import Wording
from handlers.phrases import duration, moment, source_line
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

MOST = 6
"""So many groups, or parts of one, are listed in one message."""


def card(say: Wording, status: GroupStatus, *, before: Html | None = None) -> View:
    """One group: its last sampling, its deadline, its offer, and what can be done."""
    t, due = say.t, status.due
    text = lines(
        before,
        t("<b>{group}</b>", group=say.title(status)),
        *pauses(say, status),
        *_standing(say, status),
        offer_line(t, say.called(status), status, say.zone),
        source_line(t, say.sources.get(due.ruled.policy)) if due else None,
    )
    return View(text, (*_rows(t, status), navigation(t)))


def not_undone(say: Wording, status: GroupStatus, *, expired: bool) -> View:
    """It was taken back already, is too long ago, or the group was changed since."""
    t = say.t
    if expired:
        said = t("超过 10 分钟，不能撤销了。记错了请重新选采样时间。")
    else:
        said = t("没有再撤销：这次记录已经撤销过，或之后又有变动。现在是这样：")
    return card(say, status, before=said)


def outdated(say: Wording, status: GroupStatus) -> View:
    """The button was shown before a newer sampling: nothing was done; here is how it stands."""
    t = say.t
    said = t("这条已经过时：之后又有新的采样记录，所以没有重复记。现在是这样：")
    return card(say, status, before=said)


def asked_long_ago(say: Wording, asked_at: datetime) -> Html:
    """The button meant “now” when it was shown: nothing was recorded by it."""
    at = moment(say.t, asked_at, say.zone)
    return say.t("这个按钮是旧的（{at} 的），还没有记。", at=at)


def put_off_outdated(say: Wording, status: GroupStatus) -> View:
    """The reminder is of an older sampling: nothing is left to put off; here is how it stands."""
    said = say.t("这条提醒已经过时：之后又采过样了，不用再推迟。")
    return card(say, status, before=said)


def put_off(say: Wording, status: GroupStatus, until: datetime) -> Html:
    """When the reminder comes back, for a line that flashes up."""
    at = moment(say.t, until, say.zone)
    return say.t("好的，{at} 再提醒：{group}", at=at, group=say.name(status))


def ways_on(say: Wording, said: Html) -> View:
    """A sentence with the way on."""
    return View(said, ((every_group(say.t),), navigation(say.t)))


def nothing_done(t: Tongue, overview: View, *, old: bool = False) -> View:
    """It was recorded already, or the ticks are others now; here is how it stands.

    Args:
        old: The message is so old that nobody knows any more which groups it spoke of.
    """
    said = t("没有重复记：已经记过，或勾选变了。现在是这样：")
    if old:
        said = t("这条提醒太久了，没有记。现在是这样：")
    return View(lines(said, overview.html), overview.rows)


def offers_switched(say: Wording, status: GroupStatus) -> View:
    """Whether its offer is still spoken of; the duty stays what it is."""
    t, name, offer = say.t, say.name(status), offer_name(say.t, say.called(status))
    if status.group.offers:
        said = t("好的，{group}可以{offer}时，我再提醒。", group=name, offer=offer)
    else:
        said = t("好的，{group}的{offer}不再提醒。必须采样的提醒照旧。", group=name, offer=offer)
    return card(say, status, before=said)


def more(say: Wording, status: GroupStatus) -> View:
    """What is changed less often: people, pauses, offers, the group itself."""
    t = say.t
    text = lines(
        t("<b>{group}</b>", group=say.title(status)),
        *pauses(say, status),
        t("要改什么？"),
    )
    back = button(t("看这一组"), "test:show", status.group.id)
    return View(text, (*rows_of(*_settings(say, status)), (back,), navigation(t)))


def really_remove(say: Wording, status: GroupStatus) -> View:
    """Ask before a group and its reminders go."""
    t, group = say.t, status.group
    text = t("删除{group}？它的提醒也一起停掉。", group=say.title(status))
    yes = button(t("删除"), "test:gone", group.id)
    return View(text, ((yes, button(t("不删"), "test:show", group.id)), navigation(t)))


def pauses(say: Wording, status: GroupStatus) -> list[Html]:
    """The pause that runs, and the next one."""
    found = [pause for pause in (status.pause, status.ahead) if pause is not None]
    return [pause_line(say.t, pause, status.now, say.zone) for pause in found]


def _standing(say: Wording, status: GroupStatus) -> list[Html]:
    t, group = say.t, status.group
    if len(group.parts) == 1:
        last = last_sampling(t, group.sampled_at, say.zone)
        return [*_duty_lines(say, status), last]
    listed = [part_line(t, part, status.now, say.zone) for part in status.parts[:MOST]]
    more = len(status.parts) - MOST
    return [*listed, *([t("… 另有 {count} 批更晚采的", count=more)] if more > 0 else [])]


def _duty_lines(say: Wording, status: GroupStatus) -> list[Html]:
    t, due, now = say.t, status.due, status.now
    late = say.late(status)
    if late is not None:
        return [late]
    if status.pause is not None and (due is None or due.at <= now):
        return []
    if due is None:
        known = status.state is GroupState.FREE
        return [t("没有必须采样的期限。") if known else t("记下上次采样时间，我就能算期限。")]
    must = must_by(t, due, first=status.group.sampled_at is None, zone=say.zone)
    if due.at <= now:
        return [must, t("🔴 已超过 {past}，请尽快采样。", past=duration(t, now - due.at))]
    return [must, t("还剩 {left}", left=duration(t, due.at - now))]


def _rows(t: Tongue, status: GroupStatus) -> list[tuple[Button, ...]]:
    group = status.group
    some = button(t("只采了一部分"), "test:some", group.id)
    rest = rest_button(t, group, status.now) if len(group.parts) > 1 else some
    several = len(group.parts) > 1
    joined = [(_newcomers(t, status),)] if status.unknown is not None else []
    more = [button(t("人数、停产、其他…"), "test:more", group.id)]
    return [
        (
            button(t("✅ 刚刚都采了"), "test:done", group.id, mark(group)),
            button(t("选采样时间"), "test:when", group.id),
        ),
        *joined,
        (rest, some) if several else (some, *more),
        (*(more if several else [_quote(t, status)]), button(t("采样总览"), "test:list")),
    ]


def _newcomers(t: Tongue, status: GroupStatus) -> Button:
    assert status.unknown is not None  # the caller asked
    who = part_size(t, status.unknown)
    label = t("没记录的 {people}什么时候采的？", people=who)
    return button(label, "test:count", status.group.id, "x", 0)


def _settings(say: Wording, status: GroupStatus) -> list[Button]:
    t, group = say.t, status.group
    offer = t.plain(say.called(status) or NO_NAME)
    found = [
        button(t("改人数"), "test:size", group.id),
        care_button(t, group.id),
        button(t("停产、放假"), "test:pause", group.id),
        button(t("删除这组"), "test:remove", group.id),
    ]
    if group.cycle.offer is not None and not group.offers:
        found.append(button(t("恢复{offer}提醒", offer=offer), "test:offers", group.id, "on"))
    elif group.cycle.offer is not None:
        found.append(button(t("关掉{offer}提醒", offer=offer), "test:offers", group.id, "off"))
    return found


def _quote(t: Tongue, status: GroupStatus) -> Button:
    cycle = status.group.cycle
    rules = (*cycle.duties, *([cycle.offer] if cycle.offer else []))
    shown = status.due.ruled if status.due else next(iter(rules), None)
    if shown is None:
        return button(t("问工作人员"), "case:new")
    return button(t("看原文"), "policy:quote", shown.policy)
