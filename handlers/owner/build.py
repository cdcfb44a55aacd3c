"""The owner bot on one screen: every handler, in the order in which they are tried."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from aiogram import Bot, Dispatcher, F
from aiogram.filters import Command, CommandStart
from aiogram.types import TelegramObject, Update

from bot.lanes import Feed
from bot.services.broadcasts.links import PREFIX
from bot.turns import Turn
from handlers.owner import (
    attachments,
    cancelling,
    edited,
    enquiring,
    helping,
    home,
    settings,
    speaking,
)
from handlers.owner.anywhere import done
from handlers.owner.arrivals import screens as arrivals
from handlers.owner.broadcasts import reading as broadcasts
from handlers.owner.broadcasts import topics
from handlers.owner.cases import calling, denying, history, parting, phone, rating, withdrawing
from handlers.owner.cases import screens as cases
from handlers.owner.duties import screens as duties
from handlers.owner.filters import Pressed
from handlers.owner.firm import applying, joining, members, start, start_typed, stepping
from handlers.owner.firm import form as firm_form
from handlers.owner.firm import screens as firm
from handlers.owner.mine import erasing, exporting
from handlers.owner.policies import look, package, report, whatif, whatif_results
from handlers.owner.policies import screens as policies
from handlers.owner.problems import (
    announcing,
    asking,
    handing,
    particulars,
    settling,
    several,
    telling,
)
from handlers.owner.problems import rules as problems_rules
from handlers.owner.problems import screens as problems
from handlers.owner.problems import walk as problems_walk
from handlers.owner.problems.hearing import text
from handlers.owner.problems.situation import Answers
from handlers.owner.questions import changing, facts, more, resuming
from handlers.owner.testing import group_care
from handlers.owner.testing import screens as testing
from handlers.owner.trucks import screens as trucks

Handler = Callable[..., Awaitable[None]]

COMMANDS: Final[Mapping[str, Handler]] = {
    "privacy": home.privacy,
    "menu": home.show,
    "help": helping.show,
    "language": home.languages,
    "whatif": whatif.command,
    "settings": settings.show,
    **cancelling.COMMANDS,
    "export": exporting.export,
    "delete": erasing.asked,
}
BUTTONS: Final[Mapping[str, Handler]] = {
    "home:show": home.show,
    "home:anew": home.anew,
    "home:bye": home.bye,
    **speaking.BUTTONS,
    **settings.BUTTONS,
    **enquiring.BUTTONS,
    **helping.BUTTONS,
    **start.BUTTONS,
    **stepping.BUTTONS,
    **firm.BUTTONS,
    **firm_form.BUTTONS,
    **members.BUTTONS,
    **applying.BUTTONS,
    **joining.BUTTONS,
    **resuming.BUTTONS,
    **changing.BUTTONS,
    **more.BUTTONS,
    **group_care.BUTTONS,
    "fact:pick": facts.pick,
    "fact:all": facts.same,
    "fact:tick": facts.tick_option,
    "fact:ticked": facts.ticked,
    "fact:unsure": facts.unsure,
    "fact:undo": facts.undo_last,
    "fact:earlier": facts.earlier,
    "fact:stay": facts.stay,
    "fact:ask": facts.ask_one,
    "fact:next": facts.ask_next,
    "fact:early": facts.early,
    "policy:ask": facts.ask_policy,
    **policies.BUTTONS,
    **look.BUTTONS,
    **whatif.BUTTONS,
    **whatif_results.BUTTONS,
    **report.BUTTONS,
    **package.BUTTONS,
    **testing.BUTTONS,
    **duties.BUTTONS,
    **arrivals.BUTTONS,
    **broadcasts.BUTTONS,
    **topics.BUTTONS,
    **trucks.BUTTONS,
    **erasing.BUTTONS,
    **exporting.BUTTONS,
    **cases.BUTTONS,
    **calling.BUTTONS,
    **phone.BUTTONS,
    **rating.BUTTONS,
    **history.BUTTONS,
    **parting.BUTTONS,
    **withdrawing.BUTTONS,
    **denying.BUTTONS,
    **attachments.BUTTONS,
    **problems.BUTTONS,
    **several.BUTTONS,
    **telling.BUTTONS,
    **settling.BUTTONS,
    **announcing.BUTTONS,
    **done.BUTTONS,
    **problems_walk.BUTTONS,
    **handing.BUTTONS,
    **problems_rules.BUTTONS,
    **asking.BUTTONS,
}
CARRIES: Final = F.photo | F.document | F.voice | F.video | F.video_note | F.audio | F.location
ANSWERS: Final = Answers(
    kinds={
        "fact": facts.answer,
        **start_typed.ANSWERS,
        **firm_form.ANSWERS,
        **applying.ANSWERS,
        **testing.ANSWERS,
        **duties.ANSWERS,
        **arrivals.ANSWERS,
        **trucks.ANSWERS,
        **cases.ANSWERS,
        **rating.ANSWERS,
        **phone.ANSWERS,
        **withdrawing.ANSWERS,
        **whatif.ANSWERS,
        **asking.ANSWERS,
        **particulars.ANSWERS,
    },
    buttons=BUTTONS,
)


def build() -> Dispatcher:
    """The dispatcher of aiogram with all of it; it keeps no state of its own."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher["answers"] = ANSWERS
    dispatcher.my_chat_member.register(_plain(home.membership), F.chat.type == "private")
    dispatcher.message.register(_plain(home.group), F.chat.type != "private")
    linked = CommandStart(deep_link=True, magic=F.args.startswith(PREFIX))
    dispatcher.message.register(_plain(broadcasts.by_link), linked)
    dispatcher.message.register(_plain(joining.linked), CommandStart(deep_link=True))
    dispatcher.message.register(_plain(home.start), CommandStart())
    for command, handler in COMMANDS.items():
        dispatcher.message.register(_plain(handler), Command(command))
    dispatcher.message.register(_plain(joining.typed), F.text.func(joining.looks_like_code))
    dispatcher.message.register(_plain(text), F.text, ~F.text.startswith("/"))
    dispatcher.message.register(_plain(phone.shared), F.contact)
    dispatcher.message.register(_plain(attachments.received), CARRIES)
    dispatcher.message.register(_plain(home.only_text), ~F.text)
    dispatcher.edited_message.register(_plain(edited.edited), F.chat.type == "private")
    dispatcher.edited_message.register(_plain(home.group))
    for name, handler in BUTTONS.items():
        dispatcher.callback_query.register(_plain(handler), Pressed(name))
    return dispatcher


def _plain(handler: Handler) -> Handler:
    """A handler gets what it names, and not the event first that aiogram gives everybody."""
    named = inspect.signature(handler).parameters

    async def called(_: TelegramObject, **known: Any) -> None:
        await handler(**{name: known[name] for name in named})

    return called


def feed(dispatcher: Dispatcher, bot: Bot, **parts: object) -> Feed:
    """How lanes hand a raw update to aiogram, to be handled with these parts.

    Args:
        parts: What handlers may name beside the update, such as `owner`.
    """

    async def give(body: Mapping[str, Any], _: Turn) -> None:
        # Parsed with its bot: without one, aiogram validates every update twice.
        update = Update.model_validate(body, context={"bot": bot})
        await dispatcher.feed_update(bot, update, **parts)

    return give
