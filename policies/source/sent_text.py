"""The text of a record that somebody sent: nothing in it may cost more than its own length.

YAML lets a few lines stand for millions (aliases) and nest without end. A record needs neither.
"""

from collections.abc import Iterable
from typing import Final

import yaml
from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
)

from policies.errors import RuleFileError
from policies.source.yaml_files import LOADER, not_yaml, open_text
from policies.source.yaml_source import Block
from policies.words import Words

MOST_BYTES: Final = 200_000
"""Of one record: the longest here has 12,000."""
MOST_DEPTH: Final = 20


def open_sent(name: str, content: bytes) -> Block:
    """Read what somebody sent as a block.

    Args:
        name: What to call it in errors.

    Raises:
        RuleFileError: Too large, not UTF-8, not YAML, nested too deep, or with aliases.
    """
    text = text_of(name, content)
    try:
        _check_events(name, yaml.parse(text, Loader=LOADER))
    except YAMLError as error:
        raise not_yaml(name, text, error) from error
    return open_text(name, text)


def text_of(name: str, content: bytes) -> str:
    """Decode what somebody sent.

    Raises:
        RuleFileError: Too large, or not UTF-8.
    """
    if len(content) > MOST_BYTES:
        limit = MOST_BYTES // 1000
        raise _wrong(name, 1, f"太大，最多 {limit} KB", f"too large, {limit} KB at most")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        zh, en = "不是 UTF-8 编码，请另存为 UTF-8", "not UTF-8: save it as UTF-8"
        raise _wrong(name, line, zh, en) from error


def _check_events(name: str, events: Iterable[Event]) -> None:
    depth, documents = 0, 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        documents += isinstance(event, DocumentStartEvent)
        if documents > 1:
            zh, en = "一个文件只能写一条政策", "one record a file"
            raise _wrong(name, line, zh, en)
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            zh, en = "不能用 & 和 * 引用，请写全", "no anchors or aliases: write it out"
            raise _wrong(name, line, zh, en)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > MOST_DEPTH:
            raise _wrong(name, line, "套得太深", "nested too deep")


def _wrong(name: str, line: int, zh: str, en: str) -> RuleFileError:
    return RuleFileError(name, line, Words(zh, en))
