"""What the desk bot says when a handler could not: refusals, bugs, and what nobody wanted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.broadcast_refusals import BroadcastRefusal
from bot.domain.case_refusals import CaseCode, CaseRefusal, IssueRefusal
from bot.domain.case_states import CaseStatus
from bot.domain.errors import (
    AccessCode,
    AnswerCode,
    BadAnswer,
    NotYours,
    Refusal,
    Stale,
    StaleCode,
)
from bot.domain.file_refusals import FileRefusal
from bot.domain.member_refusals import MemberRefusal
from bot.domain.register_refusals import RegisterRefusal
from bot.domain.release_refusals import ReleaseRefusal
from bot.domain.speech import Replies, View
from bot.domain.staff_refusals import StaffRefusal
from bot.services.staff.officers import officer_of
from bot.store.questions import close_question
from bot.store.staff.officers import find_officer
from bot.store.uow import UnitOfWork
from bot.turns import Turn
from handlers.desk import home_views
from handlers.desk.broadcasts.voice import broadcast_refused
from handlers.desk.cases.voice import case_refused
from handlers.desk.context import BOT, clerk_of
from handlers.desk.firms.voice import not_theirs
from handlers.desk.issues.voice import issue_refused
from handlers.desk.registers.voice import register_refused
from handlers.desk.releases.voice import release_refused
from handlers.desk.staff.voice import not_at_work
from handlers.desk.topics.room import elsewhere, only_for_staff, plainly
from handlers.notices.case_words import short_status
from handlers.notices.files import refused
from handlers.phrases import duration, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, tongue_of

RECENT: Final = timedelta(days=1)


@dataclass(frozen=True)
class DeskVoice:
    """See `bot.turns.Voice`. `zone` is that in which people read times."""

    zone: ZoneInfo

    def refusal(self, uow: UnitOfWork, turn: Turn, refusal: Refusal) -> Replies:
        """A sentence with a way on; in a group only whoever pressed reads it."""
        said = self._refusal(uow, turn, refusal)
        if not turn.in_group:
            return said
        at_work = not isinstance(refusal, NotYours) or refusal.params["subject"] != BOT
        return plainly(said, turn, None if at_work else only_for_staff)

    def _refusal(self, uow: UnitOfWork, turn: Turn, refusal: Refusal) -> Replies:
        t = _tongue(uow, turn)
        if isinstance(refusal, NotYours) and refusal.params["subject"] == BOT:
            # The pressed card is not theirs to look at any more, or not yet: it is taken away.
            view = not_at_work(t, refusal)
            waits = refusal.code is AccessCode.UNCONFIRMED
            toast = t("还没有确认。") if waits else None
            return Replies(edit=view, toast=toast) if turn.pressed else Replies(say=(view,))
        if isinstance(refusal, CaseRefusal):
            return self._case(uow, turn, t, refusal)
        if isinstance(refusal, IssueRefusal):
            return self._issue(uow, turn, t, refusal)
        if refusal.code is StaleCode.ANSWERED and turn.pressed:
            return Replies(toast=t("这一步已经办过或取消了，不用再点。"))
        return Replies(say=(self._plain(uow, t, refusal),))

    def _plain(self, uow: UnitOfWork, t: Tongue, refusal: Refusal) -> View:
        """One that closes no question and takes no card away."""
        match refusal:
            case RegisterRefusal():
                return register_refused(uow, t, refusal, self.zone)
            case ReleaseRefusal():
                return release_refused(t, refusal)
            case BroadcastRefusal():
                return broadcast_refused(t, refusal)
            case _:
                return View(_sentence(t, refusal), ((home_views.back(t),),))

    def failure(self, uow: UnitOfWork, turn: Turn, error_id: str) -> View:
        """A bug: the id to name, and that nothing was half done."""
        t = _tongue(uow, turn)
        text = t(
            "抱歉，刚才这一步程序出错了，什么都没有改动。编号 <code>{id}</code>，已经记录。"
            "可以再试一次；还不行请把编号告诉管理员。",
            id=error_id,
        )
        return View(text, ((home_views.back(t),),))

    def help(self, uow: UnitOfWork, turn: Turn) -> Replies:
        """What can be done here, for an update that no handler wanted."""
        if turn.chat_id is None or turn.in_group:
            return Replies(toast=elsewhere(turn) if turn.pressed else None)
        t = _tongue(uow, turn)
        try:
            officer = officer_of(uow, turn.chat_id)
        except NotYours as refusal:
            return Replies(say=(not_at_work(t, refusal),))
        return Replies(say=(home_views.menu(clerk_of(uow, officer), _unhandled(t, turn)),))

    def _case(self, uow: UnitOfWork, turn: Turn, t: Tongue, refusal: CaseRefusal) -> Replies:
        if refusal.code is not CaseCode.RESULT_MISSING and turn.sender_id is not None:
            # What was asked for cannot be taken any more, however often it is written.
            close_question(uow, BOT, turn.sender_id)
        show = button(t("看事项"), "case:show", refusal.params["case_id"])
        view = View(self._why(t, refusal, uow.now), ((show, home_views.back(t)),))
        return Replies(edit=view) if turn.pressed else Replies(say=(view,))

    def _issue(self, uow: UnitOfWork, turn: Turn, t: Tongue, refusal: IssueRefusal) -> Replies:
        if turn.chat_id is not None:
            # What was asked for cannot be taken any more, however often it is written.
            close_question(uow, BOT, turn.chat_id)
        view = issue_refused(t, refusal)
        return Replies(edit=view) if turn.pressed else Replies(say=(view,))

    def _why(self, t: Tongue, refusal: CaseRefusal, now: datetime) -> Html:
        number, holder = refusal.params["number"], refusal.params["holder"]
        if refusal.code is CaseCode.ALREADY_CLAIMED:
            when = self._when(t, refusal.params["held_since"], now)
            return t(
                "未能受理 <b>{number}</b>：{holder} {when}已受理。",
                number=number,
                holder=holder,
                when=when,
            )
        return case_refused(t, refusal) or _over(t, refusal)

    def _when(self, t: Tongue, since: object, now: datetime) -> Html:
        """How long ago, or on what day."""
        if not isinstance(since, datetime):
            return Html("")
        span = now - since
        if span >= RECENT:
            return moment(t, since, self.zone)
        if span < timedelta(seconds=1):
            return t("刚刚")
        if span < timedelta(minutes=1):
            return t("{seconds} 秒前", seconds=int(span.total_seconds()))
        return t("{span}前", span=duration(t, span))


def _over(t: Tongue, refusal: CaseRefusal) -> Html:
    standing = short_status(t, CaseStatus(str(refusal.params["status"])))
    return t(
        "<b>{number}</b> 现在是“{status}”，做不了这一步。",
        number=refusal.params["number"],
        status=standing,
    )


def _bad(t: Tongue, refusal: BadAnswer) -> Html:
    match refusal.code:
        case AnswerCode.TOO_LONG:
            return t("太长了，一次最多 {most} 字。请分几次发。", most=refusal.params["most"])
        case AnswerCode.NO_RESULT:
            return t("请写清办了什么、结果怎样，各家企业都会看到。例：已联系××卡口，15:20 放行。")
        case AnswerCode.NO_REASON:
            return t("请写清为什么，企业会看到，也好照着补。例：还没有疫情防控应急预案。")
        case _:
            return t("没有看到文字。请再写一次。")


def _sentence(t: Tongue, refusal: Refusal) -> Html:
    match refusal:
        case Stale():
            return _stale(t, refusal)
        case FileRefusal():
            return refused(t, refusal)
        case BadAnswer():
            return _bad(t, refusal)
        case NotYours() | MemberRefusal() | StaffRefusal():
            return not_theirs(t, refusal)
        case _:
            return t("没有找到这件事项，或者不在您负责的地方。")


def _stale(t: Tongue, refusal: Stale) -> Html:
    if refusal.code is StaleCode.EXPIRED:
        return t("已经过了可以撤回的时间。要改的话，请从菜单重新办一次。")
    return t("情况已经变了，这个按钮是旧的。请从菜单重新点开。")


def _unhandled(t: Tongue, turn: Turn) -> Html | None:
    if turn.pressed:
        return t("这个按钮是旧的，已经不能用了。")
    return home_views.help_text(t)


def _tongue(uow: UnitOfWork, turn: Turn) -> Tongue:
    officer = find_officer(uow, int(turn.sender_id or 0))
    if officer is not None:
        return Tongue(officer.language)
    return tongue_of(turn.event.get("from", {}).get("language_code"))
