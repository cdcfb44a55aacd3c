"""Computing a record's amounts: formulas rounded to the fen, payers' shares that add up."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from policies.facts import Fact, Facts
from policies.formulas import compute, formula_words, missing_in
from policies.money import split, to_fen
from policies.records import Amount, Record
from policies.verdicts import AmountLine
from policies.words import Words, factor_text


def missing_for_amounts(record: Record, facts: Facts) -> tuple[str, ...]:
    """Name the unknown facts that the amounts need, each once."""
    formulas = [amount.formula for amount in record.amounts if amount.formula]
    return tuple(dict.fromkeys(name for f in formulas for name in missing_in(f, facts)))


def amount_lines(
    record: Record, known: Mapping[str, Fact], facts: Facts
) -> tuple[AmountLine, ...]:
    """Compute all amounts in the order of the file; no fact may be missing."""
    by_name: dict[str, AmountLine] = {}
    for amount in record.amounts:
        if amount.formula:
            exact = compute(amount.formula, facts)
            value = to_fen(exact) if amount.money else exact
            words = formula_words(amount.formula, known, facts)
            by_name[amount.name] = AmountLine(
                amount.name, value, amount.label, words, amount.money
            )
    for whole in list(by_name.values()):
        payers = [amount for amount in record.amounts if amount.part_of == whole.name]
        by_name.update(_parts(whole, payers))
    return tuple(by_name[amount.name] for amount in record.amounts)


def _parts(whole: AmountLine, payers: Sequence[Amount]) -> dict[str, AmountLine]:
    if not payers:
        return {}
    shares = [payer.share for payer in payers if payer.share is not None]
    values = split(whole.value, shares)
    fractions = [*shares, 1 - sum(shares, Decimal(0))]
    return {
        payer.name: _part(whole, payer, value, fraction)
        for payer, value, fraction in zip(payers, values, fractions, strict=True)
    }


def _part(whole: AmountLine, payer: Amount, value: Decimal, fraction: Decimal) -> AmountLine:
    percent, text = factor_text(fraction), f"{whole.value:,.2f}"
    words = Words(f"{whole.label.zh} {text} × {percent}", f"{whole.label.en} {text} × {percent}")
    return AmountLine(payer.name, value, payer.label, words, whole.money, percent)
