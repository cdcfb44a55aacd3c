"""When a broadcast is to begin, and on whose word: what a view needs to say it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.broadcast_times import comes_at
from bot.services.broadcasts.topics import count_left
from bot.services.broadcasts.trust import needs_third
from bot.store.broadcasts.broadcasts import BroadcastRecord
from bot.store.uow import UnitOfWork
from handlers.desk.context import Desk
from policies.words import Words


@dataclass(frozen=True, slots=True)
class Plan:
    """When it begins, and on whose word.

    Attributes:
        starts_at: As its author chose; None: as soon as it is approved.
        comes_at: When it comes then: after the night, if it can wait.
        passed: That moment has passed.
        three: Two people have to approve it beside its author.
        zone: In which people read times.
        topic: As what it can be left; None: nobody can leave it.
        left: How many of its audience have left that, and do not get it.
    """

    starts_at: datetime | None
    comes_at: datetime | None
    passed: bool
    three: bool
    zone: ZoneInfo
    topic: Words | None = None
    left: int = 0


def plan_of(desk: Desk, uow: UnitOfWork, it: BroadcastRecord, count: int | None = None) -> Plan:
    """The plan of a broadcast that reaches so many, or as many as were counted last."""
    at, quiet = it.starts_at, desk.ground.quiet_of(it.region)
    topic = desk.rulebase.topics.get(it.content.terms.topic)
    return Plan(
        starts_at=at,
        comes_at=None if at is None else comes_at(at, it.urgency, quiet),
        passed=at is not None and at <= uow.now,
        three=needs_third(desk.ground, it, (it.count if count is None else count) or 0),
        zone=desk.zone,
        topic=None if topic is None else topic.name,
        left=count_left(uow, desk.ground, it),
    )
