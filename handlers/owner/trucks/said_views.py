"""A trip that was said in one sentence, taken apart: truck, destination, cargo, moments."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from bot.domain.trips import Planned
from bot.domain.trips_said import TripSaid
from handlers.notices.duty_words import day_part_words
from handlers.phrases import moment
from handlers.tongue import Html, Tongue, lines


def noted(t: Tongue, trucks: Sequence[str], said: TripSaid, zone: ZoneInfo) -> Html:
    """What was noted of it; a wrong reading is seen."""
    read = Html(t("；").join(parts(t, trucks, said, zone)))
    several = t("一辆一辆记，先记 {truck}。", truck=trucks[0]) if len(trucks) > 1 else None
    return lines(t("记下了：{parts}。", parts=read), several, nameless(t, said))


def parts(t: Tongue, trucks: Sequence[str], said: TripSaid, zone: ZoneInfo) -> Iterator[Html]:
    """What was read, one thing after the other."""
    if trucks:
        yield t("{truck}", truck=t("、").join(trucks))
    if said.destination:
        yield t("去{place}", place=said.destination)
    if said.cargo:
        yield t("货：{cargo}", cargo=said.cargo)
    yield from _times(t, said.planned, zone)


def _times(t: Tongue, planned: Planned, zone: ZoneInfo) -> Iterator[Html]:
    if planned.departs_at is not None:
        yield t("{when} 走", when=moment(t, planned.departs_at, zone))
    elif planned.readings:
        either = t("或").join(moment(t, at, zone) for at in planned.readings)
        yield t("{when} 走", when=Html(either))
    elif planned.day is not None:
        yield t("{day}走，几点还没说", day=day_part_words(t, planned.day, planned.part))
    if planned.arrives_at is not None:
        yield t("{when} 到", when=moment(t, planned.arrives_at, zone))
    if planned.either is not None:
        yield moment(t, planned.either, zone)


def trucks_in(said: TripSaid) -> tuple[str, ...]:
    """How a sentence names its trucks."""
    return said.plates or ((said.name,) if said.name else ())


def nameless(t: Tongue, said: TripSaid) -> Html | None:
    """Whoever drives is not kept."""
    return t("司机姓名没有记，不用写。") if said.driver else None
