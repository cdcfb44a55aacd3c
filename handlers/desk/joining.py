"""An invitation code is typed, or comes with /start: its owner becomes an officer."""

from typing import Final

from telegram import Update, User

from bot.domain.errors import InviteCode
from bot.domain.speech import Replies, View
from bot.services.case_lists import unclaimed_cases
from bot.services.officers import join
from bot.store.officers import find_officer
from bot.store.uow import UnitOfWork
from handlers.desk import case_views
from handlers.desk import home_views as views
from handlers.desk.context import Desk
from handlers.notices.case_words import place
from handlers.tongue import Tongue, tongue_of

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
    waiting = unclaimed_cases(uow, came)
    shown = (case_views.unclaimed(t, desk.rulebase, waiting),) if waiting.lines else ()
    return Replies(say=(views.joined(t, came, place(t, desk.rulebase, came.region)), *shown))


def _refused(uow: UnitOfWork, t: Tongue, chat_id: int, code: InviteCode) -> View:
    officer = find_officer(uow, chat_id)
    if officer is not None:
        return views.already_in(Tongue(officer.language), officer)
    return views.not_opened(t, code)
