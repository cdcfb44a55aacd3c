"""Where somebody says that they are: 我们在方城县 那个 券桥, we are in Fangcheng County."""

import re
from dataclasses import dataclass
from typing import Final

from policies.regions import Regions
from policies.spoken.dialect import common_speech
from policies.spoken.divisions import divisions_of, shipped_towns
from policies.spoken.place_words import says_only
from policies.spoken.remarks import asks

LONGEST: Final = 40
_WE: Final = (
    r"(?:我们?|本)(?:的)?(?:这(?:个|里|边)?)?(?:厂|公司|单位|店|企业|项目|合作社|养殖场|工地|家)?(?:里|子)?"
    r"|厂[里子]?|公司|企业"
)
_IN: Final = re.compile(
    rf"(?:{_WE})\s*(?:现在|目前|就|都)*(?:是?在|位于|属于?|开在|是)\s*(?P<zh>.+?)"
    r"(?:这边|那边|这里|那里|那儿|这儿|的)?[\s。.!！~～]*"
    r"|(?:we(?:'re| are)|our (?:firm|factory|company|plant|shop|project) is|i(?:'m| am))"
    r"\s+(?:located\s+|based\s+)?(?:in|at)\s+(?P<en>.+?)[\s.!]*"
)
_FILLERS: Final = re.compile(
    r"的|(?:^|(?<=[县市区旗省\s,，]))(?:的|[那这](?:个|里|儿|边)的?|[下底][面边下]的?|属于?|嗯)+"
)

_HERE: Final = re.compile(
    rf"(?:{_WE})?(?:现在|目前|就|都)*(?:是?在|位于|是)?(?P<zh>\S+?)(?:这边|这里|的)*"
)
_KIND: Final = re.compile(
    rf"(?:你好|您好|(?:{_WE})?(?:就?是|做|搞|开|办)(?:的是)?(?:一?[个家])?[^\s没不被要缺少难卡停拖欠断]{{0,10}}?"
    r"(?:厂子?|公司|店|合作社|企业|养殖场|猪场|鸡场|作坊|项目|工地|生意|加工|生产|的))"
)
_PEOPLE: Final = re.compile(
    r"(?:我们?|厂里?|现在|一共|总共|共|有|大概|大约|约|差不多)*"
    r"[0-9零一二两三四五六七八九十百千]+(?:多|来|几)?(?:个|号|名|位)?(?:工人|员工|职工|人)(?:左右|上下|吧)*"
)
_BETWEEN: Final = re.compile(r"[,，。.;；!！\s]+")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who somebody says to be, in the first words.

    Attributes:
        place: Where they are, as they wrote it.
        people: How many they are, as they wrote it; empty if they did not.
    """

    place: str
    people: str = ""


def newcomer_in(regions: Regions, text: str) -> Newcomer | None:
    """Read 方城县, or 我们是纺织厂，在方城县释之街道，120人, of somebody who is asked nothing.

    Returns:
        None if it names no place that is known, or says anything else beside it.
    """
    place = own_place_in(regions, text)
    if place is not None:
        return Newcomer(place)
    said = common_speech(text).strip()
    if len(said) > LONGEST or asks(text):
        return None
    parts = [part for part in _BETWEEN.split(said) if part and _KIND.fullmatch(part) is None]
    people = [part for part in parts if _PEOPLE.fullmatch(part)]
    places = [part for part in parts if part not in people]
    found = _HERE.fullmatch(places[0]) if len(places) == 1 and len(people) <= 1 else None
    if found is None or not _is_known(regions, found["zh"]):
        return None
    return Newcomer(found["zh"], "".join(people))


def bare_place(text: str) -> str:
    """在方城县释之街道的 without the words around the place; a text that has none stays."""
    found = _HERE.fullmatch(common_speech(text).strip())
    return text if found is None else found["zh"]


def own_place_in(regions: Regions, text: str) -> str | None:
    """The place that a text says to be somebody's own, as they wrote it.

    Returns:
        None if it names no place that is known, or says anything else beside it.
    """
    said = common_speech(text).strip()
    found = None if len(said) > LONGEST or asks(text) else _IN.fullmatch(said)
    if found is None:
        return None
    place = _FILLERS.sub(" ", found["zh"] or found["en"])
    return place.strip() if _is_known(regions, place) else None


def _is_known(regions: Regions, place: str) -> bool:
    """Whether a text is nothing but the name of a place that is known."""
    tree, towns = divisions_of(regions), shipped_towns()
    counties = {*tree.find(place), *towns}
    return any(says_only(tree, path, place, towns.get(path, ())) for path in counties)
