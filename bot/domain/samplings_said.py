"""What people write about samplings of their test groups: 都采罢了, 一车间采了80个.

Careful like the reading of moments: a word that is not listed here makes it something else, so
that 采样点不给采 and 还没采 are never taken for a sampling.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.spoken import tokens
from bot.domain.times import read_moment
from policies.spoken.dialect import common_speech
from policies.spoken.reading import read_int

OURSELVES: Final = re.compile(
    r"(?:我们|我)?(?:养殖场|猪场|鸡场|牛场|农场|合作社|饭店|酒店|门店)"
    r"|我们(?:这[里边儿]|厂里?|公司|单位|店里?|场里?|工地|车间|项目)?|本(?:厂|公司|单位|店)"
    r"|全(?![部员])(?:厂|公司|体|单位|场|店)?|厂里?(?!商)|[场店]里|公司"
    r"|[他她它]们|司机|师傅|大家伙?|所有(?:的)?人|每个人|人人|个个|员工|工人|职工|已经?|一起|也"
    r"|\b(?:everyone|everybody|all of us|the whole|our|the|us|staff|workers|employees|people)\b"
    r"|\b(?:factory|plant|firm|company|shop|site|groups?|has|have|been|got|already)\b|'(?:ve|s|re)\b"
)
"""Whom somebody speaks of who speaks of the firm: words that narrow nothing down."""
_FINISHED: Final = re.compile(
    r"(?:弄|搞|办|整)(?:完|好|定|妥)|完成|(?:采样|采|测|做|检测)(?:罢|毕|完毕|结束|齐|完样|过样)"
    r"|\b(?:done|finished|swabbed|completed)\b"
)
_SAMPLING: Final = re.compile(r"[采测做]|核酸|\b(?:sampled|tested)\b")
_PAST: Final = re.compile(r"[了过完好]|[采测做](?:样|核酸)?的|\b(?:sampled|tested)\b")
_NUMERAL: Final = r"[0-9]{1,6}|[零一二两三四五六七八九十百千]{1,7}"
_PEOPLE: Final = r"\s*(?:个人|人|个(?!小时|钟头|月|星期|礼拜|点)|名|位|口人)"
_FEW: Final = re.compile(r"(?P<word>[俩仨])(?:个?人|个|口子)?")
_FEW_COUNTED: Final = {"俩": "2个人", "仨": "3个人"}
_COUNTED: Final = (
    re.compile(
        rf"(?P<done>采样|采|测|做)(?:了|完了?|好了?|过)?的?(?:核酸)?(?:检测)?的?\s*[,，、:：]\s*"
        rf"(?:一共|总共)?(?P<count>{_NUMERAL}){_PEOPLE}"
    ),
    re.compile(
        rf"(?:一共|总共)?(?P<done>采样|采|测|做)(?:了|完了?|好了?)?\s*(?P<count>{_NUMERAL}){_PEOPLE}"
    ),
    re.compile(
        rf"(?P<count>{_NUMERAL})(?:{_PEOPLE}|(?=司机|师傅))(?:司机|师傅)?"
        r"(?:都|全|也|已经|一起|刚)*(?P<done>采样|采|测|做)"
    ),
    re.compile(
        r"\b(?P<count>\d{1,6}) (?:people |workers |of (?:us|them) )?(?P<done>sampled|tested)\b"
    ),
    re.compile(r"\b(?P<done>sampled|tested) (?P<count>\d{1,6})(?: people| workers)?\b"),
)
"""采了80个: so many of a group."""
_BEGINS_COUNTED: Final = re.compile(
    rf"\s*(?P<count>{_NUMERAL})(?:{_PEOPLE}|(?=司机|师傅))(?:司机|师傅)?[都全也]*(?=.*[采测做])"
)
"""俩司机昨天下午三点做的核酸: how many stands first."""
_ONLY_SO_MANY: Final = re.compile(
    r"[只才就](?=采|测|做)|\b(?:only|just)(?= (?:sampled|tested|\d))"
)
_PART_OF_FIRM: Final = re.compile(
    r"(?P<name>(?![我本全])[\w]{0,8}?(?:车间|班组|班|部门|部|产?线|[大小]队|科室?|宿舍|食堂|仓库|组))"
)
"""What firms call groups of their own: 一车间, 夜班, 装配线."""
_JUST: Final = re.compile(r"(?:刚才|刚刚|今天|昨天)\s*")


@dataclass(frozen=True, slots=True)
class SampledSaid:
    """That test groups were sampled.

    Attributes:
        at: When (aware UTC); None if nothing was said of it.
        partly: Something was said of when that leaves it open: 昨天采了.
        only: The groups that were named; empty for all.
        without: The groups that were excepted.
        count: How many people; None if it was not said.
        called: A group of a name that is not known: 一车间.
    """

    at: datetime | None
    partly: bool = False
    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    count: int | None = None
    called: str = ""


def read_sampled(
    text: str, now: datetime, zone: ZoneInfo, groups: Collection[str] = ()
) -> SampledSaid | None:
    """Read that groups were sampled, of which, and when.

    Args:
        text: As typed.
        now: Aware; the business clock.
        zone: Of the wall clock by which the person reads the time.
        groups: What groups are called, in lower case.

    Returns:
        None if the text says anything else, e.g. that one is still to come.
    """
    plain, only, without = _unnamed(common_speech(text), groups)
    plain, count = _uncounted(plain)
    plain, called = (plain, "") if only or without else _uncalled(plain)
    plain = OURSELVES.sub(" ", _FINISHED.sub("采完", plain))
    when = tokens(plain)
    if when is None or _SAMPLING.search(plain) is None:
        return None
    at = read_moment(plain, now, zone)
    if at is None and _PAST.search(plain) is None:
        return None
    partly = at is None and bool(when)
    return SampledSaid(at, partly, frozenset(only), frozenset(without), count, called)


def read_sampling_time(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Read when somebody was sampled, where that was asked: 昨天下午三点, 昨天下午三点俩人都做了.

    Args:
        text: As typed.
        now: Aware; the business clock.
        zone: Of the wall clock by which the person reads the time.

    Returns:
        Aware UTC; None as `read_moment` has it.
    """
    at = read_moment(text, now, zone)
    said = read_sampled(text, now, zone) if at is None else None
    return at if said is None else said.at


