"""催阅: only the silent, in the daytime, at most so often; then their officers, once each."""

from dataclasses import replace

import pytest

from bot.domain.broadcast_terms import Terms, round_now
from bot.domain.broadcasts import Urgency
from bot.domain.staff import RoleKind
from bot.fates import Rejected, Sent, Unreachable
from bot.services.broadcasts import chasing
from bot.services.broadcasts.silent import own_silent
from bot.services.broadcasts.statistics import statistics_of
from bot.store.firms.members import drop_member
from tests.broadcasts.house import CONTENT, CORRECTED
from tests.broadcasts.street import CALLS, RECEIPT, Street, told
from tests.staff.office import COUNTY, SISTER_TOWN, TOWN


def test_the_silent_are_reminded_as_often_as_was_approved(street: Street) -> None:
    quick, slow = street.office.firm(), street.office.firm("示例石材")
    confirmed, silent = street.person(quick.id), street.person(slow.id, language="en")
    made = street.sent(RECEIPT)
    street.confirms(confirmed, made)

    street.office.wait(hours=3, minutes=59)
    assert street.heard() == []
    street.office.wait(minutes=1)
    reminded = street.heard()
    assert (silent, f"remind {made} en") in reminded
    assert confirmed not in told(reminded)
    assert street.heard() == []
    street.office.wait(hours=4)
    assert silent in told(street.heard())
    for _ in range(3):
        street.office.wait(hours=4)
        assert street.heard() == []


def test_a_reminder_answers_the_message_that_it_is_about(street: Street) -> None:
    firm = street.office.firm()
    made = street.begun(replace(CONTENT, terms=RECEIPT))
    [letter] = street.send()
    street.tick()

    street.office.wait(hours=4)
    street.follow()
    [reminder] = street.claim()
    assert reminder.payload["reply_parameters"] == {
        "message_id": 1000 + letter.id,
        "allow_sending_without_reply": True,
    }
    assert (reminder.payload["text"], firm.name) == (f"remind {made} zh", "示例纺织")


def test_it_goes_batch_by_batch_and_nobody_hears_it_twice(street: Street, monkeypatch) -> None:
    monkeypatch.setattr(chasing, "PEOPLE", 2)
    firm = street.office.firm()
    for _ in range(4):
        street.person(firm.id)
    street.sent(replace(RECEIPT, chases=1))
    street.office.wait(hours=4)

    street.act(lambda uow: chasing.chase_silent(uow, street.after))
    assert len(street.send()) == 2
    heard = street.heard()
    assert (len(heard), len(set(told(heard)))) == (3, 3)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_nobody_is_reminded_at_night(street: Street, urgency: Urgency) -> None:
    street.at(15, 17, 50)
    street.office.firm()
    made = street.sent(RECEIPT, urgency=urgency)

    street.at(15, 22, 5)
    assert street.heard() == []
    street.at(16, 6, 59)
    assert street.heard() == []
    street.at(16, 7)
    assert len(street.heard()) == 1
    chase = street.chase(made)
    assert chase is not None
    assert chase.round == 1  # the night took none of the reminders away


def test_after_a_downtime_only_the_newest_comes(street: Street) -> None:
    street.office.firm()
    made = street.sent(replace(RECEIPT, chases=3))

    street.office.wait(hours=9)
    assert len(street.heard()) == 1
    chase = street.chase(made)
    assert chase is not None
    assert chase.round == 2
    street.office.wait(hours=4)
    later = street.heard()  # quiet hours have begun by now
    assert later == []


@pytest.mark.parametrize(("hours", "number"), [(0, 1), (3.9, 1), (4, 2), (8, 3), (400, 3)])
def test_which_reminder_it_is(street: Street, hours: float, number: int) -> None:
    due = street.office.now
    street.office.wait(hours=hours)
    assert round_now(replace(RECEIPT, chases=3), 0, due, street.office.now) == number


