"""Puts the parts of one process together: both bots, their loops, the HTTP port."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import aiohttp
from aiohttp import web
from sqlalchemy import Connection

from bot.app import BotApp, Line, Voice
from bot.delivery import Delivery, Wire
from bot.domain.clock import BusinessClock
from bot.http import Status, TrainingRoom
from bot.ingest import Ingest
from bot.introduction import Introduction
from bot.lanes import Feed, Lanes
from bot.leader import Leader
from bot.service import Service
from bot.services.officers import make_invitation, new_code
from bot.services.people import note_unreachable
from bot.services.regions import install_defaults, set_region_fact
from bot.services.reminding import Render
from bot.services.replanning import replan_region
from bot.settings import BadSettings, Settings
from bot.store import claims, inbox, outbox
from bot.store.database import Database
from bot.store.shift import load_shift
from bot.store.slots import Limits
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from bot.ticks import Ticks
from bot.training import Mode, Training
from bot.wake import Wake
from handlers.desk import build as desk_bot
from handlers.desk import introduction as desk_introduction
from handlers.desk.context import Desk
from handlers.desk.voice import DeskVoice
from handlers.desk.wire import DeskWire
from handlers.notices import reminders
from handlers.owner import build as owner_bot
from handlers.owner import introduction as owner_introduction
from handlers.owner.context import Owner
from handlers.owner.voice import OwnerVoice
from handlers.owner.wire import OwnerWire, gated_bot
from policies.facts import dump_value
from policies.rulebase import RuleBase
from policies.words import Words

INVITATION_LASTS = timedelta(hours=24)
ERROR_ID_LENGTH = 6
READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
NO_REGION = (
    "HOME_REGION 不在规则库里：{region}。可选的地区见 policies/regions.yaml。\n"
    "HOME_REGION is not in the rule base: {region}. policies/regions.yaml lists the regions."
)
NO_TOKENS = (
    "没有机器人令牌:请设置 OWNER_BOT_TOKEN 和 DESK_BOT_TOKEN,或者用 scripts/run 进入本机演练。\n"
    "No bot tokens: set OWNER_BOT_TOKEN and DESK_BOT_TOKEN, or use scripts/run for the sandbox."
)


@dataclass(frozen=True)
class Outside:
    """What a process takes from the world: its clocks and its randomness.

    Args:
        real: The wall clock, aware UTC.
        random: For ids and codes; pinned in tests.
    """

    real: Callable[[], datetime]
    random: Random

    def seconds(self) -> float:
        """Seconds since 1970."""
        return self.real().timestamp()

    def new_uid(self) -> str:
        """A random id of 128 bits."""
        return f"{self.random.getrandbits(128):032x}"

    def new_error_id(self) -> str:
        """A short id that a person can read out."""
        return "E-" + "".join(self.random.choices(READABLE, k=ERROR_ID_LENGTH))


@dataclass
class Process:
    """One running process: what was put together."""

    settings: Settings
    outside: Outside
    rulebase: RuleBase
    database: Database
    vault: Vault
    clock: BusinessClock
    limits: Limits
    owner_id: str
    lanes_wake: Wake = field(default_factory=Wake)
    letters_wake: Mapping[str, Wake] = field(
        default_factory=lambda: {"owner": Wake(), "desk": Wake()}
    )

    def wake_delivery(self) -> None:
        """There may be messages to send."""
        for wake in self.letters_wake.values():
            wake.set()

    def wake(self) -> None:
        """There may be updates to handle and messages to send."""
        self.lanes_wake.set()
        self.wake_delivery()

    def uow(self, connection: Connection) -> UnitOfWork:
        """A unit of work outside any update."""
        return UnitOfWork(connection, self.vault, self.clock.now(), self.outside.new_uid)

    def bot_app(self, name: str, voice: Voice, line: Line) -> BotApp:
        """The acts of one bot."""
        return BotApp(
            name=name,
            database=self.database,
            vault=self.vault,
            clock=self.clock,
            new_uid=self.outside.new_uid,
            voice=voice,
            line=line,
            wake=self.wake,
        )

    async def invite(self) -> str:
        """A new officer's code for the home region."""
        code = new_code(self.outside.random)
        expires = self.outside.seconds() + INVITATION_LASTS.total_seconds()
        region = home_region(self.settings, self.rulebase)
        await self.database.run(
            lambda connection: make_invitation(self.uow(connection), region, code, expires)
        )
        return code

    async def restore_clock(self) -> None:
        """Take up the business time of a training room, for commands beside it."""
        shift = await self.database.run(load_shift)
        self.clock.shift = shift or timedelta()

    def set_region(self, connection: Connection, region: str, fact: str, value: object) -> int:
        """Set what holds for a region, and plan its firms' reminders anew."""
        uow = self.uow(connection)
        set_region_fact(uow, region, fact, value, actor="operator")
        return replan_region(uow, self.rulebase, self.settings.zone, region)

    async def install(self) -> None:
        """Say what a fresh installation assumes, and free what a dead process held."""
        places = self.rulebase.regions.places.values()
        facts = self.rulebase.facts
        defaults = [
            (place.path, {name: dump_value(facts[name], value) for name, value in set_.items()})
            for place in places
            if (set_ := place.defaults)
        ]

        def work(connection: Connection) -> None:
            install_defaults(self.uow(connection), defaults)
            if self.database.is_sqlite:
                # One process at a time, held by a lock: whoever leased before is dead.
                claims.release_leases(connection, except_owners=[self.owner_id])
                inbox.release_leases(connection, except_owners=[self.owner_id])

        await self.database.run(work)

    async def idle(self) -> None:
        """Wait until every message that may go now has gone."""
        while await self.database.run(outbox.unsent):
            self.wake_delivery()
            await asyncio.sleep(0.05)


