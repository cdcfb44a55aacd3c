"""白名单我们在册, 我们进白名单了: a fact of the firm, stated plainly."""

import re
from collections.abc import Iterable
from typing import Final

from policies.facts import Fact, FactType, Scope
from policies.spoken.choices import read_option, squeezed
from policies.spoken.dialect import common_speech
from policies.spoken.fact_names import fact_mentioned
from policies.spoken.reading import read_int
from policies.spoken.remarks import asks, doubts

LONGEST: Final = 20
"""Characters, of Latin ones twice as many; a longer text tells a story."""
_TROUBLE: Final = re.compile(
    r"[没不未无踢撤移除消掉坏]|想|要|申请|\b(?:not?|never|off|removed|want|need)\b|n't"
)
"""What is denied or was lost may well be trouble."""


_OUR_PEOPLE: Final = re.compile(
    r"(?:我们|厂里?|公司|全厂|单位|现在|目前|一共|总共|[,，\s])+(?:是|有|就|只|都)*"
    r"(?P<count>[0-9零一二三四五六七八九十百千万两]+)[个名口号]?人了?[。.!！]*"
    r"|(?:we (?:now )?(?:have|are)|there are) (?P<en>[0-9]+) (?:people|workers|staff|employees)"
    r"(?: (?:now|here|in total|in all|altogether))*[.!]*"
)
"""Of the firm as a whole, and exactly: 俺们有42个人, but not 缺42个人 nor 来了42个人."""


def people_stated(text: str) -> int | None:
    """How many people a sentence says that the firm has; None if it says anything else."""
    found = _OUR_PEOPLE.fullmatch(common_speech(text))
    read = None if found is None else read_int(f"{found['count'] or found['en']}人")
    return None if read is None or read.approximate else int(read.value)


def plainly_stated(facts: Iterable[Fact], text: str) -> tuple[Fact, str | bool] | None:
    """The fact that a sentence states and its option; None if it says anything else."""
    plain = squeezed(text)
    if len(plain) > LONGEST * (1 + plain.isascii()):
        return None
    if asks(text) or doubts(text) or _TROUBLE.search(plain):
        return None
    found = fact_mentioned(facts, text)
    if found is None:
        return None
    fact, name = found
    if fact.type not in {FactType.ENUM, FactType.BOOL} or fact.scope is Scope.CASE:
        return None
    option = read_option(fact, plain.replace(name, "", 1).strip(" :：，,的"))
    return None if option is None or isinstance(option, frozenset) else (fact, option)
