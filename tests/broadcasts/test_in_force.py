"""现在有效的通知: who comes later gets what still holds and fits, gathered, and never twice."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.audience_rules import FactRule, FactTest, PlaceRule
from bot.domain.audiences import Audience
from bot.domain.broadcast_terms import Terms
from bot.domain.members import Role
from bot.services.broadcasts.statistics import statistics_of
from bot.store.firms.firms import put_facts
from tests.broadcasts.house import CORRECTED
from tests.broadcasts.street import RECEIPT, Street, told
from tests.staff.office import COUNTY, SISTER_TOWN, TOWN

LARGE = FactRule("headcount", FactTest.BOUNDS, least=1000)
LASTING = Terms(lasts=date(2022, 7, 31))


def comes(street: Street, region: str = TOWN, **more) -> int:
    """Somebody registers, and half an hour goes by."""
    firm = street.office.firm("后来的", region=region)
    chat = street.person(firm.id, **more)
    street.office.wait(minutes=30)
    return chat


def test_all_that_holds_and_fits_comes_in_one_message(street: Street) -> None:
    before = street.person(street.office.firm().id)
    elsewhere = street.office.firm("杨集的", region=SISTER_TOWN)
    street.person(elsewhere.id, role=Role.TEST_CONTACT)
    first, second = (
        street.sent(LASTING),
        street.sent(LASTING, Audience(COUNTY, (PlaceRule(frozenset({TOWN})),))),
    )
    street.sent(LASTING, Audience(COUNTY, (PlaceRule(frozenset({SISTER_TOWN})),)))
    street.sent(Terms())
    street.sent(LASTING, Audience(COUNTY, roles=frozenset({Role.TEST_CONTACT})))

    chat = comes(street)
    heard = street.heard()
    assert (chat, f"in force [{first}, {second}]") in heard
    assert before not in told(heard)
    assert street.heard() == []
    street.office.wait(hours=2)
    assert street.heard() == []
    assert street.ledger(first)[chat] == "later"


def test_whoever_joins_a_firm_later_hears_of_it_too(street: Street) -> None:
    firm = street.office.firm()
    made = street.sent(LASTING)
    chat = street.person(firm.id)
    assert street.heard() == []
    street.office.wait(minutes=30)
    assert street.heard() == [(chat, f"in force [{made}]")]


def test_what_is_over_or_withdrawn_is_not_told(street: Street) -> None:
    street.office.firm()
    over, gone = street.sent(replace(LASTING, lasts=date(2022, 7, 15))), street.sent(LASTING)
    street.withdrawn(gone)
    street.arrives()
    street.at(16, 8)
    comes(street)
    assert (street.heard(), over) == ([], over)


def test_what_was_corrected_is_told_as_it_is_now_and_to_who_was_told_before(
    street: Street,
) -> None:
    street.office.firm()
    made = street.sent(LASTING)
    early = comes(street)
    street.heard()
    changed = street.corrected(made, replace(CORRECTED, terms=LASTING))
    letters = {each.chat_id: each.payload["text"] for each in street.send()}
    assert letters[early].startswith("<b>【更正】</b>")
    street.arrives()

    late = comes(street)
    assert (late, f"in force [{changed}]") in street.heard()


def test_at_night_it_waits_and_a_left_topic_is_left_out(street: Street) -> None:
    street.at(15, 21)
    street.office.firm()
    made = street.sent(replace(LASTING, topic="calls"))
    street.at(15, 22)
    chat, other = comes(street), comes(street)
    street.leaves(other, "calls")
    assert street.heard() == []
    street.at(16, 7)
    heard = street.heard()
    assert (chat, f"in force [{made}]") in heard
    assert other not in told(heard)


@pytest.mark.parametrize("hours", [1, 25])
def test_a_firm_that_says_more_is_looked_at_again_a_day_later(street: Street, hours: int) -> None:
    street.office.firm("大厂", headcount=1500)
    made = street.sent(LASTING, Audience(COUNTY, (LARGE,)))
    firm = street.office.firm("后来的")
    chat = street.person(firm.id)
    street.office.wait(minutes=30)
    assert street.heard() == []

    street.act(lambda uow: put_facts(uow, firm.id, {"headcount": 1200}))
    street.office.wait(hours=hours)
    expected = [(chat, f"in force [{made}]")] if hours > 24 else []
    assert [each for each in street.heard() if each[0] == chat] == expected


def test_who_was_told_confirms_like_anybody(street: Street) -> None:
    street.office.firm()
    made = street.sent(replace(RECEIPT, lasts=date(2022, 7, 31)))
    chat = comes(street)
    street.heard()
    found = street.act(lambda uow: statistics_of(uow, street.author, made))
    assert (found.asked, found.firms) == (2, 0)
    assert street.confirms(chat, made).at == street.office.now
    found = street.act(lambda uow: statistics_of(uow, street.author, made))
    assert (found.asked, found.firms) == (2, 1)
    street.office.wait(hours=4)
    assert chat not in told(street.heard())
