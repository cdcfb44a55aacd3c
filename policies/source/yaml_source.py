"""Strict YAML: every key is taken by name, whatever is left over is an error with its line.

Scalars keep their written form, so that 0.1 stays exactly 0.1 and `no` stays a word.
"""

import re
from collections.abc import Iterator
from datetime import date
from types import TracebackType
from typing import Any, TypeAlias

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from policies.errors import RuleFileError
from policies.words import Words

Plain: TypeAlias = bool | int | str | list["Plain"] | dict[str, "Plain"] | None

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FRACTION = re.compile(r"-?[0-9]*\.[0-9]+")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class Block:
    """A YAML mapping that must be used up; leaving its `with` refuses unknown keys."""

    def __init__(self, file: str, node: MappingNode) -> None:
        self.file = file
        self.line: int = node.start_mark.line + 1
        self._left: dict[str, Node] = {}
        for key, value in node.value:
            self._add(key, value)

    def _add(self, key: Node, value: Node) -> None:
        if not isinstance(key, ScalarNode):
            raise self.error("键必须是一个词", "a key must be one word", key)
        if key.value in self._left:
            raise self.error(f"重复的键 {key.value}", f"duplicate key {key.value}", key)
        self._left[key.value] = value

    def __enter__(self) -> "Block":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for key, node in self._left.items():
                raise self.error(f"不认识的键 {key}", f"unknown key {key}", node)

    def error(self, zh: str, en: str, node: Node | None = None) -> RuleFileError:
        """Make an error at a node, or at the block's own first line."""
        if node is None:
            return RuleFileError(self.file, self.line, Words(zh, en))
        mark = node.start_mark
        return RuleFileError(self.file, mark.line + 1, Words(zh, en), mark.column + 1)

    def error_at(self, line: int, sentence: Words) -> RuleFileError:
        """Make an error at a line that was kept from `line_of`."""
        return RuleFileError(self.file, line, sentence)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def line_of(self, key: str) -> int:
        """Line of a key's value, counted from 1; the block's own if the key is absent."""
        node = self._left.get(key)
        return self.line if node is None else int(node.start_mark.line) + 1

    def keys(self) -> list[str]:
        """Keys that are still to be taken, in written order."""
        return list(self._left)

    def _take(self, key: str, kind: type[Node]) -> Any:
        if key not in self._left:
            raise self.error(f"缺少 {key}", f"{key} is missing")
        node = self._left.pop(key)
        if not isinstance(node, kind):
            raise self.error(f"{key} 的写法不对", f"{key} has the wrong shape", node)
        return node

    def text(self, key: str) -> str:
        """Take a required, non-empty scalar as it is written."""
        node = self._take(key, ScalarNode)
        if not node.value.strip():
            raise self.error(f"{key} 是空的", f"{key} is empty", node)
        return str(node.value)

    def text_or(self, key: str, default: str | None) -> str | None:
        """Take a scalar, or the default."""
        return self.text(key) if key in self else default

    def choice(self, key: str, allowed: list[str]) -> str:
        """Take a scalar that must be one of a few words."""
        line, value = self.line_of(key), self.text(key)
        if value not in allowed:
            listed = ", ".join(allowed)
            sentence = Words(f"{key} 只能是：{listed}", f"{key} must be one of: {listed}")
            raise self.error_at(line, sentence)
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Take `true` or `false`."""
        if key not in self:
            return default
        return self.choice(key, ["true", "false"]) == "true"

    def integer(self, key: str) -> int | None:
        """Take a whole number; None if the key is absent."""
        if key not in self:
            return None
        line, value = self.line_of(key), self.text(key)
        if not _INTEGER.fullmatch(value):
            sentence = Words(f"{key} 必须是整数", f"{key} must be a whole number")
            raise self.error_at(line, sentence)
        return int(value)

    def day(self, key: str) -> date:
        """Take a date, written 2022-06-22."""
        line, value = self.line_of(key), self.text(key)
        try:
            return date.fromisoformat(value)
        except ValueError:
            sentence = Words(f"{key} 要写成 2022-06-22", f"{key} must look like 2022-06-22")
            raise self.error_at(line, sentence) from None

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of scalars; empty if absent."""
        if key not in self:
            return ()
        nodes = self._take(key, SequenceNode).value
        for node in nodes:
            if not isinstance(node, ScalarNode):
                raise self.error(f"{key} 里只能写词", f"{key} lists words only", node)
        return tuple(str(node.value) for node in nodes)

    def block(self, key: str) -> "Block":
        """Take a nested mapping."""
        return Block(self.file, self._take(key, MappingNode))

    def entries(self, key: str) -> Iterator[tuple[str, "Block"]]:
        """Take a mapping of mappings, entry by entry; nothing if absent."""
        if key in self:
            with self.block(key) as inner:
                for name in inner.keys():  # noqa: SIM118 - taking an entry changes the block
                    yield name, inner.block(name)

    def items(self, key: str) -> Iterator["Block | str"]:
        """Take a list whose items are scalars or mappings; nothing if absent."""
        if key not in self:
            return
        for node in self._take(key, SequenceNode).value:
            if isinstance(node, MappingNode):
                yield Block(self.file, node)
            elif isinstance(node, ScalarNode):
                yield str(node.value)
            else:
                raise self.error(f"{key} 的写法不对", f"{key} has the wrong shape", node)

    def blocks(self, key: str) -> Iterator["Block"]:
        """Take a list of mappings; nothing if absent."""
        line = self.line_of(key)
        for item in self.items(key):
            if isinstance(item, str):
                sentence = Words(f"{key} 的每一项要分字段写", f"each item of {key} needs fields")
                raise self.error_at(line, sentence)
            yield item

    def lines_of(self, key: str) -> list[int]:
        """Lines of a list's items, counted from 1."""
        node = self._left.get(key)
        values = node.value if isinstance(node, SequenceNode) else []
        return [item.start_mark.line + 1 for item in values]

    def words(self, key: str) -> Words:
        """Take `{zh: …, en: …}`."""
        with self.block(key) as inner:
            return Words(inner.text("zh"), inner.text("en"))

    def words_or_none(self, key: str) -> Words | None:
        """Take `{zh: …, en: …}` if it is there."""
        return self.words(key) if key in self else None

    def words_list(self, key: str) -> tuple[Words, ...]:
        """Take a list of `{zh: …, en: …}`; empty if absent."""
        found = []
        for item in self.blocks(key):
            with item:
                found.append(Words(item.text("zh"), item.text("en")))
        return tuple(found)

    def plain(self, key: str) -> dict[str, Plain]:
        """Take a mapping of JSON-like values; an unquoted decimal fraction is refused."""
        if key not in self:
            return {}
        value = self._plain(self._take(key, MappingNode))
        assert isinstance(value, dict)
        return value

    def _plain(self, node: Node) -> Plain:
        if isinstance(node, MappingNode):
            inner = Block(self.file, node)
            return {key: self._plain(inner._left[key]) for key in inner._left}
        if isinstance(node, SequenceNode):
            return [self._plain(item) for item in node.value]
        assert isinstance(node, ScalarNode)
        return self._scalar(node)

    def _scalar(self, node: ScalarNode) -> Plain:
        written: str = node.value
        if node.style:  # in quotes, or a block
            return written
        if _FRACTION.fullmatch(written):
            raise self.error("小数要加引号", "quote a decimal fraction", node)
        if _INTEGER.fullmatch(written):
            return int(written)
        return _WORDS.get(written, written)
