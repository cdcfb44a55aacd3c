"""A correction or a withdrawal reaches exactly who has the one before, as Telegram allows it."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.broadcast_changes import Kind, Way
from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcasts import BroadcastState, Content, Urgency
from bot.domain.errors import NotYours, Stale
from bot.domain.files import FileKind
from bot.domain.staff import RoleKind
from bot.fates import Lost, Rejected, Sent, Uneditable, Unreachable
from bot.services.broadcasts import approving, broadcasts, changes, sending, steering
from bot.services.firms.people import note_unreachable
from bot.settling import settle_all
from bot.store.broadcasts.broadcasts import add_broadcast
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.files.keeping import keep_made
from bot.store.firms.people import set_blocked
from policies.words import Words
from tests.broadcasts.house import CONTENT, CORRECTED, GROUND, House
from tests.staff.office import COUNTY, SISTER

OLD = "<b>示例纺织</b> 您好：释之街道有新政策。"
NEW = "示例纺织：日期改为7月25日。"
MARK = "<b>【更正】</b>以这条为准，之前收到的作废。\n\n"
GONE = f"<b>【已撤回】</b>通知“{'您好：…有新政策。'}”不再有效。\n原因：日期写错了。"
EDIT, SEND, DELETE = "editMessageText", "sendMessage", "deleteMessage"


def sent(house: House, people: int = 3, content: Content = CONTENT) -> tuple[int, list[int]]:
    """A broadcast that has reached so many of one firm, each as a message of their own."""
    firm = house.office.firm()
    for _ in range(people - 1):
        house.person(firm.id)
    made = house.begun(content)
    house.send()
    house.tick()
    return made, sorted(house.ledger(made))


def words(letters) -> dict[int, tuple[str, str]]:
    """What each chat gets: the call, and what it says above the signature."""
    found = {}
    for each in letters:
        said = each.payload.get("text", each.payload.get("caption", ""))
        found[each.chat_id] = (each.method, said.rpartition("\n\n<i>")[0])
    return found


def stands(house: House, broadcast_id: int) -> dict[int, int | None]:
    """The message that each has, by chat."""
    wanted = RECIPIENT.select().where(RECIPIENT.c.broadcast_id == broadcast_id)
    rows = house.act(lambda uow: uow.connection.execute(wanted).all())
    return {row.chat_id: row.message_id for row in rows}


def test_a_correction_edits_the_message_of_each_who_has_it(house: House) -> None:
    made, chats = sent(house)
    before = stands(house, made)
    house.office.firm("后来的")
    new = house.corrected(made)

    letters = house.send()
    assert words(letters) == dict.fromkeys(chats, (EDIT, MARK + NEW))
    assert {each.chat_id: each.payload["message_id"] for each in letters} == before
    house.tick()
    assert set(house.ledger(new).values()) == {"sent"}
    assert stands(house, new) == {each.chat_id: 1000 + each.id for each in letters}
    assert house.card(new).record.state is BroadcastState.DONE
    assert house.card(made).changed_by == new


def test_who_had_blocked_or_never_got_it_stays_and_the_unknown_hear_anew(house: House) -> None:
    firm = house.office.firm()
    chats = [house.person(firm.id) for _ in range(5)]
    blocked, refused, unknown, gone, has = chats
    house.act(lambda uow: set_blocked(uow.connection, blocked, blocked=True))
    made = house.begun()
    letters = {each.chat_id: each for each in house.claim()}
    house.settle(
        (letters[refused], Rejected("no")),
        (letters[unknown], Lost("reset")),
        *((letters[each], Sent(each)) for each in (gone, has, chats[0] - 1)),
    )
    house.later()
    house.settle(*((each, Lost("reset")) for each in house.claim()))
    house.tick()
    house.act(lambda uow: set_blocked(uow.connection, blocked, blocked=False))
    house.act(lambda uow: set_blocked(uow.connection, gone, blocked=True))

    new = house.corrected(made)
    assert house.card(new).record.count == 5
    assert house.ledger(new) == {
        blocked: "blocked",
        unknown: "waiting",
        gone: "blocked",
        has: "waiting",
        chats[0] - 1: "waiting",
    }
    letters = house.send()
    assert words(letters)[unknown] == (SEND, MARK + NEW)
    assert words(letters)[has] == (EDIT, MARK + NEW)
    again = next(each for each in letters if each.chat_id == unknown)
    assert "reply_parameters" not in again.payload


def test_what_came_twice_maybe_is_edited_and_a_withdrawal_of_it_leaves_a_word(house) -> None:
    house.office.firm()
    made = house.begun()
    house.settle(*((each, Lost("reset")) for each in house.claim()))
    house.later()
    house.send()
    house.tick()
    new = house.corrected(made)
    assert [each.method for each in house.send()] == [EDIT]
    house.tick()
    house.withdrawn(new)
    [letter] = house.send()
    assert letter.method == EDIT
    assert "【已撤回】" in letter.payload["text"]


def test_what_cannot_be_edited_is_said_anew_as_an_answer(house: House) -> None:
    made, _ = sent(house, 1)
    [old] = stands(house, made).values()
    new = house.corrected(made)
    [letter] = house.claim()
    house.settle((letter, Lost("reset")))
    house.later()
    [letter] = house.claim()
    assert letter.payload["text"].startswith(MARK)  # an edit twice is no repetition
    house.settle((letter, Uneditable("message to edit not found")))

    [said] = house.claim()
    assert said.method == SEND
    assert said.payload["text"].startswith(MARK + NEW)
    assert said.payload["reply_parameters"] == {
        "message_id": old,
        "allow_sending_without_reply": True,
    }
    house.settle((said, Sent(4711)))
    house.tick()
    assert list(stands(house, new).values()) == [4711]


def test_another_way_says_it_to_everybody_anew(house: House) -> None:
    made, chats = sent(house, 2)
    house.corrected(made, way=Way.ANEW)
    letters = house.send()
    assert words(letters) == dict.fromkeys(chats, (SEND, MARK + NEW))
    assert all(each.payload["disable_notification"] for each in letters)
    assert {each.payload["reply_parameters"]["message_id"] for each in letters} == set(
        stands(house, made).values()
    )


def test_corrections_follow_each_other_and_never_branch(house: House) -> None:
    made, chats = sent(house)
    first = house.corrected(made)
    letters = house.send(at_most=1)
    reached = letters[0].chat_id
    house.act(lambda uow: steering.cancel(uow, house.author, first))
    house.tick()
    with pytest.raises(BroadcastRefusal) as refused:
        house.changed(made, Kind.CORRECTION, CORRECTED)
    assert (refused.value.code, refused.value.params["number"]) == (BroadcastCode.CHANGING, first)

    second = house.corrected(first, Content("再改。", "Once more."))
    letters = house.send()
    assert {each.chat_id for each in letters} == set(chats)
    assert words(letters)[reached] == (EDIT, MARK + "再改。")
    assert Counter(house.ledger(second).values()) == {"sent": 3}


def test_a_change_that_was_given_up_leaves_room_for_another(house: House) -> None:
    made, _ = sent(house, 1)
    draft = house.changed(made, Kind.CORRECTION, CORRECTED)
    house.act(lambda uow: steering.cancel(uow, house.author, draft))
    house.withdrawn(made)
    assert [each.method for each in house.send()] == [DELETE]
    with pytest.raises(IntegrityError):
        house.act(lambda uow: _second(uow, house, made))


def _second(uow, house: House, made: int) -> None:
    change = changes.Change(Kind.CORRECTION, Way.EDIT, made)
    add_broadcast(
        uow,
        region=COUNTY,
        place=Words("x", "x"),
        author_id=house.author.id,
        urgency=Urgency.NOTICE,
        change=change,
    )


def test_who_was_not_reached_yet_gets_only_the_corrected_text(house: House, monkeypatch) -> None:
    monkeypatch.setattr(sending, "QUEUED", 4)
    firm = house.office.firm()
    for _ in range(6):
        house.person(firm.id)
    made = house.begun()
    got = {each.chat_id for each in house.send(at_most=2)}
    [flying, back] = house.claim(at_most=2)

    new = house.changed(made, Kind.CORRECTION, CORRECTED)
    assert house.card(made).record.state is BroadcastState.PAUSED
    house.approve(new)
    assert house.card(new).record.count == 7
    house.office.wait(minutes=10)
    house.tick()
    assert house.ledger(new) == {}  # until it is known what became of what is on its way
    house.settle((flying, Sent(77)), (back, Lost("reset")))
    house.tick()
    house.later()

    letters = [*house.send()]
    house.tick()
    letters += house.send()
    house.tick()
    said = words(letters)
    assert {chat for chat, each in said.items() if each == (EDIT, MARK + NEW)} == got | {
        flying.chat_id
    }
    assert said[back.chat_id] == (SEND, MARK + NEW)
    fresh = {chat for chat, each in said.items() if each == (SEND, NEW)}
    assert len(fresh) == 3
    assert house.card(made).record.state is BroadcastState.CANCELLED
    assert set(house.ledger(new).values()) == {"sent"}


def test_a_change_of_what_is_still_being_listed_reaches_all_of_it(house, monkeypatch) -> None:
    monkeypatch.setattr(sending, "LISTED", 1)
    firm = house.office.firm()
    house.person(firm.id)
    house.person(firm.id)
    made = house.approved()
    house.office.wait(minutes=10)
    house.act(lambda uow: sending.send_broadcasts(uow, house.sending))
    house.act(lambda uow: sending.send_broadcasts(uow, house.sending))
    assert len(house.ledger(made)) == 1

    house.corrected(made)
    said = words(house.send())
    assert said == dict.fromkeys(house.ledger(made), (SEND, NEW))
    assert len(said) == 3


def test_what_somebody_cancelled_is_not_taken_up_by_a_correction(house: House) -> None:
    firm = house.office.firm()
    house.person(firm.id)
    made = house.begun()
    [got] = house.send(at_most=1)
    house.act(lambda uow: steering.cancel(uow, house.author, made))
    house.tick()
    new = house.corrected(made)
    assert list(house.ledger(new)) == [got.chat_id]


def test_a_withdrawal_deletes_and_marks_what_is_too_old(house: House) -> None:
    made, chats = sent(house, 3)
    old, late, young = chats
    aged = RECIPIENT.update().where(RECIPIENT.c.chat_id == old).values(sent_at=1.0)
    house.act(lambda uow: uow.connection.execute(aged))
    gone = house.withdrawn(made)

    letters = {each.chat_id: each for each in house.claim()}
    assert words(letters.values()) == {old: (EDIT, GONE), late: (DELETE, ""), young: (DELETE, "")}
    house.settle(
        (letters[old], Sent(5)),
        (letters[young], Sent()),
        (letters[late], Uneditable("message can't be deleted for everyone")),
    )
    [edited] = house.claim()
    assert words([edited]) == {late: (EDIT, GONE)}
    house.settle((edited, Uneditable("message to edit not found")))
    [said] = house.send()
    assert words([said]) == {late: (SEND, GONE)}
    assert said.payload["reply_parameters"]["message_id"]
    house.tick()
    assert set(house.ledger(gone).values()) == {"sent"}
    assert stands(house, gone)[young] is None
    assert house.ledger(made) == dict.fromkeys(chats, "sent")  # the record stays
    with pytest.raises(BroadcastRefusal) as refused:
        house.changed(gone, Kind.WITHDRAWAL, CONTENT)
    assert refused.value.code is BroadcastCode.WITHDRAWN


def test_a_withdrawal_reaches_nobody_who_was_still_to_get_it(house: House) -> None:
    firm = house.office.firm()
    house.person(firm.id)
    made = house.begun()
    [got] = house.send(at_most=1)
    gone = house.withdrawn(made)
    assert list(house.ledger(gone)) == [got.chat_id]
    assert [each.method for each in house.send()] == [DELETE]
    assert sorted(house.ledger(made).values()) == ["cancelled", "sent"]


def test_the_words_beside_a_picture_are_edited_and_another_picture_comes_anew(house) -> None:
    picture, other = (
        house.act(lambda uow, name=name: keep_made(uow, FileKind.PHOTO, name, b"jpeg"))
        for name in ("a.jpg", "b.jpg")
    )
    house.office.firm()
    made = house.begun(replace(CONTENT, file_id=picture))
    [letter] = house.claim()
    house.settle((letter, Sent(9, "photo:known")))
    house.tick()

    new = house.corrected(made, replace(CORRECTED, file_id=picture))
    [letter] = house.send()
    assert (letter.method, letter.file_id) == ("editMessageCaption", None)
    assert letter.payload["caption"].startswith(MARK + NEW)
    house.tick()
    third = house.corrected(new, replace(CORRECTED, file_id=other))
    [letter] = house.claim()
    assert (letter.method, letter.file_id) == ("sendPhoto", other)
    house.settle((letter, Sent(10, "photo:other")))
    house.tick()
    house.withdrawn(third, Way.MARK)
    [letter] = house.send()
    assert letter.method == "editMessageCaption"
    assert letter.payload["message_id"] == 10
    assert letter.payload["caption"].startswith("<b>【已撤回】")


def test_a_picture_that_cannot_be_edited_is_sent_again_by_what_telegram_knows(house) -> None:
    picture = house.act(lambda uow: keep_made(uow, FileKind.PHOTO, "a.jpg", b"jpeg"))
    house.office.firm()
    made = house.begun(replace(CONTENT, file_id=picture))
    house.settle(*((each, Sent(9, "photo:known")) for each in house.claim()))
    house.tick()
    house.corrected(made, replace(CORRECTED, file_id=picture))
    [letter] = house.claim()
    house.settle((letter, Uneditable("there is no caption in the message to edit")))
    [again] = house.claim()
    assert (again.method, again.payload["photo"]) == ("sendPhoto", "known")


def test_a_correction_says_something_else_and_is_approved_by_somebody_else(house: House) -> None:
    made, _ = sent(house, 1)
    draft = house.act(
        lambda uow: changes.begin_change(uow, house.author, made, Kind.CORRECTION).record
    )
    assert draft.content == CONTENT
    with pytest.raises(BroadcastRefusal) as refused:
        house.act(lambda uow: broadcasts.submit(uow, GROUND, house.author, draft.id))
    assert refused.value.code is BroadcastCode.SAME
    house.act(lambda uow: broadcasts.put_content(uow, house.author, draft.id, CORRECTED))
    house.act(lambda uow: broadcasts.submit(uow, GROUND, house.author, draft.id))
    digest = house.card(draft.id).record.digest
    house.act(lambda uow: changes.put_way(uow, house.author, draft.id, Way.ANEW))
    with pytest.raises(BroadcastRefusal):
        house.approve(draft.id)
    house.act(lambda uow: broadcasts.submit(uow, GROUND, house.author, draft.id))
    with pytest.raises(Stale):
        house.act(lambda uow: approving.approve(uow, GROUND, house.approver, draft.id, digest))
    with pytest.raises(Stale):
        house.act(lambda uow: changes.put_way(uow, house.author, draft.id, Way.DELETE))


def test_only_what_went_out_is_changed_and_only_by_who_writes_there(house: House) -> None:
    house.office.firm()
    held = house.approved()
    with pytest.raises(BroadcastRefusal):
        house.changed(held, Kind.CORRECTION, CORRECTED)
    house.act(lambda uow: approving.stop(uow, house.author, held))
    with pytest.raises(BroadcastRefusal):
        house.changed(held, Kind.WITHDRAWAL, CORRECTED)
    made = house.begun()
    for other in (house.approver, house.office.of(RoleKind.EDITOR, SISTER)):
        with pytest.raises(NotYours):
            house.act(lambda uow, who=other: changes.begin_change(uow, who, made, Kind.WITHDRAWAL))
    colleague = house.office.of(RoleKind.EDITOR)
    card = house.act(lambda uow: changes.begin_change(uow, colleague, made, Kind.WITHDRAWAL))
    assert card.author.id == colleague.id


def test_a_fate_that_comes_late_says_nothing_of_what_stands(house: House) -> None:
    made, _ = sent(house, 1)
    house.corrected(made)
    [late] = house.claim()
    house.later()
    [letter] = house.claim()
    house.settle((letter, Sent(88)))

    def settle(uow) -> None:
        settle_all(uow.connection, [(late, Unreachable("x"))], unreachable=note_unreachable)

    house.act(settle)
    assert list(stands(house, house.card(made).changed_by).values()) == [88]
