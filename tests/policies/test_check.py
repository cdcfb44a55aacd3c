"""The policy officer's compiler: quotations, cases, and cases that notice every slip."""

import pytest

from policies.checking.check import check
from policies.checking.mutation import mutants, survivors
from policies.records import Modality

WEEKLY = (
    "  digests:\n    weekly: {weekday: friday, before: '16:00', categories: [nothing],"
    " ask: {working_days: 1, at: '09:00'}}\n"
)
RENT = "catalogue/shili-shili/rent.yaml"


def sentences(report):
    return [problem.sentence.en for problem in report.problems]


def test_the_catalogue_passes(tmp_path):
    assert check(None, tmp_path).problems == ()


def test_the_sample_passes_with_its_source_at_hand(draft, tmp_path):
    (tmp_path / "shili.txt").write_text("减免房租", encoding="utf-8")

    report = check(draft.root, tmp_path)

    assert report.problems == ()
    assert (report.records, report.cases) == (4, 45)


def test_a_digest_at_night_or_of_no_kind_of_problem_is_found(draft, tmp_path):
    draft.change("regions.yaml", 'before: "19:00"', 'before: "21:30"')
    draft.change("regions.yaml", "  digests:\n", WEEKLY)

    assert sentences(check(draft.root, tmp_path)) == [
        "there is no category nothing here",
        "21:20 is within the quiet hours",
    ]


def test_a_quotation_that_is_not_in_the_source_is_found(draft, tmp_path):
    (tmp_path / "shili.txt").write_text("减免房租", encoding="utf-8")
    draft.change(RENT, "quote: 减免房租", "quote: 减免租金")

    [first, *_] = check(draft.root, tmp_path).problems

    assert (first.file, first.sentence.en) == (RENT, "not in the source")
    assert first.line == draft.line_of(RENT, "减免租金")


def test_without_the_source_a_changed_quotation_is_found_by_its_digest(draft, tmp_path):
    draft.change(RENT, "quote: 减免房租", "quote: 减免房租。")

    assert any("unverified" in sentence for sentence in sentences(check(draft.root, tmp_path)))


def test_a_source_that_changed_is_found(draft, tmp_path):
    (tmp_path / "shili.txt").write_text("减免房租！", encoding="utf-8")

    assert sentences(check(draft.root, tmp_path)) == ["shili.txt differs from its digest"]


def test_a_digest_without_its_quotation_is_found(draft, tmp_path):
    draft.change("documents/shili-2025.yaml", "[79f4", "[0123456789abcdef, 79f4")

    [sentence] = sentences(check(draft.root, tmp_path))
    assert "0123456789abcdef" in sentence


def test_a_case_that_fails_is_named_with_what_came_out(draft, tmp_path):
    draft.change(RENT, '{relief: "28000.00"}', '{relief: "28000.01"}')

    [problem] = check(draft.root, tmp_path).problems
    assert "28000.01" in problem.sentence.zh
    assert "小型企业" in problem.sentence.zh
    assert problem.line == draft.line_of(RENT, "小型企业")


def test_a_case_with_an_unknown_fact_is_named(draft, tmp_path):
    draft.change(RENT, "{size_class: large, landlord: state}", "{size_clas: large}")

    [problem] = check(draft.root, tmp_path).problems
    assert "size_clas" in problem.sentence.en


# Cases with this text are taken out; the slip that then goes unseen.
WEAKENED = {
    "amounts:": "instead of “2”",
    "size_class: micro": "without “micro”",
    "size_class: large": "silence of the document",
    "modality:": "binding as “may”",
    "region:": "region 示例省",
    "as_of: 2025-05-31": "in force from 2025-05-31",
    "as_of: 2025-12-31": "in force to 2025-12-30",
    "须确认是否仍执行": "in force to 2026-01-01",
    "in_force:": "“still in force until” has no effect on it",
}


@pytest.mark.parametrize(("taken_out", "slip"), WEAKENED.items())
def test_a_weakened_set_of_cases_no_longer_notices_every_slip(draft, taken_out, slip):
    path = draft.root / RENT
    head, cases = path.read_text(encoding="utf-8").split("cases:\n")
    kept = [case for case in cases.split("  - name: ")[1:] if taken_out not in case]
    text = head + "cases:\n" + "".join("  - name: " + case for case in kept)
    path.write_text(text, encoding="utf-8")

    unnoticed = [problem.sentence.en for problem in check(draft.root, draft.root).problems]

    assert any(slip in sentence for sentence in unnoticed)


def test_every_part_of_a_record_is_mutated(rulebase):
    record = rulebase.records["P-FC-01"]
    changes = [mutant.change for mutant in mutants(rulebase, record)]

    for part in (
        "when without: booth_provision",
        "confirm_if without: headcount < 1000",
        "<= instead of <",
        "999 instead of 1000",
        "1001 instead of 1000",
        "unified instead of self",
        "without project",
        "+ instead of *",
        "0.51 instead of 0.5",
        "0.69 instead of 0.7",
    ):
        assert any(part in change for change in changes), part


def test_where_how_bindingly_and_how_long_every_record_speaks_is_mutated(rulebase):
    for record in rulebase.records.values():
        changes = {mutant.change for mutant in mutants(rulebase, record)}
        assert {"region 河南省", "region 河南省/南阳市", "in force to 2023-01-01"} <= changes
        assert sum(change.startswith("modality") for change in changes) == len(Modality) - 1
        assert {f"relies_on without {name}" for name in record.relies_on} <= changes


def test_a_changed_rhythm_is_noticed(rulebase):
    record = rulebase.records["O-FC-01"]

    assert any("rhythm of 47 hours" in m.change for m in mutants(rulebase, record))
    assert survivors(rulebase, record) == []
