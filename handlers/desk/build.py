"""The desk bot on one screen: every handler, in the order in which they are tried."""

from collections.abc import Callable, Coroutine, Mapping
from contextvars import ContextVar
from typing import Any, Final, TypeAlias

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.lanes import Feed
from bot.turns import Turn
from handlers.desk import (
    attachments,
    duties,
    edited,
    finding,
    held_back,
    home,
    late_firms,
    menu_words,
    privacy,
    said,
    settings,
    texts,
    tools,
)
from handlers.desk.assignments import care, care_giving
from handlers.desk.broadcasts import screens as broadcasts
from handlers.desk.bulk import assigning
from handlers.desk.canned import keep as canned_keep
from handlers.desk.canned import use as canned_use
from handlers.desk.cases import cases
from handlers.desk.cases import closing as case_closing
from handlers.desk.cases import export as case_export
from handlers.desk.cases import handling as case_handling
from handlers.desk.cases import history as case_history
from handlers.desk.cases import moving as case_moving
from handlers.desk.cases import phones as case_phones
from handlers.desk.context import Desk, Handle, HandlePress
from handlers.desk.digests import digests, dispatches
from handlers.desk.firms import firms
from handlers.desk.firms import looks as firm_looks
from handlers.desk.issues import screens as issues
from handlers.desk.ledger import screens as ledger
from handlers.desk.registers import documents
from handlers.desk.registers import screens as registers
from handlers.desk.releases import screens as releases
from handlers.desk.routing_table import screens as routing_table
from handlers.desk.staff import invite as staff_invite
from handlers.desk.staff import leave, staff, units
from handlers.desk.staff import leaving as staff_leaving
from handlers.desk.topics import binding, talk
from handlers.desk.wire import GatedBot, base_url, request
from handlers.press import read_press

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
DeskApplication: TypeAlias = Application[
    GatedBot, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None
]
Callback: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, None]]

COMMANDS: Final[Mapping[str, Handle]] = {
    "start": texts.start,
    "menu": home.menu,
    "help": home.show_help,
    "privacy": privacy.show,
    "language": home.languages,
    "settings": settings.show,
    "cancel": settings.cancel,
    "today": digests.today,
    "inforce": documents.command,
}
BUTTONS: Final[Mapping[str, HandlePress]] = {
    "desk:menu": home.back,
    "desk:speak": home.speak,
    **settings.BUTTONS,
    **cases.BUTTONS,
    **case_export.BUTTONS,
    **case_history.BUTTONS,
    **case_phones.BUTTONS,
    **case_handling.BUTTONS,
    **case_moving.BUTTONS,
    **case_closing.BUTTONS,
    **digests.BUTTONS,
    **dispatches.BUTTONS,
    **finding.BUTTONS,
    **canned_use.BUTTONS,
    **canned_keep.BUTTONS,
    **tools.BUTTONS,
    **assigning.BUTTONS,
    **routing_table.BUTTONS,
    **firms.BUTTONS,
    **firm_looks.BUTTONS,
    **care.BUTTONS,
    **care_giving.BUTTONS,
    **leave.BUTTONS,
    **late_firms.BUTTONS,
    **staff.BUTTONS,
    **staff_invite.BUTTONS,
    **staff_leaving.BUTTONS,
    **units.BUTTONS,
    **registers.BUTTONS,
    **issues.BUTTONS,
    **broadcasts.BUTTONS,
    **releases.BUTTONS,
    **ledger.BUTTONS,
    **duties.BUTTONS,
    **attachments.BUTTONS,
    **said.BUTTONS,
    **held_back.BUTTONS,
    **binding.BUTTONS,
    **talk.BUTTONS,
}
NEW: Final = filters.UpdateType.MESSAGE
EDITED: Final = filters.UpdateType.EDITED_MESSAGE
PRIVATE: Final = NEW & filters.ChatType.PRIVATE
CARRIES: Final = PRIVATE & (
    filters.PHOTO
    | filters.Document.ALL
    | filters.VOICE
    | filters.VIDEO
    | filters.VIDEO_NOTE
    | filters.AUDIO
    | filters.LOCATION
)


_AT_HAND: Final[ContextVar[Desk]] = ContextVar("desk")
"""What the update is handled with: python-telegram-bot has no place for it beside the update."""


def build(token: str, api_url: str, proxy: str | None = None) -> DeskApplication:
    """python-telegram-bot's application with all of it; it keeps no state of its own.

    It neither polls nor sends: lanes feed it, and what handlers say goes through the outbox.
    Call `initialize()` before the first update.
    """
    bot = GatedBot(
        token,
        base_url=base_url(api_url),
        request=request(proxy),
        get_updates_request=request(proxy),
    )
    builder = ApplicationBuilder().bot(bot).updater(None).job_queue(None)
    # Lanes keep the order within a chat and feed chats side by side.
    application = builder.concurrent_updates(True).build()
    application.add_handler(ChatMemberHandler(_told(home.membership)))
    in_group = NEW & ~PRIVATE
    application.add_handler(CommandHandler("bind", _told(binding.bind), in_group))
    application.add_handler(MessageHandler(in_group, _told(talk.heard)))
    for command, handle in COMMANDS.items():
        application.add_handler(CommandHandler(command, _told(handle), PRIVATE))
    words = PRIVATE & filters.TEXT & ~filters.COMMAND
    application.add_handler(MessageHandler(words, _told(_written)))
    application.add_handler(MessageHandler(CARRIES, _told(attachments.received)))
    application.add_handler(MessageHandler(PRIVATE & ~filters.TEXT, _told(home.only_text)))
    application.add_handler(MessageHandler(EDITED, _told(edited.edited)))
    for name, press in BUTTONS.items():
        application.add_handler(CallbackQueryHandler(_pressed(press), rf"^{name}(:|$)"))
    application.add_error_handler(_left_in_turn)
    return application


def feed(application: DeskApplication, desk: Desk) -> Feed:
    """How lanes hand a raw update to python-telegram-bot, to be handled with these parts."""

    async def give(body: Mapping[str, Any], _: Turn) -> None:
        _AT_HAND.set(desk)  # every update has a task of its own
        await application.process_update(Update.de_json(dict(body), application.bot))

    return give


def _told(handle: Handle) -> Callback:
    async def callback(update: Update, _: Context) -> None:
        await handle(_AT_HAND.get(), update)

    return callback


def _pressed(handle: HandlePress) -> Callback:
    async def callback(update: Update, _: Context) -> None:
        query = update.callback_query
        await handle(_AT_HAND.get(), update, read_press((query.data if query else None) or ""))

    return callback


async def _written(desk: Desk, update: Update) -> None:
    """A text that is no command: a button of the menu by its words, or anything else."""
    press = await menu_words.button_said(desk, update)
    if press is not None and press.name in BUTTONS:
        await BUTTONS[press.name](desk, update, press)
    else:
        await texts.text(desk, update)


async def _left_in_turn(update: object, context: Context) -> None:
    """The library returns normally when a handler raised: the lane looks into the turn."""
    if isinstance(update, Update):
        _AT_HAND.get().app.turn_of(update).error = context.error
