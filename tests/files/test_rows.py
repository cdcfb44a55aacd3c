"""Whose a file is and what it belongs to, on both engines."""

import pytest

from bot.domain.errors import NotYours, Stale
from bot.domain.file_refusals import FileRefusal
from bot.services.file_places import attach, follow, kept_with, not_attached, take_from
from bot.services.files import (
    erase_files,
    files_of,
    link_file,
    linked_files,
    sent_before,
    take_files,
    whole,
)
from bot.store.database import Database
from bot.store.files.files import FileState, want_again
from bot.store.screens import last_screen, put_on_view, take_off_view
from bot.store.vault import Vault
from tests.cases.district import District
from tests.conftest import FRIDAY_MORNING

VOICE = {"file_id": "v", "duration": 3}


@pytest.fixture
def district(database: Database, vault: Vault) -> District:
    return District(database, vault, FRIDAY_MORNING)


def takes(district: District, firm: int | None = 1, **more: object) -> int:
    message = {"chat": {"id": 5}, "voice": VOICE, **more}
    [taken] = district.act(lambda uow: take_files(uow, message, firm_id=firm))
    return taken.id


def test_a_file_stays_with_one_case_and_one_firm(district: District) -> None:
    mine, theirs = takes(district), takes(district, firm=2)

    for _ in range(2):
        district.act(lambda uow: attach(uow, [mine], 11, firm_id=1))
    with pytest.raises(FileRefusal):
        district.act(lambda uow: attach(uow, [mine], 12, firm_id=1))
    with pytest.raises(FileRefusal):
        district.act(lambda uow: not_attached(uow, [mine]))
    for ids in ([theirs], [mine, theirs], [999]):
        with pytest.raises(NotYours):
            district.act(lambda uow, wanted=ids: whole(uow, wanted, firm_id=1))

    assert [file.id for file in district.act(lambda uow: linked_files(uow, "case", 11))] == [mine]


def test_an_album_goes_as_a_whole_and_late_ones_follow(district: District) -> None:
    album = {"media_group_id": "77"}
    first, second = takes(district, **album), takes(district, **album)
    takes(district, media_group_id="78")
    district.act(lambda uow: attach(uow, [second], 11, firm_id=1))

    message = {"chat": {"id": 5}, "voice": VOICE, **album}
    before = district.act(lambda uow: sent_before(uow, message))
    assert [file.id for file in before] == [first, second]
    elsewhere = {**message, "chat": {"id": 6}}
    assert district.act(lambda uow: sent_before(uow, elsewhere)) == ()
    assert district.act(lambda uow: sent_before(uow, message, bot="desk")) == ()
    [third] = district.act(lambda uow: take_files(uow, message, firm_id=1))
    assert district.act(lambda uow: follow(uow, [third], before[0])) == 11

    linked = district.act(lambda uow: linked_files(uow, "case", 11))
    assert [file.id for file in linked] == [first, second, third.id]


def test_a_file_may_belong_to_anything(district: District) -> None:
    file = takes(district)
    for subject, number in (("duty", 1), ("duty", 1), ("stop", 1)):
        district.act(lambda uow, s=subject, n=number: link_file(uow, file, s, n))
    [found] = district.act(lambda uow: linked_files(uow, "duty", 1))
    assert found == district.act(lambda uow: files_of(uow, [file, 999]))[0]
    assert district.act(lambda uow: linked_files(uow, "duty", 2)) == ()


def test_a_place_needs_no_fetching(district: District) -> None:
    message = {"chat": {"id": 5}, "location": {"latitude": 33.25, "longitude": 113.0}}
    [taken] = district.act(lambda uow: take_files(uow, message, firm_id=1))
    assert (taken.name, taken.state) == ("33.25000, 113.00000", FileState.KEPT)
    assert district.act(lambda uow: take_files(uow, {"text": "x"}, firm_id=1)) == ()


def test_only_what_was_lost_is_wanted_again(district: District) -> None:
    file = takes(district)
    district.act(lambda uow: erase_files(uow, [file]))
    district.act(lambda uow: want_again(uow.connection, [file]))
    assert district.act(lambda uow: files_of(uow, [file]))[0].state is FileState.ERASING


def test_what_was_looked_at_last_is_known_for_its_firm_only(district: District) -> None:
    def seen(firm: int) -> tuple[str, bool] | None:
        card = district.act(lambda uow: last_screen(uow, 7, firm))
        return None if card is None else (card.opened_by, card.on_view)

    assert seen(1) is None
    for opened_by in ("duty:list", "duty:show:X"):
        district.act(lambda uow, by=opened_by: put_on_view(uow, 7, 1, by))
    assert (seen(1), seen(2)) == (("duty:show:X", True), None)
    for _ in range(2):
        district.act(lambda uow: take_off_view(uow, 7))
    assert seen(1) == ("duty:show:X", False)


def test_a_file_is_taken_from_its_case_with_its_album_for_ten_minutes(district: District) -> None:
    album = {"media_group_id": "79"}
    first, second = takes(district, **album), takes(district, **album)
    district.act(lambda uow: attach(uow, [first], 11, firm_id=1))
    link = district.act(lambda uow: kept_with(uow, second))
    assert link is not None
    district.act(lambda uow: take_from(uow, [second], link))
    assert district.act(lambda uow: linked_files(uow, "case", 11)) == ()

    district.act(lambda uow: attach(uow, [first], 12, firm_id=1))
    again = district.act(lambda uow: kept_with(uow, first))
    assert again is not None
    district.wait(minutes=11)
    with pytest.raises(Stale):
        district.act(lambda uow: take_from(uow, [first], again))
    assert len(district.act(lambda uow: linked_files(uow, "case", 12))) == 2
