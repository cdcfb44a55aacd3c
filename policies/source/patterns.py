"""Lists of regular expressions in rule files."""

import re

from policies.source.yaml_source import Block
from policies.words import Words


def patterns_of(block: Block, key: str) -> tuple[re.Pattern[str], ...]:
    """Take a list of patterns; empty if absent.

    Raises:
        RuleFileError: One of them cannot be read.
    """
    lines = block.lines_of(key)
    return tuple(map(_pattern, [block] * len(lines), block.texts(key), lines))


def _pattern(block: Block, written: str, line: int) -> re.Pattern[str]:
    try:
        return re.compile(written)
    except re.error as error:
        sentence = Words(f"正则写错了：{error}", f"not a regular expression: {error}")
        raise block.error_at(line, sentence) from error
