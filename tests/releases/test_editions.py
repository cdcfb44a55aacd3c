"""All processes go over to new rules at a clean boundary, and nobody acts by two of them."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.services.releases.publishing import publish_next
from bot.services.releases.rules import install_policies, rules_of
from bot.store.database import Database
from bot.store.releases.editions import EditionMoved, begin_edition, edition_now, hold_edition
from bot.store.releases.releases import RELEASE, releases_where
from bot.store.releases.versions import VERSION, versions_in_force
from bot.store.vault import Vault
from policies.understanding.classifier import Understanding
from policies.understanding.search import ClauseSearch
from tests.bed import Bed, bed
from tests.conftest import FRIDAY_MORNING
from tests.databases import on_postgres
from tests.releases.house import BOOTH, LOADED, LOWER, REGION, TEXT, House, changed, follow_by


def test_two_processes_go_over(tmp_path: Path, vault: Vault) -> None:
    with on_postgres() as one:
        house = House(one, vault, FRIDAY_MORNING, tmp_path)
        other = Database(one.engine.url.render_as_string(hide_password=False))
        house.approved(LOWER)
        house.publish()
        with pytest.raises(EditionMoved):
            other.run_sync(lambda connection: hold_edition(connection, 1))
        theirs = rules_of(LOADED, other.run_sync(versions_in_force))
        assert theirs.records[BOOTH].version == house.rules.records[BOOTH].version == 2
        assert theirs.records.keys() == LOADED.records.keys()
        other.close()


def test_publishing_waits_for_whoever_works_by_the_edition(tmp_path: Path, vault: Vault) -> None:
    with on_postgres() as database:
        house = House(database, vault, FRIDAY_MORNING, tmp_path)
        house.approved(LOWER)
        holding, let_go, seen = threading.Event(), threading.Event(), []

        def work(connection: Any) -> None:
            hold_edition(connection, 1)
            holding.set()
            assert let_go.wait(10)
            seen.append(edition_now(connection))

        worker = threading.Thread(target=lambda: database.run_sync(work))
        publisher = threading.Thread(target=house.publish)
        worker.start()
        assert holding.wait(10)
        publisher.start()
        publisher.join(0.5)
        assert publisher.is_alive(), "it does not wait"
        let_go.set()
        worker.join(10)
        publisher.join(10)
        assert seen == [1]
        assert house.edition == 2


def test_an_edition_that_was_begun_and_not_committed_never_was(house: House) -> None:
    class Away(Exception):
        pass

    def broken(uow: Any) -> None:
        begin_edition(uow.connection)
        raise Away

    with pytest.raises(Away):
        house.act(broken)
    assert house.act(lambda uow: edition_now(uow.connection)) == 1


def test_what_is_learnt_is_learnt_once(house: House) -> None:
    house.approved(LOWER)
    house.publish()
    assert house.rules is not LOADED
    assert Understanding.load(house.rules) is Understanding.load(LOADED)
    assert ClauseSearch.load(house.rules) is ClauseSearch.load(LOADED)
    retitled = changed(LOWER, {"version: 2": "version: 3", "zh: 采样屋补贴": "zh: 采样小屋补贴"})
    house.walk()
    house.approved(retitled)
    house.publish()
    assert ClauseSearch.load(house.rules) is not ClauseSearch.load(LOADED)


def test_what_came_with_the_software_waits_for_approval(house: House) -> None:
    newer = LOADED.with_records(LOADED.records)

    def put_forward() -> list[int]:
        found = house.act(lambda uow: releases_where(uow, RELEASE.c.origin == "git", limit=9))
        return [each.id for each in found]

    house.act(lambda uow: install_policies(uow, newer))
    assert put_forward() == []
    # As if the text on disk had been another one when this was installed.
    older = {"text": LOWER, "hash": "x"}
    house.act(
        lambda uow: uow.connection.execute(
            VERSION.update().where(VERSION.c.policy == BOOTH).values(older)
        )
    )
    house.act(lambda uow: install_policies(uow, newer))
    [release_id] = put_forward()
    house.act(lambda uow: install_policies(uow, newer))
    assert put_forward() == [release_id], "put forward once"
    house.go_over()
    assert house.rules.records[BOOTH].version == 2, "what was published stays in force"
    assert house.release(release_id).region == REGION
    assert TEXT in [each.text for each in house.act(lambda uow: _drafts(uow, release_id))]


def _drafts(uow: Any, release_id: int) -> list[Any]:
    rows = VERSION.select().where(VERSION.c.release_id == release_id)
    return list(uow.connection.execute(rows))


async def test_a_tap_under_way_is_handled_by_the_new_rules(tmp_path: Path) -> None:
    async with bed(tmp_path) as stage:
        await stage.begin()
        owner = await stage.somebody("owner", "李厂长")
        await owner.say("/start")
        await stage.settled()
        [ticks] = [each for each in stage.service.workers if hasattr(each, "speak_by")]
        async with ticks.working:  # nobody but the tap itself finds out
            await _published_behind_its_back(stage)
            assert stage.process.edition == 1
            await owner.say("采样屋补贴")
            async with asyncio.timeout(20):
                while stage.process.edition == 1:  # noqa: ASYNC110 - nobody says when it did
                    await asyncio.sleep(0.01)
        await stage.settled()
        assert stage.process.rulebase.records[BOOTH].version == 2
        assert ticks.agenda.batches.edition == 2
        assert ticks.agenda.returns.render.rulebase is stage.process.rulebase
        screen = await owner.screen()
        assert len([one for one in screen.messages if one.sender == "bot"]) == 2


async def _published_behind_its_back(stage: Bed) -> None:
    """As another process does it."""
    folder, process = Path("/nonexistent"), stage.process
    house = await asyncio.to_thread(
        House, process.database, process.vault, process.clock.now(), folder
    )
    await asyncio.to_thread(house.approved, LOWER)
    await asyncio.to_thread(house.act, lambda uow: publish_next(uow, follow_by(house.rules)))
