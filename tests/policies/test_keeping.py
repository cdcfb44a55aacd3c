"""How a duty is kept, as a policy officer writes it: read strictly, noticed by cases."""

import pytest

from policies.checking.check import check_record
from policies.errors import RuleFileError
from policies.keeping import ItemForm
from policies.loader import load_rulebase

RENT = "catalogue/shili-shili/rent.yaml"
CODES_FILE = "catalogue/shili-shili/codes.yaml"
ONCE = "items: [{id: plan, zh: 方案, en: plan}]"
PEOPLE = "form: people, people: {fact: arrivals, done: reported}, " + ONCE
ORIGIN = PEOPLE.replace("reported}", "reported, origin: {field: reported, level: small_area}}")
TRIP = "form: trips, trip: {asks: [seen_at], hours: 48, since: seen_at}, " + ONCE
REPORT = "report: {zero: {zh: 无, en: none}, exception: {zh: 有, en: some}, on_exception: "
AGAIN = "form: items, items: [{id: a, zh: 甲, en: a, form: recurring, days: 7}]"
KEPT = {
    "items": "form: items, " + ONCE,
    "people": PEOPLE,
    "people from somewhere": ORIGIN,
    "trips": TRIP,
    "codes": "form: codes, " + ONCE,
    "daily": "form: daily, " + REPORT + "[{zh: 就医, en: see a doctor, clause: 第一条}]}",
    "own interval": "form: items, items: [{id: a, zh: 甲, en: a, own_interval: true}]",
    "set interval": AGAIN,
    "shown by an act": "form: items, "
    + ONCE.replace("en: plan", "en: plan, shown_by: name_point"),
}
SLIPS = {
    "unknown form": "form: weekly, " + ONCE,
    "sampling without a rhythm": "form: sampling",
    "people counted for something else": "form: items, staff: doors, " + ONCE,
    "people counted by no number": "form: sampling, staff: tags",
    "no items": "form: items",
    "empty items": "form: items, items: []",
    "a part of another form": "form: items, " + ONCE + ", people: {fact: arrivals}",
    "item twice": "form: items, items: [{id: a, zh: 甲, en: a}, {id: a, zh: 乙, en: b}]",
    "id too long for a button": "form: items, items: [{id: a23456789012345678901, zh: 甲, en: a}]",
    "id with a capital": "form: items, items: [{id: Plan, zh: 甲, en: a}]",
    "stock without a unit": "form: items, items: [{id: a, zh: 甲, en: a, form: stock}]",
    "unit without a stock": "form: items, items: [{id: a, zh: 甲, en: a, unit: {zh: 个, en: of}}]",
    "again without an interval": AGAIN.replace(", days: 7", ""),
    "both intervals": AGAIN.replace("days: 7", "days: 7, own_interval: true"),
    "every zero days": AGAIN.replace("days: 7", "days: 0"),
    "unknown item form": "form: items, items: [{id: a, zh: 甲, en: a, form: weekly}]",
    "shown by no act of ours": "form: items, " + ONCE.replace("plan}", "plan, shown_by: a_wish}"),
    "again, and shown by an act": AGAIN.replace("days: 7", "days: 7, shown_by: name_point"),
    "unknown clause": "form: items, items: [{id: a, zh: 甲, en: a, clause: 第九条}]",
    "again for every code": AGAIN.replace("form: items", "form: codes"),
    "report without advice": "form: daily, " + REPORT + "[]}",
    "advice without a clause": "form: daily, " + REPORT + "[{zh: 就医, en: see a doctor}]}",
    "people of no list": PEOPLE.replace("fact: arrivals", "fact: tags"),
    "people of an unknown list": PEOPLE.replace("fact: arrivals", "fact: arrival"),
    "field that is no yes or no": PEOPLE.replace("done: reported", "done: status"),
    "field that does not exist": PEOPLE.replace("done: reported", "done: told"),
    "alert without a warning": PEOPLE.replace("done: reported", "alert: reported"),
    "origin that answers no yes or no": ORIGIN.replace("field: reported", "field: status"),
    "origin beyond no level": ORIGIN.replace("level: small_area", "level: doors"),
    "origin without a level": ORIGIN.replace(", level: small_area", ""),
    "trip that asks the unknown": TRIP.replace("[seen_at]", "[seen_at, seen_by]"),
    "proof of nothing that is asked": TRIP.replace("[seen_at]", "[doors]"),
    "proof from what is no time": TRIP.replace("seen_at", "doors"),
    "proof without hours": TRIP.replace("hours: 48, ", ""),
}
SEEN_AT = (
    "  seen_at: {type: datetime, scope: R, label: {zh: 时间, en: time},"
    " question: {zh: 什么时间？, en: When?}}\n"
)


@pytest.fixture
def kept(draft):
    """Load the sample with a given keeping in the record that counts codes."""

    def load(keeping):
        draft.change("facts.yaml", "  doors:", SEEN_AT + "  doors:")
        draft.change(CODES_FILE, "cases:", f"keeping: {{{keeping}}}\ncases:")
        return load_rulebase(draft.root).records["codes"].keeping

    return load


@pytest.mark.parametrize("keeping", KEPT.values(), ids=KEPT.keys())
def test_a_keeping_is_read(kept, keeping):
    assert keeping.startswith(f"form: {kept(keeping).form}")


@pytest.mark.parametrize("keeping", SLIPS.values(), ids=SLIPS.keys())
def test_a_keeping_that_does_not_fit_is_named_with_its_line(draft, kept, keeping):
    with pytest.raises(RuleFileError) as caught:
        kept(keeping)

    assert caught.value.file == CODES_FILE
    assert caught.value.line == draft.line_of(CODES_FILE, "keeping:")
    assert caught.value.sentence.zh != caught.value.sentence.en


def test_what_is_read_is_what_is_written(kept):
    keeping = kept(PEOPLE.replace(", items", ", urgent: true, items"))

    assert (keeping.people.fact, keeping.people.done) == ("arrivals", "reported")
    assert (keeping.people.before, keeping.people.alert, keeping.urgent) == (None, None, True)
    assert [(item.id, item.label.zh, item.form) for item in keeping.items] == [
        ("plan", "方案", ItemForm.ONCE)
    ]


def test_codes_are_kept_only_where_something_is_counted(draft):
    draft.change(RENT, "cases:", f"keeping: {{form: codes, {ONCE}}}\ncases:")

    with pytest.raises(RuleFileError, match="codes"):
        load_rulebase(draft.root)


def test_a_changed_keeping_is_noticed_only_by_a_case_that_names_it(draft):
    draft.change(CODES_FILE, "cases:", f"keeping: {{{AGAIN}}}\ncases:")
    rulebase = load_rulebase(draft.root)

    unnoticed = [p.sentence.en for p in check_record(rulebase, rulebase.records["codes"])]

    for change in (
        "nothing to be kept",
        "“a” not asked for",
        "every 6 days",
        "every 8 days",
        "urgent",
    ):
        assert any(change in text for text in unnoticed), change
