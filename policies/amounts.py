"""Computing a record's amounts: formulas rounded to the fen, totals and payers' shares."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from policies.expressions import atoms, evaluate
from policies.facts import Fact, Facts
from policies.formulas import compute, formula_words, missing_in
from policies.money import split, to_fen
from policies.records import Amount, Record
from policies.truth import Truth
from policies.verdicts import AmountLine
from policies.words import Words, factor_text, number_text, yuan_text


def missing_for_amounts(record: Record, facts: Facts) -> tuple[str, ...]:
    """Name the unknown facts that the amounts need, each once."""
    missing = (name for amount in record.amounts for name in _missing(amount, facts))
    return tuple(dict.fromkeys(missing))


def _missing(amount: Amount, facts: Facts) -> list[str]:
    counts = _counts(amount, facts)
    if amount.when is not None and counts is Truth.UNKNOWN:
        return [atom.fact for atom in atoms(amount.when) if facts.get(atom.fact) is None]
    return missing_in(amount.formula, facts) if amount.formula and counts is Truth.YES else []


def _counts(amount: Amount, facts: Facts) -> Truth:
    return evaluate(amount.when, facts) if amount.when is not None else Truth.YES


def amount_lines(
    record: Record, known: Mapping[str, Fact], facts: Facts, rough: Collection[str] = ()
) -> tuple[AmountLine, ...]:
    """Compute all amounts that count, in the order of the file; no fact may be missing.

    Args:
        rough: Facts of which the firm knows only about how much: the formulas say so.
    """
    by_name: dict[str, AmountLine] = {}
    for amount in record.amounts:
        if amount.formula and _counts(amount, facts) is Truth.YES:
            by_name[amount.name] = _computed(amount, known, facts, rough)
    for amount in record.amounts:
        parts = [by_name[name] for name in amount.total_of if name in by_name]
        if parts:
            by_name[amount.name] = _total(amount, parts)
    for whole in list(by_name.values()):
        payers = [amount for amount in record.amounts if amount.part_of == whole.name]
        by_name.update(_parts(whole, payers))
    return tuple(by_name[amount.name] for amount in record.amounts if amount.name in by_name)


def _computed(
    amount: Amount, known: Mapping[str, Fact], facts: Facts, rough: Collection[str]
) -> AmountLine:
    assert amount.formula is not None  # the caller asks only for formulas
    exact = compute(amount.formula, facts)
    value = to_fen(exact) if amount.money else exact
    words = formula_words(amount.formula, known, facts, rough)
    return AmountLine(amount.name, value, amount.label, words, amount.money)


def _total(amount: Amount, parts: Sequence[AmountLine]) -> AmountLine:
    texts = [yuan_text(p.value) if amount.money else number_text(p.value) for p in parts]
    words = Words(" + ".join(texts), " + ".join(texts))
    value, names = sum((p.value for p in parts), Decimal(0)), tuple(p.name for p in parts)
    return AmountLine(amount.name, value, amount.label, words, amount.money, total_of=names)


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
