"""Lists of regular expressions in rule files, and taking out what is not so any more."""

import re
from collections.abc import Iterable

from policies.source.yaml_source import Block
from policies.words import Words


def patterns_of(block: Block, key: str) -> tuple[re.Pattern[str], ...]:
    """Take a list of patterns; empty if absent.

    Raises:
        RuleFileError: One of them cannot be read.
    """
    lines = block.lines_of(key)
    return tuple(map(_pattern, [block] * len(lines), block.texts(key), lines))


def blanked(plain: str, calm: Iterable[re.Pattern[str]], over: Iterable[re.Pattern[str]]) -> str:
    """A text without what is calm and without all that stands before what is over.

    What is taken out becomes spaces, so that places in the text stay.
    """
    for pattern in calm:
        plain = pattern.sub(_blank, plain)
    ended = [match.end() for pattern in over for match in pattern.finditer(plain)]
    end = max(ended, default=0)
    return " " * end + plain[end:]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _pattern(block: Block, written: str, line: int) -> re.Pattern[str]:
    try:
        return re.compile(written)
    except re.error as error:
        sentence = Words(f"正则写错了：{error}", f"not a regular expression: {error}")
        raise block.error_at(line, sentence) from error
