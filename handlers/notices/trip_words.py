"""How trips and their trucks are named and how they stand, in the words of every message."""

from bot.domain.speech import Button
from bot.domain.trips import SHOWN_FOR, TripState
from bot.services.trips.standing import Proof, TripStatus
from handlers.notices.duty_words import open_point
from handlers.phrases import duration, moment
from handlers.press import button
from handlers.tongue import Html, Tongue

LIST = "trip:list"
MARKS = {
    TripState.HELD: "🚨",
    TripState.UNDERWAY: "🚚",
    TripState.PLANNED: "🗓",
    TripState.ARRIVED: "✅",
    TripState.CANCELLED: "▫️",
}


def trip_name(t: Tongue, status: TripStatus) -> Html:
    """Which truck, from where to where."""
    return t("{truck}，{route}", truck=status.vehicle.label, route=status.card.route)


def short_trip(status: TripStatus) -> str:
    """The same for a button."""
    text = f"{status.vehicle.label} {status.card.route}"
    return text if len(text) <= 24 else text[:23] + "…"


def state_words(t: Tongue, status: TripStatus) -> Html:
    """Where the trip stands."""
    match status.card.state:
        case TripState.PLANNED:
            return t("还没出发")
        case TripState.UNDERWAY:
            return t("在路上")
        case TripState.HELD:
            return t("被拦着")
        case TripState.ARRIVED:
            return t("到了")
        case TripState.CANCELLED:
            return t("取消了")


def trip_line(t: Tongue, status: TripStatus) -> Html:
    """One trip of the list with its state; a proof that does not do is said here too."""
    line = t(
        "{mark} {trip}：{when} 出发，{state}",
        mark=MARKS[status.card.state],
        trip=trip_name(t, status),
        when=moment(t, status.card.departs_at, status.zone),
        state=state_words(t, status),
    )
    warning = short_warning(t, status)
    return line if warning is None else t("{line}；{warning}", line=line, warning=warning)


def short_warning(t: Tongue, status: TripStatus) -> Html | None:
    """What is wrong with the crew's proof, while the trip is not over."""
    if status.card.state in {TripState.ARRIVED, TripState.CANCELLED}:
        return None
    match status.proof:
        case Proof.MISSING:
            return t("❗没有采样时间")
        case Proof.OVER:
            return t("❗核酸证明已过期")
        case Proof.TOO_SHORT:
            return t("❗到达前会过期")
    return None


def times_line(t: Tongue, status: TripStatus) -> Html:
    """When it leaves and arrives."""
    leaves = moment(t, status.card.departs_at, status.zone)
    if status.card.arrives_at is None:
        return t("{leaves} 出发，什么时候到没说", leaves=leaves)
    arrives = moment(t, status.card.arrives_at, status.zone)
    return t("{leaves} 出发 → {arrives} 到", leaves=leaves, arrives=arrives)


def proof_line(t: Tongue, status: TripStatus) -> Html | None:
    """The crew's proof: until when it counts, and whether that is enough for the trip."""
    hours = status.rules.trip.hours
    if status.proof is Proof.NOT_NEEDED:
        return None
    if status.until is None:
        return t("❗ 还没说司乘人员什么时候采的样：要 {hours} 小时内的证明。", hours=hours)
    until = moment(t, status.until, status.zone)
    if status.proof is Proof.TOO_SHORT:
        return t("❗ 司乘核酸到 {until} 就过期，<b>到达前会过期</b>：请先再采一次。", until=until)
    return proof_now(t, status)


def proof_now(t: Tongue, status: TripStatus) -> Html | None:
    """Whether the crew's proof counts at this moment, wherever the trip goes."""
    if status.until is None:
        return None
    until = moment(t, status.until, status.zone)
    if status.until <= status.now:
        hours = status.rules.trip.hours
        return t("❗ 司乘核酸 {until} 已经过了 {hours} 小时，要重新采。", until=until, hours=hours)
    left = duration(t, status.until - status.now)
    return t("✅ 司乘核酸到 {until} 有效，还剩 {left}", until=until, left=left)


def counted_from(t: Tongue, status: TripStatus) -> Html | None:
    """From when the hours are counted, in the record's words if it leaves that open."""
    if status.proof is Proof.NOT_NEEDED:
        return None
    ours = t("{hours} 小时从采样起算（本系统的算法）。", hours=status.rules.trip.hours)
    return open_point(t, status.rules.record.open) or ours


def shown_for(t: Tongue) -> Html:
    """How long trips stay on the list."""
    return t("结束 {days} 天后自动从这里去掉（本系统设定）。", days=SHOWN_FOR.days)


def all_trips(t: Tongue) -> Button:
    """The way to the whole list."""
    return button(t("货车出车"), LIST)


def resampled(t: Tongue, status: TripStatus) -> Button:
    """The crew was sampled again."""
    return button(t("司乘采样时间"), "trip:ask", status.card.id, status.rules.trip.since)


def stopped(t: Tongue, status: TripStatus) -> Button:
    """Somebody does not let the truck pass."""
    return button(t("🚨 被拦了"), "trip:held", status.card.id)
