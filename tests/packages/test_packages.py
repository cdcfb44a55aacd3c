"""What everybody reads is their own, made shortly before it is sent, once, and never too long."""

from random import Random

import pytest
from sqlalchemy import select, update

from bot.domain.audiences import Audience
from bot.domain.broadcast_lint import FaultKind, faults_of
from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcasts import BroadcastState, Content, RecipientState
from bot.domain.markup import TEXT_UNITS, plain_text, units_of
from bot.domain.members import Role
from bot.domain.packages import LIST_LINES, LIST_UNITS, Nothing
from bot.services.broadcasts import broadcasts
from bot.services.packages import packing as packs
from bot.services.packages.packages import package_of
from bot.services.packages.packing import keep_packed, made_of, next_parcel
from bot.store.broadcasts.packages import PACKAGE, clear_packages
from bot.store.firms.firms import put_facts
from handlers.notices.packages import listed
from handlers.tongue import Tongue
from policies.matching import match
from policies.samples import sample_values
from policies.verdicts import Outcome
from tests.broadcasts.house import GROUND
from tests.packages.post import PACKING, Post
from tests.staff.office import CITY, COUNTY, RULES, SISTER, TOWN

BOOTH = {
    "subject_type": "enterprise",
    "headcount": 1200,
    "headcount_own": 1200,
    "booth_provision": "self",
    "booth_cost": "80000.00",
    "whitelist_status": "listed",
}


def texts(post: Post) -> dict[int, str]:
    return {each.chat_id: each.payload["text"] for each in post.send()}


def test_each_reads_what_applies_to_their_own_firm_in_their_language(post: Post) -> None:
    rich = post.office.firm("示例纺织", **BOOTH)
    plain = post.office.firm("示例食品")
    both = [post.person(rich.id), post.person(rich.id, language="en"), post.person(plain.id)]

    made = post.sent()
    said = texts(post)
    zh, en, other = (said[chat] for chat in both)
    assert "采样屋补贴（预计 40,000.00 元）" in zh
    assert "40,000.00" in en
    assert "适用" not in en
    assert "40,000.00" not in other
    assert "须履行" in other
    assert zh.startswith("示例纺织：")
    assert set(post.ledger(made).values()) == {RecipientState.SENT}


def test_the_button_of_the_file_names_the_firm_of_the_list(post: Post) -> None:
    firm = post.office.firm()
    post.sent()
    [letter] = post.send()
    [row, *_] = letter.payload["reply_markup"]["inline_keyboard"]
    assert row == [{"text": "📄 下载清单", "callback_data": f"package:file:{firm.id}"}]


@pytest.mark.parametrize("nothing", list(Nothing))
def test_a_firm_to_which_nothing_applies_is_left_out_or_told(post: Post, nothing: Nothing) -> None:
    post.office.firm("示例纺织")
    elsewhere = post.office.firm("别处", region=SISTER)
    chat = post.person(elsewhere.id)

    made = post.sent(nothing)
    said = texts(post)
    if nothing is Nothing.SKIP:
        assert chat not in said
        assert post.ledger(made)[chat] == RecipientState.LEFT_OUT
    else:
        assert "没有适用" in said[chat]
        assert post.ledger(made)[chat] == RecipientState.SENT
    post.tick()
    assert post.card(made).record.state is BroadcastState.DONE


def test_how_many_have_nothing_is_counted_before_it_is_handed_in(post: Post) -> None:
    for number in range(4):
        post.office.firm(f"企业{number}")
    for _ in range(3):
        post.office.firm("别处", region=SISTER)
    made = post.package()

    with pytest.raises(BroadcastRefusal) as refused:
        post.act(lambda uow: broadcasts.submit(uow, GROUND, post.author, made))
    assert refused.value.code == BroadcastCode.UNCOUNTED
    counted = post.counted(made)
    assert (counted.firms, counted.empty) == (7, 3)
    assert post.act(lambda uow: broadcasts.submit(uow, GROUND, post.author, made))


def test_another_audience_is_counted_anew(post: Post) -> None:
    post.office.firm()
    made = post.package()
    post.counted(made)
    county = Audience(CITY, roles=frozenset({Role.OWNER}))
    post.act(lambda uow: broadcasts.put_audience(uow, GROUND, post.author, made, county, 1))

    with pytest.raises(BroadcastRefusal) as refused:
        post.act(lambda uow: broadcasts.submit(uow, GROUND, post.author, made))
    assert refused.value.code == BroadcastCode.UNCOUNTED


def test_whoever_records_samplings_only_reads_no_list(post: Post) -> None:
    firm = post.office.firm()
    clerk = post.person(firm.id, role=Role.TEST_CONTACT)
    made = post.sent()
    assert clerk not in post.ledger(made)
    assert clerk not in texts(post)

    only_them = Audience(CITY, roles=frozenset({Role.TEST_CONTACT}))
    other = post.package()
    with pytest.raises(BroadcastRefusal) as refused:
        post.act(
            lambda uow: broadcasts.put_audience(uow, GROUND, post.author, other, only_them, 1)
        )
    assert refused.value.code == BroadcastCode.READERS


