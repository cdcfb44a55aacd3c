"""An outcome without a word about why is the outcome that is explained, for any firm."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from policies.calendar import Extension
from policies.matching import match
from policies.needs import facts_weighed
from policies.outcomes import Outcomes
from policies.samples import sample_values
from policies.verdicts import Outcome

FIRMS = 40
DAYS = ("2022-06-01", "2022-07-15", "2023-02-01")


@pytest.mark.parametrize("day", DAYS)
def test_many_firms_are_answered_as_each_alone(rulebase, day) -> None:
    chance, as_of = Random(day), date.fromisoformat(day)
    records = list(rulebase.records.values())
    place = records[0].region
    held = records[0].source.document
    since = datetime(2022, 7, 1, tzinfo=UTC)
    in_force = {held: Extension(date(2023, 12, 31), "通知", "李", since)}
    samples = {
        fact.id: sample_values(fact, records)
        for fact in rulebase.facts.values()
        if fact.id not in rulebase.regions.levels
    }
    for extended in ({}, in_force):
        outcomes = Outcomes(rulebase, rulebase.records, as_of, extended)
        seen = set()
        for _ in range(FIRMS):
            region = chance.choice([place, f"{place}/某镇", "山东省", place.rpartition("/")[0]])
            facts = {
                name: chance.choice(values)
                for name, values in samples.items()
                if chance.random() < 0.6
            }
            alone = match(rulebase, region=region, as_of=as_of, facts=facts, in_force=extended)
            meant = {each.policy: each.outcome for each in alone}
            assert outcomes.of(region, facts) == meant
            wanted = frozenset(chance.sample(list(Outcome), 2))
            assert outcomes.any_in(region, facts, wanted) == bool(wanted & set(meant.values()))
            seen |= set(meant.values())
        assert len(seen) > 2 or as_of < date(2022, 6, 22)


def test_what_can_change_an_outcome_is_named(rulebase) -> None:
    """Facts that are not named may be left unread: nothing of them is ever asked."""
    chance = Random(1)
    records = list(rulebase.records.values())
    samples = {fact.id: sample_values(fact, records) for fact in rulebase.facts.values()}
    for record in records:
        weighed = facts_weighed(record)
        for _ in range(6):
            facts = {
                name: chance.choice(values)
                for name, values in samples.items()
                if chance.random() < 0.7
            }
            few = {name: value for name, value in facts.items() if name in weighed}
            said = [
                match(
                    rulebase,
                    region=record.region,
                    as_of=date(2022, 7, 15),
                    facts=known,
                    only=[record.id],
                )[0].outcome
                for known in (facts, few)
            ]
            assert said[0] is said[1], record.id
