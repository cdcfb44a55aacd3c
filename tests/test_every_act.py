"""Whatever an officer can call in the services stands in a matrix, or is named here with a reason.

A matrix tries it as every kind of staff, from every seat. What only reads what is the reader's own
by its query, and what is a step of an act that a matrix has, needs no line.
"""

import dis
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from types import CodeType, FunctionType, ModuleType, UnionType
from typing import Any, Final

import bot.services
from bot.store.officers import OfficerCard
from tests.audiences.test_matrix import LINES as OF_AUDIENCES
from tests.broadcasts.test_after_matrix import LINES as OF_AFTERWARDS
from tests.broadcasts.test_matrix import LINES as OF_BROADCASTS
from tests.cases.test_issue_matrix import LINES as OF_ISSUES
from tests.cases.test_matrix import OFFICER_ACTS
from tests.cases.test_reading_matrix import LINES as OF_READING
from tests.cases.test_reading_matrix import OF_HEADQUARTERS
from tests.registers.test_matrix import LINES as OF_REGISTERS
from tests.releases.test_matrix import ANYWHERE as OF_FILES
from tests.releases.test_matrix import LINES as OF_RELEASES
from tests.staff.test_handing_matrix import LINES as OF_HANDING
from tests.staff.test_matrix import ACTS

TABLES: Final[tuple[Mapping[str, tuple[Any, Any]], ...]] = (
    OFFICER_ACTS,
    ACTS,
    OF_ISSUES,
    OF_READING,
    OF_HEADQUARTERS,
    OF_REGISTERS,
    OF_HANDING,
    OF_AUDIENCES,
    OF_BROADCASTS,
    OF_AFTERWARDS,
    OF_RELEASES,
    OF_FILES,
)
TAKES: Final = {"LOAD_ATTR", "LOAD_METHOD"}
PERMISSION: Final = "it answers whether somebody may, and each act of a matrix asks it"
DOOR: Final = "it loads for acts of a matrix, and is the check of each"
OWN_REACH: Final = "it lists within the reader's posts, by the condition that the doors check"
OWN: Final = "it shows or changes what is the officer's own, whoever they are"
BEFORE: Final = "it shows what an act of a matrix would do, behind the same door"
ON_LOADED: Final = "it gets what a door has loaded, and is called with nothing else"
READS: Final[Mapping[str, tuple[str, ...]]] = {
    PERMISSION: (
        "audience_choices.require_editing",
        "audiences.require_reading",
        "broadcast_doors.is_own",
        "bulk_assignments.require_assigning",
        "canned_answers.keeps",
        "care.is_own",
        "case_access.in_hand_of",
        "case_access.firms_looked_after",
        "case_access.may_see",
        "case_access.may_work",
        "case_access.officers_stood_in_for",
        "case_access.posts_over_all",
        "case_access.reach_of",
        "case_access.require_not_given_away",
        "case_access.require_work",
        "case_rising.require_not_handed_up",
        "issue_doors.dispatches",
        "issue_doors.leads",
        "register_keepers.keeping_posts",
        "register_keepers.keeps",
        "release_doors.require_editing",
        "staff.managed_regions",
        "staff.may",
        "staff.powers_at",
        "staff.powers_of",
        "staff.reach_of",
        "staff.regions_with",
        "staff.require",
        "staff.sectors_with",
        "staff_invitations.check_post",
    ),
    DOOR: (
        "broadcast_doors.broadcast_for",
        "broadcast_doors.broadcast_to_change",
        "broadcast_doors.broadcast_to_decide",
        "broadcast_doors.broadcast_to_look_over",
        "broadcast_doors.broadcast_to_steer",
        "broadcast_doors.own_broadcast",
        "bulk_assignments.bulk_of",
        "case_doors.case_at_work",
        "digest_posts.digest_post",
        "digests.opened_scope",
        "issue_doors.issue_for_officer",
        "issue_doors.issue_to_answer",
        "issue_doors.issue_to_change",
        "desk_groups.managed_group",
        "release_doors.own_release",
        "release_doors.release_for",
        "release_doors.release_to_decide",
        "route_keeping.line_of",
        "staff_posts.staff_member",
    ),
    OWN_REACH: (
        "broadcast_silent.own_silent",
        "bulk_known.read_known",
        "canned_answers.answers_of",
        "canned_answers.on_shelf",
        "canned_answers.shelves_kept",
        "canned_answers.shelves_used",
        "case_backlog.backlog_of",
        "case_lists.cases_held_by",
        "case_lists.wanted_to_check",
        "case_waiting.waiting_for",
        "desk_groups.groups_for",
        "desk_groups.units_to_bind",
        "digest_posts.headed_post",
        "digest_posts.posts_to_read",
        "digest_posts.readable_posts",
        "firm_cases.firm_cases",
        "late_firms.late_firms",
        "register_keepers.places_kept",
        "register_keepers.registers_kept",
        "route_keeping.regions_kept",
        "staff_files.staff_list",
        "staff_invitations.invitations_for",
        "staff_places.places_named",
        "staff_posts.unconfirmed",
        "unit_keeping.units_kept",
    ),
    OWN: (
        "desk_groups.own_proposal",
        "leave.own_leaves",
        "officers.choose_language",
        "own_firms.own_firms",
        "staff_posts.asked_of",
    ),
    BEFORE: (
        "case_repeats.claimed_already",
        "case_references.case_to_refer",
        "cases.case_ready_for",
        "desk_groups.is_bound",
        "desk_groups.proposed_group",
        "issue_answers.ready_to_answer",
        "leave.check_span",
        "leave.preview",
        "policy_proposals.ready_to_decide",
        "policy_proposals.ready_to_propose",
        "route_keeping.effect_of_adding",
    ),
    ON_LOADED: (
        "broadcast_cards.card_for",
        "broadcast_versions.edited",
        "release_doors.card_for",
        "release_words.follow",
        "broadcast_doors.audit",
        "case_access.taken_over",
        "case_choices.colleagues",
        "case_choices.named_unit",
        "case_choices.other_units",
        "case_choices.unit_of_colleague",
        "case_moves.asked",
        "case_moves.move",
        "case_moves.note_step",
        "issue_cards.card_of_issue",
        "issue_cards.members_of",
        "issue_doors.dispatching_post",
        "issue_linking.audit",
    ),
}
"""Why a function needs no line → which do not."""


