"""Somebody comes, or a truck goes: what was read, and whether a list shall keep it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.arrivals import Visitors
from bot.domain.came import Came
from bot.domain.speech import View
from bot.domain.trips_said import TripSaid
from bot.store.problems import ProblemCard
from handlers.notices.duty_words import day_part_words, day_words
from handlers.owner.arrivals.form_views import with_test
from handlers.owner.home_views import back
from handlers.owner.problems.pieces import Left, human, left_row
from handlers.owner.trucks.said_views import nameless, parts, trucks_in
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def visit(
    t: Tongue,
    problem: ProblemCard,
    visitors: Sequence[Visitors],
    zone: ZoneInfo,
    left: Left | None,
) -> View:
    """Those who come, as they were read."""
    over = all(each.came is not None for each in visitors)
    text = lines(
        _heading(t, visitors, over=over),
        *(_who(t, each, zone) for each in visitors),
        t("记到来人名单吗？没报备的，我告诉您怎么补。")
        if over
        else t("记到来人名单吗？到之前我提醒您报备。"),
    )
    return _asked(t, problem, text, (t("记一次到访"), "prob:visit"), left)


def trip(
    t: Tongue, problem: ProblemCard, said: TripSaid, zone: ZoneInfo, left: Left | None
) -> View:
    """A trip, as it was read."""
    text = lines(
        t("像是要出车："),
        *(t("· {part}", part=part) for part in parts(t, trucks_in(said), said, zone)),
        nameless(t, said),
        t("记一趟出车吗？司乘核酸快到期、该出发时我提醒您。"),
    )
    return _asked(t, problem, text, (t("记一趟出车"), "prob:trip"), left)


def _asked(
    t: Tongue, problem: ProblemCard, text: Html, keep: tuple[str, str], left: Left | None
) -> View:
    label, name = keep
    rows = (
        (button(label, name, problem.id),),
        (button(t("其实是诉求"), "prob:new", problem.id),),
        *left_row(t, left),
        (back(t), human(t, problem)),
    )
    return View(text, rows)


def _heading(t: Tongue, visitors: Sequence[Visitors], *, over: bool) -> Html:
    if not any(each.came or each.coming.day or each.coming.moments for each in visitors):
        return t("是说要来的人吗？")
    return t("像是有人来了：") if over else t("像是有人要来：")


def _who(t: Tongue, read: Visitors, zone: ZoneInfo) -> Html:
    label = with_test(t, read.label, read.tested)
    who = t("{who}", who=label)
    if read.count > 1:
        who = t("{who}（{count} 人）", who=label, count=read.count)
    times = [moment(t, at, zone) for at in read.coming.moments]
    if not times and read.coming.day is not None:
        times = [day_part_words(t, read.coming.day, read.coming.part)]
    if read.came is not None:
        times = [_since(t, read.came, zone)]
    when = Html(t("或").join(times)) if times else t("什么时候来还没说")
    return t("· {who}：{when}", who=who, when=when)


def _since(t: Tongue, came: Came, zone: ZoneInfo) -> Html:
    when = day_words(t, came.day) if came.at is None else moment(t, came.at, zone)
    return t("{when}到的", when=when)
