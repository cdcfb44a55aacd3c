"""Both bots: their clients, their handlers, and how they introduce themselves."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

from aiogram import Bot, Dispatcher

from bot.app import BotApp
from bot.introduction import Call, Introduction
from bot.lanes import Feed
from bot.process import Process, home_region
from bot.settings import BadSettings, Settings
from bot.webhooks import DELETE_WEBHOOK, set_webhook
from handlers.desk import build as desk_bot
from handlers.desk import introduction as desk_introduction
from handlers.desk.build import DeskApplication
from handlers.desk.context import Desk
from handlers.desk.voice import DeskVoice
from handlers.desk.wire import DeskWire
from handlers.owner import build as owner_bot
from handlers.owner import introduction as owner_introduction
from handlers.owner.context import Owner
from handlers.owner.questions.coming_back import come_back
from handlers.owner.voice import OwnerVoice
from handlers.owner.wire import OwnerWire, gated_bot
from policies.words import Words

NO_TOKENS = (
    "没有机器人令牌：请设置 OWNER_BOT_TOKEN 和 DESK_BOT_TOKEN，或者用 scripts/run 进入本机演练。\n"
    "No bot tokens: set OWNER_BOT_TOKEN and DESK_BOT_TOKEN, or use scripts/run for the sandbox."
)


@dataclass(frozen=True, slots=True)
class Bots:
    """Both bots: how each reaches Telegram, and the frameworks that its updates go through.

    Attributes:
        tokens: By the name of the bot, "owner" and "desk".
        apps: The same: their acts.
    """

    owner_wire: OwnerWire
    desk_wire: DeskWire
    tokens: Mapping[str, str]
    apps: Mapping[str, BotApp]
    dispatcher: Dispatcher
    application: DeskApplication
    gated: Bot


async def build_bots(process: Process, stack: AsyncExitStack) -> Bots:
    """Build both bots; what must be closed is left to the stack.

    Raises:
        BadSettings: There are no tokens.
    """
    settings = process.settings
    owner_token, desk_token = _tokens(settings)
    api, proxy = settings.telegram_api_url, settings.proxy_url
    owner_wire = OwnerWire(owner_token, api, proxy)
    desk_wire = DeskWire(desk_token, api, proxy)
    stack.push_async_callback(owner_wire.close)
    stack.push_async_callback(desk_wire.close)
    await desk_wire.bot.initialize()
    process.owner_bot = await owner_wire.name()
    application = desk_bot.build(desk_token, api, proxy)
    await application.initialize()
    stack.push_async_callback(application.shutdown)
    apps = {
        "owner": process.bot_app("owner", OwnerVoice(), owner_wire),
        "desk": process.bot_app("desk", DeskVoice(settings.zone), desk_wire),
    }
    return Bots(
        owner_wire=owner_wire,
        desk_wire=desk_wire,
        tokens={"owner": owner_token, "desk": desk_token},
        apps=apps,
        dispatcher=owner_bot.build(),
        application=application,
        gated=gated_bot(owner_token),
    )


def fed_by(process: Process, bots: Bots) -> dict[str, tuple[BotApp, Feed]]:
    """How updates are handled by the rules in force: made anew for every edition, in no time."""
    owner, desk = _owner(process, bots), _desk(process, bots)
    return {
        "owner": (bots.apps["owner"], owner_bot.feed(bots.dispatcher, bots.gated, owner=owner)),
        "desk": (bots.apps["desk"], desk_bot.feed(bots.application, desk)),
    }


def introductions_of(process: Process, bots: Bots) -> tuple[Introduction, ...]:
    """What each bot tells Telegram about itself, and how it wants its updates."""
    settings, home = process.settings, _home(process)
    owner = [_wanted(settings, "owner"), *owner_introduction.calls(home)]
    desk = [_wanted(settings, "desk"), *desk_introduction.calls()]
    return (
        Introduction("owner", bots.owner_wire, owner, owner_introduction.names(home)),
        Introduction("desk", bots.desk_wire, desk, desk_introduction.names(home)),
    )


def _wanted(settings: Settings, bot: str) -> Call:
    webhook = settings.webhook
    return DELETE_WEBHOOK if webhook is None else set_webhook(*webhook, bot)


def _tokens(settings: Settings) -> tuple[str, str]:
    owner, desk = settings.owner_bot_token, settings.desk_bot_token
    if owner is None or desk is None:
        raise BadSettings(NO_TOKENS)
    return owner.get_secret_value(), desk.get_secret_value()


def _home(process: Process) -> Words:
    region = home_region(process.settings, process.rulebase)
    return process.rulebase.regions.places[region].name


def _owner(process: Process, bots: Bots) -> Owner:
    return Owner(
        app=bots.apps["owner"],
        rulebase=process.rulebase,
        zone=process.settings.zone,
        home_region=home_region(process.settings, process.rulebase),
        bot_id=bots.gated.id,
        blobs=process.blobs,
        afterwards=partial(come_back, process.rulebase),
    )


def _desk(process: Process, bots: Bots) -> Desk:
    return Desk(
        app=bots.apps["desk"],
        rulebase=process.rulebase,
        zone=process.settings.zone,
        real_now=process.outside.seconds,
        groups=bots.desk_wire,
        blobs=process.blobs,
    )
