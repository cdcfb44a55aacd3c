"""An invitation code is typed, or comes with /start: its owner becomes an officer."""

from typing import Final

from telegram import Update, User

from bot.domain.errors import NotYours
from bot.domain.member_refusals import InviteCode
from bot.domain.speech import Notice, Replies, View
from bot.domain.staff import Power
from bot.services.cases.absence import place_waiting
from bot.services.cases.backlog import backlog_of
from bot.services.cases.lists import cases_to_do, unclaimed_cases
from bot.services.cases.spreading import spread_in
from bot.services.staff.officers import Joined, join, officer_of
from bot.services.staff.posts import asked_of
from bot.store.uow import UnitOfWork
from handlers.desk import home_views as views
from handlers.desk.cases import list_views
from handlers.desk.context import Clerk, Desk, clerk_of
from handlers.desk.staff.voice import not_at_work
from handlers.notices import case_absence
from handlers.notices import staff as notices
from handlers.notices.case_backlog import backlog_words
from handlers.notices.case_words import place
from handlers.notices.staff_words import post_words
from handlers.tongue import Html, Tongue, lines, tongue_of

NAME_LENGTH: Final = 64


async def with_code(desk: Desk, update: Update, typed: str) -> None:
    """Try the code. A wrong one is answered as a normal act: it must be counted."""
    user = update.effective_user
    if user is not None:
        await desk.app.act(update, lambda uow: _joined(desk, uow, user, typed))


def _joined(desk: Desk, uow: UnitOfWork, user: User, typed: str) -> Replies:
    t = tongue_of(user.language_code)
    name = user.full_name[:NAME_LENGTH]
    came = join(uow, user.id, name, t.language, typed, desk.real_now())
    if isinstance(came, InviteCode):
        return Replies(say=(_refused(uow, t, user.id, came),))
    if came.invited_by is None:
        placed = _placed(desk, uow, came)
        return Replies(say=_welcome(desk, uow, clerk_of(uow, came.officer), came), also=placed)
    told = [
        notice
        for asked in asked_of(uow, came.officer, came.invited_by)
        for notice in notices.waits(desk.rulebase, asked)
    ]
    return Replies(say=(_waits(desk, uow, came),), also=tuple(told))


def _welcome(desk: Desk, uow: UnitOfWork, who: Clerk, came: Joined) -> tuple[View, ...]:
    if not came.is_new:
        posts = (post_words(who.t, desk.rulebase, post) for post in came.posts)
        return (views.menu(who, lines(who.t("✅ 您有了新岗位："), *posts, _backlog(uow, who))),)
    where = place(who.t, desk.rulebase, came.posts[0].region)
    return (views.joined(who, where, _backlog(uow, who)), *_first_list(desk, uow, who))


def _backlog(uow: UnitOfWork, who: Clerk) -> Html | None:
    """What waited before they came: nobody tells them of it any more."""
    return backlog_words(who.t, backlog_of(uow, who.officer))


def _first_list(desk: Desk, uow: UnitOfWork, who: Clerk) -> tuple[View, ...]:
    if Power.CASE_READ not in who.powers:
        return ()
    waiting = unclaimed_cases(uow, who.officer)
    if waiting.lines:
        return (list_views.unclaimed(who.t, desk.rulebase, waiting, desk.zone),)
    todo = cases_to_do(uow, who.officer)
    return (list_views.todo(who, desk.rulebase, todo, desk.zone),) if todo.lines else ()


def _placed(desk: Desk, uow: UnitOfWork, came: Joined) -> tuple[Notice, ...]:
    """What waited for somebody at this desk lies on it now; they see it in their list."""
    regions = dict.fromkeys(post.region for post in came.posts)
    found = [
        card
        for region in regions
        for placing in (place_waiting, spread_in)
        for card in placing(uow, desk.ground, region)
    ]
    chat_id = came.officer.chat_id
    return case_absence.placed(desk.rulebase, found, uow.new_uid(), desk.zone, besides=chat_id)


def _waits(desk: Desk, uow: UnitOfWork, came: Joined) -> View:
    """A second administrator has yet to agree; who works already goes on meanwhile."""
    t = Tongue(came.officer.language)
    if came.is_new:
        return views.unconfirmed(t)
    words = post_words(t, desk.rulebase, came.posts[0])
    said = t("新岗位“{post}”等另一位管理员确认后生效。", post=words)
    try:
        return views.menu(clerk_of(uow, officer_of(uow, came.officer.chat_id)), said)
    except NotYours:
        return views.unconfirmed(t)


def _refused(uow: UnitOfWork, t: Tongue, chat_id: int, code: InviteCode) -> View:
    if code is not InviteCode.ALREADY_MEMBER:
        return views.not_opened(t, code)
    try:
        return views.already_in(clerk_of(uow, officer_of(uow, chat_id)))
    except NotYours as refusal:
        return not_at_work(t, refusal)
