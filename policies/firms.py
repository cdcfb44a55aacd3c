"""Firms as JSON: facts of one firm, or one firm a line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from policies.calendar import Extension
from policies.errors import PolicyError
from policies.fact_values import parse_facts
from policies.regions import names_of
from policies.rulebase import RuleBase
from policies.ruling import Question
from policies.words import Words


@dataclass(frozen=True)
class Asked:
    """What the command line says about every firm.

    Attributes:
        region: None if every line of a batch must say it.
        as_of: None if every line of a batch must say it.
    """

    region: str | None
    as_of: str | None
    in_force: Mapping[str, Extension] = field(default_factory=dict)
    self_reported: tuple[str, ...] = ()


def read_object(text: str) -> dict[str, object]:
    """Read one JSON object; a fraction keeps its written digits.

    Raises:
        PolicyError: It is not JSON, or not an object.
    """
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=str)
    except json.JSONDecodeError as error:
        sentence = Words(f"不是合法的 JSON：第 {error.lineno} 行", f"not valid JSON: {error}")
        raise PolicyError(sentence) from error
    if not isinstance(found, dict):
        raise PolicyError(Words("应当是一个 JSON 对象", "a JSON object is expected"))
    return found


def read_question(rulebase: RuleBase, asked: Asked, raw: Mapping[str, object]) -> Question:
    """Turn one firm into a question; `region` and `as_of` of the firm itself go first.

    Raises:
        PolicyError: A fact, the place or the day cannot be used.
    """
    rest = {key: value for key, value in raw.items() if key not in ("id", "region", "as_of")}
    region = raw.get("region", asked.region)
    if not isinstance(region, str):
        raise PolicyError(Words("缺少地区（省/市/县）", "the region is missing"))
    names_of(region)
    facts = parse_facts(rulebase.facts, {**dict.fromkeys(asked.self_reported), **rest})
    rulebase.regions.check_facts(region, facts)
    day = read_day(raw.get("as_of", asked.as_of))
    return Question(region, day, facts, asked.in_force, asked.self_reported)


def read_day(raw: object) -> date:
    """Read a day, written 2022-07-15.

    Raises:
        PolicyError: It is not one.
    """
    try:
        return date.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError:
        zh, en = "日期要写成 2022-07-15", "write the day as 2022-07-15"
        raise PolicyError(Words(f"{zh}：{raw}", f"{en}: {raw}")) from None


def read_extensions(rulebase: RuleBase, written: list[str]) -> dict[str, Extension]:
    """Read `DOCUMENT=DATE` pairs of 仍执行至.

    Raises:
        PolicyError: No such document, or no date.
    """
    extensions = {}
    for item in written:
        document, _, day = item.partition("=")
        if document not in rulebase.documents or not rulebase.documents[document].held:
            raise PolicyError(Words(f"没有文件 {document}", f"there is no document {document}"))
        extensions[document] = Extension(read_day(day))
    return extensions


def unknown_place(rulebase: RuleBase, region: str) -> tuple[str, ...]:
    """Warn of a place that the rule base does not know."""
    if rulebase.regions.nearest(region):
        return ()
    zh = f"地区“{region}”不在 regions.yaml 里，没有一条政策适用"
    en = f"regions.yaml does not know {region}; no policy applies"
    return (str(Words(zh, en)),)


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines that hold something, with their numbers from 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line
