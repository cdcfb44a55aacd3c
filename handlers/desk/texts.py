"""A text at the desk: a code of somebody new, or what an officer writes."""

from telegram import Update

from bot.services.codes import read_code
from bot.services.staff.officers import is_invitation
from bot.store.staff.officers import find_officer
from handlers.desk import finding, home
from handlers.desk.broadcasts import compose
from handlers.desk.context import Desk
from handlers.desk.registers import documents, preview
from handlers.desk.said import placed
from handlers.desk.staff.joining import with_code
from handlers.subjects import replied_to


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
    if await _is_code(desk, update, said):
        await with_code(desk, update, said)
        return

    subject = replied_to(desk.app.turn_of(update).event)
    if subject is None and await preview.takes(desk, update):
        await preview.typed(desk, update, said)
        return
    if subject is None and await documents.takes(desk, update, said):
        await documents.command(desk, update)
        return
    if subject is None and await compose.takes(desk, update):
        await compose.typed(desk, update)
        return
    if subject is None and await finding.takes(desk, update, said):
        await finding.typed(desk, update, said)
        return
    await desk.act(update, lambda uow, who: placed(desk, uow, who, said, subject))


async def _is_code(desk: Desk, update: Update, said: str) -> bool:
    """Whether a text is a code: of somebody at work only if there is such an invitation.

    They may as well write a firm a number that merely looks like one.
    """
    if read_code(said) is None:
        return False
    user = update.effective_user
    chat_id = user.id if user else 0
    return await desk.app.read(
        lambda uow: find_officer(uow, chat_id) is None or is_invitation(uow, said)
    )
