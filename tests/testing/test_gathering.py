"""What a firm would hear of its groups within one part of a day comes in one message."""

from dataclasses import replace

from bot.store.firms.people import change_person
from bot.store.testing.bundles import clear_bundles
from bot.store.testing.responsible import put_responsible
from handlers.notices.reminders import remind
from tests.testing.county import County, at
from tests.testing.owner_chat import OwnerChat


def play(county: County, *moments: str) -> None:
    for moment in moments:
        county.now = at(moment)
        county.fire_all()


def test_what_is_announced_comes_with_what_is_said_in_the_same_part_of_the_day(
    county: County,
) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    for moment in ("15 06:00", "15 07:30", "15 09:00"):
        county.sample(owner, county.group(owner, firm), at(moment))

    play(county, "16 18:00", "16 19:30", "16 21:00", "16 21:30")

    assert county.heard(1) == ["zh early 17 06:00 x3", "zh late 17 06:00 x2"]


def test_the_last_call_and_the_note_of_a_missed_deadline_are_never_moved(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    county.now = at("15 12:00")
    for moment in ("15 10:00", "15 11:30"):
        county.sample(owner, county.group(owner, firm), at(moment))

    play(county, "17 07:00", "17 08:00", "17 09:30", "17 10:00", "17 11:30")

    assert county.heard(1) == [
        "zh early 17 10:00 x2",
        "zh late 17 10:00",
        "zh late 17 11:30",
        "zh overdue 17 10:00",
        "zh overdue 17 11:30",
    ]


def test_offers_wait_for_the_last_one_of_the_part_of_the_day(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    for moment in ("15 07:30", "15 09:00"):
        county.sample(owner, county.group(owner, firm, "logistics"), at(moment))

    play(county, "16 07:30", "16 09:00")

    assert county.heard(1) == ["zh offer 16 07:30 x2"]


def test_a_group_that_somebody_else_looks_after_keeps_its_own_reminder(county: County) -> None:
    owner, contact = county.person(1), county.person(2)
    firm = county.firm(owner, contact)
    first, second = county.group(owner, firm), county.group(owner, firm)
    county.act(lambda uow: put_responsible(uow.connection, second, contact.id))
    county.sample(owner, first, at("15 06:30"))
    county.sample(owner, second, at("15 08:00"))

    play(county, "16 18:30", "16 20:00")

    assert county.heard(1) == ["zh early 17 06:30"]
    assert county.heard(2) == ["zh early 17 06:30", "zh early 17 08:00"]


def test_the_buttons_of_an_old_reminder_lead_to_the_overview(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    for _ in range(2):
        county.sample(owner, county.group(owner, firm), at("15 09:00"))
    county.render = replace(county.render, remind=remind)
    play(county, "16 21:00")
    chat = OwnerChat(county, 1)
    county.act(lambda uow: change_person(uow.connection, owner.id, firm_id=firm.id))
    reminder = chat.last()
    fresh = county.act(lambda uow: clear_bundles(uow.connection, at("16 20:59")))
    cleared = county.act(lambda uow: clear_bundles(uow.connection, at("16 21:01")))

    assert (fresh, cleared) == (0, 1)
    for label in ("这几组刚刚都采了", "一小时后再提醒", "只采了其中几组", "选采样时间"):
        said = chat.presses(reminder.press_of(label))
        assert any("一般岗位组" in each for each in (said.text, *said.buttons))
