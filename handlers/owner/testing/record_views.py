"""What was recorded, of one group or of several, and what was taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.parts import minute_of
from bot.domain.speech import View
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.sampling import Recorded, Several
from bot.services.testing.standing import GroupStatus
from bot.services.testing.unsampling import Undone
from handlers.notices.offer_words import offer_line, offer_name
from handlers.notices.sampling_words import (
    every_group,
    must_by,
    part_line,
    rest_button,
    rhythm,
)
from handlers.owner.home_views import navigation
from handlers.owner.testing.card_views import MOST, card, pauses, ways_on
from handlers.owner.testing.views import Wording, answer_now, no_rhythm
from handlers.phrases import deadline, duration, moment
from handlers.press import button
from handlers.tongue import Html, lines


def recorded(
    say: Wording, done: Recorded, *, rest: bool = True, rules: SamplingRules | None = None
) -> View:
    """What was recorded, the next deadline, and the way back for ten minutes.

    Args:
        rest: The others may be recorded with one more tap; not when this was that tap.
        rules: Where none of them is in force, that is said with the reason.
    """
    t, status = say.t, done.status
    at = moment(t, done.at, say.zone)
    if done.people is None:
        said = t("✅ 已记下：{group} {at} 采样。", group=say.name(status), at=at)
    else:
        said = t(
            "✅ 已记下：{group} {people} 人，{at} 采样。",
            group=say.name(status),
            people=f"{done.people:,}",
            at=at,
        )
    undo = button(t("撤销（10 分钟内）"), "test:undo", done.sampling_id)
    left = len(status.group.parts) > 1
    silent = rules if rules is not None and not rules.in_force else None
    answer = None if silent is None else answer_now(t, silent)
    text = lines(
        said,
        *(_others(say, done) if left else [_then(say, status, silent)]),
        *pauses(say, status),
        offer_line(t, say.called(status), status, say.zone) if not left else None,
    )
    return View(
        text,
        (
            *([(rest_button(t, status.group, status.now),)] if left and rest else []),
            *(((answer,),) if answer is not None else ()),
            (undo, every_group(t)),
            navigation(t),
        ),
    )


def recorded_several(say: Wording, done: Several) -> View:
    """What one tap recorded of several groups, and which were left as they are."""
    t = say.t
    at = moment(t, done.recorded[0].at, say.zone)
    dues = [each.status.due for each in done.recorded if each.status.due is not None]
    first = min(dues, key=lambda due: due.at, default=None)
    text = lines(
        t("✅ 已记下 {count} 个组 {at} 采样：", count=len(done.recorded), at=at),
        _names(say, [each.status for each in done.recorded]),
        t("最早的下次须在 {by} 前。", by=deadline(t, first.at, say.zone)) if first else None,
        t("这几组已有一样新或更新的记录，没有改动：") if done.left else None,
        _names(say, done.left) if done.left else None,
    )
    undo = button(t("撤销（10 分钟内）"), "test:undo", done.recorded[0].sampling_id)
    return View(text, ((undo, every_group(t)), navigation(t)))


def undone(say: Wording, done: Undone) -> View:
    """The sampling was taken back; this is how it stands again."""
    t = say.t
    if len(done.back) == 1 and not done.kept:
        [status] = done.back
        if status.due is None and status.group.sampled_at is None:
            said = t("已撤销。还没有采样记录，记下一次采样以前没有可提醒的。")
        else:
            said = t("已撤销，提醒恢复了。")
        return card(say, status, before=said)
    text = lines(
        t("已撤销 {count} 个组的这次记录，提醒恢复了：", count=len(done.back)),
        _names(say, done.back),
        t("这几组之后又有变动，没有撤销：") if done.kept else None,
        _names(say, done.kept) if done.kept else None,
    )
    return View(text, ((every_group(t),), navigation(t)))


def put_off_several(say: Wording, until: Sequence[tuple[GroupStatus, datetime]]) -> Html:
    """When the reminders of several groups come back, the first of them."""
    first = moment(say.t, min(at for _, at in until), say.zone)
    return say.t("好的，{at} 起再提醒这 {count} 个组。", at=first, count=len(until))


def offers_off(say: Wording, statuses: Sequence[GroupStatus]) -> View:
    """Several groups hear no more of their offer."""
    called = next((name for each in statuses if (name := say.called(each))), None)
    said = say.t(
        "好的，{groups}的{offer}不再提醒。必须采样的提醒照旧。",
        groups=_names(say, statuses),
        offer=offer_name(say.t, called),
    )
    return ways_on(say, said)


def _others(say: Wording, done: Recorded) -> list[Html]:
    t, status = say.t, done.status
    own = minute_of(done.at)
    parts = [each for each in status.parts if minute_of(each.part.sampled_at) != own]
    listed = [part_line(t, part, status.now, say.zone) for part in parts[:MOST]]
    return [t("其余的仍按各自的时间算："), *listed]


def _then(say: Wording, status: GroupStatus, silent: SamplingRules | None) -> Html | None:
    """Until when they are to be sampled again, or why nobody knows."""
    return _next(say, status) if silent is None else no_rhythm(say.t, silent)


def _next(say: Wording, status: GroupStatus) -> Html | None:
    t, due = say.t, status.due
    if due is None:
        return None if status.pause is not None else t("没有必须再采的期限。")
    by, every = deadline(t, due.at, say.zone), rhythm(t, due.ruled.rhythm)
    if due.at <= status.now and status.pause is None:
        past = duration(t, max(status.now - due.at, timedelta(minutes=1)))
        return t(
            "按这个时间，{by} 就到期了（{every}），已超过 {past}，请尽快再采。",
            by=by,
            every=every,
            past=past,
        )
    if due.returned:
        return must_by(t, due, first=False, zone=say.zone)
    return t("下次须在 {by} 前（{every}）。", by=by, every=every)


def _names(say: Wording, statuses: Sequence[GroupStatus]) -> Html:
    names = [say.title(status) for status in statuses[:MOST]]
    listed = Html("、".join(names) if say.t.language == "zh" else ", ".join(names))
    if len(statuses) > MOST:
        return say.t("{groups}等 {count} 个组", groups=listed, count=len(statuses))
    return listed
