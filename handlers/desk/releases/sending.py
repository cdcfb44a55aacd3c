"""A file with policies comes: it is taken at once, and checked beside the conversation."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies
from bot.domain.staff import Power
from bot.services.files import take_files
from bot.services.releases.doors import require_editing
from bot.services.releases.releases import take_file
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.releases import card_views as views
from handlers.press import Press

KIND: Final = "policy_file"
ENDINGS: Final = (".yaml", ".yml", ".zip")


async def ask_file(desk: Desk, update: Update, _: Press) -> None:
    """发政策文件: how it goes; a file that comes now is it."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        require_editing(uow, who.officer)
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND))
        return Replies(edit=views.ask_file(who.t))

    await desk.act(update, act)


def is_policy(who: Clerk, message: Mapping[str, object]) -> bool:
    """Whether a file can only be policies: by its name, and from somebody who edits them."""
    document = message.get("document")
    name = document.get("file_name") if isinstance(document, Mapping) else None
    return Power.POLICY_EDIT in who.powers and str(name or "").lower().endswith(ENDINGS)


def received(uow: UnitOfWork, who: Clerk, message: Mapping[str, object]) -> Replies:
    """Something with a file while one is wanted: only a document can be it."""
    require_editing(uow, who.officer)
    if "document" not in message:
        return Replies(say=(views.no_file(who.t),))
    [file] = take_files(uow, message, firm_id=None, bot=BOT)
    release_id = take_file(uow, who.officer, file.id)
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND))
    return Replies(say=(views.taken(who.t, release_id, file.name),))


BUTTONS: Final[Mapping[str, HandlePress]] = {"pol:ask": ask_file}
