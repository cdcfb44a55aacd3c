"""我请假: from when until when, who stands in, what that moves; and 我回来了."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from telegram import Update

from bot.domain.days import Days, read_days
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.domain.staff_refusals import StaffRefusal
from bot.services.cases.absence import cases_in_hand, taken_meanwhile
from bot.services.staff import leave as acts
from bot.services.staff.leave import Span
from bot.services.staff.posts import staff_member
from bot.services.staff.takeover import load_of
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.staff import leave_views as views
from handlers.desk.staff.voice import staff_refused
from handlers.notices import care, case_absence
from handlers.notices import staff as notices
from handlers.press import Press
from handlers.tongue import Html

KIND: Final = "leave"
DAY: Final = timedelta(days=1)
MARK: Final = 8


async def mine(desk: Desk, update: Update, _: Press) -> None:
    """我请假: what is known, or when?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        ahead = acts.own_leaves(uow, who.officer)
        if ahead:
            close_question(uow, BOT, who.officer.chat_id)
            return Replies(edit=views.ahead(who.t, ahead, uow.now, desk.zone))
        return Replies(edit=_when(uow, who, who.officer))

    await desk.act(update, act)


async def another(desk: Desk, update: Update, _: Press) -> None:
    """再请一次."""
    await desk.act(update, lambda uow, who: Replies(edit=_when(uow, who, who.officer)))


async def for_somebody(desk: Desk, update: Update, press: Press) -> None:
    """登记请假: an administrator says it for one of the staff."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        officer = staff_member(uow, who.officer, press.number())
        ahead = acts.own_leaves(uow, officer)
        if ahead:
            return Replies(edit=views.ahead(who.t, ahead, uow.now, desk.zone, officer))
        return Replies(edit=_when(uow, who, officer))

    await desk.act(update, act)


async def on(desk: Desk, update: Update, press: Press) -> None:
    """今天 or 明天, by a button."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        ahead = press.number()
        if ahead > 1:
            raise Stale(StaleCode.CHANGED)
        day = _today(desk, uow) + ahead * DAY
        return Replies(edit=_who(desk, uow, who, _asked(uow, who), Days(day, day)))

    await desk.act(update, act)


async def deputy(desk: Desk, update: Update, press: Press) -> None:
    """Who stands in; what that moves is shown before it is kept."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        officer, days = _drafted(uow, who)
        chosen = press.number() or None
        leave = acts.preview(uow, who.officer, officer.id, _span(desk, uow, days), chosen)
        mark = _keep(uow, who, officer.id, days, chosen or 0)
        own = officer == who.officer
        return Replies(edit=views.sure(who.t, leave, mark, desk.zone, own=own))

    await desk.act(update, act)


async def keep(desk: Desk, update: Update, press: Press) -> None:
    """确定, under the very words that are kept: another preview's button keeps nothing."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if not _is_of_draft(uow, who, press):
            said = who.t("这个“确定请假”是旧的，没有照它登记。")
            ahead = acts.own_leaves(uow, who.officer)
            return Replies(edit=views.ahead(who.t, ahead, uow.now, desk.zone, before=said))
        officer, days = _drafted(uow, who)
        chosen = _deputy(uow, who)
        close_question(uow, BOT, who.officer.chat_id)
        leave = acts.take_leave(uow, who.officer, officer.id, _span(desk, uow, days), chosen)
        mark = uow.new_uid()
        own = officer == who.officer
        themselves = notices.sent_on_leave(leave, who.officer, mark, desk.zone)
        told = (
            *(() if own else (themselves,)),
            *notices.stands_in(leave, mark, desk.zone),
            *care.on_leave(desk.rulebase, leave, mark, desk.zone),
            *case_absence.on_leave(
                cases_in_hand(uow, desk.ground, officer.id), leave, mark, desk.zone
            ),
        )
        view = views.kept(who.t, leave, desk.zone, own=own)
        return Replies(edit=view, also=told)

    await desk.act(update, act)


