"""Reading a record's own cases."""

from datetime import date

from policies.calendar import Extension
from policies.errors import RuleFileError
from policies.records import Case
from policies.source.yaml_source import Block, Plain
from policies.words import Words

EXPECTATIONS = (
    "outcome",
    "modality",
    "relies_on",
    "missing",
    "amounts",
    "if_granted",
    "near_miss",
    "rhythm",
    "keeping",
    "capped",
    "self_reported",
)


def read_cases(block: Block, *, region: str, as_of: date) -> tuple[Case, ...]:
    """Read `cases`; a case that says no place or day is in the record's own region and day.

    Raises:
        RuleFileError: No case at all, or an expectation that nothing compares.
    """
    line, cases = block.line_of("cases"), []
    for item in block.blocks("cases"):
        with item:
            cases.append(_read_case(item, region, as_of))
    if not cases:
        raise block.error_at(line, Words("至少要有一个用例", "at least one case is needed"))
    return tuple(cases)


def _read_case(item: Block, region: str, as_of: date) -> Case:
    expect_line, expect = item.line_of("expect"), item.plain("expect")
    unknown = [key for key in expect if key not in EXPECTATIONS]
    if unknown or "outcome" not in expect:
        listed = ", ".join(EXPECTATIONS)
        zh = f"expect 要写 outcome，可写：{listed}"
        raise item.error_at(expect_line, Words(zh, f"expect names outcome and may name: {listed}"))
    return Case(
        name=item.text("name"),
        given=item.plain("given"),
        expect=expect,
        region=item.text_or("region", region) or region,
        as_of=item.day("as_of") if "as_of" in item else as_of,
        in_force=_read_extensions(item),
        self_reported=item.texts("self_reported"),
        line=item.line,
    )


def _read_extensions(item: Block) -> dict[str, Extension]:
    line, extensions = item.line_of("in_force"), {}
    for document, day in item.plain("in_force").items():
        extensions[document] = Extension(_day(item, line, day))
    return extensions


def _day(item: Block, line: int, raw: Plain) -> date:
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        error: RuleFileError = item.error_at(line, Words("要写日期", "a date is expected"))
        raise error from None
