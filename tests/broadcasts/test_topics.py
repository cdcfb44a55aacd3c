"""退订: who has left a topic gets none of it; what must be known or is urgent comes anyway."""

from dataclasses import replace

import pytest

from bot.domain.audience_rules import PlaceRule
from bot.domain.audiences import Audience
from bot.domain.broadcast_terms import Terms
from bot.domain.broadcasts import RecipientState, Urgency
from bot.domain.errors import NotYours, Stale
from bot.services.broadcasts.topics import count_left
from bot.services.topics import topic_of_message, topics_of
from tests.broadcasts.house import CONTENT, GROUND
from tests.broadcasts.street import Street
from tests.staff.office import COUNTY, RULES, TOWN

CALLS = Terms(topic="calls")


def test_who_has_left_it_is_in_the_ledger_and_gets_nothing(street: Street) -> None:
    firm = street.office.firm()
    gone, there = street.person(firm.id), street.person(firm.id)
    street.leaves(gone, "calls")
    street.leaves(gone, "calls")
    street.leaves(there, "jobs")

    made = street.begun(replace(CONTENT, terms=CALLS))
    assert gone not in [each.chat_id for each in street.send()]
    street.tick()
    assert street.ledger(made)[gone] == "opted_out"
    assert street.card(made).figures == {RecipientState.SENT: 2, RecipientState.OPTED_OUT: 1}


@pytest.mark.parametrize(
    ("terms", "urgency"), [(Terms(), Urgency.NOTICE), (CALLS, Urgency.URGENT)]
)
def test_duties_and_what_is_urgent_reach_everybody(street: Street, terms, urgency) -> None:
    chat = street.person(street.office.firm().id)
    street.leaves(chat, "calls")
    street.begun(replace(CONTENT, terms=terms), urgency=urgency)

    letters = {each.chat_id: each for each in street.send()}
    keys = letters[chat].payload["reply_markup"]["inline_keyboard"]
    assert [button["callback_data"] for [button] in keys] == ["home:anew"]


def test_it_can_be_left_from_the_message_and_taken_back(street: Street) -> None:
    chat = street.person(street.office.firm().id)
    made = street.begun(replace(CONTENT, terms=CALLS))
    letters = {each.chat_id: each for each in street.send()}
    keys = letters[chat].payload["reply_markup"]["inline_keyboard"]
    assert keys[0][0]["callback_data"] == f"note:leave:{made}"

    who = street.someone(chat)
    topic = street.act(lambda uow: topic_of_message(uow, RULES, who, made))
    street.leaves(chat, topic.id)
    cards = street.act(lambda uow: topics_of(uow, RULES, who))
    assert [each.topic.id for each in cards if not each.wanted] == ["calls"]
    street.wants(chat, topic.id)
    street.begun(replace(CONTENT, terms=CALLS))
    assert chat in [each.chat_id for each in street.send()]
    acts = [each[1:] for each in street.office.audit() if each[1].startswith("topic:")]
    assert acts == [("topic:leave", "topic:calls"), ("topic:want", "topic:calls")]


def test_only_who_got_it_leaves_it_by_it_and_only_what_can_be_left(street: Street) -> None:
    chat = street.person(street.office.firm().id)
    must, call = street.sent(Terms()), street.sent(CALLS)
    stranger = street.person(street.office.firm("示例石材").id)
    who, other = street.someone(chat), street.someone(stranger)

    with pytest.raises(Stale):
        street.act(lambda uow: topic_of_message(uow, RULES, who, must))
    with pytest.raises(NotYours):
        street.act(lambda uow: topic_of_message(uow, RULES, other, call))
    with pytest.raises(Stale):
        street.leaves(chat, "no such topic")


def test_its_author_sees_how_many_do_not_get_it(street: Street) -> None:
    firm, elsewhere = (
        street.office.firm(),
        street.office.firm(region="河南省/南阳市/方城县/杨集镇"),
    )
    for each in (firm, elsewhere):
        street.leaves(street.person(each.id), "calls")
    made = street.drafted(
        replace(CONTENT, terms=CALLS), Audience(COUNTY, (PlaceRule(frozenset({TOWN})),))
    )

    it = street.card(made).record
    assert street.act(lambda uow: count_left(uow, GROUND, it)) == 1
    urgent = replace(it, urgency=Urgency.URGENT)
    assert street.act(lambda uow: count_left(uow, GROUND, urgent)) == 0