async def end(desk: Desk, update: Update, press: Press) -> None:
    """我回来了, or a leave that is called off."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        ended = acts.end_leave(uow, who.officer, press.number())
        mark = uow.new_uid()
        kept = taken_meanwhile(uow, desk.ground, ended)
        told = (*notices.no_longer(ended, kept, mark), *care.back(desk.rulebase, ended, mark))
        own = ended.officer == who.officer
        return Replies(edit=views.ended(who.t, ended, kept, own=own), also=told)

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the days that were asked for; None if they were not."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != KIND:
        return None
    officer, days = _asked(uow, who), read_days(text, _today(desk, uow))
    if days is None:
        return Replies(say=(views.not_understood(who.t, officer, own=officer == who.officer),))
    return Replies(say=(_who(desk, uow, who, officer, days),))


def away(desk: Desk, uow: UnitOfWork, who: Clerk) -> Html | None:
    """That this officer is on leave now; None if they are not."""
    now = (each for each in acts.own_leaves(uow, who.officer) if each.absence.since <= uow.now)
    leave = next(now, None)
    return None if leave is None else views.away(who.t, leave, desk.zone)


def _when(uow: UnitOfWork, who: Clerk, officer: OfficerCard) -> View:
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND, _subject(officer.id)))
    return views.when(who.t, officer, own=officer == who.officer)


def _who(desk: Desk, uow: UnitOfWork, who: Clerk, officer: OfficerCard, days: Days) -> View:
    span, own = _span(desk, uow, days), officer == who.officer
    try:
        acts.check_span(uow, who.officer, officer.id, span)
    except StaffRefusal as refusal:
        ahead = acts.own_leaves(uow, officer)
        said = staff_refused(who.t, refusal)
        whose = None if own else officer
        return views.ahead(who.t, ahead, uow.now, desk.zone, whose, said)
    _keep(uow, who, officer.id, days, 0)
    found = acts.deputies(uow, officer.id, span)
    loads = load_of(uow, [each.id for each in found])
    return views.who(who.t, views.Asked(officer, own=own), span, found, loads, desk.zone)


def _is_of_draft(uow: UnitOfWork, who: Clerk, press: Press) -> bool:
    question = open_question(uow, BOT, who.officer.chat_id)
    asked = question is not None and question.kind == KIND
    return asked and question is not None and press.word() == question.context.get("mark")


def _keep(uow: UnitOfWork, who: Clerk, officer_id: int, days: Days, deputy_id: int) -> str:
    """The draft as it is now; how the button under its preview names it."""
    mark = uow.new_uid()[:MARK]
    context = {
        "first": days.first.isoformat(),
        "last": None if days.last is None else days.last.isoformat(),
        "deputy": deputy_id,
        "mark": mark,
    }
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND, _subject(officer_id), context))
    return mark


def _subject(officer_id: int) -> str:
    return f"officer:{officer_id}"


def _asked(uow: UnitOfWork, who: Clerk) -> OfficerCard:
    """Whose leave is being asked about.

    Raises:
        Stale: Nobody's: the button is an old one.
    """
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != KIND:
        raise Stale(StaleCode.CHANGED)
    return officer_by_id(uow, int(question.subject.partition(":")[2]))


def _drafted(uow: UnitOfWork, who: Clerk) -> tuple[OfficerCard, Days]:
    officer, question = _asked(uow, who), open_question(uow, BOT, who.officer.chat_id)
    if question is None or "first" not in question.context:
        raise Stale(StaleCode.CHANGED)
    first, last = question.context["first"], question.context["last"]
    until = None if last is None else date.fromisoformat(last)
    return officer, Days(date.fromisoformat(first), until)


def _deputy(uow: UnitOfWork, who: Clerk) -> int | None:
    question = open_question(uow, BOT, who.officer.chat_id)
    return None if question is None else question.context.get("deputy") or None


def _today(desk: Desk, uow: UnitOfWork) -> date:
    return uow.now.astimezone(desk.zone).date()


def _span(desk: Desk, uow: UnitOfWork, days: Days) -> Span:
    """Whole days; the first begins now if it is today."""
    since = max(_midnight(desk, days.first), uow.now)
    return Span(since, None if days.last is None else _midnight(desk, days.last + DAY))


def _midnight(desk: Desk, day: date) -> datetime:
    return datetime.combine(day, time(), desk.zone).astimezone(UTC)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "leave:mine": mine,
    "leave:more": another,
    "leave:for": for_somebody,
    "leave:on": on,
    "leave:deputy": deputy,
    "leave:keep": keep,
    "leave:end": end,
}
