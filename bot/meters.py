"""What this process counts about itself, for `/metrics`; a process begins at 0 anew.

Names say what they are to whoever reads a dashboard: docs/ops/grafana.json asks for each.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY: Final = CollectorRegistry()
QUICK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

HANDLED: Final = Counter(
    "zhuqi_updates_handled",
    "Updates that were handled, by how it ended: done, away (tried again), failed, parked, lost.",
    ["bot", "outcome"],
    registry=REGISTRY,
)
HANDLING: Final = Histogram(
    "zhuqi_update_seconds",
    "From taking an update in hand to its end.",
    ["bot"],
    buckets=QUICK,
    registry=REGISTRY,
)
ACTING: Final = Histogram(
    "zhuqi_act_seconds",
    "An act's transaction, with its wait for the database.",
    ["bot"],
    buckets=QUICK,
    registry=REGISTRY,
)
SENDS: Final = Counter(
    "zhuqi_sends",
    "Calls to Telegram that send, by fate.",
    ["bot", "fate"],
    registry=REGISTRY,
)
SENDING: Final = Histogram(
    "zhuqi_send_seconds",
    "A call to Telegram, without the wait for its moment.",
    ["bot"],
    buckets=QUICK,
    registry=REGISTRY,
)
PAUSES: Final = Counter(
    "zhuqi_pause_seconds",
    "Seconds for which Telegram asked us to wait (429).",
    ["bot"],
    registry=REGISTRY,
)
TICKING: Final = Histogram(
    "zhuqi_tick_seconds",
    "A tick over all that falls due.",
    buckets=QUICK,
    registry=REGISTRY,
)
LAST_TICK: Final = Gauge(
    "zhuqi_last_tick_timestamp_seconds",
    "When the last tick ended well (unix time): long ago means that reminders stand still.",
    registry=REGISTRY,
)


@contextmanager
def timed(histogram: Histogram) -> Iterator[None]:
    """Count the seconds that something takes, however it ends."""
    began = perf_counter()
    try:
        yield
    finally:
        histogram.observe(perf_counter() - began)
