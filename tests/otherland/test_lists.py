"""Lists by name: which of them a register keeps, and what stands in the way of a change."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import Grounds, SourceKind
from bot.services.duties.errands import Ground
from bot.services.registers.cards import RegisterCard, Subject
from bot.services.registers.changes import Change, check_change
from bot.store.firms.firms import FirmCard
from bot.store.registers.registers import EntryCard
from policies.loader import load_rulebase
from policies.registers import Register
from policies.rulebase import RuleBase
from tests.otherland.test_otherland import HERE, REGION

MILK, WATER = "milk_keepers", "water_keepers"
NOW = datetime(2022, 7, 15, 2, tzinfo=UTC)
WHY = Grounds("储奶罐已到位", SourceKind.MEETING)


def lists_of(rulebase: RuleBase) -> Register:
    register = rulebase.registers.find("lists", REGION)
    assert register is not None
    return register


def entry(number: int, *held: str, starts: datetime = NOW) -> EntryCard:
    """Somebody said on which lists the firm stands."""
    return EntryCard(
        id=number,
        subject="firm:1",
        firm_id=1,
        fact="lists",
        number=number,
        value=list(held),
        starts_at=starts,
        made_at=NOW,
        made_by="officer:1",
        grounds=WHY,
        before=None,
        base=None,
        conditions=0,
        application_id=None,
        undone_at=None,
        undone_by=None,
    )


def card(rulebase: RuleBase, value: frozenset[str], *entries: EntryCard) -> RegisterCard:
    subject = Subject(REGION, FirmCard(1, "示例奶业", REGION, 1))
    held = {"value": sorted(value), "by_staff": True, "approximate": False}
    return RegisterCard(lists_of(rulebase), subject, value, NOW, True, held, entries, True)


def change(rulebase: RuleBase, of: RegisterCard, *becomes: str) -> None:
    wanted = Change(frozenset(becomes), None, WHY, 0, of.version)
    ground = Ground(rulebase, ZoneInfo("Asia/Shanghai"))
    check_change(of, wanted, ground, NOW + timedelta(hours=1))


def test_each_list_is_put_on_or_taken_off_by_itself(otherland: RuleBase) -> None:
    register = lists_of(otherland)

    assert register.lists == (MILK, WATER)
    assert register.choices(None) == (frozenset({MILK}), frozenset({WATER}))
    assert register.choices(frozenset({MILK})) == (frozenset(), frozenset({MILK, WATER}))


def test_a_region_keeps_the_lists_that_its_register_names(tmp_path: Path) -> None:
    """One fact holds the lists of all regions; others' lists are not offered, and stay."""
    folder = shutil.copytree(HERE, tmp_path / "rules")
    file = folder / "registers.yaml"
    text = file.read_text(encoding="utf-8")
    head, _, tail = text.partition("  - fact: lists\n")
    named = f"  - fact: lists\n    values: [{WATER}]\n"
    file.write_text(f"{head}{named}{tail}", encoding="utf-8")

    register = lists_of(load_rulebase(folder))

    assert register.lists == (WATER,)
    assert register.choices(frozenset({MILK})) == (frozenset({MILK, WATER}),)


def test_what_is_planned_would_undo_a_change_before_it(otherland: RuleBase) -> None:
    later = entry(2, MILK, WATER, starts=NOW + timedelta(days=5))
    planned = card(otherland, frozenset({MILK}), entry(1, MILK), later)

    with pytest.raises(RegisterRefusal) as refused:
        change(otherland, planned, WATER)
    assert refused.value.code is RegisterCode.PLANNED
    assert refused.value.params["since"] == later.starts_at
    change(otherland, card(otherland, frozenset({MILK}), entry(1, MILK)), WATER)


def test_the_same_lists_again_are_no_change(otherland: RuleBase) -> None:
    with pytest.raises(RegisterRefusal) as refused:
        change(otherland, card(otherland, frozenset({MILK}), entry(1, MILK)), MILK)
    assert refused.value.code is RegisterCode.SAME