def home_region(settings: Settings, rulebase: RuleBase) -> str:
    """The region that runs this bot: as set, or the first that has records of its own.

    Raises:
        BadSettings: The one that is set does not exist.
    """
    if settings.home_region is not None:
        if settings.home_region not in rulebase.regions.places:
            raise BadSettings(NO_REGION.format(region=settings.home_region))
        return settings.home_region
    return next(iter(rulebase.records.values())).region


async def assemble(
    process: Process, leader: Leader, stack: AsyncExitStack, started: Callable[[], None]
) -> Service:
    """Build both bots and every loop; what must be closed is left to the stack."""
    settings = process.settings
    owner_token, desk_token = _tokens(settings)
    api, proxy = settings.telegram_api_url, settings.proxy_url
    owner_wire = OwnerWire(owner_token, api, proxy)
    desk_wire = DeskWire(desk_token, api, proxy)
    stack.push_async_callback(owner_wire.close)
    stack.push_async_callback(desk_wire.close)
    await desk_wire.bot.initialize()
    owner_app, owner_feed = _owner(process, owner_wire, owner_token)
    desk_app, desk_feed = await _desk(process, desk_wire, desk_token, stack)
    ticks = _ticks(process)
    training = Training(process.clock, process.database, ticks.fire, process.idle)
    await training.start_at(settings.clock_at)
    await process.install()
    session = await stack.enter_async_context(aiohttp.ClientSession())
    lanes = Lanes(
        database=process.database,
        vault=process.vault,
        owner=process.owner_id,
        bots={"owner": (owner_app, owner_feed), "desk": (desk_app, desk_feed)},
        wake=process.lanes_wake,
        new_error_id=process.outside.new_error_id,
    )
    service = Service(
        pollers=[
            _ingest(process, session, "owner", owner_token),
            _ingest(process, session, "desk", desk_token),
        ],
        workers=[
            lanes,
            ticks,
            Introduction("owner", owner_wire, owner_introduction.calls(_home(process))),
            Introduction("desk", desk_wire, desk_introduction.calls()),
        ],
        senders=[_delivery(process, "owner", owner_wire), _delivery(process, "desk", desk_wire)],
        leader=leader,
        routes=[],
        port=settings.http_port,
        started=started,
    )
    service.routes = _routes(process, training, service)
    return service


def _tokens(settings: Settings) -> tuple[str, str]:
    owner, desk = settings.owner_bot_token, settings.desk_bot_token
    if owner is None or desk is None:
        raise BadSettings(NO_TOKENS)
    return owner.get_secret_value(), desk.get_secret_value()


def _home(process: Process) -> Words:
    region = home_region(process.settings, process.rulebase)
    return process.rulebase.regions.places[region].name


def _owner(process: Process, wire: OwnerWire, token: str) -> tuple[BotApp, Feed]:
    app = process.bot_app("owner", OwnerVoice(), wire)
    bot = gated_bot(token)
    owner = Owner(
        app=app,
        rulebase=process.rulebase,
        zone=process.settings.zone,
        home_region=home_region(process.settings, process.rulebase),
        bot_id=bot.id,
    )
    return app, owner_bot.feed(owner_bot.build(owner), bot)


async def _desk(
    process: Process, wire: DeskWire, token: str, stack: AsyncExitStack
) -> tuple[BotApp, Feed]:
    app = process.bot_app("desk", DeskVoice(process.settings.zone), wire)
    desk = Desk(
        app=app,
        rulebase=process.rulebase,
        zone=process.settings.zone,
        real_now=process.outside.seconds,
    )
    settings = process.settings
    application = desk_bot.build(desk, token, settings.telegram_api_url, settings.proxy_url)
    await application.initialize()
    stack.push_async_callback(application.shutdown)
    return app, desk_bot.feed(application, desk)


def _ticks(process: Process) -> Ticks:
    render = Render(
        rulebase=process.rulebase,
        zone=process.settings.zone,
        remind=reminders.remind,
        report=reminders.report_overdue,
    )
    return Ticks(
        database=process.database,
        vault=process.vault,
        clock=process.clock,
        new_uid=process.outside.new_uid,
        render=render,
        wake=process.wake_delivery,
    )


def _ingest(process: Process, session: aiohttp.ClientSession, name: str, token: str) -> Ingest:
    settings = process.settings
    return Ingest(
        bot=name,
        url=f"{settings.telegram_api_url.rstrip('/')}/bot{token}/getUpdates",
        session=session,
        database=process.database,
        vault=process.vault,
        wake=process.lanes_wake,
        proxy=settings.proxy_url,
    )


def _delivery(process: Process, name: str, wire: Wire) -> Delivery:
    return Delivery(
        bot=name,
        database=process.database,
        vault=process.vault,
        owner=process.owner_id,
        wire=wire,
        limits=process.limits,
        wake=process.letters_wake[name],
        unreachable=note_unreachable,
    )


def _routes(process: Process, training: Training, service: Service) -> list[web.RouteDef]:
    status = Status(process.database, lambda: service.ready)
    key = process.settings.sandbox_key
    if key is None:
        return status.routes()

    async def move(to: datetime, mode: str) -> None:
        await training.move(to, Mode(mode))

    room = TrainingRoom(
        key=key.get_secret_value(),
        clock=process.clock,
        zone=process.settings.zone,
        move=move,
        invite=process.invite,
    )
    return [*status.routes(), *room.routes()]
