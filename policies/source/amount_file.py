"""Reading the amounts of a record: formulas, totals and payers' shares."""

import re
from collections.abc import Mapping
from decimal import Decimal

from policies.errors import ExpressionError
from policies.expressions import Expression
from policies.facts import Fact
from policies.formulas import Formula, parse_formula
from policies.grammar import parse_condition
from policies.records import Amount
from policies.source.yaml_source import Block
from policies.words import Words

_FRACTION = re.compile(r"0\.[0-9]+")


def read_amounts(block: Block, facts: Mapping[str, Fact]) -> tuple[Amount, ...]:
    """Read `amount` in the order of the file, with formulas type-checked against the facts.

    Raises:
        RuleFileError: With file and line, whatever does not fit.
    """
    return tuple(_read_amount(name, item, facts) for name, item in block.entries("amount"))


def _read_amount(name: str, item: Block, facts: Mapping[str, Fact]) -> Amount:
    with item:
        formula = _formula(item, facts) if "formula" in item else None
        total_of = () if formula else item.texts("total_of")
        part_of = None if formula or total_of else item.text("part_of")
        return Amount(
            name=name,
            label=item.words("label"),
            when=_condition(item, facts) if formula and "when" in item else None,
            formula=formula,
            part_of=part_of,
            share=_share(item) if part_of else None,
            total_of=total_of,
            money=item.choice("unit", ["yuan", "count"]) == "yuan" if "unit" in item else True,
        )


def _formula(item: Block, facts: Mapping[str, Fact]) -> Formula:
    line, text = item.line_of("formula"), item.text("formula")
    try:
        return parse_formula(text, facts)
    except ExpressionError as error:
        raise item.error_at(line, error.sentence) from error


def _condition(item: Block, facts: Mapping[str, Fact]) -> Expression:
    line, text = item.line_of("when"), item.text("when")
    try:
        return parse_condition(text, facts)
    except ExpressionError as error:
        raise item.error_at(line, error.sentence) from error


def _share(item: Block) -> Decimal | None:
    line = item.line_of("share")
    written = item.text("share")
    if written == "rest":
        return None
    share = Decimal(written) if _FRACTION.fullmatch(written) else Decimal(0)
    if not 0 < share < 1:
        sentence = Words("share 要在 0 和 1 之间，或写 rest", "share is between 0 and 1, or rest")
        raise item.error_at(line, sentence)
    return share
