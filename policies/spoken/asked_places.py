"""Which place a question is about: 郑州市的采样屋补贴多少, what are the rules in Zibo.

Mostly a place only stands as where people, goods or vehicles come from, go to or are held
(从郑州来的人要做什么): then the question is about the firm's own place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from policies.regions import Regions, Standing, names_of, standing
from policies.spoken.divisions import COUNTY, shipped_towns, town_named
from policies.spoken.gazetteer import Mention, gazetteer
from policies.spoken.place_files import english_names
from policies.spoken.plain import folded
from policies.words import Words

_WHO: Final = (
    r"人(?!才|社)|车|货|司机|师傅|师父|客户|客商|工人|员工|职工|民工|老板|专家|技术员|工程师|业务员|采购|"
    r"亲戚|学生|学徒|旅客|游客|户籍|户口|籍|牌照|牌子?的?车|原?材?料(?!费)|配件|零件|设备|机器|供应商|供货|"
    r"厂家|厂商|快递|包裹|集装箱|物资|订单|合同|展会|仓库|面料|疫情|来源|驾驶员|总部|总公司|母公司"
)
_AWAY: Final = (
    r"被|回不|过不|出不|来不|打工|出差|务工|上班|上学|隔离|滞留|"
    r"堵|困|压着|扣|卡[住了]|停(?:着|了|在)"
)
_MOVES: Final = (
    r"过来|回来|返[回岗厂工乡]|来|派|到|回(?!复|应|访)|进(?:的|来|货|料|口)|发(?:来|过|货|的|往)|"
    r"运|寄|拉|送|开(?:来|过|往)|出发|方向|段|高速口|口岸|港|机场|火?车站|收费站"
)
_THERE: Final = r"(?:那边|那儿|那里|方面|本地|当地|市区|市里|省内|境内)?"
_COUNT: Final = r"(?:\d+|[一二两三四五六七八九十几俩仨])\s*(?:多|来)?[个位名辆车吨批](?!月)"
_FROM: Final = re.compile(
    r"(?:从|由|自|经|途经|途径|路过|经过|穿过|绕过|绕道|到|到过|去|去过|去了|到了|往|发往|回|返|赴|抵|跑|"
    r"离开|离|老家|籍贯|户口|家是|销|卖给)(?:是|在)?$"
)
_HELD: Final = re.compile(rf"(?:{_WHO}|家|老家|住|现|还|人都?|刚)[^,，。;；?？]{{0,3}}在$")
_BEHIND: Final = re.compile(
    rf"{_THERE}(?:的|有|那个|这个|有个|发来的|产的|生产的)?(?:{_WHO}|{_MOVES}|{_COUNT}|(?:那|这)批)"
    rf"|[^,，。;；?？]{{0,4}}(?:{_AWAY})|{_THERE}(?:全)?(?:封了|封城|封控了|爆发|暴发|解封了)"
)
_HERE: Final = re.compile(
    r"(?:[咱俺我]们?|本)(?:[这县市区旗]|地(?!块))|这里|这儿"
    r"|\bhere\b|\bour (?:county|city|region)\b"
)
"""Who also says this is asking about home, by what is done elsewhere."""
_ENGLISH_WHO: Final = (
    r"(?:drivers?|trucks?|lorr(?:y|ies)|vehicles?|customers?|suppliers?|clients?|workers?|staff|"
    r"employees?|people|persons?|engineers?|technicians?|visitors?|consultants?|goods|parts|cargo|"
    r"materials?|shipments?|headquarters|head office|residents?|plates?|port|airport)"
)
_ENGLISH_FROM: Final = re.compile(
    r"(?:\b(?:from|to|via|through|near|past|leaving|leaves?|into|towards?|between|and|like|visited|"
    r"visiting|reach(?:es|ed|ing)?)"
    rf"|\b{_ENGLISH_WHO}\b[^,.;?]{{0,24}}\b(?:in|at|of)"
    r"|\b(?:stuck|based|lives?|living|been|held|stopped|stranded|made|works?|working|was|were)\s+in)"
    r"\s+(?:the\s+)?$"
)
_ENGLISH_BEHIND: Final = re.compile(rf"(?:'s)?(?:\s+(?:city|province))?[\s-]+{_ENGLISH_WHO}\b")


_BARE: Final = re.compile(
    r"那边|那儿|那里|怎么样?|咋样?|如何|怎样|规定|政策|文件|要求|情况|有没有|有|哪些|什么|啥|是|的|说|"
    r"定|弄|办|呢|吗|了|请?问|想?知道|听说|\b(?:what|are|is|the|rules?|polic(?:y|ies)|in|of|for|about|"
    r"how|tell|me|and|there|say|does|do)\b|[\W_]"
)
"""Asks nothing but what the rules are."""


@dataclass(frozen=True)
class AskedPlace:
    """A place that somebody asks about and that does not bind them.

    Attributes:
        name: As it was written; in full where it names one place.
        path: None if several places bear the name.
        rest: The question without it; empty if it asks for the rules of the place and no more.
    """

    name: Words
    path: str | None
    rest: str


def asked_elsewhere(regions: Regions, home: str, text: str) -> AskedPlace | None:
    """The place outside of somebody's own that a question is about.

    Args:
        home: Where they are, as a path.

    Returns:
        None if it names no place, only one from where somebody comes, or means their own too.
    """
    said = folded(text)
    if _HERE.search(said):
        return None
    asked = list(_asked(said, _deepest(said, list(gazetteer(regions).mentions(home, said)))))
    outside = [each for each in asked if not _is_own(home, each)]
    return _place(said, outside[0]) if outside and len(outside) == len(asked) else None


def _deepest(said: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Without those that only say where the next one lies: 河南省郑州市."""
    for one, other in pairwise(mentions):
        if said[one.end : other.start].strip(" 的,") or not _lies_in(other, one):
            yield one
    yield from mentions[-1:]


def _lies_in(one: Mention, other: Mention) -> bool:
    return any(standing(a, b) is Standing.INSIDE for a in one.paths for b in other.paths)


def _asked(said: str, mentions: Iterator[Mention]) -> Iterator[Mention]:
    for each in mentions:
        before, behind = said[: each.start], said[each.end :]
        if each.name.isascii():
            moved = _ENGLISH_FROM.search(before) or _ENGLISH_BEHIND.match(behind)
        else:
            moved = _FROM.search(before) or _HELD.search(before) or _BEHIND.match(behind)
        if not moved:
            yield each


def _is_own(home: str, mention: Mention) -> bool:
    """Whether it is, or may be, the place itself, one above or one in it."""
    county = "/".join(names_of(home)[:COUNTY])
    if town_named(shipped_towns().get(county, ()), mention.name) is not None:
        return True
    return any(standing(home, path) is not Standing.OUTSIDE for path in mention.paths)


def _place(said: str, mention: Mention) -> AskedPlace:
    left = f"{said[: mention.start]} {said[mention.end :]}".strip()
    rest = left if _BARE.sub("", left) else ""
    if len(mention.paths) > 1:
        name = mention.name.title() if mention.name.isascii() else mention.name
        return AskedPlace(Words(name, name), None, rest)
    [path] = mention.paths
    zh = names_of(path)[-1]
    return AskedPlace(Words(zh, english_names().get(path, zh)), path, rest)
