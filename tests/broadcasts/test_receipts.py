"""已读并知晓: whose tap counts for whom, and when it counts no more."""

from dataclasses import replace

import pytest

from bot.domain.broadcast_terms import Terms
from bot.domain.errors import NotYours, Stale
from bot.domain.member_refusals import MemberRefusal
from bot.domain.speech import Button
from bot.fates import Uneditable
from bot.services.broadcasts.statistics import statistics_of
from bot.store.broadcasts.receipts import receipts_of_firm
from bot.store.firms.members import drop_member
from bot.store.outbox import OutboxState, queue_letters
from bot.telegram import rekey
from tests.broadcasts.house import CONTENT, CORRECTED
from tests.broadcasts.street import RECEIPT, Street


def test_the_message_asks_for_it_in_the_readers_language(street: Street) -> None:
    firm = street.office.firm()
    street.person(firm.id, language="en")
    made = street.begun(replace(CONTENT, terms=RECEIPT))

    rows = [each.payload["reply_markup"]["inline_keyboard"] for each in street.send()]
    asked = sorted((row[0]["text"], row[0]["callback_data"]) for row, *_ in rows)
    assert asked == [
        ("✅ Read and understood", f"note:seen:{made}"),
        ("✅ 已读并知晓", f"note:seen:{made}"),
    ]


def test_one_person_confirms_for_the_firm_and_colleagues_hear_by_whom(street: Street) -> None:
    firm, other = street.office.firm(), street.office.firm("示例石材")
    first, second = street.person(firm.id), street.person(firm.id)
    made = street.sent(RECEIPT)

    one = street.confirms(first, made)
    street.office.wait(minutes=5)
    again, two = street.confirms(first, made), street.confirms(second, made)

    assert (one.again, one.first, one.at) == (False, None, again.at)
    assert again.again
    assert (two.again, two.first, two.at) == (False, "", street.office.now)
    found = street.act(lambda uow: statistics_of(uow, street.author, made))
    assert (found.people, found.firms, found.asked) == (2, 1, 2)
    assert found.confirmed_at == (one.at,)
    rest = street.act(lambda uow: receipts_of_firm(uow.connection, made, other.id))
    assert rest == []


def test_only_who_got_it_confirms_and_only_where_it_is_asked(street: Street) -> None:
    firm = street.office.firm()
    there = street.person(firm.id)
    asked, plain = street.sent(RECEIPT), street.sent(Terms())
    stranger = street.person(firm.id)

    with pytest.raises(NotYours):
        street.confirms(stranger, asked)
    with pytest.raises(NotYours):
        street.confirms(there, 4711)
    with pytest.raises(Stale):
        street.confirms(there, plain)


def test_who_has_left_the_firm_confirms_for_it_no_more(street: Street) -> None:
    firm = street.office.firm()
    chat = street.person(firm.id)
    made = street.sent(RECEIPT)
    who = street.someone(chat)
    street.act(lambda uow: drop_member(uow, who.id, firm.id))

    with pytest.raises(MemberRefusal):
        street.confirms(chat, made)


def test_what_was_corrected_is_confirmed_anew(street: Street) -> None:
    firm = street.office.firm()
    chat = street.person(firm.id)
    made = street.sent(RECEIPT)
    street.confirms(chat, made)
    changed = street.corrected(made, replace(CORRECTED, terms=RECEIPT))
    street.arrives()

    late = street.confirms(chat, made)
    assert (late.at, late.standing.is_current, late.standing.now.id) == (None, False, changed)
    found = street.act(lambda uow: statistics_of(uow, street.author, changed))
    assert (found.firms, found.asked) == (0, 1)
    assert street.confirms(chat, changed).at is not None


def test_what_was_withdrawn_is_confirmed_no_more(street: Street) -> None:
    chat = street.person(street.office.firm().id)
    made = street.sent(RECEIPT)
    street.withdrawn(made)
    street.arrives()

    late = street.confirms(chat, made)
    assert late.at is None
    assert late.standing.is_withdrawn
    assert street.act(lambda uow: receipts_of_firm(uow.connection, made, late.firm.id)) == []


def test_a_button_that_cannot_be_changed_any_more_is_no_loss(street: Street) -> None:
    """Its message is gone: nothing is said instead, and nobody has to look into it."""
    keys = ((Button("✅ 已确认", "note:seen:1"),),)
    letter = rekey("uid", "owner", 7, 70, keys)
    street.act(lambda uow: queue_letters(uow.connection, uow.vault, [letter]))
    [claimed] = street.claim()
    assert (claimed.method, claimed.payload["message_id"]) == ("editMessageReplyMarkup", 70)
    assert "text" not in claimed.payload

    street.settle((claimed, Uneditable("message to edit not found")))
    street.later()
    assert street.claim() == []
    assert [row.state for row in street.outbox()] == [OutboxState.SENT]
