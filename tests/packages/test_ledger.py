"""政策台账: who reads it, how a document stands, and whom it reaches."""

from dataclasses import replace

import pytest

from bot.domain.audience_rules import VerdictRule
from bot.domain.audiences import Audience
from bot.domain.policy_ledger import LedgerState, state_of
from bot.domain.staff import RoleKind
from bot.services.audiences.verdicts import judge_batch
from bot.services.broadcasts import broadcasts
from bot.services.releases import ledger
from bot.services.releases.ledger import Reaching, found_in, keep_reached, read_reached
from policies.documents import Level
from policies.rulebase import RuleBase
from policies.verdicts import Outcome
from tests.broadcasts.house import GROUND
from tests.matrix import Line, Written, disagreements, needs, seats_around, whole
from tests.packages.post import Post
from tests.staff.office import CITY, COUNTY, RULES, SISTER, TOWN

HELD = next(each.source.document for each in RULES.records.values())
NAMED = next(
    each.id
    for each in RULES.documents.values()
    if any(naming.document == HELD for naming in each.named_in)
)
READERS = whole(RoleKind.EDITOR, RoleKind.APPROVER, RoleKind.DISPATCHER)
LINES: dict[str, Line] = {
    "list": (
        READERS,
        lambda uow, by, _: needs(ledger.ledger_of(uow, RULES, by, TOWN)),
    ),
    "card": (
        READERS,
        lambda uow, by, _: ledger.ledger_card(uow, RULES, by, TOWN, HELD),
    ),
    "count": (
        READERS,
        lambda uow, by, it: keep_reached(uow, by, it, Reaching(RULES, it.line.records)),
        Written(),
    ),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_kind_of_staff_from_every_seat(post: Post) -> None:
    editor = post.office.of(RoleKind.EDITOR, TOWN)
    card = post.act(lambda uow: ledger.ledger_card(uow, RULES, editor, TOWN, HELD))
    seats = seats_around(TOWN, "industry")
    assert disagreements(post.office, post.office.officer, seats, LINES, card) == []


def test_what_binds_or_is_named_there_is_in_it_and_nothing_else(post: Post) -> None:
    editor = post.office.of(RoleKind.EDITOR, COUNTY)
    lines = post.act(lambda uow: ledger.ledger_of(uow, RULES, editor, COUNTY))
    states = {each.document.id: each.state for each in lines}
    assert states[HELD] is LedgerState.PUBLISHED
    assert states[NAMED] is LedgerState.CITED
    assert {each.document.region for each in lines} == {COUNTY}
    beside = post.office.of(RoleKind.EDITOR, SISTER)
    assert post.act(lambda uow: ledger.ledger_of(uow, RULES, beside, SISTER)) == []


def test_a_search_wants_every_word(post: Post) -> None:
    lines = post.act(lambda uow: ledger.ledger_of(uow, RULES, post.author, CITY))
    nation = [each for each in lines if each.document.level is Level.NATION]
    assert found_in(lines, "国务院 12号") == nation
    assert found_in(lines, "State Council 12") == nation
    assert found_in(lines, "国务院 没有的") == []


@pytest.mark.parametrize(
    ("in_force", "published", "replaced", "state"),
    [
        ({HELD}, {HELD}, set(), LedgerState.PUBLISHED),
        (set(), {HELD}, set(), LedgerState.ENDED),
        (set(), set(), set(), LedgerState.HELD),
        ({HELD}, {HELD}, {HELD}, LedgerState.REPLACED),
    ],
)
def test_how_a_held_document_stands(in_force, published, replaced, state) -> None:
    known = {"in_force": in_force, "published": published, "replaced": replaced}
    assert state_of(RULES.documents[HELD], **known) is state
    assert state_of(RULES.documents[NAMED], **known) is LedgerState.CITED


def test_what_came_in_its_place_is_named(post: Post) -> None:
    later = replace(RULES.documents[HELD], id="later", replaces=(HELD,))
    rules = replace(RULES, documents={**RULES.documents, "later": later})
    assert isinstance(rules, RuleBase)
    card = post.act(lambda uow: ledger.ledger_card(uow, rules, post.author, CITY, HELD))
    assert card.line.state is LedgerState.REPLACED
    assert [each.id for each in card.by] == ["later"]


def test_whom_it_reaches_is_counted_within_the_place(post: Post) -> None:
    for number in range(3):
        post.office.firm(f"企业{number}")
    post.office.firm("别处", region=SISTER)
    card = post.act(lambda uow: ledger.ledger_card(uow, RULES, post.author, CITY, HELD))
    reaching, after = Reaching(RULES, card.line.records), 0
    while batch := post.act(
        lambda uow, after=after: read_reached(uow, GROUND, card, after=after, most=2)
    ):
        reaching.take(batch)
        after = batch.last
    post.act(lambda uow: keep_reached(uow, post.author, card, reaching))
    card = post.act(lambda uow: ledger.ledger_card(uow, RULES, post.author, CITY, HELD))
    counted = card.line.counted
    assert counted is not None
    assert (counted.firms, counted.applies, counted.confirms, counted.asks) == (4, 3, 0, 0)


def test_who_was_told_counts_each_firm_once_and_only_if_it_came(post: Post) -> None:
    first = post.office.firm("示例纺织")
    post.office.firm("示例食品")
    post.person(first.id)
    card = post.act(lambda uow: ledger.ledger_card(uow, RULES, post.author, CITY, HELD))
    assert (card.told.sent, card.told.confirmed) == (0, 0)
    post.sent()
    post.send(at_most=1)
    card = post.act(lambda uow: ledger.ledger_card(uow, RULES, post.author, CITY, HELD))
    assert card.told.sent == 1
    post.send()
    card = post.act(lambda uow: ledger.ledger_card(uow, RULES, post.author, CITY, HELD))
    assert card.told.sent == 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_broadcast_to_whom_a_record_applies_tells_them_of_it(post: Post) -> None:
    post.office.firm("示例纺织")
    record = next(each for each in RULES.records.values() if each.source.document == HELD)
    rule = VerdictRule(record.id, frozenset(Outcome))
    made = post.drafted(audience=Audience(CITY, (rule,)))
    whom = Audience(CITY, (rule,))
    post.act(lambda uow: judge_batch(uow, GROUND, whom, made))
    post.act(lambda uow: broadcasts.submit(uow, GROUND, post.author, made))
    post.approve(made)
    post.office.wait(minutes=10)
    post.tick()
    post.send()
    card = post.act(lambda uow: ledger.ledger_card(uow, RULES, post.author, CITY, HELD))
    assert card.told.sent == 1
