"""A strict loader: each slip of the pen is an error with file and line."""

import pytest

from policies.errors import RuleFileError
from policies.loader import load_rulebase

RENT = "catalogue/shili-shili/rent.yaml"
DOCUMENT = "documents/shili-2025.yaml"
FACTS = "facts.yaml"
REGIONS = "regions.yaml"

DOCUMENT_HELD = "region: 示例省/示例市\n"

SLOTTED = "slots: [nobody]"

# name: (file, what is written, what is written instead, a part of the line that is named)
WEEKLY = (
    "  digests:\n    weekly: {{weekday: friday, before: '16:00', categories: [{}],"
    " ask: {{working_days: 1, at: '09:00'}}}}\n"
)

SLIPS = {
    "unknown key": (RENT, "kind: rent", "kind: rent\nkindd: x", "kindd"),
    "unknown key deep down": (RENT, "    formula:", "    formulae: x\n    formula:", "formulae"),
    "duplicate key": (RENT, "kind: rent", "kind: rent\nkind: loan", "kind: loan"),
    "duplicate fact in a case": (
        RENT,
        "given: {size_class: small, landlord: private}",
        "given: {size_class: small, size_class: micro}",
        "size_class: micro}",
    ),
    "missing English": (RENT, "title: {zh: 减租, en: Rent relief}", "title: {zh: 减租}", "title"),
    "empty text": (RENT, "kind: rent", 'kind: ""', "kind"),
    "unknown fact in a condition": (RENT, 'landlord == "state"', 'lanlord == "state"', "lanlord"),
    "unknown option": (RENT, '- landlord == "state"', '- landlord == "stat"', "stat"),
    "unknown fact in a formula": (RENT, "monthly_rent * 2", "rent * 2", "rent * 2"),
    "formula over a choice": (RENT, "monthly_rent * 2", "size_class * 2", "size_class * 2"),
    "unknown document": (RENT, "document: shili-2025", "document: shili-2024", "shili-2024"),
    "unknown clause": (RENT, "clause: 第一条", "clause: 第九条", "第九条"),
    "unknown clause of a line": (
        RENT,
        '  - landlord == "state"\nsilent',
        '  - {test: landlord == "state", clause: 第九条}\nsilent',
        "第九条",
    ),
    "unknown clause of a step": (
        RENT,
        "cases:",
        "steps: [{zh: 申请, en: apply, clause: 第九条}]\ncases:",
        "第九条",
    ),
    "unknown modality": (RENT, "modality: duty_of_authority", "modality: must", "must"),
    "bad date": (RENT, "read_on: 2025-06-02", "read_on: 2025-06-31", "read_on"),
    "unquoted fraction": (RENT, 'monthly_rent: "8000.00"', "monthly_rent: 8000.00", "8000.00"),
    "expectation that nothing compares": (RENT, "missing: [landlord]}", "misses: [x]}", "misses"),
    "rhythm for a group that does not exist": (
        RENT,
        "cases:",
        "rhythm: {kind: offer, hours: 24, groups_of: tags, groups: [foot]}\ncases:",
        "foot",
    ),
    "rhythm without a measure": (
        RENT,
        "cases:",
        "rhythm: {kind: offer}\ncases:",
        "rhythm",
    ),
    "offer that is called nothing": (
        RENT,
        "cases:",
        "rhythm: {kind: offer, hours: 24}\ncases:",
        "rhythm",
    ),
    "duty that is called as an offer": (
        RENT,
        "cases:",
        "rhythm: {kind: duty, hours: 24, called: {zh: 检测, en: test}}\ncases:",
        "rhythm",
    ),
    "not YAML": (RENT, "kind: rent", "kind: [rent", None),
    "a document that is held is not only named": (
        RENT,
        "cases:",
        "relies_on: [shili-2025]\ncases:",
        "relies_on",
    ),
    "useful fact that does not exist": (RENT, "cases:", "useful: [rent]\ncases:", "useful"),
    "a line of `when` that only speaks if known": (
        RENT,
        '- landlord == "state"',
        '- {test: landlord == "state", if_known: true}',
        "if_known",
    ),
    "a named document without a sentence that names it": (
        DOCUMENT,
        DOCUMENT_HELD,
        DOCUMENT_HELD + "held: false\nabout: {zh: 一, en: a}\n",
        None,
    ),
    "an option of records with a field that does not exist": (
        FACTS,
        "    fields:\n",
        "    options: {some: {zh: 有, en: some, record: {colour: red}}}\n    fields:\n",
        "colour",
    ),
    "unknown scope": (FACTS, "scope: S", "scope: X", "scope: X"),
    "unknown type": (FACTS, "type: records", "type: table", "type: table"),
    "clause twice": (
        DOCUMENT,
        "quotes:",
        "  - number: 第一条\n    heading: {zh: 一, en: a}\n    summary: {zh: 一, en: a}\n"
        "    quote: 一\nquotes:",
        None,
    ),
    "default for an unknown fact": (REGIONS, "{zone: 2}", "{zonne: 2}", "zonne"),
    "default out of range": (REGIONS, "{zone: 2}", "{zone: 9}", "zone: 9"),
    "slot for no role": (REGIONS, "defaults: {zone: 2}", SLOTTED, "nobody"),
    "sector by no choice": (REGIONS, "levels:", "sector: monthly_rent\nlevels:", "sector"),
    "rung for no role": (REGIONS, "roles: [helper]", "roles: [nobody]", "nobody"),
    "ladder that opens nowhere": (REGIONS, "opens_on: [0]", "opens_on: [1]", "opens_on"),
    "levels that do not ascend": (
        REGIONS,
        "          rungs:",
        "          rungs:\n            - {level: 1, roles: [helper], source: product, "
        "trigger: {zh: 再, en: then}}",
        "opens_on",
    ),
    "checked by no role": (REGIONS, "checked_by: helper", "checked_by: nobody", "checked_by"),
    "one alone that is common": (
        REGIONS,
        "checked_by: helper",
        "checked_by: helper\n          common_from: 1",
        "common_from",
    ),
    "unknown term": (REGIONS, "    take:", "    tak: {minutes: 1}\n    take:", "tak: {"),
    "missing term": (REGIONS, "    check: {working_days: 3}", "", "terms"),
    "term without a length": (REGIONS, "{working_days: 1}", "{working_weeks: 1}", "weeks"),
    "term of two lengths": (REGIONS, "{minutes: 60,", "{minutes: 60, working_days: 1,", "60"),
    "term of nothing": (REGIONS, "{minutes: 2880}", "{minutes: 0}", "minutes: 0"),
    "term of an unknown document": (REGIONS, "shili-2025,", "shili-2024,", "shili-2024"),
    "term of an unknown clause": (REGIONS, "clause: 第一条", "clause: 第九条", "第九条"),
    "term without its clause": (REGIONS, ", clause: 第一条", "", "shili-2025"),
    "reading of no clause": (
        REGIONS,
        "{working_days: 5}",
        "{working_days: 5, reading: true}",
        "reading",
    ),
    "digest at no hour": (REGIONS, 'before: "19:00"', 'before: "seven"', "seven"),
    "digest before its day": (REGIONS, "lead_minutes: 10", "lead_minutes: 1200", "1200"),
    "digest on some days": (REGIONS, "on: every_day", "on: some_days", "some_days"),
    "digest of an unknown clause": (REGIONS, "clauses: [第一条]", "clauses: [第九条]", "第九条"),
    "digest without its clause": (REGIONS, ", clauses: [第一条]", "", "every_day"),
    "weekly digest of nothing": (REGIONS, "  digests:\n", WEEKLY.format(""), "categories: []"),
    "three people from nobody on": (
        REGIONS,
        "quiet_hours:",
        "broadcasts: {third_approval_from: 0}\nquiet_hours:",
        "broadcasts",
    ),
    "bad quiet hours": (REGIONS, '{start: "21:00"', '{start: "25:00"', "25:00"),
}


