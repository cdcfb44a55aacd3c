"""What is asked about a test group: who they are, how many, and when they were sampled."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from bot.domain.parts import newest
from bot.domain.sampling_refusals import SamplingCode, SamplingRefusal
from bot.domain.speech import Button, View, rows_of
from bot.domain.times import lacks_hour
from bot.services.testing.coverage import Coverage
from bot.services.testing.standing import GroupStatus
from handlers.notices.sampling_words import last_sampling, mark, part_line
from handlers.owner.home_views import navigation
from handlers.owner.testing.moments import UNKNOWN, likely
from handlers.owner.testing.views import Wording
from handlers.phrases import moment
from handlers.press import button, minutes_of
from handlers.tongue import Html, Tongue, lines
from policies.words import Words


def which_post(
    t: Tongue, posts: Mapping[str, Words], offers: Collection[Words], kept: int | None = None
) -> View:
    """Which people are in the new group.

    Args:
        offers: What some posts may use and others may not.
        kept: What waits for the group, or what it is called.
    """
    named = _kept(kept)
    buttons = [button(t.plain(label), "test:post", post, *named) for post, label in posts.items()]
    cancel = button(t("采样总览"), "test:list")
    listed = Html(t("、").join(t.words(offer) for offer in offers))
    text = lines(
        t("这一组是做什么的？"),
        t("岗位不同，能不能{offers}也不同。", offers=listed) if offers else None,
    )
    return View(text, (*rows_of(*buttons), (cancel,), navigation(t)))


def how_many(
    t: Tongue, skip: Button, *, rest: Button | None = None, before: Html | None = None
) -> View:
    """How many people are in the group?

    Args:
        rest: One tap for everybody who is in no group yet.
        before: What is said first, e.g. that something was no number.
    """
    text = lines(
        before,
        t("这一组有多少人？写个数就行。"),
        t("<i>例如：12</i>"),
    )
    every = ((rest,),) if rest is not None else ()
    return View(text, (*every, (skip,), navigation(t)))


def size_not_read(t: Tongue, text: str) -> Html:
    """What was typed is no number."""
    return t("没看懂“{text}”。", text=text[:40])


def what_a_group_is(t: Tongue) -> Html:
    """Why a number of people is asked, and of whom."""
    return lines(
        t("同一类岗位、一起采样的人编成一组，一个人也行。"),
        t("人数只用来看全厂有没有漏采的，大概数就够；说不准就点“不清楚”，到期照样提醒。"),
    )


def rest_of_firm(
    t: Tongue, post: str, coverage: Coverage | None, kept: int | None = None
) -> Button | None:
    """Everybody who is in no group yet, where that number is known for certain."""
    left = None if coverage is None or coverage.staff.rough else coverage.missing
    if not left:
        return None
    label = t("还没编组的 {count} 人都在这一组", count=f"{left:,}")
    return button(label, "test:made", post, left, *_kept(kept))


def skip_new(t: Tongue, post: str, kept: int | None = None) -> Button:
    """不清楚, while a group is made."""
    return button(t("不清楚"), "test:made", post, *(() if kept is None else (UNKNOWN, kept)))


def _kept(kept: int | None) -> tuple[int, ...]:
    return () if kept is None else (kept,)


def skip_change(t: Tongue, group_id: int) -> Button:
    """不清楚, for a group that there is."""
    return button(t("不清楚"), "test:nosize", group_id)


def time_not_read(t: Tongue, wrong: str | None) -> Html | None:
    """What was written instead of a time, if something was."""
    if wrong is None:
        return None
    if lacks_hour(wrong):
        return t("“{text}”，几点采的？请带上钟点，例如：前天下午 3 点。", text=wrong[:40])
    return t("没看懂“{text}”是什么时候。请写清哪天几点，一个过去的时间。", text=wrong[:40])


def how_to_say_when(t: Tongue) -> Html:
    """Examples of times that are understood."""
    return t("<i>点按钮，或直接写，例如：今天早上 8 点半、昨天 20:00、7月14日 15:20</i>")


def when(
    say: Wording,
    status: GroupStatus,
    *,
    before: Html | None = None,
    wrong: str | None = None,
    written: datetime | None = None,
) -> View:
    """When the group was sampled: the likely moments as buttons, any other typed.

    Args:
        written: When somebody wrote that it was just sampled; that may be it as well.
    """
    t, group = say.t, status.group
    text = lines(
        before,
        time_not_read(t, wrong),
        t("<b>{group}</b>最近一次采样是什么时候？", group=say.title(status)),
        *_known(say, status),
        how_to_say_when(t),
    )
    asked = minutes_of(status.now)
    now = button(t("刚刚"), "test:done", group.id, mark(group), asked)
    moments = [
        button(label, "test:at", group.id, minutes_of(at))
        for label, at in _likely(say, status, written)
    ]
    never = [] if group.sampled_at else [button(t("还没采过"), "test:show", group.id)]
    return View(text, (*rows_of(now, *moments, *never), navigation(t)))


def _likely(
    say: Wording, status: GroupStatus, written: datetime | None
) -> Iterable[tuple[str, datetime]]:
    known = newest(status.group.parts)
    offered = likely(say, status.now, known)
    if written is None or (known is not None and written <= known):
        return offered
    label = say.t("写那句话的时候（{at}）", at=moment(say.t, written, say.zone))
    return [(label, written), *offered]


def _known(say: Wording, status: GroupStatus) -> list[Html]:
    t, group = say.t, status.group
    if group.sampled_at is None:
        return []
    if len(group.parts) == 1:
        return [last_sampling(t, group.sampled_at, say.zone)]
    return [part_line(t, part, status.now, say.zone) for part in status.parts]


def time_refused(say: Wording, status: GroupStatus, refusal: SamplingRefusal) -> View:
    """A time that cannot be recorded as it stands: why, and the way on."""
    if refusal.code is SamplingCode.NOT_NEWEST:
        return _older(say, status, refusal)
    return when(say, status, before=why(say, status, refusal))


def why(say: Wording, status: GroupStatus, refusal: SamplingRefusal) -> Html:
    """Why a time cannot be recorded."""
    t, stated = say.t, _said(say, refusal, "stated")
    if refusal.code is SamplingCode.IN_FUTURE:
        return t("{stated} 还没到，不能先记。", stated=stated)
    if refusal.code is SamplingCode.TOO_OLD:
        return t("{stated} 是 7 天以前，算不出现在的期限。请给最近一次。", stated=stated)
    return t(
        "{group}已经记有 {known} 的采样，比 {stated} 新（或相同）。",
        group=say.name(status),
        known=_said(say, refusal, "known"),
        stated=stated,
    )


def _older(say: Wording, status: GroupStatus, refusal: SamplingRefusal) -> View:
    t, group, stated = say.t, status.group, _said(say, refusal, "stated")
    text = lines(
        why(say, status, refusal),
        t("没有改动。如果原来那条记错了，可以改成这个时间，期限会相应提前。"),
    )
    at = refusal.params.get("stated")
    rows = []
    if isinstance(at, datetime):
        change = t("改成 {stated}", stated=stated)
        rows.append((button(change, "test:fix", group.id, minutes_of(at)),))
    rows.append((button(t("不改"), "test:show", group.id),))
    return View(text, (*rows, navigation(t)))


def _said(say: Wording, refusal: SamplingRefusal, param: str) -> Html:
    at = refusal.params.get(param)
    return moment(say.t, at, say.zone) if isinstance(at, datetime) else Html("")
