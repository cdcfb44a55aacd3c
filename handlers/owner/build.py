"""The owner bot on one screen: every handler, in the order in which they are tried."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from aiogram import Bot, Dispatcher, F
from aiogram.filters import Command, CommandStart
from aiogram.types import TelegramObject, Update

from bot.app import Turn
from bot.lanes import Feed
from handlers.owner import cases, facts, home, policies, start, testing
from handlers.owner.answers import Answers, text
from handlers.owner.context import Owner
from handlers.owner.filters import Pressed

Handler = Callable[..., Awaitable[None]]

COMMANDS: Final[Mapping[str, Handler]] = {
    "privacy": home.privacy,
    "menu": home.show,
    "help": home.show,
}
BUTTONS: Final[Mapping[str, Handler]] = {
    "home:show": home.show,
    "home:speak": home.speak,
    "home:look": policies.look_around,
    "start:begin": start.begin,
    "start:where": start.where,
    "start:in": start.here,
    "fact:pick": facts.pick,
    "fact:all": facts.same,
    "fact:tick": facts.tick_option,
    "fact:ticked": facts.ticked,
    "fact:unsure": facts.unsure,
    "fact:undo": facts.undo_last,
    "fact:ask": facts.ask_one,
    "fact:next": facts.ask_next,
    "firm:show": facts.show,
    "policy:list": policies.listing,
    "policy:show": policies.card,
    "policy:quote": policies.quotation,
    "policy:steps": policies.steps,
    "policy:ask": facts.ask_policy,
    **testing.BUTTONS,
    **cases.BUTTONS,
}
ANSWERS: Final = Answers(
    kinds={
        "place": start.placed,
        "firm_name": start.named,
        "fact": facts.answer,
        **testing.ANSWERS,
        **cases.ANSWERS,
    },
    unasked=home.unasked,
)


def build(owner: Owner) -> Dispatcher:
    """The dispatcher of aiogram with all of it; it keeps no state of its own."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher["owner"] = owner
    dispatcher["answers"] = ANSWERS
    dispatcher.my_chat_member.register(_plain(home.membership), F.chat.type == "private")
    dispatcher.message.register(_plain(home.group), F.chat.type != "private")
    dispatcher.message.register(_plain(home.start), CommandStart())
    for command, handler in COMMANDS.items():
        dispatcher.message.register(_plain(handler), Command(command))
    dispatcher.message.register(_plain(text), F.text, ~F.text.startswith("/"))
    dispatcher.message.register(_plain(home.only_text), ~F.text)
    for name, handler in BUTTONS.items():
        dispatcher.callback_query.register(_plain(handler), Pressed(name))
    return dispatcher


def _plain(handler: Handler) -> Handler:
    """A handler gets what it names, and not the event first that aiogram gives everybody."""
    named = inspect.signature(handler).parameters

    async def called(_: TelegramObject, **known: Any) -> None:
        await handler(**{name: known[name] for name in named})

    return called


def feed(dispatcher: Dispatcher, bot: Bot) -> Feed:
    """How lanes hand a raw update to aiogram."""

    async def give(body: Mapping[str, Any], _: Turn) -> None:
        # Parsed with its bot: without one, aiogram validates every update twice.
        update = Update.model_validate(body, context={"bot": bot})
        await dispatcher.feed_update(bot, update)

    return give