@pytest.mark.parametrize(("file", "old", "new", "named"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_line(draft, file, old, new, named):
    draft.change(file, old, new)

    with pytest.raises(RuleFileError) as caught:
        load_rulebase(draft.root)

    assert caught.value.file == file
    assert caught.value.sentence.zh != caught.value.sentence.en
    if named:
        assert caught.value.line == draft.line_of(file, named)


def test_a_file_must_be_named_as_its_record(draft):
    (draft.root / RENT).rename(draft.root / "catalogue/shili-shili/other.yaml")

    with pytest.raises(RuleFileError, match=r"rent\.yaml"):
        load_rulebase(draft.root)


def test_a_record_must_lie_in_its_regions_folder(draft):
    (draft.root / "catalogue/elsewhere").mkdir()
    (draft.root / RENT).rename(draft.root / "catalogue/elsewhere/rent.yaml")

    with pytest.raises(RuleFileError, match="shili-shili"):
        load_rulebase(draft.root)


def test_a_record_needs_a_known_region(draft):
    draft.change(RENT, "region: 示例省/示例市", "region: 示例省/别的市")

    with pytest.raises(RuleFileError, match="别的市"):
        load_rulebase(draft.root)


def test_a_document_binds_only_its_own_region(draft):
    draft.change(DOCUMENT, "region: 示例省/示例市", "region: 示例省/别的市")

    with pytest.raises(RuleFileError, match="binds only"):
        load_rulebase(draft.root)


def test_a_record_needs_a_case(draft):
    path = draft.root / RENT
    path.write_text(path.read_text(encoding="utf-8").split("cases:")[0], encoding="utf-8")

    with pytest.raises(RuleFileError, match="at least one case"):
        load_rulebase(draft.root)


@pytest.mark.parametrize(
    "share",
    ["0.7\n  second: {label: {zh: 乙, en: b}, part_of: relief, share: 0.3}", "1.0", "rest of it"],
)
def test_shares_must_leave_a_rest(draft, share):
    formula = "    formula: monthly_rent * 2 + monthly_rent * 0.5 * 3\n"
    first = f"  first:\n    label: {{zh: 甲, en: a}}\n    part_of: relief\n    share: {share}\n"
    draft.change(RENT, formula, formula + first)

    with pytest.raises(RuleFileError):
        load_rulebase(draft.root)


def test_an_absent_rule_base_is_an_error_not_an_empty_one(tmp_path):
    with pytest.raises(RuleFileError):
        load_rulebase(tmp_path)


def test_a_place_takes_over_what_it_does_not_say(sample):
    city = sample.regions.nearest("示例省/示例市/某镇")

    assert city.path == "示例省/示例市"
    assert city.roles["helper"].zh == "联络员"
    assert city.quiet_hours.start.hour == 21
    assert [place.name.zh for place in city.lineage()] == ["示例市", "示例省"]


def test_the_home_region_says_who_helps_and_how_far_up(rulebase):
    county = rulebase.regions.nearest("河南省/南阳市/方城县")

    assert [rung.level for rung in county.ladder.rungs] == [0, 1, 2, 3, 4]
    assert county.ladder.opens_on == (1, 2)
    assert county.defaults == {
        "area_state": "normal",
        "closed_loop": False,
        "premises_closed": False,
    }
    assert {role for rung in county.ladder.rungs for role in rung.roles} <= set(county.roles)
