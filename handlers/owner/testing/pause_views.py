"""停产、放假: until when, what it means, and how it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.speech import Button, View, rows_of
from bot.services.testing.pausing import Paused
from bot.services.testing.returning import due_on_return
from bot.services.testing.standing import GroupStatus
from bot.store.testing.pauses import PauseCard
from handlers.notices.sampling_words import day, every_group, pause_line, rhythm, whom
from handlers.owner.home_views import navigation
from handlers.owner.testing.views import Wording
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, lines

LENGTHS = (3, 7)
OFFERED = 6
MOST = 5


@dataclass(frozen=True)
class Scope:
    """What is paused: a group, or (None) the whole firm; at one moment."""

    status: GroupStatus | None
    now: datetime

    @property
    def id(self) -> int:
        """As buttons name it: 0 for the firm."""
        return 0 if self.status is None else self.status.group.id

    def name(self, say: Wording) -> Html:
        """全厂, or the group."""
        return say.t("全厂") if self.status is None else say.name(self.status)


def until_when(say: Wording, scope: Scope, *, before: Html | None = None) -> View:
    """From when until when does nobody work?"""
    t, gid = say.t, scope.id
    text = lines(
        before,
        t("<b>{who}</b>停产、放假到什么时候？", who=scope.name(say)),
        t("期间不催采样、不算超期；恢复前一天傍晚我提醒您哪些要先采。"),
        t("<i>点按钮，或直接写，例如：明天到下周一、国庆7天、到20号</i>"),
    )
    lengths = [
        button(t("今天起 {days} 天", days=days), "test:pfor", gid, days) for days in LENGTHS
    ]
    dates = button(t("选日期"), "test:pdates", gid)
    unknown = button(t("还没定"), "test:pfor", gid, 0)
    return View(text, (*rows_of(*lengths, dates, unknown), _back(say, scope), navigation(t)))


def dates(say: Wording, scope: Scope) -> View:
    """The last day, as a button; a later one is typed."""
    t, today = say.t, scope.now.astimezone(say.zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(OFFERED)]
    text = lines(
        t("<b>{who}</b>最后一天不上班是哪天？今天起算。", who=scope.name(say)),
        t("<i>更晚的日子请直接写，例如：到8月3号</i>"),
    )
    buttons = [
        button(day(t, each, say.zone), "test:puntil", scope.id, f"{each:%Y%m%d}") for each in days
    ]
    return View(text, (*rows_of(*buttons), _back(say, scope), navigation(t)))


def running(say: Wording, scope: Scope, pause: PauseCard, *, before: Html | None = None) -> View:
    """A pause that runs or will, and how it can be changed."""
    t, begun = say.t, pause.span.starts_at <= scope.now
    text = lines(
        before,
        t("<b>{who}</b>", who=scope.name(say)),
        pause_line(t, pause.span, scope.now, say.zone),
        t("已经记下的采样都在，恢复后接着算。"),
    )
    change = button(t("改到别的日子"), "test:pchange", scope.id)
    now = t("现在就恢复") if begun else t("不停了，取消")
    ends = [button(now, "test:pend", pause.id, "now")]
    if begun:
        ends.append(button(t("明天恢复"), "test:pend", pause.id, "tomorrow"))
    return View(text, (tuple(ends), (change, *_back(say, scope)), navigation(t)))


def made(say: Wording, scope: Scope, done: Paused) -> View:
    """What was set, what is due on return, and the way back for ten minutes."""
    t, pause = say.t, done.pause
    if pause is None:
        return _ended(say, scope, done)
    back = pause.span.ends_at
    announced = t("恢复前一天傍晚我再提醒您。") if pause.notice_on is not None else None
    unknown = t("定了恢复日期请来改，我好提前提醒。") if back is None else None
    text = lines(
        t("✅ 已记下：<b>{who}</b>", who=scope.name(say)),
        pause_line(t, pause.span, scope.now, say.zone),
        *_late(say, done.statuses, scope),
        *([] if back is None else _due_then(say, done.statuses, back, scope)),
        announced,
        unknown,
        t("工作人员在企业资料里也看得到。"),
    )
    return View(text, (_undo(say, done), navigation(t)))


def undone(say: Wording, scope: Scope, done: Paused) -> View:
    """What was set is taken back."""
    t, pause = say.t, done.pause
    now = t("现在没有停产放假，提醒照常。")
    if pause is not None:
        now = pause_line(t, pause.span, scope.now, say.zone)
    text = lines(t("已撤销：<b>{who}</b>", who=scope.name(say)), now)
    again = button(t("停产、放假"), "test:pause", scope.id)
    return View(text, ((again, every_group(t)), navigation(t)))


def not_read(say: Wording, text: str) -> Html:
    """No days could be read from it, or they are over."""
    return say.t("没看懂“{text}”是从哪天到哪天，或者已经过去了。", text=text[:40])


def not_possible(say: Wording) -> Html:
    """Longer or further ahead than a year."""
    return say.t("这个日期不行：恢复日期要在以后，最多一年。")


def not_undone(say: Wording, *, expired: bool) -> Html:
    """It was taken back already, changed since, or is too long ago."""
    if expired:
        return say.t("超过 10 分钟，不能撤销了；可以在这里改。")
    return say.t("这条已经撤销过，或之后又改过。现在是这样：")


def _ended(say: Wording, scope: Scope, done: Paused) -> View:
    t = say.t
    due = [each for each in _of(done.statuses, scope) if each.due and each.due.at <= scope.now]
    text = lines(
        t("✅ <b>{who}</b>恢复上班，提醒照常。", who=scope.name(say)),
        t("这些已经超过期限，请先采样再上岗：") if due else None,
        *(_overdue(say, each) for each in due[:MOST]),
        *_others(say, due),
    )
    return View(text, (_undo(say, done), navigation(t)))


def _of(statuses: Sequence[GroupStatus], scope: Scope) -> list[GroupStatus]:
    return [each for each in statuses if scope.status is None or each.group.id == scope.id]


def _missed(statuses: Sequence[GroupStatus], scope: Scope) -> list[GroupStatus]:
    """Those that were overdue before the pause: it makes no test good."""
    return [each for each in _of(statuses, scope) if each.is_late]


def _late(say: Wording, statuses: Sequence[GroupStatus], scope: Scope) -> list[Html]:
    missed = _missed(statuses, scope)
    if not missed:
        return []
    listed = [_overdue(say, each) for each in missed[:MOST]]
    return [say.t("🔴 暂停前已超期，停产放假也不销，请补采："), *listed, *_others(say, missed)]


def _others(say: Wording, missed: Sequence[GroupStatus]) -> list[Html]:
    more = len(missed) - MOST
    return [say.t("… 还有 {count} 个，见采样总览", count=more)] if more > 0 else []


def _due_then(
    say: Wording, statuses: Sequence[GroupStatus], back: datetime, scope: Scope
) -> list[Html]:
    """What is due when work begins again, or on that day."""
    t = say.t
    late = {status.group.id for status in _missed(statuses, scope)}
    groups = [status.group for status in _of(statuses, scope) if status.group.id not in late]
    found = due_on_return(groups, back, say.zone)
    if not found:
        return []
    lines_ = []
    for group, due in found[:MOST]:
        post = say.posts.get(group.post)
        who = whom(t, post, group, due.people, whole=due.whole)
        by, every = deadline(t, due.at, say.zone), rhythm(t, due.ruled.rhythm)
        if due.at <= back:
            lines_.append(t("· {group}：到时已满 {every}，恢复前须再采", group=who, every=every))
        else:
            lines_.append(
                t("· {group}：须在 {by} 前采样（{every}）", group=who, by=by, every=every)
            )
    return [t("恢复时要采样的："), *lines_]


def _overdue(say: Wording, status: GroupStatus) -> Html:
    due, group = status.due, status.group
    assert due is not None  # the caller left the others out
    post = say.posts.get(group.post)
    return Html("· " + whom(say.t, post, group, due.people, whole=due.whole))


def _undo(say: Wording, done: Paused) -> tuple[Button, ...]:
    undo = button(say.t("撤销（10 分钟内）"), "test:pundo", done.id)
    return (undo, every_group(say.t))


def _back(say: Wording, scope: Scope) -> tuple[Button, ...]:
    if scope.status is None:
        return (button(say.t("采样总览"), "test:list"),)
    return (button(say.t("看这一组"), "test:show", scope.id),)


def day_of(word: str) -> date | None:
    """The day that a button of `dates` names."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
