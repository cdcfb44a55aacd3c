"""On whose word it goes: two or three people, what is urgent, and a word that counts no more."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.domain.audience_rules import VerdictRule
from bot.domain.audiences import Audience
from bot.domain.broadcast_changes import Kind
from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcasts import HOLD, URGENT_HOLD, BroadcastState, Urgency
from bot.domain.errors import NotYours
from bot.domain.staff import RoleKind
from bot.services.audiences.verdicts import judge_batch
from bot.services.broadcasts import approving, broadcasts, judging, trust
from bot.services.broadcasts.figures import broadcasts_of
from bot.services.duties.errands import Ground
from bot.store.broadcasts.broadcasts import BROADCAST
from bot.store.firms.firms import put_facts
from bot.store.staff.staff import POST
from policies.verdicts import Outcome
from tests.broadcasts.house import CORRECTED, GROUND, House
from tests.staff.office import CITY, COUNTY, RULES, SISTER, TOWN

LEAST = 2


@pytest.fixture
def strict(house: House, monkeypatch) -> House:
    """From two people on three have to agree."""
    monkeypatch.setattr(RULES.regions.__class__, "third_from", lambda _, __: LEAST)
    house.office.firm()
    house.person(1)
    return house


@pytest.fixture
def third(strict: House):
    return strict.office.of(RoleKind.APPROVER, CITY)


def test_what_goes_to_many_waits_for_a_third(strict: House, third) -> None:
    made = strict.submitted()
    card = strict.approve(made)
    assert (card.record.state, card.record.approver_id) == (
        BroadcastState.SUBMITTED,
        strict.approver.id,
    )
    strict.office.wait(hours=1)
    strict.tick()
    assert strict.texts() == []

    with pytest.raises(BroadcastRefusal) as refused:
        strict.approve(made)
    assert refused.value.code is BroadcastCode.AGAIN
    assert [each.id for each in card.approvers] == [third.id]
    card = strict.approve(made, by=third)
    assert (card.record.state, card.record.third_id) == (BroadcastState.HELD, third.id)
    assert card.record.hold_until == strict.office.now + HOLD
    strict.office.wait(minutes=10)
    strict.tick()
    assert len(strict.texts()) == 2


def test_one_fewer_needs_no_third(strict: House, monkeypatch) -> None:
    monkeypatch.setattr(RULES.regions.__class__, "third_from", lambda _, __: LEAST + 1)
    assert strict.approve(strict.submitted()).record.state is BroadcastState.HELD


def test_the_rules_name_from_how_many(house: House) -> None:
    assert RULES.regions.third_from(COUNTY) == RULES.regions.third_from("别处") == 1000
    other = replace(RULES.regions, places={}, third_here=None)
    assert other.third_from(COUNTY) is None
    made = house.card(house.drafted()).record
    ground = Ground(replace(RULES, regions=other), GROUND.zone)
    assert not trust.needs_third(ground, made, 10**9)


def test_the_three_are_three_also_in_the_database(strict: House, third) -> None:
    made = strict.submitted()
    strict.approve(made)
    strict.approve(made, by=third)
    for same in (strict.author.id, strict.approver.id):
        twice = update(BROADCAST).values(third_id=same)
        with pytest.raises(IntegrityError):
            strict.act(lambda uow, twice=twice: uow.connection.execute(twice))
    alone = update(BROADCAST).values(approver_id=None)
    with pytest.raises(IntegrityError):
        strict.act(lambda uow: uow.connection.execute(alone))


def test_an_edit_or_another_count_between_both_begins_again(strict: House, third) -> None:
    made = strict.submitted()
    strict.approve(made)
    strict.act(lambda uow: broadcasts.put_content(uow, strict.author, made, CORRECTED))
    strict.act(lambda uow: broadcasts.submit(uow, GROUND, strict.author, made))
    assert strict.card(made).record.approver_id is None
    strict.approve(made)
    strict.person(1)
    card = strict.approve(made, by=third)
    assert (card.record.approver_id, card.record.count) == (None, 3)
    strict.approve(made, by=third)
    assert strict.approve(made).record.state is BroadcastState.HELD


def test_the_third_may_send_it_back_too(strict: House, third) -> None:
    made = strict.submitted()
    strict.approve(made)
    card = strict.act(lambda uow: approving.send_back(uow, third, made, "不对"))
    assert (card.record.state, card.record.approver_id) == (BroadcastState.DRAFT, None)


def test_a_withdrawal_does_not_wait_for_a_third_but_a_correction_does(strict, third) -> None:
    made = strict.submitted()
    strict.approve(made)
    strict.approve(made, by=third)
    strict.office.wait(minutes=10)
    strict.tick()
    strict.send()
    strict.tick()
    new = strict.changed(made, Kind.CORRECTION, CORRECTED)
    assert strict.approve(new).record.state is BroadcastState.SUBMITTED
    strict.approve(new, by=third)
    strict.office.wait(minutes=10)
    strict.tick()
    strict.send()
    gone = strict.changed(new, Kind.WITHDRAWAL, CORRECTED)
    assert strict.approve(gone).record.state is BroadcastState.HELD


def test_what_is_urgent_goes_on_two_after_a_minute_and_headquarters_hear(strict, third) -> None:
    """A third looks at it afterwards: nobody who wrote or approved it, and once."""
    dispatcher = strict.office.of(RoleKind.DISPATCHER)
    strict.office.of(RoleKind.DISPATCHER, SISTER)
    head = strict.office.unit("epidemic_headquarters", "指挥部")
    chief = strict.office.of(RoleKind.UNIT, unit_id=head.id)
    made = strict.submitted(urgency=Urgency.URGENT)
    card = strict.approve(made)
    assert card.record.hold_until == strict.office.now + URGENT_HOLD
    strict.office.wait(seconds=60)
    strict.tick()
    assert len(strict.texts()) == 2

    told = {
        each.chat_id
        for each in [*strict.send(bot="desk"), *strict.send(bot="desk")]
        if each.payload["text"] == "urgent"
    }
    assert told == {third.chat_id, dispatcher.chat_id, chief.chat_id}
    assert _to_look_over(strict, third) == [made]
    assert _to_look_over(strict, strict.approver) == _to_look_over(strict, strict.author) == []
    for who, code in ((strict.approver, BroadcastCode.AGAIN),):
        with pytest.raises(BroadcastRefusal) as refused:
            strict.act(lambda uow, who=who: trust.look_over(uow, who, made))
        assert refused.value.code is code
    with pytest.raises(NotYours):
        strict.act(lambda uow: trust.look_over(uow, dispatcher, made))
    assert strict.act(lambda uow: trust.look_over(uow, third, made)).third.id == third.id
    assert _to_look_over(strict, third) == []
    with pytest.raises(BroadcastRefusal):
        strict.act(lambda uow: trust.look_over(uow, third, made))


def _to_look_over(house: House, officer) -> list[int]:
    found = house.act(lambda uow: broadcasts_of(uow, officer))
    return [each.id for each in found.to_look_over]


def test_what_can_wait_is_not_looked_at_afterwards(house: House) -> None:
    house.office.firm()
    made = house.begun()
    other = house.office.of(RoleKind.APPROVER)
    with pytest.raises(BroadcastRefusal):
        house.act(lambda uow: trust.look_over(uow, other, made))
    assert all(each.payload["text"] != "urgent" for each in house.send(bot="desk"))


@pytest.mark.parametrize("who", ["approver", "third"])
def test_whose_post_has_ended_has_not_approved_it(strict: House, third, who) -> None:
    made = strict.submitted()
    strict.approve(made)
    strict.approve(made, by=third)
    ended = {"approver": strict.approver, "third": third}[who]
    end = POST.update().where(POST.c.officer_id == ended.id).values(until=strict.office.now)
    strict.act(lambda uow: uow.connection.execute(end))
    strict.office.wait(minutes=10)
    strict.tick()

    assert strict.texts() == []
    it = strict.card(made).record
    assert (it.state, it.approver_id, it.third_id) == (BroadcastState.SUBMITTED, None, None)
    left = third if who == "approver" else strict.approver
    told = {each.chat_id for each in strict.send(bot="desk")}
    assert told == {strict.author.chat_id, left.chat_id}
    strict.approve(made, by=left)
    strict.approve(made, by=strict.office.of(RoleKind.APPROVER))
    strict.office.wait(minutes=10)
    strict.tick()
    assert len(strict.texts()) == 2


def asked_for_verdicts(house: House) -> tuple[int, Audience]:
    record = next(iter(GROUND.rulebase.records))
    house.office.firm()
    house.office.wait(seconds=1)
    audience = Audience(COUNTY, (VerdictRule(record, frozenset(Outcome)),))
    made = house.drafted(audience=audience)

    def judged(uow) -> None:
        after: int | None = 0
        while after is not None:
            after = judge_batch(uow, GROUND, audience, made, after=after)
        broadcasts.submit(uow, GROUND, house.author, made)

    house.act(judged)
    return made, audience


def to_judge(house: House, made: int) -> Audience | None:
    return house.act(lambda uow: judging.audience_to_judge(uow, house.approver, made))


def test_verdicts_are_asked_anew_after_an_hour(house: House) -> None:
    made, audience = asked_for_verdicts(house)
    house.office.wait(seconds=1)
    assert house.card(made).record.judged_at == house.office.now - timedelta(seconds=1)
    assert to_judge(house, made) is None
    house.office.wait(minutes=60)
    assert to_judge(house, made) == audience

    kept = house.act(
        lambda uow: judging.keep_anew(uow, house.approver, made, audience, frozenset())
    )
    assert kept
    assert to_judge(house, made) is None
    assert house.approve(made).record.count == 0  # and is not approved


@pytest.mark.parametrize("change", ["fact", "firm"])
def test_verdicts_are_asked_anew_once_a_fact_has_changed(house: House, change) -> None:
    made, audience = asked_for_verdicts(house)
    house.office.wait(seconds=1)
    if change == "firm":
        house.office.firm("别处", region=f"{SISTER}/镇")
        assert to_judge(house, made) is None
        house.office.firm("新来的", region=TOWN)
    else:
        fact = next(iter(GROUND.rulebase.facts))
        house.act(lambda uow: put_facts(uow, 1, {fact: None}))
    assert to_judge(house, made) == audience


def test_what_was_judged_for_another_audience_is_not_kept(house: House) -> None:
    made, audience = asked_for_verdicts(house)
    other = replace(audience, rules=())
    before = house.card(made).record
    house.office.wait(hours=2)
    assert not house.act(
        lambda uow: judging.keep_anew(uow, house.author, made, other, frozenset())
    )
    assert house.card(made).record.judged_at == before.judged_at
    assert to_judge(house, house.drafted()) is None
