"""One poller: the second process waits until the first one is gone."""

import pytest

from bot.leader import Leader
from bot.store.cases.cases import next_running
from bot.store.database import Database
from bot.store.engines import make_engine
from bot.store.issues.issues import next_issue_number
from tests.databases import on_postgres


def test_only_one_process_leads_until_it_resigns(database: Database) -> None:
    other_process = make_engine(database.engine.url.render_as_string(hide_password=False))
    first, second = Leader(database.engine), Leader(other_process)

    assert first.try_lead()
    assert first.try_lead()
    assert not second.try_lead()
    first.resign()
    assert second.try_lead()

    second.resign()
    other_process.dispose()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_installations_in_one_database_do_not_wait_for_each_other(database: Database) -> None:
    with on_postgres() as another:
        first, second = Leader(database.engine), Leader(another.engine)
        assert first.try_lead()
        assert second.try_lead()
        first.resign()
        second.resign()
        with database.engine.begin() as here, another.engine.begin() as there:
            there.exec_driver_sql("set local lock_timeout = '1s'")
            numbers = [
                (next_running(each, "省/市/县", "0715"), next_issue_number(each, "0715", "F"))
                for each in (here, there)
            ]

    assert numbers == [(1, 1), (1, 1)]