def test_who_is_gone_blocked_or_wants_none_is_left_alone(street: Street) -> None:
    firms = [street.office.firm(f"示例{n}") for n in range(4)]
    blocked, gone, left, there = (street.person(firm.id) for firm in firms)
    street.begun(replace(CONTENT, terms=CALLS))
    letters = {each.chat_id: each for each in street.claim()}
    street.settle((letters.pop(blocked), Unreachable("bot was blocked by the user")))
    street.settle(*((each, Sent(each.id)) for each in letters.values()))
    street.tick()
    who = street.someone(gone)
    street.act(lambda uow: drop_member(uow, who.id, firms[1].id))
    street.leaves(left, "calls")

    street.office.wait(hours=4)
    reminded = told(street.heard())
    assert there in reminded
    assert not {blocked, gone, left} & set(reminded)


def test_who_blocks_the_bot_between_message_and_reminder_hears_none(street: Street) -> None:
    chat = street.person(street.office.firm().id)
    street.sent(RECEIPT)
    street.blocks(chat)
    street.office.wait(hours=4)
    assert chat not in told(street.heard())


def test_what_is_corrected_or_cancelled_is_chased_no_more(street: Street) -> None:
    street.office.firm()
    made = street.sent(RECEIPT)
    changed = street.corrected(made, replace(CORRECTED, terms=RECEIPT))
    street.arrives()

    street.office.wait(hours=4)
    assert [text for _, text in street.heard()] == [f"remind {changed} zh"]
    street.withdrawn(changed)
    street.arrives()
    street.office.wait(hours=4)
    assert street.heard() == []


def test_nobody_is_chased_where_nothing_is_asked(street: Street) -> None:
    street.office.firm()
    plain, quiet = street.sent(Terms()), street.sent(Terms(receipt=True))
    street.office.wait(hours=72)
    assert street.heard() == []
    assert street.chase(plain) is None
    chase = street.chase(quiet)
    assert chase is not None
    assert chase.due_at is None


def test_each_officer_gets_one_list_of_their_own_silent_firms(street: Street) -> None:
    office = street.office
    first, second, done = office.firm("甲"), office.firm("乙"), office.firm("丙")
    stray = office.firm("丁", region=SISTER_TOWN)
    chats = {each.id: street.person(each.id) for each in (first, second, done, stray)}
    carer = office.of(RoleKind.LIAISON, TOWN)
    near = office.of(RoleKind.LIAISON, SISTER_TOWN)
    for firm in (first, second, done):
        office.assigns(firm, carer)
    made = street.sent(replace(RECEIPT, chases=1))
    street.confirms(chats[done.id], made)

    office.wait(hours=4)
    street.heard()
    assert street.heard("desk") == []
    office.wait(hours=4)
    heard = street.heard("desk")
    assert (carer.chat_id, "silent ['甲', '乙']") in heard
    assert (near.chat_id, "silent ['丁']") in heard
    assert (street.author.chat_id, "handed 3 2 0") in heard
    assert len(heard) == 4  # and whoever approved it
    assert street.heard("desk") == []

    street.confirms(chats[first.id], made)
    listed = street.act(lambda uow: own_silent(uow, carer, made, 0))
    assert [each.name for each in listed.firms] == ["乙"]
    found = street.act(lambda uow: statistics_of(uow, street.author, made))
    assert [(each.name, each.asked, each.confirmed) for each in found.towns] == [
        ("杨集镇", 1, 0),
        ("释之街道", 3, 2),
    ]


def test_a_firm_that_it_never_reached_is_on_the_list_and_says_so(street: Street) -> None:
    firm = street.office.firm()
    carer = street.office.of(RoleKind.LIAISON, COUNTY)
    made = street.begun(replace(CONTENT, terms=RECEIPT))
    street.settle(*((each, Rejected("no")) for each in street.claim()))
    street.tick()

    listed = street.act(lambda uow: own_silent(uow, carer, made, 0))
    assert [(each.id, each.arrived) for each in listed.firms] == [(firm.id, False)]
