"""Builds a value of any type that our functions ask for, with hostile words wherever a text goes.

Ids of the rules are real ones, as services look them up before a view is made; everything that a
person can fill is `HOSTILE`.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from itertools import chain
from typing import Any, Final, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from bot.domain.broadcasts import Content
from bot.domain.markup import Html
from bot.domain.speech import Button, View
from bot.domain.testing import Rhythm, RhythmKind
from handlers.tongue import Tongue, escaped
from policies.facts import FactType
from policies.loader import load_rulebase
from policies.rulebase import RuleBase
from policies.words import Words

HOSTILE: Final = (
    '<b>&"\'</b>&amp;<a href="javascript:x">y</a>'
    "\u202eevil\u202c\u2066\u200f\u200b\ufeff שלום مرحبا 👩‍👩‍👧‍👦{name}{0}%s" + "长" * 40
)
RULES: Final = load_rulebase()
NOW: Final = datetime(2022, 7, 15, 1, tzinfo=UTC)
DEPTH: Final = 16
IDS: Final[Mapping[str, str]] = {
    "region": "河南省/南阳市/方城县",
    "document": next(iter(RULES.documents)),
    "standards": next(iter(RULES.documents)),
    "record": next(iter(RULES.records)),
    "until": NOW.isoformat(),
    "role": "owner",
    "number": "F-0715-001",
    "bot": "zhuqi_bot",
    "code": "ABCDE-FGHJK",
    "token": "ABCDE-FGHJK",
    "link": "n-0123",
}
"""Fields whose texts nobody writes: they name something, or are a moment."""


class CannotBuild(TypeError):
    """Nobody said how a value of this type is made."""


@dataclasses.dataclass(frozen=True)
class Maker:
    """Makes arguments for one language.

    Args:
        ids: What stands where a text is an id, by the name of its field.
    """

    language: str
    ids: Mapping[str, str] = dataclasses.field(default_factory=lambda: IDS)

    def call(self, function: Callable[..., Any], **given: Any) -> Any:
        """Call a function with a value for each argument that has no default."""
        return function(**{**self._arguments(function), **given})

    def _arguments(self, function: Callable[..., Any], depth: int = 0) -> dict[str, Any]:
        hints = get_type_hints(function)
        hints.pop("return", None)
        return {name: self.make(hint, name, depth) for name, hint in hints.items()}

    def make(self, hint: Any, name: str = "", depth: int = 0) -> Any:
        """A value of a type, for the argument or field of this name."""
        if depth > DEPTH:
            raise CannotBuild(f"{hint} goes too deep")
        made = self._plain(hint, name)
        if made is not None:
            return made
        origin, inner = get_origin(hint), get_args(hint)
        if origin is not None:
            return self._generic(origin, inner, name, depth)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return next(iter(hint))
        if dataclasses.is_dataclass(hint):
            made = self._record(hint, depth)
            # What an editor wrote is read and cleaned when it comes: see `passed_on`.
            clean = {"zh": MARKED_UP, "en": MARKED_UP} if hint is Content else {}
            return dataclasses.replace(made, **clean)
        if isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields"):
            hints = get_type_hints(hint)
            return hint(*(self.make(hints[f], f, depth + 1) for f in hint._fields))
        raise CannotBuild(str(hint))

    def _plain(self, hint: Any, name: str) -> Any:
        """What is made of nothing else; None for any other type."""
        if hint is Html or (name in MARKED and hint is str):
            return MARKED_UP
        if hint in {str, Any, object}:
            return self.language if name == "language" else self.ids.get(name, HOSTILE)
        if hint is Tongue:
            return Tongue(self.language)
        return SIMPLE.get(hint) if isinstance(hint, typing.Hashable) else None

    def _generic(self, origin: Any, inner: tuple[Any, ...], name: str, depth: int) -> Any:
        if origin in {typing.Union, types.UnionType}:
            some = [each for each in inner if each is not type(None)]
            return self.make(str if str in some else some[0], name, depth + 1)
        if origin is typing.Literal:
            return inner[0]
        if origin is tuple and inner[-1:] != (...,):
            return tuple(self.make(each, name, depth + 1) for each in inner)
        if origin in {tuple, list, set, frozenset, Sequence, Collection, Iterable, Set, Iterator}:
            kept = {tuple: tuple, set: set, frozenset: frozenset, Set: frozenset, Iterator: iter}
            return kept.get(origin, list)([self.make(inner[0], name, depth + 1)])
        if origin in {dict, Mapping}:
            return {self.make(inner[0], name, depth + 1): self.make(inner[1], name, depth + 1)}
        if origin is Callable:
            return lambda *_, **__: self.make(inner[-1], name, depth + 1)
        raise CannotBuild(str(origin))

    def _record(self, kind: Any, depth: int) -> Any:
        hints = get_type_hints(kind)
        return kind(
            **{
                each.name: self.make(hints[each.name], each.name, depth + 1)
                for each in dataclasses.fields(kind)
                if each.init
            }
        )


def _first(values: Iterable[Any]) -> dict[type, Any]:
    """One of each type of what the rules hold."""
    found: dict[type, Any] = {}
    for value in values:
        found.setdefault(type(value), value)
    return found


MARKED: Final = frozenset({"before"})
"""Fields of sentences of ours, which are HTML whatever their type says."""
RULE_TYPES: Final[Mapping[type, Any]] = _first(
    chain(
        (fact for fact in RULES.facts.values() if fact.type is FactType.TEXT),
        RULES.records.values(),
        RULES.facts.values(),
        RULES.problems.values(),
        RULES.documents.values(),
        RULES.regions.places.values(),
    )
)
MARKED_UP: Final = Html(escaped(HOSTILE))
SIMPLE: Final[Mapping[Any, Any]] = {
    int: 7,
    float: 1.5,
    bool: True,
    bytes: b"%PDF-1.4",
    Decimal: Decimal("80000.00"),
    datetime: NOW,
    date: NOW.date(),
    time: time(9, 30),
    timedelta: timedelta(hours=5),
    ZoneInfo: ZoneInfo("Asia/Shanghai"),
    RuleBase: RULES,
    Rhythm: Rhythm(RhythmKind.DUTY, 48),
    Words: Words(HOSTILE, HOSTILE),
    View: View(MARKED_UP, ((Button(HOSTILE, "home:show"),),)),
    Button: Button(HOSTILE, "home:show"),
    **RULE_TYPES,
}
