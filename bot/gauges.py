"""What `/metrics` says: what this process counted, and what waits in the database now."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Gauge, ProcessCollector, generate_latest
from sqlalchemy import Connection

from bot.meters import REGISTRY
from bot.store import queues
from bot.store.queues import Queue


def counted_here() -> bytes:
    """What this process counted, as Prometheus reads it."""
    return generate_latest(REGISTRY)


def standing(connection: Connection, jobs: int, leads: bool) -> bytes:
    """How it stands now.

    Args:
        jobs: Pieces of work that wait for the database.
        leads: Whether this process polls.
    """
    made = CollectorRegistry()
    _queue(
        made, "updates", "Updates that are not done", "state", queues.waiting_updates(connection)
    )
    _queue(
        made, "messages", "Messages that may go now", "lane", queues.waiting_letters(connection)
    )
    held = Gauge("zhuqi_messages_held", "Messages that somebody has to release.", registry=made)
    held.set(queues.held_letters(connection))
    files = Gauge("zhuqi_files", "Files to fetch or erase, by state.", ["state"], registry=made)
    for state, count in queues.live_files(connection).items():
        files.labels(state).set(count)
    return _of_process(made, jobs, leads)


def _of_process(made: CollectorRegistry, jobs: int, leads: bool) -> bytes:
    Gauge("zhuqi_database_jobs", "Work that waits for the database.", registry=made).set(jobs)
    Gauge("zhuqi_leader", "1 in the process that polls.", registry=made).set(leads)
    ProcessCollector(registry=made)
    return generate_latest(made)


def _queue(
    made: CollectorRegistry, what: str, said: str, kind: str, found: Iterable[Queue]
) -> None:
    count = Gauge(f"zhuqi_{what}", f"{said}, by {kind}.", ["bot", kind], registry=made)
    name = f"zhuqi_{what}_oldest_seconds"
    age = Gauge(name, f"{said}: the age of the oldest.", ["bot", kind], registry=made)
    for each in found:
        count.labels(each.bot, each.kind).set(each.waiting)
        age.labels(each.bot, each.kind).set(each.age)
