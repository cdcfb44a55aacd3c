"""A text at the desk: what was asked for, else a code of somebody new, else the menu."""

from telegram import Update

from bot.domain.speech import Replies
from bot.services.officers import read_code
from bot.store.officers import find_officer
from bot.store.uow import UnitOfWork
from handlers.desk import home, home_views
from handlers.desk.cases import written
from handlers.desk.context import Clerk, Desk
from handlers.desk.joining import with_code


async def start(desk: Desk, update: Update) -> None:
    """/start, maybe with a code behind it."""
    text = (update.message.text if update.message else None) or ""
    code = text.partition(" ")[2].strip()
    if code:
        await with_code(desk, update, code)
    else:
        await home.menu(desk, update)


async def text(desk: Desk, update: Update) -> None:
    """A text that is no command."""
    said = (update.message.text if update.message else None) or ""
    if read_code(said) is not None and not await _is_officer(desk, update):
        await with_code(desk, update, said)
        return

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        answer = written(desk, uow, who, said)
        return answer or Replies(say=(home_views.unasked(who.t, who.officer),))

    await desk.act(update, act)


async def _is_officer(desk: Desk, update: Update) -> bool:
    user = update.effective_user
    chat_id = user.id if user else 0
    return await desk.app.read(lambda uow: find_officer(uow, chat_id) is not None)
