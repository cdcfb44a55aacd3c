"""Puts the parts of a process together: both bots, their loops, the HTTP port."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial

from bot.due.cases import Sight
from bot.fetching import Fetching
from bot.intake import Intake
from bot.lanes import Lanes
from bot.leader import Leader
from bot.process import Process
from bot.sealing import Sealing
from bot.service import Loop, Service
from bot.ticks import Ticks
from bot.training import Training
from bot.wiring.bots import Bots, build_bots, fed_by, introductions_of
from bot.wiring.due import agenda_of
from bot.wiring.http import routes_of
from bot.wiring.loops import (
    checking_of,
    deliveries_of,
    fetching_of,
    ingests_of,
    intake_of,
    lanes_of,
    line_of,
    webhooks_of,
)
from handlers.owner.problems.understanding import Learning


async def assemble(
    process: Process, leader: Leader, stack: AsyncExitStack, started: Callable[[], None]
) -> Service:
    """Build both bots and every loop; what must be closed is left to the stack."""
    bots = await build_bots(process, stack)
    due, lanes = partial(agenda_of, process, Sight()), lanes_of(process, bots)
    ticks = Ticks(due(), process.go_over)
    process.gone_over = partial(_speak_anew, process, bots, lanes, lambda: ticks.speak_by(due()))
    sealing = Sealing(process.database, process.vault, process.anchors)
    stack.push_async_callback(sealing.finish)
    training = Training(process.clock, process.database, ticks.fire, process.idle)
    await training.start_at(process.settings.clock_at)
    await process.install()
    session = await stack.enter_async_context(line_of(process))
    fetching, checking = fetching_of(process, bots), checking_of(process)
    learning, introductions = Learning(process.rulebase), introductions_of(process, bots)
    intake = intake_of(process)
    webhooks = webhooks_of(process, bots, intake)
    loops: list[Loop] = [lanes, ticks, sealing, learning, fetching, checking, intake]
    service = Service(
        pollers=ingests_of(process, session, bots) if webhooks is None else [],
        workers=[*loops, *introductions],
        senders=deliveries_of(process, bots),
        leader=leader,
        routes=[],
        host=process.settings.http_host,
        port=process.settings.http_port,
        started=started,
        wake=partial(_wake_all, process, fetching, intake),
    )
    brought = [] if webhooks is None else webhooks.routes()
    service.routes = [*routes_of(process, training, service, ticks), *brought]
    return service


def _speak_anew(process: Process, bots: Bots, lanes: Lanes, tick_anew: Callable[[], None]) -> None:
    """The rules are others: what begins now goes by them, what is under way ends by the old."""
    tick_anew()
    lanes.bots, lanes.edition = fed_by(process, bots), process.edition


def _wake_all(process: Process, fetching: Fetching, intake: Intake) -> None:
    """Every loop that waits for work looks again."""
    process.wake()
    fetching.wake.set()
    intake.wake.set()
