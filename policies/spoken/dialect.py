"""What people say at home, as it is written: 俺厂自个儿弄哩 → 我厂自己弄的, 夜儿黑 → 昨天晚上.

General words only. What people call one option or one fact is data: `aliases` and `said` of
facts.yaml.
"""

import re
import unicodedata
from typing import Final

from policies.spoken.number_words import with_common_tens, without_separators
from policies.spoken.plain import folded

_CLAUSE_ENDS: Final = r"(?=$|[\s,。.!！?？;；、~…)])"
# Days and their parts; 前个月 is a month, 今儿黑布 a cloth.
_DAYS: Final = (
    (r"夜儿个?黑(?:里|喽|了|儿)?|昨儿个?黑(?:里|喽|了|儿)?|夜黑(?:里|喽|了|儿)?", "昨天晚上"),
    (
        r"(?P<day>[今昨前])(?:儿个?|个)?黑(?:里|喽|了|儿)?(?=\s*[0-9零一二两三四五六七八九十])",
        r"\g<day>天晚上",
    ),
    (r"(?P<day>[今明后])(?:儿个?|个)黑(?:里|喽|了|儿)?(?![布色车])", r"\g<day>天晚上"),
    (r"(?P<day>[今明后])黑(?:里|喽|了)", r"\g<day>天晚上"),
    (r"大前(?:儿个?|个)(?![月年星礼周])", "大前天"),
    (r"(?:昨|夜)(?:儿个?|个)(?![月年星礼周])", "昨天"),
    (r"前(?:儿个?|个)(?![月年星礼周])", "前天"),
    (r"今(?:儿个?|个)(?![月年星礼周])", "今天"),
    (r"明(?:儿个?|个)(?![月年星礼周])", "明天"),
    (r"后(?:儿个?|个)(?![月年星礼周])", "后天"),
    (r"清早(?:起|上)?|清起来?", "早上"),
    (r"前晌", "上午"),
    (r"后晌", "下午"),
    (r"晌午头?", "中午"),
)
_OTHERS: Final = (
    (r"(?<=[a-z])’(?=[a-z])", "'"),
    # Where, and whom it is about.
    (r"里[头面边]", "里"),
    (r"上头", "上"),
    (r"自个儿?|自己(?:个儿|家|家里)|自家", "自己"),
    (r"[俺咱](?:们|家里?)?", "我们"),
    (r"恁(?=[多大长高远贵])", "那么"),
    (r"恁们?", "你们"),
    # How it is said.
    (r"木有|冇|没得(?![到过说])", "没有"),
    (r"[弄干]啥", "干什么"),
    (r"啥", "什么"),
    (r"咋", "怎么"),
    (r"(?<=[采做测弄建配])罢(?:了|啦)?", "完了"),
    (r"[哩嘞咧]", "的"),
    (rf"(?:[啊呀呢吧嘛呗哦噢喔哈啦喽]|的哦)+{_CLAUSE_ENDS}", ""),
)
_OF_DAYS: Final = tuple((re.compile(pattern), common) for pattern, common in _DAYS)
_PATTERNS: Final = (*_OF_DAYS, *((re.compile(pattern), common) for pattern, common in _OTHERS))


def common_speech(text: str) -> str:
    """A text as it is commonly written: dialect replaced, full width made ordinary, in lower case.

    Spaces and signs stay, but for those between the thousands of a number. Commonly written text
    stays as it is, but for particles at the end of a clause: 纺织厂啊，织布哩 → 纺织厂,织布的.
    """
    plain = folded(text).strip()
    plain = with_common_tens(without_separators(plain))
    for pattern, common in _PATTERNS:
        plain = pattern.sub(common, plain)
    return plain


def common_days(text: str) -> str:
    """A text with its days as they are commonly written, and all else as it stands but full width.

    For texts that are kept: 后晌3点老李来哩 → 下午3点老李来哩.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for pattern, common in _OF_DAYS:
        plain = pattern.sub(common, plain)
    return plain
