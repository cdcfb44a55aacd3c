"""Asking about a trip: which truck, from where to where, and what the rules ask."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.domain.coming import at_clock
from bot.domain.speech import Button, View, rows_of
from bot.services.trips.rules import choices_of
from bot.services.trips.standing import TripStatus
from bot.store.vehicles import VehicleCard
from handlers.notices.duty_words import short_day
from handlers.notices.trip_words import LIST, trip_name
from handlers.owner.policies.words import step_back
from handlers.owner.trucks.time_views import minutes_of, not_read
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.facts import Fact, FactType

MOST = 8


def which_truck(t: Tongue, vehicles: Sequence[VehicleCard], *, trip: bool = False) -> View:
    """Which truck goes?

    Args:
        trip: A trip was told already, without its truck.
    """
    chosen = rows_of(*(button(each.label, "trip:with", each.id) for each in vehicles[:MOST]))
    new = button(t("➕ 加一辆车"), "trip:truck")
    text = lines(
        t("没看出是哪辆车。") if trip else None,
        t("哪辆车出车？"),
        t("<i>点按钮，或直接写车牌</i>") if trip else None,
    )
    return View(text, (*chosen, (new,), step_back(t, LIST)))


def new_truck(t: Tongue, *, trip: bool = False) -> View:
    """What is the truck called?

    Args:
        trip: A trip was told instead, without its truck.
    """
    text = lines(
        t("没看出是哪辆车，写上就行，前面说的不用再写。") if trip else None,
        t("这辆车怎么叫？写你们自己认得出的就行。"),
        t("<i>例如：红解放、车牌尾号 3A12</i>"),
        t("不要写司机姓名、身份证号、手机号。"),
    )
    return View(text, (step_back(t, LIST),))


def told_again(t: Tongue) -> View:
    """What was read was wrong: once more."""
    text = lines(
        t("好，重新说一遍：哪辆车、去哪儿、什么时候走？"),
        t("<i>例如：豫R12345 明早6点去郑州送布</i>"),
    )
    return View(text, (step_back(t, LIST),))


def say_again(t: Tongue) -> tuple[Button, ...]:
    """What was read is wrong."""
    return (button(t("读错了，重说"), "trip:again"),)


def of_truck(t: Tongue, vehicle: VehicleCard, fact: Fact) -> View:
    """What is the truck to the firm?"""
    options = rows_of(
        *(
            button(t.plain(words), "trip:rel", vehicle.id, fact.id, option)
            for option, words in choices_of(fact).items()
        )
    )
    text = lines(
        t("<b>{truck}</b>：{question}", truck=vehicle.label, question=t.words(fact.question)),
        None if fact.hint is None else Html(f"<i>{t.words(fact.hint)}</i>"),
    )
    unsure = (button(t("不清楚"), "trip:with", vehicle.id, "ask"),)
    return View(text, (*options, unsure, step_back(t, LIST)))


def route(t: Tongue, vehicle: VehicleCard, *, wrong: bool = False) -> View:
    """From where to where, and when?"""
    text = lines(
        t("没看出从哪到哪。") if wrong else None,
        t("<b>{truck}</b> 从哪到哪、什么时候走、什么时候到？", truck=vehicle.label),
        t("<i>例如：方城到郑州，明早6点走，下午2点到</i>"),
    )
    return View(text, (step_back(t, LIST),))


def destination(t: Tongue, vehicle: VehicleCard) -> View:
    """Where to? When it leaves is known, or asked next."""
    text = lines(
        t("<b>{truck}</b> 从哪到哪？", truck=vehicle.label),
        t("<i>例如：方城到郑州，拉布</i>"),
    )
    return View(text, (step_back(t, LIST),))


def question(t: Tongue, status: TripStatus, fact: Fact, *, wrong: str | None = None) -> View:
    """One fact of the trip: options as buttons; a moment may be typed."""
    number = status.card.id
    text = lines(
        _not_read(t, fact, wrong),
        t("<b>{trip}</b>", trip=trip_name(t, status)),
        t.words(fact.question),
        None if fact.hint is None else Html(f"<i>{t.words(fact.hint)}</i>"),
    )
    unsure = button(t("不清楚"), "trip:fact", number, fact.id, "x")
    back = step_back(t, "trip:show", number)
    return View(text, (*rows_of(*_answers(t, status, fact)), (unsure,), back))


def _not_read(t: Tongue, fact: Fact, wrong: str | None) -> Html | None:
    """That what was written answers this question not, in its own words."""
    if wrong is None or fact.type is FactType.DATETIME:
        return not_read(t, wrong)
    examples = Html(t("、").join(t.words(each) for each in choices_of(fact).values()))
    return t("没看懂“{text}”。这里答：{examples}，或点按钮。", text=wrong[:40], examples=examples)


def receiving_point(t: Tongue, place: str | None) -> View:
    """Where are goods taken over?"""
    text = lines(
        None if place is None else t("📍 固定接收点：{place}", place=place),
        t("厂里（项目里）在哪儿交接货物？一句话写清楚，以后每趟都会带上。"),
        t("<i>例如：东门卸货区，黄线内</i>"),
    )
    return View(text, (step_back(t, LIST),))


def pointed(t: Tongue, *, shows: bool) -> Html:
    """It is noted, and whether a duty counts it as shown."""
    if shows:
        return t("记下了固定接收点，要做的事里也记了一笔，不用再说一遍。")
    return t("记下了固定接收点。")


def _answers(t: Tongue, status: TripStatus, fact: Fact) -> Iterator[Button]:
    number = status.card.id
    if fact.type is not FactType.DATETIME:
        for option, words in choices_of(fact).items():
            yield button(t.plain(words), "trip:fact", number, fact.id, option)
        return
    now, zone = status.now, status.zone
    yield button(t("刚刚"), "trip:fact", number, fact.id, minutes_of(now))
    today = now.astimezone(zone).date()
    for day, hour in ((today, 8), (today - timedelta(days=1), 20), (today - timedelta(days=1), 8)):
        at = at_clock(day, hour, zone)
        if at < now:
            label = f"{short_day(t, day)} {hour:02d}:00"
            yield button(label, "trip:fact", number, fact.id, minutes_of(at))
