"""A sentence that says who comes or came, and when, wherever it is typed: a list could keep it.

Careful on purpose: what asks, denies or complains is no announcement and goes its own way.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.arrivals import Visitors, read_visitors
from policies.spoken.plain import folded

LONGEST: Final = 100
"""Characters of a line; a longer one is a story."""
ASKS: Final = re.compile(
    r"[?？吗么嘛呢]|怎|咋|如何|能不能|可不可以|要不要|可以|能否|是否|哪|多少|什么|啥|还是"
    r"|[没未别缺欠]|不(?!锈)|被|拦|扣|堵|罚|封|招(?![商待])|辞|裁|隔离|阳性|阳了|确诊|密接|停[产工电]"
    r"|\b(?:how|what|whether|should|must|can|cannot|not|no)\b|n['’]t\b",
    re.IGNORECASE,
)
"""A question, a denial or a complaint; also people who are wanted, or who are ill."""
_AUTHORITIES: Final = re.compile(r"检查|督查|执法|巡查|抽查|\binspect", re.IGNORECASE)
"""Who was inspected has something else to say."""
_COMES: Final = re.compile(
    r"到访|来访|回来|返[岗厂工乡回]|回[厂岗]|过来"
    r"|(?<![上下起出本原从后以将近拿送寄运拉报])来(?![了过着自]|料|电|源|货|不及|得及)"
    r"|(?<![送运收找遇等直拿做达看听想买领报])到(?![了过着]|位|底|处|期|账|货)"
    r"|\b(?:com(?:e|es|ing)|arriv(?:e|es|ing)|visit(?:s|ing)?|return(?:s|ing)?|expect(?:s|ing)?"
    r"|there will be|will be here)\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"[\d一二两三四五六七八九十几]\s*(?:个|位|名|人|口子)|[俩仨](?![月天])"
    r"|\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?=[a-z])",
    re.IGNORECASE,
)
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
)
_PEOPLE: Final = re.compile(
    r"人|工程师|师傅|客户|客商|专家|技术员|员工|职工|焊工|普工|老师|领导|经理|老板|同事|亲戚|医生|学生"
    rf"|小[{_SURNAMES}](?=[从昨前今明后俩他带和])"
    rf"|老[{_SURNAMES}](?:(?![一-鿿])|(?=[从昨前今明后仨俩他带和]))"
    rf"|^[{_SURNAMES}][一-鿿]{{1,2}}(?=[^,，。]{{0,12}}从)"
    r"|[一-鿿](?:总|(?<![停开复返用招加务])工|主任|科长|先生|女士)(?![一-鿿])"
    r"|\b(?:people|persons?|engineers?|visitors?|guests?|workers?|customers?|staff|drivers?|mr|mrs|ms"
    r"|managers?|boss|technicians?|experts?|clients?|suppliers?|colleagues?|relatives?|doctors?)\b",
    re.IGNORECASE,
)


_KIND: Final = r"(?:人|客户|客商|工人|师傅|工程师|老板|技术员|亲戚|业务员)"
_SO_MANY: Final = r"(?:\d{1,3}|[一二两三四五六七八九十几])\s*[个位名]|[俩仨]个?"
_PEOPLE_FROM: Final = re.compile(
    rf"(?:[那这]|还有|又有?|就?是)*(?:{_SO_MANY})人?从?(?P<place>[一-鿿]{{2,8}}?)(?:那边|过来|来)?"
    rf"的?{_KIND}?[。!！]*"
    rf"|从?(?P<from>[一-鿿]{{2,8}}?)(?:那边|过来|来)?的(?:{_SO_MANY}){_KIND}?[。!！]*"
    r"|(?:the |those )?(?:\d{1,3}|two|three|four|five|six|some)\s+"
    r"(?:people |men |guys |visitors )?from\s+(?P<en>[a-z]{3,20})[.!]*",
    re.IGNORECASE,
)


def announced_visitors(text: str, now: datetime, zone: ZoneInfo) -> tuple[Visitors, ...]:
    """Those who a text says will come: on each line people, that they come, and a day or an hour.

    Those who came already are among them, unless they came to inspect.

    Args:
        text: As typed, such as 明天下午3点上海来2个工程师.
        now: Aware; the business clock.
        zone: Of the wall clock by which people read the time.

    Returns:
        One entry a line; nothing if any line says less, or asks.
    """
    return _read(text, now, zone, everything=True)


def only_people_from(text: str, is_place: Callable[[str], bool]) -> bool:
    """Whether a text says how many people from where, and nothing else: 两个武汉的.

    Args:
        is_place: Whether a text is the name of a place and nothing else.
    """
    found = _PEOPLE_FROM.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return False
    return found["en"] is not None or is_place(found["place"] or found["from"])


def listed_visitors(text: str, now: datetime, zone: ZoneInfo) -> tuple[Visitors, ...]:
    """The same where the list itself is on view: people are enough, or that somebody comes."""
    return _read(text, now, zone, everything=False)


def _read(text: str, now: datetime, zone: ZoneInfo, *, everything: bool) -> tuple[Visitors, ...]:
    plain = unicodedata.normalize("NFKC", text)
    found = read_visitors(text, now, zone)
    lines = [each for each in re.split(r"[\n;；]", plain) if each.strip()]
    if ASKS.search(plain) or len(found) != len(lines) or any(len(e) > LONGEST for e in lines):
        return ()
    holds = _says_all if everything else _says_some
    whole = all(holds(line, each, now) for line, each in zip(lines, found, strict=True))
    return found if whole else ()


def _says_all(line: str, read: Visitors, now: datetime) -> bool:
    if read.came is not None:
        return _has_people(read.label) and not _AUTHORITIES.search(line)
    return _has_time(read, now) and _has_people(line) and _COMES.search(line) is not None


def _says_some(line: str, read: Visitors, now: datetime) -> bool:
    if read.came is not None:
        return _has_people(read.label) or not read.label
    comes = _has_time(read, now) and _COMES.search(line) is not None
    return bool(read.label) and (comes or _has_people(line))


def _has_time(read: Visitors, now: datetime) -> bool:
    """A day or an hour to come; “now” alone is none."""
    return read.coming.day is not None or any(each > now for each in read.coming.moments)


def _has_people(line: str) -> bool:
    return _COUNTED.search(line) is not None or _PEOPLE.search(line) is not None


_IDLE: Final = re.compile(
    r"[\s,，。.;；:：!！~～的了哩嘞咧就都也才刚]|已经|他们?|她们?|人家?|个|位|名|口子"
    r"|(?:回|过)?来|到(?:了|的)?|一共|总共|[\d一二两三四五六七八九十仨俩]+"
    r"|\b(?:they|he|she|the|all|have|has|already|came|arrived|are|is|here|people|from|of)\b",
    re.IGNORECASE,
)
"""What says nothing of who they are."""


def speaks_of_others(label: str, count: int, text: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a text about a time names other people than those whose time is asked.

    Args:
        label: Those whose time is asked, in the firm's words; empty if only their number is known.
        count: How many they are.
        text: As typed: 昨天就来了两个武汉的, while 上海来两个工程师 is asked about.
    """
    return any(
        _are_others(label, count, each)
        for each in read_visitors(text, now, zone)
        if _COUNTED.search(each.label) or _PEOPLE.search(each.label)
    )


def _are_others(label: str, count: int, read: Visitors) -> bool:
    known = set(folded(label))
    told = _IDLE.sub("", folded(read.label))
    if _COUNTED.search(read.label) and read.count != count:
        return True
    return bool(told) and not set(told) <= known
