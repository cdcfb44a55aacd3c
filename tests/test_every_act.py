"""Whatever an officer can call in the services stands in a matrix, or is named here with a reason.

That is what is given an officer, and what the desk's handlers call that touches the database at
all: an act that forgets to ask who does it is found too. A matrix tries it as every kind of staff,
from every seat. What only reads what is the reader's own by its query, and what is a step of an
act that a matrix has, needs no line.
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
import handlers.desk
from bot.store.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.audiences.test_matrix import LINES as OF_AUDIENCES
from tests.broadcasts.test_after_matrix import LINES as OF_AFTERWARDS
from tests.broadcasts.test_matrix import LINES as OF_BROADCASTS
from tests.cases.test_issue_matrix import LINES as OF_ISSUES
from tests.cases.test_matrix import LINES as OF_CASES
from tests.cases.test_reading_matrix import LINES as OF_READING
from tests.cases.test_reading_matrix import OF_HEADQUARTERS
from tests.matrix import Line
from tests.packages.test_ledger import LINES as OF_LEDGER
from tests.packages.test_matrix import LINES as OF_PACKAGES
from tests.registers.test_matrix import LINES as OF_REGISTERS
from tests.releases.test_matrix import ANYWHERE as OF_FILES
from tests.releases.test_matrix import LINES as OF_RELEASES
from tests.staff.test_handing_matrix import LINES as OF_HANDING
from tests.staff.test_matrix import LINES as OF_STAFF

TABLES: Final[tuple[Mapping[str, Line], ...]] = (
    OF_CASES,
    OF_STAFF,
    OF_ISSUES,
    OF_READING,
    OF_HEADQUARTERS,
    OF_REGISTERS,
    OF_HANDING,
    OF_AUDIENCES,
    OF_BROADCASTS,
    OF_AFTERWARDS,
    OF_PACKAGES,
    OF_LEDGER,
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
AFTER: Final = "it carries on what an act of a matrix began, in the same transaction"
NOT_BY_OFFICERS: Final = "Telegram says so, or somebody who is no officer yet"
OWN_MESSAGE: Final = "it is about the message that just came, or about files found behind a door"
SAID: Final = "it looks up how something is called that a door has shown"
READS: Final[Mapping[str, tuple[str, ...]]] = {
    PERMISSION: (
        "audience_choices.require_editing",
        "audiences.require_reading",
        "broadcast_doors.is_own",
        "bulk_assignments.require_assigning",
        "canned_answers.keeps",
        "care.is_own",
        "policy_ledger.ledger_regions",
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
        "coverage_figures.every_figure",
        "coverage_figures.fields_kept",
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
        "dispatch_linked.linked_dispatch",
        "dispatch_linked.linked_weeks",
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
        "desk_groups.chat_to_look_at",
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
        "broadcast_topics.count_left",
        "broadcast_versions.recounted",
        "package_broadcasts.same_audience",
        "package_counts.count_known",
        "package_counts.keep_count",
        "package_counts.read_package_batch",
        "policy_ledger.read_reached",
        "release_figures.examples_of",
        "release_figures.figures_of",
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
        "applications.application_file",
        "audience_verdicts.keep_judged",
        "audience_verdicts.read_batch",
        "audiences.count_of",
        "case_cards.card_of",
        "case_choices.rises",
        "case_choices.ways_on",
        "digest_headquarters.headed_scope",
        "digest_headquarters.headquarters_scope",
        "digests.digest_of",
        "dispatches.has_week",
        "duties.load_duties",
        "duty_status.statuses",
        "firm_sampling.firm_sampling",
        "firm_sheets.sheet_of",
        "firms.profile_of",
        "issue_lists.left_before",
        "issue_lists.parted_before",
        "leave.deputies",
        "register_history.history_of",
        "register_impact.read_known",
        "registers.subject_of",
        "staff.posts_of",
    ),
    AFTER: (
        "case_absence.cases_in_hand",
        "case_absence.note_departure",
        "case_absence.note_return",
        "case_absence.place_left",
        "case_absence.place_waiting",
        "case_returning.take_back_cases",
        "case_spreading.spread_in",
    ),
    NOT_BY_OFFICERS: (
        "desk_groups.group_moved",
        "desk_groups.note_state",
        "officers.is_invitation",
        "officers.join",
        "officers.officer_of",
        "people.note_membership",
    ),
    OWN_MESSAGE: (
        "file_places.follow",
        "files.ask_again",
        "files.files_of",
        "files.ignore_files",
        "files.in_albums",
        "files.sent_before",
        "files.take_files",
    ),
    SAID: (
        "away.who_is_away",
        "audience_choices.places_below",
        "care.concerned",
        "case_choices.people_of",
        "staff.sector_of",
        "staff_files.held",
        "takeover.load_of",
        "units.unit_of",
    ),
}
"""Why a function needs no line → which do not."""


def test_every_act_of_an_officer_stands_in_a_matrix_or_says_why_not() -> None:
    acts = {*officers_acts(), *called_by_the_desk()}
    tried, excused = named_in_tables(), excuses()

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


def called_by_the_desk() -> Iterator[str]:
    """Public functions of the services that its handlers name and that touch the database."""
    for found in pkgutil.walk_packages(handlers.desk.__path__, f"{handlers.desk.__name__}."):
        module = importlib.import_module(found.name)
        for each in _functions(module):
            for act in _named(each):
                if _is_of_services(act) and _touches_rows(act):
                    yield _called(act)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """A module's own, also those of its classes."""
    own = [each for each in vars(module).values() if _module_of(each) == module.__name__]
    yield from (each for each in own if isinstance(each, FunctionType))
    for kind in (each for each in own if isinstance(each, type)):
        parts = (getattr(each, "__func__", each) for each in vars(kind).values())
        yield from (each for each in parts if isinstance(each, FunctionType))


def _module_of(found: object) -> str | None:
    return getattr(found, "__module__", None)


def _is_of_services(found: object) -> bool:
    return isinstance(found, FunctionType) and found.__module__.startswith(bot.services.__name__)


def _touches_rows(act: FunctionType) -> bool:
    given = [each.annotation for each in inspect.signature(act).parameters.values()]
    return UnitOfWork in given and not act.__name__.startswith("_")


def _is_officer(parameter: inspect.Parameter) -> bool:
    """Also one of several kinds of people, but no list of officers."""
    kind = parameter.annotation
    return kind is OfficerCard or (isinstance(kind, UnionType) and OfficerCard in kind.__args__)


def excuses() -> set[str]:
    return {name for names in READS.values() for name in names}


def named_in_tables() -> set[str]:
    """The services that the lines of all matrices call, also through helpers of the tests."""
    works = [work for table in TABLES for _, work, *_ in table.values()]
    return {name for work in works for name in _services_in(work, set())}


def _services_in(work: Callable[..., Any], seen: set[Callable[..., Any]]) -> Iterator[str]:
    if not isinstance(work, FunctionType) or work in seen:
        return
    seen.add(work)
    for each in _named(work):
        if _is_of_services(each):
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
