"""What a group may use and need not: offers, under the names that their records give them."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.services.testing.standing import GroupStatus
from handlers.notices.sampling_words import rhythm
from handlers.phrases import moment
from handlers.tongue import Html, Tongue
from policies.words import Words

NO_NAME: Final = Words("采样", "sampling")
"""For an offer whose record the rule base no longer holds."""


def offer_name(t: Tongue, called: Words | None) -> Html:
    """免费检测, as the record calls it."""
    return t.words(called or NO_NAME)


def offer_line(
    t: Tongue, called: Words | None, status: GroupStatus, zone: ZoneInfo
) -> Html | None:
    """What the group may use, never as a duty."""
    offer, name = status.group.cycle.offer, offer_name(t, called)
    if offer is None or status.pause is not None:
        return None
    if not status.group.offers:
        return t("🔹 {offer}的提醒已关（有没有资格不变）", offer=name)
    every = rhythm(t, offer.rhythm)
    if status.offer_open or status.opens is None:
        return t("🔹 现在可以{offer}一次（{every} 1 次，不是必须）", offer=name, every=every)
    return _opens(t, name, status.opens, zone)


def _opens(t: Tongue, name: Html, at: datetime, zone: ZoneInfo) -> Html:
    opens = moment(t, at, zone)
    return t("🔹 {opens} 起可以再{offer}一次（不是必须）", opens=opens, offer=name)
