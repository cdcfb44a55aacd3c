"""How many people and when, and nothing else: 50人，今早7点; 今早7点采的，50个.

No word of it says that they were sampled, so it is read only where samplings are asked for or on
view.
"""

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.samplings_said import SampledSaid, read_sampled
from bot.domain.times import read_moment
from policies.spoken.dialect import common_speech
from policies.spoken.reading import read_int

_NUMERAL: Final = r"[0-9]{1,6}|[零一二两三四五六七八九十百千]{1,7}"
_PEOPLE: Final = re.compile(
    rf"(?:一共|总共|共|有|就|都是)?\s*(?P<count>{_NUMERAL})\s*"
    r"(?:个人|个员工|个工人|口人|人|名|位|个(?!小时|钟头|半?月|星期|礼拜|点))(?!次)[都全]?"
    r"|\b(?P<en>\d{1,6}) (?:people|workers|of (?:us|them)|persons|staff)\b"
)
_SIGNS: Final = " ,，、;；。.:：!！"


def read_report(
    text: str, now: datetime, zone: ZoneInfo, groups: frozenset[str] = frozenset()
) -> SampledSaid | None:
    """Read what is written where samplings are asked for: as anywhere, or a bare number and time.

    Arguments as `read_sampled` has them.

    Returns:
        None if the text says anything else, or only one of the two without a word of a sampling.
    """
    said = read_sampled(text, now, zone, groups)
    return said if said is not None else _counted_at(common_speech(text), now, zone)


def read_count_and_time(text: str, now: datetime, zone: ZoneInfo) -> SampledSaid | None:
    """The same if it says both how many and when; else None. Arguments as above."""
    said = read_report(text, now, zone)
    return said if said is not None and said.count is not None and said.at is not None else None


def people_and_rest(text: str) -> tuple[int, str] | None:
    """The one number of people in a text, and what else it says: 50 and 今早7点.

    Returns:
        None without such a number, with several of them, or if nothing else is said.
    """
    found = list(_PEOPLE.finditer(text))
    if len(found) != 1:
        return None
    [people] = found
    read = read_int(people["count"] or people["en"])
    rest = f"{text[: people.start()]} {text[people.end() :]}".strip(_SIGNS)
    if read is None or read.most is not None or not rest:
        return None
    return int(read.value), rest


def _counted_at(said: str, now: datetime, zone: ZoneInfo) -> SampledSaid | None:
    parts = people_and_rest(said)
    if parts is None or not parts[0]:
        return None
    count, rest = parts
    at = read_moment(rest, now, zone)
    if at is None:
        told = read_sampled(rest, now, zone)
        at = told.at if told is not None and told.count is None and not told.called else None
    return None if at is None else SampledSaid(at, count=count)
