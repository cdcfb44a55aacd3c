"""Conditions: what may be written, and Kleene's logic of the unknown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.errors import ExpressionError
from policies.expressions import Comparison, Either, Every, Negation, evaluate
from policies.formulas import parse_formula
from policies.grammar import parse_condition
from policies.truth import Truth, all_of, any_of

REFUSED = {
    "a call": "len(tags) == 1",
    "an import": '__import__("os") == 1',
    "an attribute": 'size_class.upper == "x"',
    "any of something that is no field": 'any(size_class == "small")',
    "any with two arguments": "any(arrivals.reported == False, 1)",
    "any of a field that does not exist": "any(arrivals.secret == 1)",
    "a lambda": "(lambda: True) == True",
    "a comprehension": "[x for x in tags] == 1",
    "a subscript": "tags[0] == 1",
    "a chain": "1 < doors < 3",
    "an unknown fact": "nothing == 1",
    "two facts": "doors == workshops",
    "a literal first": "3 <= doors",
    "a bare fact": "doors",
    "an unknown option": 'size_class == "huge"',
    "an unquoted option": "size_class == small",
    "a number for a choice": "size_class == 1",
    "an order of choices": 'size_class < "small"',
    "a text for a number": 'doors == "3"',
    "a fraction of a door": "doors > 1.5",
    "a truth for a number": "doors == True",
    "membership in a choice": '"small" in size_class',
    "an overlap with an unknown option": 'tags & {"nothing"}',
    "an overlap of a choice": 'size_class & {"small"}',
    "a set as a scalar": 'tags == "food"',
    "emptiness of a number": "doors == empty",
    "an order of emptiness": "stop_order < empty",
    "is": "doors is 3",
    "arithmetic": "doors + 1 == 2",
    "a statement": "doors = 3",
    "two expressions": "doors == 3; workshops == 2",
    "a value twice": 'size_class in {"small", "small"}',
    "a number out of range": "zone == 5",
    "a day that does not exist": 'due <= "2025-02-30"',
    "nothing": "",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_a_condition_may_not_contain(sample, text):
    with pytest.raises(ExpressionError):
        parse_condition(text, sample.facts)


@pytest.mark.parametrize(
    "text",
    [
        "monthly_rent / 2",
        "monthly_rent ** 2",
        "abs(monthly_rent)",
        "max(monthly_rent, 100)",
        "min(monthly_rent)",
        "min(monthly_rent, default=100)",
        "tags * 2",
        '"3" * doors',
        "True",
    ],
)
def test_a_formula_may_not_contain(sample, text):
    with pytest.raises(ExpressionError):
        parse_formula(text, sample.facts)


def test_a_refusal_names_the_fact_that_does_not_exist(sample):
    with pytest.raises(ExpressionError) as caught:
        parse_condition("hedcount >= 1000", sample.facts)

    assert "hedcount" in caught.value.sentence.zh
    assert "hedcount" in caught.value.sentence.en


TRUTHS = st.sampled_from(Truth)
RANK = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}


@given(st.lists(TRUTHS))
def test_and_is_the_least_and_or_the_greatest(parts):
    assert RANK[all_of(parts)] == min([RANK[p] for p in parts], default=2)
    assert RANK[any_of(parts)] == max([RANK[p] for p in parts], default=0)


@given(st.lists(TRUTHS))
def test_de_morgan_holds_with_three_values(parts):
    assert ~all_of(parts) is any_of(~part for part in parts)


LEAVES = st.sampled_from("abc").map(lambda name: Comparison(name, "==", True))
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        inner.map(Negation)
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: Every(tuple(parts)))
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: Either(tuple(parts)))
    ),
    max_leaves=8,
)


@given(TREES, st.fixed_dictionaries({}, optional=dict.fromkeys("abc", st.booleans())))
def test_an_answer_despite_unknowns_stays_whatever_the_unknowns_are(tree, known):
    early = evaluate(tree, known)
    unknown = [name for name in "abc" if name not in known]

    late = {
        evaluate(tree, {**known, **dict(zip(unknown, values, strict=True))})
        for values in product([True, False], repeat=len(unknown))
    }

    assert Truth.UNKNOWN not in late
    if early is not Truth.UNKNOWN:
        assert late == {early}
