"""Values of facts: from JSON and back, and whether they go together."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from policies.errors import FactError
from policies.facts import CHINA, NOTHING, Fact, FactRecord, Facts, FactType, FactValue, Scalar
from policies.words import Words, quantity_words

_MONEY = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")


def parse_value(fact: Fact, raw: object) -> FactValue:
    """Turn a JSON value into a fact's typed value.

    Money is a string ("80000.00"), a whole number or a Decimal, never a float; a set is a
    list, or an object of counts of which those above zero are kept, or "nothing"; records are
    a list, or an option that stands for one; a date is ISO; a time without a zone is China
    time.

    Raises:
        FactError: The fact cannot have this value; the sentence names what it may be.
    """
    return _PARSERS[fact.type](fact, raw)


def parse_facts(known: Mapping[str, Fact], raw: Mapping[str, object]) -> dict[str, FactValue]:
    """Turn a JSON object of facts into typed values; null is unknown and left out.

    Raises:
        FactError: An unknown fact id, a bad value, or two values that contradict each other.
    """
    values = {}
    for name, value in raw.items():
        if name not in known:
            raise FactError(name, Words(f"没有“{name}”这项事实", f"there is no fact “{name}”"))
        if value is not None:
            values[name] = parse_value(known[name], value)
    check_together(known, values)
    return values


def check_together(known: Mapping[str, Fact], values: Facts) -> None:
    """Refuse values that contradict each other (本单位职工 more than 合计).

    Raises:
        FactError: For the fact that exceeds the one it is part of.
    """
    for name, value in values.items():
        limit = known[name].at_most
        most = values.get(limit) if limit else None
        if limit and isinstance(value, int | Decimal) and isinstance(most, int | Decimal):
            if value <= most:
                continue
            part, whole = _with_number(known[name], value), _with_number(known[limit], most)
            zh = f"{part.zh}不能多于{whole.zh}"
            raise FactError(name, Words(zh, f"{part.en} cannot exceed {whole.en}"))


def _with_number(fact: Fact, number: int | Decimal) -> Words:
    shown = quantity_words(number, fact.unit, fact.unit_one)
    return Words(f"{fact.label.zh}（{shown.zh}）", f"{fact.label.en} ({shown.en})")


def dump_value(fact: Fact, value: FactValue) -> object:
    """Turn a typed value into JSON; `parse_value` gives it back."""
    if isinstance(value, tuple):
        return [_dump_record(fact, record) for record in value]
    if isinstance(value, frozenset):
        return [option for option in fact.options if option in value]
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value


def _dump_record(fact: Fact, record: FactRecord) -> dict[str, object]:
    return {
        name: dump_value(fact.fields[name], value)
        for name, value in record.items()
        if value is not None
    }


def _refuse(fact: Fact, raw: object, zh: str, en: str) -> FactError:
    return FactError(
        fact.id,
        Words(
            f"{fact.label.zh}（{fact.id}）不能是 {raw!r}：{zh}",
            f"{fact.label.en} ({fact.id}) cannot be {raw!r}: {en}",
        ),
    )


def _bool(fact: Fact, raw: object) -> FactValue:
    if not isinstance(raw, bool):
        raise _refuse(fact, raw, "要写 true 或 false", "write true or false")
    return raw


def _int(fact: Fact, raw: object) -> FactValue:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise _refuse(fact, raw, "要写整数，例如 1200", "write a whole number such as 1200")
    low, high = fact.minimum, fact.maximum
    if low is not None and raw < low:
        least = quantity_words(low, fact.unit, fact.unit_one)
        raise _refuse(fact, raw, f"不能小于 {least.zh}", f"it cannot be below {least.en}")
    if high is not None and raw > high:
        most = quantity_words(high, fact.unit, fact.unit_one)
        raise _refuse(fact, raw, f"不能大于 {most.zh}", f"it cannot be above {most.en}")
    return raw


def _money(fact: Fact, raw: object) -> FactValue:
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
        raise _refuse(fact, raw, '要写成 "80000.00"', 'write "80000.00"')
    text = f"{raw:f}" if isinstance(raw, Decimal) and raw.is_finite() else str(raw)
    if not _MONEY.fullmatch(text):
        zh, en = (
            "要写成不小于零、最多两位小数的元",
            "write yuan, not negative, at most two decimals",
        )
        raise _refuse(fact, raw, zh, en)
    return Decimal(text).quantize(Decimal("0.01"))


def _enum(fact: Fact, raw: object) -> FactValue:
    if not isinstance(raw, str) or raw not in fact.options:
        listed = ", ".join(fact.options)
        raise _refuse(fact, raw, f"只能是 {listed}", f"it must be one of {listed}")
    return raw


def _set(fact: Fact, raw: object) -> FactValue:
    if isinstance(raw, Mapping):
        raw = _counted(fact, raw)
    if fact.nothing and raw == NOTHING:
        return frozenset()
    if not isinstance(raw, list | tuple | set | frozenset):
        raise _refuse(fact, raw, "要写成列表", "write a list")
    for item in raw:
        if not isinstance(item, str) or item not in fact.options:
            listed = ", ".join(fact.options)
            raise _refuse(fact, item, f"只能从 {listed} 里选", f"choose from {listed}")
    return frozenset(raw)


def _counted(fact: Fact, raw: Mapping[str, object]) -> list[str]:
    for count in raw.values():
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise _refuse(fact, count, "人数要写整数", "a count is a whole number")
    return [name for name, count in raw.items() if count]


def _date(fact: Fact, raw: object) -> FactValue:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return date.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError:
        raise _refuse(fact, raw, "要写成 2022-07-15", "write 2022-07-15") from None


def _datetime(fact: Fact, raw: object) -> FactValue:
    try:
        when = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw))
    except ValueError:
        example = "2022-07-15T08:00:00+08:00"
        raise _refuse(fact, raw, f"要写成 {example}", f"write {example}") from None
    return when if when.tzinfo else when.replace(tzinfo=CHINA)


def _text(fact: Fact, raw: object) -> FactValue:
    if not isinstance(raw, str):
        raise _refuse(fact, raw, "要写成文字", "write text")
    return raw


def _records(fact: Fact, raw: object) -> FactValue:
    if isinstance(raw, str) and raw in fact.ready:
        return fact.ready[raw]
    if not isinstance(raw, list | tuple) or not all(isinstance(r, Mapping) for r in raw):
        raise _refuse(fact, raw, "要写成一条条记录的列表", "write a list of records")
    return tuple(_record(fact, record) for record in raw)


def _record(fact: Fact, raw: Mapping[str, object]) -> FactRecord:
    return parse_record(fact.fields, raw)


def parse_record(fields: Mapping[str, Fact], raw: Mapping[str, object]) -> FactRecord:
    """Turn a JSON object into one record.

    Raises:
        FactError: An unknown field or a bad value.
    """
    record: dict[str, Scalar | None] = {}
    for name, value in parse_facts(fields, raw).items():
        assert not isinstance(value, tuple | frozenset)  # the loader allows scalar fields only
        record[name] = value
    return record


_PARSERS: dict[FactType, Callable[[Fact, object], FactValue]] = {
    FactType.BOOL: _bool,
    FactType.INT: _int,
    FactType.MONEY: _money,
    FactType.ENUM: _enum,
    FactType.SET: _set,
    FactType.DATE: _date,
    FactType.DATETIME: _datetime,
    FactType.TEXT: _text,
    FactType.RECORDS: _records,
}
