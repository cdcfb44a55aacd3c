"""What was written beside the test groups, repeated for one tap: which, when, which days."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.days import Days
from bot.domain.speech import View, rows_of
from bot.services.testing.standing import GroupStatus
from bot.store.testing.pauses import PauseCard
from handlers.notices.private import masked
from handlers.notices.sampling_words import day, mark, pause_span
from handlers.owner.home_views import navigation
from handlers.owner.testing.many_views import fingerprint
from handlers.owner.testing.moments import clock_of
from handlers.owner.testing.pause_views import Scope
from handlers.owner.testing.views import PAGE, Wording
from handlers.phrases import moment
from handlers.press import button, minutes_of
from handlers.tongue import Html, lines

SHOWN = 60


def which_group(
    say: Wording, statuses: Sequence[GroupStatus], said: tuple[str, str], kept: int
) -> View:
    """Of which group was that said, or of one that is still to be made.

    Args:
        said: The text, and the name in it that no group has.
        kept: Under which the text waits for a new group.
    """
    t, (text, called) = say.t, said
    unknown = t("还没有叫“{name}”的采样组。", name=called) if called and statuses else None
    ask = t("说的是哪一组？") if statuses else t("还没有采样组。先建一组，建好就按这句话记。")
    words = lines(t("您说：“{said}”", said=masked(t, text)[:SHOWN]), unknown, ask)
    groups = (
        button(say.title(each), "test:said", kept, each.group.id) for each in statuses[:PAGE]
    )
    new = button(t("➕ 新建采样组"), "test:new", kept)
    return View(words, (*rows_of(*groups), (new,), navigation(t)))


def written_long_ago(say: Wording, written: datetime) -> Html:
    """The words said “just now”, which is long ago: nothing was recorded by them."""
    at = moment(say.t, written, say.zone)
    return say.t("那句话是 {at} 写的，还没有记。", at=at)


def confirm_several(say: Wording, statuses: Sequence[GroupStatus], at: datetime | None) -> View:
    """These groups, at this moment? They are ticked already.

    Args:
        at: None if nothing was said of it: then it is now.
    """
    t, ids = say.t, [status.group.id for status in statuses]
    print_, more = fingerprint(ids), len(ids) - PAGE
    text = lines(
        t("这 {count} 个组，都记成采过了吗？", count=len(ids)),
        *(Html(f"· {say.title(status)}") for status in statuses[:PAGE]),
        t("… 还有 {count} 个，见采样总览", count=more) if more > 0 else None,
        _at(say, statuses[0].now, at),
    )
    shown = at or statuses[0].now
    yes = button(t("✅ 对，记下"), "test:manyat", print_, clock_of(shown))
    some = button(t("只是其中几组"), "test:many", 0)
    return View(
        text, ((yes,), (some, button(t("换个时间"), "test:manywhen", print_)), navigation(t))
    )


def confirm_one(say: Wording, status: GroupStatus) -> View:
    """This group, just now?"""
    t, group = say.t, status.group
    text = lines(
        t("<b>{group}</b>，记成采过了吗？", group=say.title(status)), _at(say, status.now, None)
    )
    shown = minutes_of(status.now)
    yes = button(t("✅ 对，记下"), "test:at", group.id, shown, mark(group))
    some = button(t("只采了一部分"), "test:some", group.id)
    when = button(t("换个时间"), "test:when", group.id)
    return View(text, ((yes,), (some, when), navigation(t)))


def confirm_pause(say: Wording, scope: Scope, days: Days, known: PauseCard | None) -> View:
    """These days off?

    Args:
        known: What is on record now and would be replaced.
    """
    t, gid = say.t, scope.id
    text = lines(
        t("<b>{who}</b>停产、放假：{span}。对吗？", who=scope.name(say), span=_span(say, days)),
        None
        if known is None
        else t("会替换现在记的：{span}", span=pause_span(t, known.span, scope.now, say.zone)),
        t("期间不催采样、不算超期；恢复前一天傍晚我提醒您哪些要先采。"),
    )
    last = "0" if days.last is None else f"{days.last:%Y%m%d}"
    yes = button(t("✅ 对，记下"), "test:pset", gid, f"{days.first:%Y%m%d}", last)
    other = button(t("改到别的日子"), "test:pchange", gid)
    back = button(t("采样总览"), "test:list")
    return View(text, ((yes,), (other, back), navigation(t)))


def _at(say: Wording, now: datetime, at: datetime | None) -> Html:
    when = moment(say.t, at or now, say.zone)
    if at is None or at == now:
        return say.t("采样时间：刚刚（{at}）", at=when)
    return say.t("采样时间：{at}", at=when)


def _span(say: Wording, days: Days) -> Html:
    t, first = say.t, day(say.t, days.first, say.zone)
    if days.last is None:
        return t("{start}起，还不知道到哪天", start=first)
    count = (days.last - days.first).days + 1
    if count == 1:
        return t("{day}一天", day=first)
    last = day(t, days.last, say.zone)
    return t("{first}到{last}，共 {count} 天", first=first, last=last, count=count)
