"""Amounts of several lines: some count only for some firms, a total adds them up."""

import pytest

from policies.checking.check import check_record
from policies.errors import RuleFileError
from policies.loader import load_rulebase

RENT = "catalogue/shili-shili/rent.yaml"
RELIEF = """  relief:
    label: {zh: 减免, en: relief}
    formula: monthly_rent * 2 + monthly_rent * 0.5 * 3
"""
SPLIT = """  all:
    label: {zh: 合计, en: in all}
    total_of: [two_months, half]
  two_months:
    label: {zh: 免两个月, en: two months free}
    formula: monthly_rent * 2
  half:
    label: {zh: 小微再减半, en: half for micro firms}
    when: size_class == "micro"
    formula: monthly_rent * 0.5 * 3
  city:
    label: {zh: 市里承担, en: borne by the city}
    part_of: all
    share: 0.5
  owner:
    label: {zh: 房东承担, en: borne by the landlord}
    part_of: all
    share: rest
"""
SPLIT_CASES = """cases:
  - name: 小型企业
    given: {size_class: small, landlord: state, monthly_rent: "100.01"}
    expect:
      outcome: match
      amounts: {all: "200.02", two_months: "200.02", city: "100.01", owner: "100.01"}
  - name: 微型企业
    given: {size_class: micro, landlord: state, monthly_rent: "100.01"}
    expect:
      outcome: match
      amounts:
        {all: "350.04", two_months: "200.02", half: "150.02", city: "175.02", owner: "175.02"}
"""


@pytest.fixture
def split(draft):
    """A sample record whose relief is two lines, a total, and two payers of the total."""
    path = draft.root / RENT
    head, _ = path.read_text(encoding="utf-8").split("cases:\n")
    path.write_text(head.replace(RELIEF, SPLIT) + SPLIT_CASES, encoding="utf-8")
    return draft


def problems(draft):
    rulebase = load_rulebase(draft.root)
    return [problem.sentence.en for problem in check_record(rulebase, rulebase.records["rent"])]


def test_a_line_with_a_condition_counts_only_where_it_holds(split):
    unnoticed = problems(split)

    assert not [text for text in unnoticed if "expected" in text]
    assert not [text for text in unnoticed if "half:" in text or "all:" in text]


def test_a_slip_in_a_condition_or_a_total_is_noticed_by_the_cases(split):
    path = split.root / RENT
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - name: 微型企业")], encoding="utf-8")

    unnoticed = problems(split)

    assert any("half for micro firms: its condition" in text for text in unnoticed)
    assert any("total without “half for micro firms”" in text for text in unnoticed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[two_months, half]", "[two_months, halves]"),
        ("[two_months, half]", "[two_months, two_months]"),
        ("[two_months, half]", "[two_months, city]"),
        ("    formula: monthly_rent * 2\n", "    formula: monthly_rent * 2\n    unit: count\n"),
        ('size_class == "micro"', 'size_class == "tiny"'),
        ("    part_of: all\n    share: 0.5", "    part_of: relief\n    share: 0.5"),
        ("    formula: monthly_rent * 2\n", "    formula: monthly_rent * 2\n    unit: yaun\n"),
        ("share: 0.5", "when: zone == 1\n    share: 0.5"),
    ],
)
def test_a_total_or_condition_that_does_not_fit_is_refused(split, old, new):
    split.change(RENT, old, new)

    with pytest.raises(RuleFileError):
        load_rulebase(split.root)
