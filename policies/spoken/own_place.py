"""Where somebody says that they are: 我们在方城县 那个 券桥, we are in Fangcheng County."""

import re
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
    tree, towns = divisions_of(regions), shipped_towns()
    counties = {*tree.find(place), *towns}
    known = any(says_only(tree, path, place, towns.get(path, ())) for path in counties)
    return place.strip() if known else None
