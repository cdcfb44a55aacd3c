"""Nothing goes that a second person has not read exactly as it goes."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.domain.audiences import Audience
from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcasts import BroadcastState, Content, Urgency
from bot.domain.errors import NotYours, Stale
from bot.domain.staff import Appointment, RoleKind
from bot.services.broadcasts import approving, broadcasts
from bot.services.broadcasts.figures import broadcasts_of
from bot.store.broadcasts.broadcasts import BROADCAST
from tests.broadcasts.house import CONTENT, GROUND, House
from tests.staff.office import COUNTY, SISTER, TOWN

BOTH = [Appointment(RoleKind.EDITOR, COUNTY), Appointment(RoleKind.APPROVER, COUNTY)]


def approves(house: House, made: int, by=None, digest: str | None = None):
    read = digest or house.card(made).record.digest
    who = by or house.approver
    return house.act(lambda uow: approving.approve(uow, GROUND, who, made, read))


def test_it_waits_out_its_hold_before_the_first_message(house: House) -> None:
    house.office.firm()
    made = house.submitted()
    card = approves(house, made)
    assert (card.record.state, card.record.hold_until) == (
        BroadcastState.HELD,
        house.office.now.replace(minute=10),
    )

    house.office.wait(minutes=9, seconds=59)
    house.tick()
    assert house.texts() == []
    house.office.wait(seconds=1)
    house.tick()
    assert house.texts() == ["<b>示例纺织</b> 您好：释之街道有新政策。"]


def test_nobody_approves_what_they_wrote_not_even_in_the_database(house: House) -> None:
    house.office.firm()
    house.author = house.office.officer(*BOTH)
    made = house.submitted()

    with pytest.raises(BroadcastRefusal) as refused:
        approves(house, made, by=house.author)
    assert refused.value.code is BroadcastCode.OWN
    same = update(BROADCAST).values(approver_id=house.author.id)
    with pytest.raises(IntegrityError):
        house.act(lambda uow: uow.connection.execute(same))


@pytest.mark.parametrize(
    "edit",
    [
        lambda uow, by, it: broadcasts.put_content(uow, by, it, Content("别的", "else")),
        lambda uow, by, it: broadcasts.put_audience(uow, GROUND, by, it, Audience(COUNTY), 1),
        lambda uow, by, it: broadcasts.put_urgency(uow, by, it, Urgency.URGENT),
    ],
)
def test_any_edit_takes_it_back_from_whoever_reads_it(house: House, edit) -> None:
    house.office.firm()
    made = house.submitted()
    before = house.card(made).record

    house.act(lambda uow: edit(uow, house.author, made))
    after = house.card(made).record

    assert (after.state, after.version) == (BroadcastState.DRAFT, before.version + 1)
    with pytest.raises(BroadcastRefusal):
        approves(house, made, digest=before.digest)
    house.act(lambda uow: broadcasts.submit(uow, GROUND, house.author, made))
    if after.content != before.content or after.urgency != before.urgency:
        with pytest.raises(Stale):
            approves(house, made, digest=before.digest)


def test_a_count_that_has_changed_is_read_again_first(house: House) -> None:
    house.office.firm()
    made = house.submitted()
    old = house.card(made).record
    house.office.firm("示例石材")

    shown = approves(house, made).record
    assert (shown.state, shown.count) == (BroadcastState.SUBMITTED, 2)
    assert shown.digest != old.digest
    with pytest.raises(Stale):
        approves(house, made, digest=old.digest)
    assert approves(house, made).record.state is BroadcastState.HELD


def test_it_is_sent_back_with_a_reason_and_handed_in_again(house: House) -> None:
    house.office.firm()
    made = house.submitted()
    card = house.act(lambda uow: approving.send_back(uow, house.approver, made, "日期不对"))
    assert (card.record.state, card.record.reason) == (BroadcastState.DRAFT, "日期不对")

    house.act(lambda uow: broadcasts.submit(uow, GROUND, house.author, made))
    assert house.card(made).record.reason == ""
    assert approves(house, made).record.state is BroadcastState.HELD


def test_what_was_stopped_in_its_hold_reaches_nobody(house: House) -> None:
    house.office.firm()
    made = house.approved()
    house.act(lambda uow: approving.stop(uow, house.author, made))

    house.office.wait(hours=1)
    house.tick()
    assert house.card(made).record.state is BroadcastState.CANCELLED
    assert (house.ledger(made), house.outbox()) == ({}, [])
    with pytest.raises(BroadcastRefusal):
        house.act(lambda uow: approving.stop(uow, house.author, made))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (Content("只有中文"), BroadcastCode.NO_TEXT),
        (Content("", "English only"), BroadcastCode.NO_TEXT),
        (Content("见 http://x", "See it"), BroadcastCode.FAULTY),
        (Content("{谁}您好", "Hello"), BroadcastCode.FAULTY),
        (CONTENT, BroadcastCode.NOBODY),
    ],
)
def test_what_is_not_whole_is_not_handed_in(house: House, content, code) -> None:
    made = house.drafted(content)
    with pytest.raises(BroadcastRefusal) as refused:
        house.act(lambda uow: broadcasts.submit(uow, GROUND, house.author, made))
    assert refused.value.code is code


def test_a_broadcast_of_elsewhere_is_as_if_it_were_not_there(house: House) -> None:
    house.office.firm()
    made = house.submitted()
    for kind in (RoleKind.EDITOR, RoleKind.APPROVER, RoleKind.DISPATCHER):
        with pytest.raises(NotYours):
            house.card(made, house.office.of(kind, SISTER))
        with pytest.raises(NotYours):
            house.card(made, house.office.of(kind, TOWN))


def test_everybody_finds_it_where_they_have_to_do_with_it(house: House) -> None:
    house.office.firm()
    draft, asked, held = house.drafted(), house.submitted(), house.approved()
    over = house.approved()
    house.act(lambda uow: approving.stop(uow, house.approver, over))

    def listed(officer) -> list[list[int]]:
        found = house.act(lambda uow: broadcasts_of(uow, officer))
        kinds = (found.mine, found.to_approve, found.under_way, found.past)
        return [[each.id for each in kind] for kind in kinds]

    assert listed(house.author) == [[asked, draft], [], [held], [over]]
    assert listed(house.approver) == [[], [asked], [held], [over]]
    assert listed(house.office.of(RoleKind.DISPATCHER)) == [[], [], [held], [over]]
    assert listed(house.office.of(RoleKind.APPROVER, SISTER)) == [[], [], [], []]