def test_two_processes_make_each_list_once_and_nobody_gets_two(post: Post) -> None:
    for number in range(5):
        post.office.firm(f"企业{number}")
    made = post.package()
    post.let_go(made)
    while post.act(lambda uow: packs.next_parcel(uow, PACKING)) is None:
        super(Post, post).tick()

    first, second = (post.act(lambda uow: next_parcel(uow, PACKING)) for _ in range(2))
    assert first is not None
    assert second is not None
    kept = post.act(lambda uow: keep_packed(uow, first, made_of(first, PACKING)))
    again = post.act(lambda uow: keep_packed(uow, second, made_of(second, PACKING)))
    assert (kept, again) == (True, False)
    post.tick()
    assert len(texts(post)) == 5
    post.tick()
    assert texts(post) == {}


def test_what_died_before_it_was_kept_is_made_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "AT_ONCE", 2)
    for number in range(5):
        post.office.firm(f"企业{number}")
    made = post.package()
    post.let_go(made)
    super(Post, post).tick()
    while (parcel := post.act(lambda uow: next_parcel(uow, PACKING))) is not None:
        made_of(parcel, PACKING)  # and the process is gone
        assert post.packs()
    super(Post, post).tick()
    assert len(texts(post)) == 5
    assert len(post.ledger(made)) == 5


def test_no_more_lists_are_made_than_are_soon_sent(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "AT_ONCE", 2)
    monkeypatch.setattr(packs, "AHEAD", 3)
    for number in range(8):
        post.office.firm(f"企业{number}")
    made = post.package()
    post.let_go(made)
    super(Post, post).tick()
    while post.packs():
        pass
    lists = select(PACKAGE.c.firm_id).where(PACKAGE.c.broadcast_id == made)
    assert len(post.act(lambda uow: uow.connection.execute(lists).all())) == 4


def test_a_list_is_judged_when_it_is_sent_and_not_when_it_was_approved(post: Post) -> None:
    firm = post.office.firm(**BOOTH)
    made = post.package()
    post.let_go(made)
    post.act(lambda uow: put_facts(uow, firm.id, {"booth_cost": "10000.00"}))
    post.tick()
    assert "5,000.00" in next(iter(texts(post).values()))


def test_a_list_of_yesterday_is_made_anew_for_whoever_still_waits(post: Post) -> None:
    firm = post.office.firm(**BOOTH)
    post.sent()
    post.act(lambda uow: put_facts(uow, firm.id, {"booth_cost": "10000.00"}))
    post.office.wait(days=1)
    post.tick()
    [text] = texts(post).values()
    assert "7月16日对照" in text
    assert "5,000.00" in text


def test_lists_are_dropped_when_all_is_sent_and_who_was_told_stays(post: Post) -> None:
    post.office.firm(**BOOTH)
    post.sent()
    old = update(PACKAGE).values(made_at=0.0)
    post.act(lambda uow: uow.connection.execute(old))
    assert post.act(lambda uow: clear_packages(uow.connection, older_than_seconds=1.0)) == 0
    post.send()
    post.tick()
    assert post.act(lambda uow: clear_packages(uow.connection, older_than_seconds=1.0)) == 1
    [row] = post.act(lambda uow: uow.connection.execute(select(PACKAGE)).all())
    assert row.text is None
    assert "P-FC-01" in row.records


def test_every_list_is_short_whatever_applies() -> None:
    chance = Random(7)
    records = list(RULES.records.values())
    samples = {
        each.id: sample_values(each, records)
        for each in RULES.facts.values()
        if each.id not in RULES.regions.levels
    }
    day = GROUND.zone and max(d.date for d in RULES.documents.values() if d.date)
    for _ in range(60):
        facts = {
            name: chance.choice(values)
            for name, values in samples.items()
            if chance.random() < 0.8
        }
        said = match(RULES, region=COUNTY, as_of=day, facts=facts)
        package = package_of(said, day)
        for language in ("zh", "en"):
            for most in (LIST_LINES, 12):
                text = listed(Tongue(language), package, most)
                assert len(text.splitlines()) <= most
                assert units_of(text) <= LIST_UNITS < TEXT_UNITS
                assert not set("{}") & set(plain_text(text))
        named = {each.policy for each in package.verdicts}
        assert named == {
            each.policy
            for each in said
            if each.outcome in {Outcome.MATCH, Outcome.OBLIGATION, Outcome.CONFIRM}
            or (each.near_miss and each.outcome is Outcome.NO_MATCH)
        }


def test_what_stands_above_a_list_is_short_and_goes_without_a_file() -> None:
    long = Content("一\n二\n三", "one", file_id=1, package=Nothing.SKIP)
    kinds = [each.kind for each in faults_of(long)]
    assert kinds == [FaultKind.LINES, FaultKind.FILE]
    assert FaultKind.TOO_LONG in {
        each.kind for each in faults_of(Content("字" * 500, "one", package=Nothing.SKIP))
    }
    assert faults_of(Content("一\n二", "one", package=Nothing.SKIP)) == ()


def test_a_list_is_sealed_where_it_waits(post: Post) -> None:
    post.office.firm(region=TOWN, **BOOTH)
    post.sent()
    [row] = post.act(lambda uow: uow.connection.execute(select(PACKAGE)).all())
    assert "采样屋".encode() not in bytes(row.text)
