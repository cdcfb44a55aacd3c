"""An audience as a condition, against the same read plainly firm by firm; and how it is kept."""

import itertools
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from benches.rules import rulebase
from bot.domain.audience_reading import AudienceError, read_audience
from bot.domain.audience_rules import PlaceRule, TestRule, TestState, key_of
from bot.domain.audiences import Audience
from bot.domain.pauses import DAY, Pause
from bot.services.audiences.audiences import Count, condition_of, count_of, recipients
from bot.services.audiences.verdicts import judge_batch
from bot.services.duties.errands import Ground
from bot.store.database import Database
from bot.store.firms.firms import FIRM, add_firm
from bot.store.testing.pauses import NewPause, add_pause
from bot.store.testing.testing import add_group, change_group
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from tests.audiences.crowd import COUNTY, Crowd, Seen, people_of

GROUND = Ground(rulebase(), ZoneInfo("Asia/Shanghai"))
NOW = datetime(2022, 7, 15, 1, 0, tzinfo=UTC)
FIRMS, AUDIENCES, BROADCAST = 40, 100, 7


@pytest.mark.parametrize("hour", [1, 15])
def test_the_condition_finds_whom_the_rules_mean(
    database: Database, vault: Vault, hour: int
) -> None:
    uids = itertools.count()
    crowd = Crowd(GROUND, Random(hour))

    def lived(connection) -> int:
        now = NOW.replace(hour=hour)
        uow = UnitOfWork(connection, vault, now, lambda: f"uid-{next(uids)}")
        firms = [Seen(uow, GROUND, each) for each in crowd.settle(uow, FIRMS)]
        some = 0
        for _ in range(AUDIENCES):
            audience = crowd.audience()
            after: int | None = 0 if audience.verdicts else None
            while after is not None:
                after = judge_batch(uow, GROUND, audience, BROADCAST, after=after, most=17)
            condition = condition_of(uow, GROUND, audience, BROADCAST)
            found = set(uow.connection.execute(select(FIRM.c.id).where(condition)).scalars())
            meant = {each.firm.id for each in firms if each.is_in(audience)}
            assert found == meant, audience
            rows = uow.connection.execute(recipients(audience, condition))
            reached = {row.person_id: row.firm_id for row in rows}
            assert reached == people_of(uow, audience, meant), audience
            assert count_of(uow, GROUND, audience, BROADCAST) == Count(len(meant), len(reached))
            assert read_audience(audience.dumps()).dumps() == audience.dumps()
            some += bool(meant)
        return some

    assert database.run_sync(lived) > AUDIENCES / 5


@pytest.mark.parametrize(("paused", "is_late"), [(2, True), (6, False)])
def test_a_pause_until_today_hides_no_day_that_was_missed_before(
    database: Database, vault: Vault, paused: int, is_late: bool
) -> None:
    overdue = Audience(COUNTY, (TestRule(TestState.OVERDUE),))
    today = NOW.astimezone(GROUND.zone).replace(hour=0)

    def lived(connection) -> bool:
        uow = UnitOfWork(connection, vault, NOW, lambda: "uid")
        firm = add_firm(uow, "示例纺织", COUNTY)
        group = add_group(uow, firm.id, "ordinary", 10, judged_on=NOW.date())
        of_days = {"daily_policy": "O", "daily_since": NOW - 5 * DAY, "sampled_at": NOW - 5 * DAY}
        change_group(connection, group.id, **of_days)
        span = Pause(today - paused * DAY, today)
        add_pause(uow, NewPause(firm.id, None, span, None), 1, instead=())
        assert Seen(uow, GROUND, firm).tested[TestState.OVERDUE] is is_late
        return count_of(uow, GROUND, overdue).firms == 1

    assert database.run_sync(lived) is is_late


@pytest.mark.parametrize(
    "wrong",
    [
        "null",
        "{}",
        '{"region": "河南省", "rules": [{"kind": "weather"}], "excluded": [], "roles": []}',
        '{"region": "河南省", "rules": [{"kind": "testing", "state": "x"}], "excluded": [],'
        ' "roles": []}',
        '{"region": "河南省", "rules": [{"kind": "fact", "fact": "sector", "test": "any",'
        ' "values": []}], "excluded": [], "roles": []}',
        '{"region": "河南省", "rules": [{"kind": "fact", "fact": "headcount", "test": "bounds"}],'
        ' "excluded": [], "roles": []}',
        '{"region": "河南省/南阳市", "rules": [], "excluded": [{"kind": "place", "places":'
        ' ["山东省"]}], "roles": []}',
        '{"region": "河南省", "rules": [], "excluded": [], "roles": ["chief"]}',
    ],
)
def test_what_says_no_audience_is_refused(wrong: str) -> None:
    with pytest.raises(AudienceError):
        read_audience(wrong)


def test_an_audience_is_written_in_one_way_only() -> None:
    here, there = PlaceRule(frozenset({f"{COUNTY}/甲"})), PlaceRule(frozenset({f"{COUNTY}/乙"}))

    assert Audience(COUNTY, (here, there)).dumps() == Audience(COUNTY, (there, here)).dumps()
    assert key_of(here) == key_of(there)
