"""Firms that a record cannot tell apart share an answer: never a wrong one."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benches.rules import rulebase
from policies.alike import Alike, marks_of
from policies.batch import Batch
from policies.fact_values import dump_value
from policies.facts import CHINA, Scope
from policies.firms import Asked
from policies.matching import judge_record, match
from policies.ruling import Bench, Question
from policies.samples import sample_values
from policies.verdicts import Outcome

RULEBASE = rulebase()
RECORDS = list(RULEBASE.records.values())
REGIONS = [
    "河南省/南阳市/方城县",
    "河南省/南阳市",
    "河南省/驻马店市",
    "河南省/南阳市/方城县/独树镇",
]
DAYS = [date(2022, 6, 1), date(2022, 7, 15), date(2023, 7, 15)]
ASKED = Asked(None, None, self_reported=("whitelist_status",))
# One batch for all examples, so that answers are really shared.
BATCH = Batch(RULEBASE, ASKED)


@st.composite
def questions(draw):
    """A firm somewhere of which some facts are known, every bound met on either side."""
    facts = {
        name: draw(st.sampled_from(sample_values(fact, RECORDS)))
        for name, fact in RULEBASE.facts.items()
        if name not in RULEBASE.regions.levels and draw(st.booleans())
    }
    if facts.get("headcount_own", 0) > facts.get("headcount", 10**6):
        del facts["headcount"]
    region, day = draw(st.sampled_from(REGIONS)), draw(st.sampled_from(DAYS))
    return Question(region, day, facts, self_reported=ASKED.self_reported)


def written(question):
    told = {name: dump_value(RULEBASE.facts[name], v) for name, v in question.facts.items()}
    place = {"region": question.region, "as_of": question.as_of.isoformat()}
    return json.dumps({**told, **place}, ensure_ascii=False)


@settings(max_examples=60, deadline=None)
@given(questions())
def test_a_batch_says_what_each_firm_would_be_told_alone(question):
    plain = match(
        RULEBASE,
        region=question.region,
        as_of=question.as_of,
        facts=question.facts,
        self_reported=question.self_reported,
    )

    told = json.loads(BATCH.answer(1, written(question)).line)

    assert told["verdicts"] == json.loads(json.dumps([verdict.to_json() for verdict in plain]))


@settings(max_examples=40, deadline=None)
@given(questions())
def test_what_a_record_waits_for_is_what_its_verdict_says(question):
    for record in RECORDS:
        bench = Bench(RULEBASE, record, question)
        waits = bench.waits_for()
        verdict = judge_record(RULEBASE, record, question)
        assert bool(waits) == (verdict.outcome is Outcome.NEED_INFO)
        assert not waits or waits == verdict.missing
        assert not bench.uncounted() or verdict.outcome is Outcome.OBLIGATION
        assert set(bench.uncounted()) <= set(verdict.missing)
        assert all(RULEBASE.facts[name].scope is not Scope.STAFF for name in waits)


def shared(most=10):
    """An answer that reads b only for small a, and how often it was worked out."""
    alike, worked = Alike(most), []

    def find(facts, head=None):
        def work_out(facts):
            worked.append(facts)
            return facts.get("a", 0) < 10 and facts.get("b")

        return alike.find(head, facts, marks_of(facts), work_out)

    return find, worked


def test_what_was_not_read_makes_no_difference():
    find, worked = shared()

    assert [find({"a": 1, "b": 5}), find({"a": 1, "b": 6}), find({"a": 1, "b": 5})] == [5, 6, 5]
    assert len(worked) == 2
    assert [find({"a": 11, "b": 5}), find({"a": 11, "b": 6}), find({"a": 11})] == [False] * 3
    assert len(worked) == 3


def test_another_head_is_another_answer():
    find, worked = shared()

    find({"a": 1, "b": 5}, head="here")
    find({"a": 1, "b": 5}, head="there")

    assert len(worked) == 2


def test_only_so_many_answers_are_kept():
    find, worked = shared(most=3)

    for _ in range(2):
        assert [find({"a": a, "b": a}) for a in range(4)] == [0, 1, 2, 3]
    assert 4 < len(worked) <= 8


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": None}, {}, True),
        ({"a": ()}, {"a": ({},)}, False),
        ({"a": ({"b": 1},)}, {"a": ({"b": 2},)}, False),
        (
            {"a": datetime(2022, 7, 15, 8, tzinfo=CHINA)},
            {"a": datetime(2022, 7, 15, 0, tzinfo=UTC)},
            False,  # the same moment, written in two ways
        ),
    ],
)
def test_marks_tell_apart_what_is_written_apart(one, other, same):
    assert (marks_of(one) == marks_of(other)) is same
