"""Whether a text can answer a question about test groups; a calm problem is let go of."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.counts_said import read_count_and_time
from bot.domain.days import read_days
from bot.domain.group_sizes_said import read_group_size
from bot.domain.samplings_said import read_sampled
from bot.domain.times import read_moment
from bot.domain.visits_said import ASKS
from handlers.owner.testing.scene import (
    GROUP_SIZE,
    HOW_MANY,
    PAUSED_UNTIL,
    PICKED,
    SAMPLED_AT,
    SOME_AT,
)
from policies.spoken.agreement import says_yes
from policies.spoken.puzzled import asks_back
from policies.spoken.reading import read_int

Fits = Callable[[str, datetime, ZoneInfo], bool]
"""Takes the text, the business clock, and the zone by which people read the time."""

SHORT: Final = 10
"""So short, a text with one of these words is an answer, if one that has to be asked again."""
_SAMPLING: Final = re.compile(r"[采测]|sampl|swab|test", re.IGNORECASE)


def says_when(text: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a text says, or tries to say, when people were sampled."""
    if read_moment(text, now, zone) is not None or says_yes(text):
        return True
    if read_count_and_time(text, now, zone) is not None:
        return True  # 50人，今早7点
    said = read_sampled(text, now, zone)
    if said is not None and said.called:
        return False  # 二车间刚采完: of a group of its own
    tries = len(text.strip()) <= SHORT and _SAMPLING.search(text) is not None
    return tries and ASKS.search(text) is None


def says_when_some(text: str, now: datetime, zone: ZoneInfo) -> bool:
    """The same of a part of a group; 全部采了 says that it was more than a part."""
    said = read_sampled(text, now, zone)
    if said is not None and said.at is None and not said.partly:
        return False
    return says_when(text, now, zone)


def says_days(text: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a text says from when until when nobody works, or agrees to days."""
    return read_days(text, now.astimezone(zone).date()) is not None or says_yes(text)


def says_how_many(text: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a text says how many people they are, maybe with when they were sampled."""
    return read_int(text) is not None or read_count_and_time(text, now, zone) is not None


def says_size(text: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a text says how many people a group has, or asks what that means."""
    sized = read_group_size(text) is not None  # 一车间300人
    return sized or says_how_many(text, now, zone) or asks_back(text)


FITTING: Final[Mapping[str, Fits]] = {
    SAMPLED_AT: says_when,
    SOME_AT: says_when_some,
    PICKED: says_when,
    PAUSED_UNTIL: says_days,
    GROUP_SIZE: says_size,
    HOW_MANY: says_how_many,
}
"""By the kind of the question; what does not fit is asked again, unless it is a clear problem."""