def group_called(text: str) -> str:
    """What a firm calls a group of its own, if a text says that and nothing else: 一车间."""
    said = _PART_OF_FIRM.fullmatch(text.strip())
    return "" if said is None else said["name"]


def _uncounted(plain: str) -> tuple[str, int | None]:
    """A text without how many people were sampled; the number 0 is none that was."""
    plain = _FEW.sub(lambda found: _FEW_COUNTED[found["word"]], plain)
    for pattern in _COUNTED:
        found = pattern.search(plain)
        if found is not None:
            rest = f"{plain[: found.start()]}{found['done']} 了 {plain[found.end() :]}"
            return _ONLY_SO_MANY.sub(" ", rest), _exactly(found["count"])
    first = _BEGINS_COUNTED.match(plain)
    return (plain, None) if first is None else (plain[first.end() :], _exactly(first["count"]))


def _exactly(said: str) -> int | None:
    read = read_int(said)
    return None if read is None or read.most is not None else int(read.value) or None


def _uncalled(plain: str) -> tuple[str, str]:
    """A text without the name of a group that nobody knows."""
    said = plain.strip()
    just = _JUST.match(said)
    when, rest = (just[0], said[just.end() :]) if just else ("", said)
    found = _PART_OF_FIRM.match(rest)
    return (plain, "") if found is None else (when + rest[found.end() :], found["name"])


def _unnamed(plain: str, groups: Collection[str]) -> tuple[str, set[str], set[str]]:
    """A text without the names of groups: which are meant, and which are excepted."""
    only: set[str] = set()
    without: set[str] = set()
    for name in sorted(groups, key=len, reverse=True):
        named = re.escape(name) + ("组?" if not name.isascii() else "")
        except_ = re.compile(rf"(?:除了?|除开|except(?: for)?)\s*{named}(?:[以之]?外)?")
        if except_.search(plain):
            plain = except_.sub(" ", plain)
            without.add(name)
        elif re.search(named, plain):
            plain = re.sub(named, " ", plain)
            only.add(name)
    return plain, only, without
