"""One poller: the second process waits until the first one is gone."""

from bot.leader import Leader
from bot.store.database import Database
from bot.store.engines import make_engine


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
