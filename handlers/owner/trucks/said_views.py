"""A trip that was said in one sentence, taken apart: truck, destination, cargo, moments."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.domain.trips_said import TripSaid
from handlers.phrases import moment
from handlers.tongue import Html, Tongue, lines


def noted(t: Tongue, truck: str, said: TripSaid, zone: ZoneInfo) -> Html:
    """What was noted of it; a wrong reading is seen."""
    read = Html(t("；").join(parts(t, truck, said, zone)))
    return lines(t("记下了：{parts}。", parts=read), nameless(t, said))


def parts(t: Tongue, truck: str, said: TripSaid, zone: ZoneInfo) -> Iterator[Html]:
    """What was read, one thing after the other."""
    departs, arrives = said.planned.departs_at, said.planned.arrives_at
    yield t("{truck}", truck=truck)
    if said.destination:
        yield t("去{place}", place=said.destination)
    if said.cargo:
        yield t("货：{cargo}", cargo=said.cargo)
    if departs is not None:
        yield t("{when} 走", when=moment(t, departs, zone))
    if arrives is not None:
        yield t("{when} 到", when=moment(t, arrives, zone))


def nameless(t: Tongue, said: TripSaid) -> Html | None:
    """Whoever drives is not kept."""
    return t("司机姓名没有记，不用写。") if said.driver else None
