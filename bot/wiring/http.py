"""What a process answers over HTTP."""

from collections.abc import Sequence
from datetime import datetime

from aiohttp import web

from bot.domain.staff import Appointment, RoleKind
from bot.http import TrainingRoom
from bot.process import Process, home_region
from bot.service import Service
from bot.status import Status
from bot.ticks import Ticks
from bot.training import Mode, Training


def routes_of(
    process: Process, training: Training, service: Service, ticks: Ticks
) -> list[web.RouteDef]:
    """Health and metrics, and in training the room that moves its clock."""
    status = Status(
        database=process.database,
        ready=lambda: service.ready,
        leads=lambda: service.leader.leads,
        still_for=lambda: ticks.still_for,
    )
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
