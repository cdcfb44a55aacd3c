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
from bot.store.staff.officers import OfficerCard
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
        "audiences.choices.require_editing",
        "audiences.audiences.require_reading",
        "broadcasts.doors.is_own",
        "assignments.bulk_assignments.require_assigning",
        "staff.canned_answers.keeps",
        "assignments.care.is_own",
        "releases.ledger.ledger_regions",
        "cases.access.in_hand_of",
        "cases.access.firms_looked_after",
        "cases.access.may_see",
        "cases.access.may_work",
        "cases.access.officers_stood_in_for",
        "cases.access.posts_over_all",
        "cases.access.reach_of",
        "cases.access.require_not_given_away",
        "cases.access.require_work",
        "cases.rising.is_for_those_above",
        "cases.rising.require_not_handed_up",
        "cases.taking.is_theirs_to_work",
        "issues.doors.dispatches",
        "issues.doors.leads",
        "registers.keepers.keeping_posts",
        "registers.keepers.keeps",
        "releases.doors.require_editing",
        "staff.staff.managed_regions",
        "staff.staff.may",
        "staff.staff.powers_at",
        "staff.staff.powers_of",
        "staff.staff.reach_of",
        "staff.staff.regions_with",
        "staff.staff.require",
        "staff.staff.sectors_with",
        "staff.invitations.check_post",
    ),
    DOOR: (
        "broadcasts.doors.broadcast_for",
        "broadcasts.doors.broadcast_to_change",
        "broadcasts.doors.broadcast_to_decide",
        "broadcasts.doors.broadcast_to_look_over",
        "broadcasts.doors.broadcast_to_steer",
        "broadcasts.doors.own_broadcast",
        "assignments.bulk_assignments.bulk_of",
        "cases.doors.case_at_work",
        "digests.posts.digest_post",
        "digests.digests.opened_scope",
        "issues.doors.issue_for_officer",
        "issues.doors.issue_to_answer",
        "issues.doors.issue_to_change",
        "staff.desk_groups.managed_group",
        "releases.doors.own_release",
        "releases.doors.release_for",
        "releases.doors.release_to_decide",
        "staff.route_keeping.line_of",
        "staff.posts.staff_member",
    ),
    OWN_REACH: (
        "broadcasts.silent.own_silent",
        "assignments.known.read_known",
        "staff.canned_answers.answers_of",
        "staff.canned_answers.on_shelf",
        "staff.canned_answers.shelves_kept",
        "staff.canned_answers.shelves_used",
        "cases.backlog.backlog_of",
        "cases.lists.cases_held_by",
        "cases.lists.wanted_to_check",
        "cases.waiting.waiting_for",
        "registers.coverage_figures.every_figure",
        "registers.coverage_figures.fields_kept",
        "staff.desk_groups.groups_for",
        "staff.desk_groups.units_to_bind",
        "digests.posts.headed_post",
        "digests.posts.posts_to_read",
        "digests.posts.readable_posts",
        "firms.cases.firm_cases",
        "testing.late_firms.late_firms",
        "registers.keepers.places_kept",
        "registers.keepers.registers_kept",
        "staff.route_keeping.regions_kept",
        "staff.files.staff_list",
        "staff.invitations.invitations_for",
        "staff.places.places_named",
        "staff.posts.unconfirmed",
        "staff.unit_keeping.units_kept",
    ),
    OWN: (
        "digests.linked.linked_dispatch",
        "digests.linked.linked_weeks",
        "staff.desk_groups.own_proposal",
        "staff.leave.own_leaves",
        "staff.officers.choose_language",
        "assignments.own_firms.own_firms",
        "staff.posts.asked_of",
    ),
    BEFORE: (
        "registers.spot_checks.some_to_draw_from",
        "cases.repeats.claimed_already",
        "cases.references.case_to_refer",
        "cases.cases.case_ready_for",
        "staff.desk_groups.chat_to_look_at",
        "staff.desk_groups.is_bound",
        "staff.desk_groups.proposed_group",
        "issues.answers.ready_to_answer",
        "staff.leave.check_span",
        "staff.leave.preview",
        "issues.policy_proposals.ready_to_decide",
        "issues.policy_proposals.ready_to_propose",
        "staff.route_keeping.effect_of_adding",
    ),
    ON_LOADED: (
        "broadcasts.cards.card_for",
        "broadcasts.topics.count_left",
        "broadcasts.versions.recounted",
        "packages.broadcasts.same_audience",
        "packages.counts.count_known",
        "packages.counts.keep_count",
        "packages.counts.read_package_batch",
        "releases.ledger.read_reached",
        "releases.figures.examples_of",
        "releases.figures.figures_of",
        "broadcasts.versions.edited",
        "releases.doors.card_for",
        "broadcasts.doors.audit",
        "cases.access.taken_over",
        "cases.choices.colleagues",
        "cases.choices.named_unit",
        "cases.choices.other_units",
        "cases.choices.unit_of_colleague",
        "cases.moves.asked",
        "cases.moves.move",
        "cases.moves.note_step",
        "issues.cards.card_of_issue",
        "issues.cards.members_of",
        "issues.doors.dispatching_post",
        "issues.linking.audit",
        "registers.applications.application_file",
        "audiences.verdicts.keep_judged",
        "audiences.verdicts.read_batch",
        "audiences.audiences.count_of",
        "cases.gathering.card_of",
        "cases.choices.rises",
        "cases.choices.ways_on",
        "digests.headquarters.headed_scope",
        "digests.headquarters.headquarters_scope",
        "digests.digests.digest_of",
        "digests.dispatches.has_week",
        "duties.duties.load_duties",
        "duties.status.statuses",
        "firms.sampling.firm_sampling",
        "firms.sheets.sheet_of",
        "firms.firms.profile_of",
        "issues.lists.left_before",
        "issues.lists.parted_before",
        "staff.leave.deputies",
        "registers.foreseeing.look_ahead",
        "registers.history.history_of",
        "registers.registers.subject_of",
        "staff.staff.posts_of",
    ),
    AFTER: (
        "cases.absence.cases_in_hand",
        "cases.absence.note_departure",
        "cases.absence.note_return",
        "cases.absence.place_left",
        "cases.absence.place_waiting",
        "cases.absence.taken_meanwhile",
        "cases.returning.take_back_cases",
        "cases.spreading.spread_in",
    ),
    NOT_BY_OFFICERS: (
        "staff.desk_groups.group_moved",
        "staff.desk_groups.note_state",
        "staff.officers.is_invitation",
        "staff.officers.join",
        "staff.officers.officer_of",
        "firms.people.note_membership",
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
        "staff.away.who_is_away",
        "audiences.choices.places_below",
        "assignments.care.concerned",
        "cases.choices.people_of",
        "staff.staff.sector_of",
        "staff.files.held",
        "staff.takeover.load_of",
        "staff.units.unit_of",
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
    for found in pkgutil.walk_packages(bot.services.__path__, f"{bot.services.__name__}."):
        module = importlib.import_module(found.name)
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
    return f"{act.__module__.removeprefix(f'{bot.services.__name__}.')}.{act.__name__}"
