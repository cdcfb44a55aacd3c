"""What was approved reaches each of its audience once, and the ledger says what became of it."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.audience_rules import PlaceRule, VerdictRule
from bot.domain.audiences import Audience
from bot.domain.broadcasts import BroadcastState, RecipientState, Urgency
from bot.domain.files import FileKind
from bot.domain.members import Role
from bot.fates import Lost, Paused, Rejected, Sent, Unavailable, Unreachable
from bot.services.audiences.verdicts import judge_batch
from bot.services.broadcasts import approving, broadcasts, sending, steering, writing_down
from bot.store.files.keeping import keep_made
from bot.store.files.links import links_of
from bot.store.firms.people import change_person, find_person, set_blocked
from bot.store.outbox import OutboxState
from policies.verdicts import Outcome
from tests.broadcasts.house import CONTENT, GROUND, House
from tests.staff.office import COUNTY, SISTER_TOWN, TOWN

NIGHT = datetime(2022, 7, 15, 21, 55, tzinfo=ZoneInfo("Asia/Shanghai"))
MORNING = datetime(2022, 7, 16, 7, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def speaks_for(house: House, chat_id: int, firm_id: int) -> None:
    def work(uow) -> None:
        who = find_person(uow.connection, chat_id)
        change_person(uow.connection, who.id, firm_id=firm_id)

    house.act(work)


def test_each_person_gets_it_once_in_their_language_for_their_firm(house: House) -> None:
    first = house.office.firm("示例纺织")
    second = house.office.firm("A & B", region=SISTER_TOWN)
    elsewhere = house.office.firm("别处", region="河南省/南阳市/社旗县")
    both = house.person(first.id, second.id, language="en")
    speaks_for(house, both, second.id)
    lowest = house.person(first.id, second.id, elsewhere.id)
    speaks_for(house, lowest, elsewhere.id)
    house.person(elsewhere.id)

    house.begun()
    said = [each.payload["text"].partition("\n")[0] for each in house.send()]
    assert Counter(said) == {
        "<b>示例纺织</b> 您好：释之街道有新政策。": 2,
        "<b>A &amp; B</b> 您好：杨集镇有新政策。": 1,
        "A &amp; B: news of 杨集镇.": 1,
    }
    house.tick()
    assert house.texts() == []


def test_only_the_roles_and_places_of_the_audience_get_it(house: House) -> None:
    firm, other = house.office.firm(), house.office.firm("示例石材", region=SISTER_TOWN)
    clerk = house.person(firm.id, role=Role.TEST_CONTACT)
    house.person(other.id, role=Role.TEST_CONTACT)

    whom = Audience(COUNTY, (PlaceRule(frozenset({TOWN})),), roles=frozenset({Role.TEST_CONTACT}))
    made = house.begun(audience=whom)
    assert house.ledger(made) == {clerk: "waiting"}


def test_who_joins_after_the_hold_does_not_get_it(house: House, monkeypatch) -> None:
    monkeypatch.setattr(sending, "LISTED", 1)
    monkeypatch.setattr(writing_down, "JUDGED", 1)
    firm = house.office.firm()
    there = house.person(firm.id)
    made = house.approved()
    house.office.wait(minutes=10)
    house.act(lambda uow: sending.send_broadcasts(uow, house.sending))
    house.office.wait(minutes=1)
    house.person(firm.id)
    house.office.firm("新来的")

    house.tick()
    assert len(house.ledger(made)) == 2
    assert house.ledger(made)[there] == "waiting"


def test_the_ledger_says_what_became_of_it_for_each(house: House) -> None:
    firm = house.office.firm()
    chats = [house.person(firm.id) for _ in range(4)]
    house.act(lambda uow: set_blocked(uow.connection, chats[0], blocked=True))
    made = house.begun()

    letters = {each.chat_id: each for each in house.claim()}
    assert chats[0] not in letters
    house.settle(
        (letters[chats[1]], Unreachable("bot was blocked by the user")),
        (letters[chats[2]], Rejected("no such thing")),
        (letters[chats[3]], Unavailable("502")),
    )
    house.later()
    house.settle(*((each, Sent(7)) for each in house.claim()))
    assert house.card(made).record.state is BroadcastState.SENDING
    house.tick()

    said = house.ledger(made)
    assert [said[each] for each in chats] == ["blocked", "blocked", "failed", "sent"]
    card = house.card(made)
    assert (card.record.state, card.record.finished_at) == (BroadcastState.DONE, house.office.now)
    assert card.figures == {
        RecipientState.BLOCKED: 2,
        RecipientState.FAILED: 1,
        RecipientState.SENT: 2,
    }


def test_what_may_have_arrived_is_repeated_once_and_says_so(house: House) -> None:
    house.office.firm()
    made = house.begun()
    [letter] = house.claim()
    house.settle((letter, Lost("reset")))
    assert house.claim() == []  # it rests for a minute

    house.later()
    [again] = house.claim()
    assert again.payload["text"] == "（重发）" + letter.payload["text"]
    house.settle((again, Lost("reset")))
    house.tick()
    assert set(house.ledger(made).values()) == {"unknown"}
    assert house.card(made).record.state is BroadcastState.DONE


def test_two_senders_that_die_with_it_leave_it_unknown(house: House) -> None:
    house.office.firm()
    made = house.begun()
    for _ in range(2):
        assert len(house.claim()) == 1
        house.later()  # their leases are over
    assert house.claim() == []

    house.tick()
    assert set(house.ledger(made).values()) == {"unknown"}
    assert house.card(made).record.state is BroadcastState.DONE


def test_a_superseded_lease_says_nothing_to_the_ledger(house: House) -> None:
    house.office.firm()
    made = house.begun()
    [late] = house.claim()
    house.later()
    [letter] = house.claim()
    house.settle((late, Rejected("late")))
    assert set(house.ledger(made).values()) == {"waiting"}
    house.settle((letter, Sent(5)))
    house.settle((late, Rejected("late")))
    assert set(house.ledger(made).values()) == {"sent"}


def test_a_pause_keeps_what_is_left_and_goes_on_where_it_stood(house: House) -> None:
    firm = house.office.firm()
    for _ in range(4):
        house.person(firm.id)
    made = house.begun()
    house.send(at_most=1)
    [flying] = house.claim(at_most=1)
    house.act(lambda uow: steering.pause(uow, house.approver, made))
    house.settle((flying, Paused(1)))
    house.tick()
    assert house.texts() == []
    assert house.card(made).record.state is BroadcastState.PAUSED

    house.act(lambda uow: steering.resume(uow, GROUND, house.author, made))
    assert len(house.texts()) == 4
    house.tick()
    assert set(house.ledger(made).values()) == {"sent"}


def test_what_is_cancelled_half_way_reaches_nobody_else(house: House) -> None:
    firm = house.office.firm()
    for _ in range(5):
        house.person(firm.id)
    made = house.begun()
    house.send(at_most=1)
    [doubtful, back, arrives] = house.claim(at_most=3)
    house.settle((doubtful, Lost("reset")))
    house.act(lambda uow: steering.cancel(uow, house.author, made))
    house.settle((back, Unavailable("502")), (arrives, Sent(9)))
    house.tick()
    house.later()

    assert house.claim() == []
    ledger = Counter(house.ledger(made).values())
    assert ledger == {"sent": 2, "unknown": 1, "cancelled": 3}
    states = Counter(row.state for row in house.outbox())
    assert states == {
        OutboxState.SENT: 2,
        OutboxState.UNKNOWN: 1,
        OutboxState.CANCELLED: 3,
    }
    card = house.card(made)
    assert (card.record.state, card.record.finished_at) == (
        BroadcastState.CANCELLED,
        house.office.now,
    )


def test_it_is_queued_by_and_by_so_that_others_get_through(house: House, monkeypatch) -> None:
    monkeypatch.setattr(sending, "QUEUED", 4)
    monkeypatch.setattr(sending, "LISTED", 3)
    firm = house.office.firm()
    for _ in range(10):
        house.person(firm.id)
    made = house.begun()
    assert len(house.outbox()) == 4

    house.act(lambda uow: steering.pause(uow, house.author, made))
    house.act(lambda uow: steering.resume(uow, GROUND, house.author, made))
    reached = [each.chat_id for each in house.send(1)]
    house.tick()
    assert len(house.outbox()) == 4  # not before half of them has gone
    while letters := house.send():
        reached += [each.chat_id for each in letters]
        house.tick()
    assert Counter(reached) == Counter(house.ledger(made).keys())
    assert len(reached) == 11
    assert house.card(made).record.state is BroadcastState.DONE


def test_cancelled_is_also_what_was_not_queued_yet(house: House, monkeypatch) -> None:
    monkeypatch.setattr(sending, "QUEUED", 2)
    firm = house.office.firm()
    for _ in range(4):
        house.person(firm.id)
    made = house.begun()
    house.send(at_most=1)
    house.act(lambda uow: steering.cancel(uow, house.author, made))
    house.tick()
    assert Counter(house.ledger(made).values()) == {"sent": 1, "cancelled": 4}


@pytest.mark.parametrize("urgency", list(Urgency))
def test_at_night_only_what_is_urgent_goes_and_rings(house: House, urgency) -> None:
    house.office.now = NIGHT
    house.office.firm()
    made = house.begun(urgency=urgency)
    if urgency is Urgency.URGENT:
        [letter] = house.send()
        assert "disable_notification" not in letter.payload
        return
    assert house.claim() == []
    assert house.card(made).record.quiet_until == MORNING
    house.office.now = MORNING - timedelta(seconds=1)
    house.tick()
    assert house.claim() == []
    house.office.now = MORNING
    house.tick()
    [letter] = house.send()
    assert letter.payload["disable_notification"] is True


def test_a_night_that_falls_into_the_sending_is_waited_out(house: House) -> None:
    house.office.now = NIGHT - timedelta(minutes=6)
    firm = house.office.firm()
    house.person(firm.id)
    made = house.begun()
    assert len(house.send(at_most=1)) == 1

    house.office.wait(minutes=2)
    house.tick()
    assert house.claim() == []
    house.act(lambda uow: steering.pause(uow, house.author, made))
    house.act(lambda uow: steering.resume(uow, GROUND, house.author, made))
    assert house.claim() == []
    house.office.now = MORNING
    house.tick()
    assert len(house.send()) == 1


def test_verdicts_are_asked_anew_when_it_begins(house: House, monkeypatch) -> None:
    monkeypatch.setattr(writing_down, "JUDGED", 1)
    record = next(iter(GROUND.rulebase.records))
    house.office.firm()
    house.office.firm("示例石材")
    every = frozenset(Outcome)
    whom = Audience(COUNTY, (VerdictRule(record, every),))
    made = house.drafted(audience=whom)

    def judged(uow) -> None:
        after: int | None = 0
        while after is not None:
            after = judge_batch(uow, GROUND, whom, made, after=after)
        broadcasts.submit(uow, GROUND, house.author, made)

    house.act(judged)
    digest = house.card(made).record.digest
    house.act(lambda uow: approving.approve(uow, GROUND, house.approver, made, digest))
    house.office.firm("后来的")
    house.office.wait(minutes=10)
    house.tick()
    assert len(house.send()) == 3


def test_its_author_follows_it_in_one_message(house: House) -> None:
    firm = house.office.firm()
    house.person(firm.id)
    house.begun()
    [begun] = house.send(bot="desk")
    assert begun.method == "sendMessage"
    house.send(at_most=1)
    house.tick()
    [edited] = house.send(bot="desk")
    assert (edited.method, edited.payload["message_id"]) == ("editMessageText", 1000 + begun.id)
    house.tick()
    assert house.send(bot="desk") == []  # nothing has changed
    house.send()
    house.tick()
    last = [*house.send(bot="desk"), *house.send(bot="desk")]
    assert Counter(each.method for each in last) == {"editMessageText": 1, "sendMessage": 1}
    assert {each.chat_id for each in last} == {house.author.chat_id}
    house.tick()
    assert house.send(bot="desk") == []


def test_it_is_followed_at_most_every_three_seconds(house: House) -> None:
    house.sending = replace(house.sending, seconds=3.0)
    firm = house.office.firm()
    house.person(firm.id)
    house.begun()
    assert len(house.send(bot="desk")) == 1
    house.send(at_most=1)
    house.tick()
    assert house.send(bot="desk") == []


def test_its_picture_is_uploaded_until_telegram_knows_it(house: House) -> None:
    firm = house.office.firm()
    house.person(firm.id)
    picture = house.act(lambda uow: keep_made(uow, FileKind.PHOTO, "a.jpg", b"jpeg"))
    made = house.begun(replace(CONTENT, file_id=picture))
    first, second = house.claim(at_most=1), house.claim(at_most=1)
    assert (first[0].method, first[0].file_id) == ("sendPhoto", picture)
    house.settle((first[0], Sent(1, "photo:known")), (second[0], Lost("reset")))

    house.later()
    [again] = house.claim()
    assert (again.method, again.payload["photo"]) == ("sendPhoto", "known")
    assert again.file_id is None
    assert again.payload["caption"].startswith("（重发）<b>示例纺织</b>")
    [link] = house.act(lambda uow: links_of(uow.connection, picture))
    assert (link.subject, link.subject_id) == ("broadcast", made)
