"""Puts the parts of a process together: both bots, their loops, the HTTP port."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial

import aiohttp
from aiohttp import web

from bot.app import BotApp
from bot.delivery import Delivery, Wire
from bot.domain.staff import Appointment, RoleKind
from bot.fetching import Fetcher, Fetching
from bot.http import Status, TrainingRoom
from bot.ingest import Ingest
from bot.introduction import Introduction
from bot.lanes import Feed, Lanes
from bot.leader import Leader
from bot.process import Process, home_region
from bot.sealing import Sealing
from bot.service import Service
from bot.services.case_clockwork import CaseClockwork
from bot.services.errands import Errands, Ground
from bot.services.people import note_unreachable
from bot.services.reminding import Render
from bot.settings import BadSettings, Settings
from bot.ticks import Ticks
from bot.training import Mode, Training
from bot.uploading import Files
from handlers.desk import build as desk_bot
from handlers.desk import introduction as desk_introduction
from handlers.desk.context import Desk
from handlers.desk.voice import DeskVoice
from handlers.desk.wire import DeskWire
from handlers.notices import (
    case_rings,
    duty_forms,
    files,
    overdue_reminders,
    registers,
    reminders,
    rhythms,
)
from handlers.owner import build as owner_bot
from handlers.owner import introduction as owner_introduction
from handlers.owner.context import Owner
from handlers.owner.problems.understanding import Learning
from handlers.owner.voice import OwnerVoice
from handlers.owner.wire import OwnerWire, gated_bot
from policies.words import Words

NO_TOKENS = (
    "没有机器人令牌：请设置 OWNER_BOT_TOKEN 和 DESK_BOT_TOKEN，或者用 scripts/run 进入本机演练。\n"
    "No bot tokens: set OWNER_BOT_TOKEN and DESK_BOT_TOKEN, or use scripts/run for the sandbox."
)


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
    sealing = Sealing(process.database, process.vault, process.anchors)
    stack.push_async_callback(sealing.finish)
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
    fetching = _fetching(process, {"owner": owner_wire, "desk": desk_wire})
    service = Service(
        pollers=[
            _ingest(process, session, "owner", owner_token),
            _ingest(process, session, "desk", desk_token),
        ],
        workers=[
            lanes,
            ticks,
            sealing,
            Learning(process.rulebase),
            fetching,
            Introduction("owner", owner_wire, owner_introduction.calls(_home(process))),
            Introduction("desk", desk_wire, desk_introduction.calls()),
        ],
        senders=[_delivery(process, "owner", owner_wire), _delivery(process, "desk", desk_wire)],
        leader=leader,
        routes=[],
        port=settings.http_port,
        started=started,
        wake=partial(_wake_all, process, fetching),
    )
    service.routes = _routes(process, training, service)
    return service


def _wake_all(process: Process, fetching: Fetching) -> None:
    """Every loop that waits for work looks again."""
    process.wake()
    fetching.wake.set()


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
        blobs=process.blobs,
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


def render_of(process: Process) -> Render:
    """How what is said unprompted about samplings is worded."""
    return Render(
        rulebase=process.rulebase,
        zone=process.settings.zone,
        remind=reminders.remind,
        report=overdue_reminders.report_overdue,
        comes_back=rhythms.comes_back,
        changes=rhythms.changes,
    )


def errands_of(process: Process) -> Errands:
    """How reminders of duties are checked again and worded."""
    ground = Ground(process.rulebase, process.settings.zone)
    return Errands(ground, duty_forms.FORMS, duty_forms.headed, duty_forms.together)


def cases_of(process: Process) -> CaseClockwork:
    """How the clocks of cases speak."""
    zone = process.settings.zone
    tell = case_rings.tell_of(process.rulebase, zone)
    return CaseClockwork(Ground(process.rulebase, zone), tell)


def _ticks(process: Process) -> Ticks:
    return Ticks(
        database=process.database,
        vault=process.vault,
        clock=process.clock,
        new_uid=process.outside.new_uid,
        render=render_of(process),
        errands=errands_of(process),
        cases=cases_of(process),
        registers=registers.follow_of(render_of(process)),
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
        files=Files(process.database, process.vault, process.blobs, files.absent),
    )


def _fetching(process: Process, wires: Mapping[str, Fetcher]) -> Fetching:
    return Fetching(
        database=process.database,
        vault=process.vault,
        blobs=process.blobs,
        owner=process.owner_id,
        fetchers=wires,
        clock=process.clock,
        new_uid=process.outside.new_uid,
        tell=files.not_kept,
        fetched=process.wake_delivery,
        seconds=process.outside.seconds,
    )


def _routes(process: Process, training: Training, service: Service) -> list[web.RouteDef]:
    status = Status(process.database, lambda: service.ready)
    key = process.settings.sandbox_key
    if key is None:
        return status.routes()

    async def move(to: datetime, mode: str) -> None:
        await training.move(to, Mode(mode))

    async def invite(roles: Sequence[RoleKind]) -> str:
        home = home_region(process.settings, process.rulebase)
        return await process.invite(tuple(Appointment(role, home) for role in roles))

    room = TrainingRoom(
        key=key.get_secret_value(),
        clock=process.clock,
        zone=process.settings.zone,
        move=move,
        invite=invite,
    )
    return [*status.routes(), *room.routes()]
