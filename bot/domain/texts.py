"""What makes a text say something, and how much."""

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


def has_word(text: str) -> bool:
    """Whether there is a letter, a Chinese sign or a digit in it: 。 and 👍 say nothing."""
    return letters_in(text) > 0


def letters_in(text: str) -> int:
    """How many letters, Chinese signs and digits it has."""
    return sum(character.isalnum() for character in text)


def says_what_was_done(text: str) -> bool:
    """Whether a result tells its firm anything: “好” and “已办结” do not, “已放行” does."""
    beyond = text.casefold()
    for word in _DONE:
        beyond = beyond.replace(word, "")
    return letters_in(text) >= RESULT_LEAST and letters_in(beyond) >= BEYOND_LEAST
