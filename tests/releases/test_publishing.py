"""From a text that is put forward to the one message that a firm gets, on both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.domain.errors import NotYours, Stale
from bot.domain.release_refusals import ReleaseCode, ReleaseRefusal
from bot.domain.releases import ReleaseState
from bot.domain.staff import RoleKind
from bot.services.releases.approving import approve, send_back
from bot.services.releases.releases import drop, roll_back, submit
from bot.store.releases.editions import EditionMoved, edition_now, hold_edition
from bot.store.releases.releases import RELEASE
from bot.store.releases.shifts import ShiftState, count_shifts
from bot.store.releases.versions import VERSION, VersionState, history_of, versions_of
from tests.releases.house import BOOTH, LOADED, LOWER, TEXT, House, changed


def test_a_first_installation_publishes_what_it_finds(house: House) -> None:
    assert house.edition == 1
    assert house.rules is LOADED
    [only] = house.act(lambda uow: history_of(uow.connection, BOOTH))
    assert (only.state, only.author_id, only.text) == (VersionState.IN_FORCE, None, TEXT)


def test_a_release_changes_the_rules_and_each_firm_hears_once(house: House) -> None:
    meant = house.firm(960)
    house.firm(1200)
    house.firm(500)
    release_id = house.approved(LOWER)
    impact = (house.release(release_id).report or {})["impact"]
    assert (impact["firms"], impact["touched"], impact["unchanged"]) == (3, {"gained": 1}, 2)
    assert impact["outlay"] == [
        ["省级承担", "Borne by the province", "28000.00"],
        ["县级承担", "Borne by the county", "12000.00"],
    ]
    assert house.publish() == 1
    assert (house.edition, house.rules.records[BOOTH].version) == (2, 2)
    while house.walk(limit=2):
        pass
    while house.tell(limit=2):
        pass
    assert house.release(release_id).state is ReleaseState.DONE
    assert house.letters() == [f"policy:{release_id}:{meant}:1"]
    house.walk()
    house.tell()
    assert len(house.letters()) == 1


def test_nobody_approves_what_they_brought_in(house: House) -> None:
    release_id = house.put_forward(LOWER)
    house.check()
    house.act(lambda uow: submit(uow, house.editor, release_id))
    digest = house.release(release_id).digest or ""
    with pytest.raises(ReleaseRefusal) as refused:
        house.act(lambda uow: approve(uow, house.editor, release_id, digest))
    assert refused.value.code is ReleaseCode.OWN
    with pytest.raises(ReleaseRefusal):
        house.act(lambda uow: send_back(uow, house.editor, release_id, "不对"))
    own = {"approver_id": house.editor.id}
    with pytest.raises(IntegrityError):
        house.act(
            lambda uow: uow.connection.execute(
                update(RELEASE).where(RELEASE.c.id == release_id).values(own)
            )
        )
    with pytest.raises(IntegrityError):
        house.act(
            lambda uow: uow.connection.execute(
                update(VERSION).where(VERSION.c.release_id == release_id).values(own)
            )
        )


def test_only_whoever_approves_there_approves(house: House) -> None:
    other = house.officer(7, RoleKind.EDITOR)
    release_id = house.put_forward(LOWER)
    house.check()
    with pytest.raises(NotYours):
        house.act(lambda uow: submit(uow, other, release_id))
    house.act(lambda uow: submit(uow, house.editor, release_id))
    digest = house.release(release_id).digest or ""
    with pytest.raises(NotYours):
        house.act(lambda uow: approve(uow, other, release_id, digest))
    with pytest.raises(Stale):
        house.act(lambda uow: approve(uow, house.approver, release_id, "0" * 16))
    with pytest.raises(Stale):
        house.act(lambda uow: approve(uow, house.approver, release_id, ""))


def test_what_was_compared_with_other_rules_is_compared_anew(house: House) -> None:
    release_id = house.put_forward(LOWER)
    house.check()
    house.act(lambda uow: submit(uow, house.editor, release_id))
    before = house.release(release_id).digest or ""
    house.approved(changed(TEXT, {"version: 1": "version: 2"}))
    house.publish()
    house.walk()
    house.act(lambda uow: approve(uow, house.approver, release_id, before))
    assert house.release(release_id).state is ReleaseState.CHECKING
    house.check()
    now = house.release(release_id)
    assert (now.state, now.base) == (ReleaseState.DRAFT, 2)
    assert now.digest != before


def test_many_new_firms_make_a_diff_stale(house: House) -> None:
    for _ in range(3):
        house.firm(960)
    release_id = house.put_forward(LOWER)
    house.check()
    house.act(lambda uow: submit(uow, house.editor, release_id))
    house.firm(960)
    digest = house.release(release_id).digest or ""
    house.act(lambda uow: approve(uow, house.approver, release_id, digest))
    assert house.release(release_id).state is ReleaseState.CHECKING


def test_a_text_with_mistakes_leaves_no_draft(house: House) -> None:
    release_id = house.put_forward(changed(LOWER, {"headcount < 900": "headcount < 901"}))
    house.check()
    assert house.release(release_id).state is ReleaseState.DROPPED
    [draft] = house.act(lambda uow: versions_of(uow.connection, release_id))
    assert draft.state is VersionState.DROPPED


def test_what_is_given_up_while_it_is_checked_stays_given_up(house: House) -> None:
    release_id = house.put_forward(LOWER)
    house.act(lambda uow: drop(uow, house.editor, release_id))
    assert not house.check()
    assert house.release(release_id).state is ReleaseState.DROPPED


def test_an_act_by_the_rules_before_keeps_nothing(house: House) -> None:
    old = house.edition
    house.approved(LOWER)
    house.act(lambda uow: hold_edition(uow.connection, old))
    house.publish()
    with pytest.raises(EditionMoved):
        house.act(lambda uow: hold_edition(uow.connection, old))
    house.act(lambda uow: hold_edition(uow.connection, house.edition))


def test_at_night_it_is_decided_and_in_the_morning_told(house: House) -> None:
    firm = house.firm(960)
    house.now += timedelta(hours=14)
    release_id = house.approved(LOWER)
    house.publish()
    house.walk()
    assert house.tell() == 0
    house.now += timedelta(hours=9)
    assert house.tell() == 1
    assert house.letters() == [f"policy:{release_id}:{firm}:1"]


def test_rolled_back_in_the_night_nobody_hears_of_either(house: House) -> None:
    firm = house.firm(960)
    house.now += timedelta(hours=14)
    first = house.approved(LOWER)
    house.publish()
    house.walk()
    back = house.act(lambda uow: roll_back(uow, house.editor, BOOTH, "界线没有依据"))
    house.check()
    house.act(lambda uow: submit(uow, house.editor, back))
    digest = house.release(back).digest or ""
    house.act(lambda uow: approve(uow, house.approver, back, digest))
    house.publish()
    house.walk()
    house.now += timedelta(hours=9)
    house.tell()
    assert house.letters() == []
    counted = house.act(lambda uow: count_shifts(uow.connection, first))
    assert counted == {ShiftState.MERGED: 1}, firm
    record = house.rules.records[BOOTH]
    assert record.version == 3
    assert [line.text for line in record.confirm_if][:1] == ["headcount < 1000"]


def test_who_was_told_is_told_when_it_goes_back(house: House) -> None:
    firm = house.firm(960)
    first = house.approved(LOWER)
    house.publish()
    house.walk()
    house.tell()
    back = house.act(lambda uow: roll_back(uow, house.editor, BOOTH, "界线没有依据"))
    house.check()
    assert (house.release(back).report or {})["impact"]["touched"] == {"open": 1}
    house.act(lambda uow: submit(uow, house.editor, back))
    digest = house.release(back).digest or ""
    house.act(lambda uow: approve(uow, house.approver, back, digest))
    house.publish()
    house.walk()
    house.tell()
    assert house.letters() == [f"policy:{first}:{firm}:1", f"policy:{back}:{firm}:1"]


def test_there_is_nothing_to_go_back_to_before_the_first_version(house: House) -> None:
    with pytest.raises(ReleaseRefusal) as refused:
        house.act(lambda uow: roll_back(uow, house.editor, BOOTH, "不对"))
    assert refused.value.code is ReleaseCode.NOTHING_BEFORE


def test_a_release_waits_for_the_walk_of_the_one_before(house: House) -> None:
    for _ in range(3):
        house.firm(960)
    house.approved(LOWER)
    house.publish()
    house.walk(limit=1)
    again = house.approved(changed(LOWER, {"version: 2": "version: 3"}))
    assert house.publish() == 0
    assert house.tell() == 0, "what a release in waiting may take back is not told"
    while house.walk(limit=1):
        pass
    assert house.publish() == 1
    assert house.release(again).state is ReleaseState.PUBLISHED
    assert house.act(lambda uow: edition_now(uow.connection)) == 3
    while house.walk(limit=2):
        pass
    while house.tell():
        pass
    assert [key.split(":")[1] for key in house.letters()] == [str(again)] * 3


def test_the_sums_of_the_diff_are_those_of_the_verdicts(house: House) -> None:
    house.firm(960)
    release_id = house.put_forward(LOWER)
    house.check()
    [example] = (house.release(release_id).report or {})["impact"]["examples"]
    assert example[0] == "gained"
    assert example[3:] == ["", "40000.00"]