def test_every_act_of_an_officer_stands_in_a_matrix_or_says_why_not() -> None:
    acts, tried, excused = set(officers_acts()), named_in_tables(), excuses()

    assert sorted(acts - tried - excused) == [], "an act without a line in any matrix"
    assert sorted(excused - acts) == [], "no such act any more"
    assert sorted(excused & tried) == [], "it has a line, and needs no excuse"


def officers_acts() -> Iterator[str]:
    """Public functions of the services that are given one officer."""
    for found in pkgutil.iter_modules(bot.services.__path__):
        module = importlib.import_module(f"{bot.services.__name__}.{found.name}")
        for name, act in inspect.getmembers(module, inspect.isfunction):
            own = act.__module__ == module.__name__ and not name.startswith("_")
            if own and any(map(_is_officer, inspect.signature(act).parameters.values())):
                yield _called(act)


def _is_officer(parameter: inspect.Parameter) -> bool:
    """Also one of several kinds of people, but no list of officers."""
    kind = parameter.annotation
    return kind is OfficerCard or (isinstance(kind, UnionType) and OfficerCard in kind.__args__)


def excuses() -> set[str]:
    return {name for names in READS.values() for name in names}


def named_in_tables() -> set[str]:
    """The services that the lines of all matrices call, also through helpers of the tests."""
    works = [work for table in TABLES for _, work in table.values()]
    return {name for work in works for name in _services_in(work, set())}


def _services_in(work: Callable[..., Any], seen: set[Callable[..., Any]]) -> Iterator[str]:
    if not isinstance(work, FunctionType) or work in seen:
        return
    seen.add(work)
    for each in _named(work):
        if isinstance(each, FunctionType) and each.__module__.startswith(bot.services.__name__):
            yield _called(each)
        elif isinstance(each, FunctionType) and each.__module__.startswith("tests."):
            yield from _services_in(each, seen)


def _named(work: FunctionType) -> Iterator[Any]:
    """The globals that a function names, and what it takes out of the modules among them."""
    for code in _codes(work.__code__):
        for at, after in pairwise(dis.get_instructions(code)):
            found = work.__globals__.get(at.argval) if at.opname == "LOAD_GLOBAL" else None
            is_part = isinstance(found, ModuleType) and after.opname in TAKES
            yield getattr(found, after.argval) if is_part else found


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A function's and those of all that it holds."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _called(act: Callable[..., Any]) -> str:
    return f"{act.__module__.rpartition('.')[2]}.{act.__name__}"
