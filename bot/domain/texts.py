"""What makes a text say something, and how much."""

from collections.abc import Iterable
from typing import Final

RESULT_LEAST: Final = 3
"""Letters of a result: 已放行 says what was done."""
BEYOND_LEAST: Final = 2
"""Letters of it beyond those words that only say that it is done."""
_DONE: Final = (
    *("没有问题", "没问题", "问题", "事情", "全部", "已经", "好的", "可以"),
    *("解决", "处理", "办理", "办结", "办完", "办好", "办妥", "完成", "完毕", "搞定"),
    *("已", "都", "好", "了", "妥", "完"),
    *("resolved", "solved", "handled", "fixed", "closed", "done", "okay", "ok"),
    *("finished", "completed", "already", "all", "has", "been", "is", "it", "yes", "now"),
)
"""Words that say that something is done and not what, longer ones before what they contain."""


_NO: Final = (
    *("不符合条件", "条件不符", "不够条件", "不通过"),
    *("暂不列入", "不予列入", "不能列入", "不列入"),
    *("不可以", "不同意", "不符合", "不行", "不能", "不给", "不批", "拒绝", "驳回", "不好", "不"),
    *("没有原因", "就是", "暂时", "目前", "否", "了"),
    *("not eligible", "rejected", "refused", "denied", "cannot", "not", "no", "sorry"),
)
"""Words that say no and not why."""


def has_word(text: str) -> bool:
    """Whether there is a letter, a Chinese sign or a digit in it: 。 and 👍 say nothing."""
    return letters_in(text) > 0


def letters_in(text: str) -> int:
    """How many letters, Chinese signs and digits it has."""
    return sum(character.isalnum() for character in text)


def says_what_was_done(text: str) -> bool:
    """Whether a result tells its firm anything: “好” and “已办结” do not, “已放行” does."""
    beyond = letters_in(_without(_DONE, text))
    return letters_in(text) >= RESULT_LEAST and beyond >= BEYOND_LEAST


def says_why(text: str) -> bool:
    """Whether a refusal tells its firm anything: “不行” does not, “没有预案” does."""
    return letters_in(_without(_NO, text)) >= BEYOND_LEAST


def _without(words: Iterable[str], text: str) -> str:
    left = text.casefold()
    for word in words:
        left = left.replace(word, "")
    return left
