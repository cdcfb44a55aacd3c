"""Every column that is sealed, and what its values are bound to.

For whoever seals all anew, looks through all, or counts what an old key still holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, Table

from bot.store import arrivals_sealed, outbox, vehicles
from bot.store.arrivals import ARRIVAL
from bot.store.assignments import ASSIGNMENT, END
from bot.store.assignments import REASON as ASSIGNED_WHY
from bot.store.broadcasts import packages
from bot.store.broadcasts import table as broadcasts
from bot.store.bulk_assignments import BULK_ASSIGNMENT, PLAN
from bot.store.cases import cases, ratings, route_changes, steps
from bot.store.duties import evidence
from bot.store.files import files as file_rows
from bot.store.firms import firms, people
from bot.store.heard import HEARD
from bot.store.heard import WORDS as HEARD_WORDS
from bot.store.inbox import INBOX
from bot.store.inbox import PLACE as BODY
from bot.store.issues import answers, issues, policy_proposals
from bot.store.parked import CONTEXT as PARKED_CONTEXT
from bot.store.parked import PARKED
from bot.store.privacy.jobs import ERASURE, WANTED
from bot.store.problems import CONTEXT as PROBLEM_CONTEXT
from bot.store.problems import PROBLEM
from bot.store.questions import PLACE as ASKED
from bot.store.questions import QUESTION
from bot.store.registers import applications, coverage_figures, in_force, registers, spot_checks
from bot.store.releases import releases
from bot.store.saved_audiences import NAME as AUDIENCE_NAME
from bot.store.saved_audiences import SAVED
from bot.store.staff import canned_answers, officers
from bot.store.trips import SAID as TRIP_SAID
from bot.store.trips import TRIP_ROW


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column whose values `Vault` sealed.

    Attributes:
        place: What the values are bound to, e.g. `firm.name`.
        row: The columns whose values, joined by colons, name the row to the vault.
        text: Whether it is text; the content of a file is not.
    """

    place: str
    table: Table
    column: str
    row: tuple[str, ...] = ("uid",)
    text: bool = True

    def row_of(self, row: Row[Any]) -> str:
        """How the vault knows a row that has the columns of `row`."""
        return ":".join(str(getattr(row, name)) for name in self.row)


def _sealed() -> Iterator[SealedColumn]:
    yield SealedColumn(arrivals_sealed.SAID, ARRIVAL, "said")
    yield SealedColumn(arrivals_sealed.UNDO, ARRIVAL, "undo")
    yield SealedColumn(ASSIGNED_WHY, ASSIGNMENT, "reason")
    yield SealedColumn(END, ASSIGNMENT, "ended_why")
    yield SealedColumn(broadcasts.CONTENT, broadcasts.BROADCAST, "content")
    yield SealedColumn(broadcasts.REASON, broadcasts.BROADCAST, "reason")
    yield SealedColumn(packages.TEXT, packages.PACKAGE, "text", ("broadcast_id", "firm_id"))
    yield SealedColumn(PLAN, BULK_ASSIGNMENT, "plan")
    yield SealedColumn(cases.TEXT, cases.CASE, "text")
    yield SealedColumn(steps.NOTE, steps.CASE_EVENT, "text")
    yield SealedColumn(ratings.WORDS, ratings.CASE_RATING, "words")
    yield SealedColumn(route_changes.REASON, route_changes.CASE_ROUTE_CHANGE, "reason")
    yield SealedColumn(evidence.WORDS, evidence.EVIDENCE, "words")
    yield SealedColumn(file_rows.FILE_ID, file_rows.FILE, "file_id")
    yield SealedColumn(file_rows.NAME, file_rows.FILE, "name")
    yield SealedColumn(file_rows.CAPTION, file_rows.FILE, "caption")
    yield SealedColumn(file_rows.CONTENT, file_rows.FILE, "content", text=False)
    yield SealedColumn(firms.NAME, firms.FIRM, "name")
    yield SealedColumn(firms.CODE, firms.FIRM, "code")
    yield SealedColumn(firms.REASON, firms.FIRM, "reason")
    yield SealedColumn(people.NAME, people.MEMBERSHIP, "name", ("person_id", "firm_id"))
    yield SealedColumn(HEARD_WORDS, HEARD, "words")
    yield SealedColumn(BODY, INBOX, "body", ("bot", "update_id"))
    yield SealedColumn(answers.TEXT, answers.ANSWER, "text")
    yield SealedColumn(issues.TITLE, issues.ISSUE, "title")
    yield SealedColumn(policy_proposals.TEXT, policy_proposals.PROPOSAL, "text")
    yield SealedColumn(policy_proposals.REASON, policy_proposals.PROPOSAL, "reason")
    yield SealedColumn(outbox.PLACE, outbox.OUTBOX, "payload")
    yield SealedColumn(PARKED_CONTEXT, PARKED, "context", ("person_id", "firm_id"))
    yield SealedColumn(PROBLEM_CONTEXT, PROBLEM, "context")
    yield SealedColumn(ASKED, QUESTION, "context", ("bot", "chat_id"))
    yield SealedColumn(applications.WORDS, applications.STEP, "words")
    yield SealedColumn(coverage_figures.SOURCE, coverage_figures.FIGURE, "source")
    yield SealedColumn(in_force.SOURCE, in_force.IN_FORCE, "source")
    yield SealedColumn(registers.REASON, registers.ENTRY, "reason")
    yield SealedColumn(registers.WORDS, registers.ENTRY, "words")
    yield SealedColumn(spot_checks.REASON, spot_checks.CHECK, "reason")
    yield SealedColumn(spot_checks.FOUND, spot_checks.CHECK, "found")
    yield SealedColumn(releases.REASON, releases.RELEASE, "reason")
    yield SealedColumn(AUDIENCE_NAME, SAVED, "name")
    yield SealedColumn(canned_answers.TITLE, canned_answers.CANNED_ANSWER, "title")
    yield SealedColumn(canned_answers.TEXT, canned_answers.CANNED_ANSWER, "text")
    yield SealedColumn(officers.NAME, officers.OFFICER, "name")
    yield SealedColumn(TRIP_SAID, TRIP_ROW, "said")
    yield SealedColumn(vehicles.SAID, vehicles.VEHICLE, "said")
    yield SealedColumn(vehicles.POINT, vehicles.DELIVERY_POINT, "said", ("firm_id",))
    yield SealedColumn(WANTED, ERASURE, "wanted")


SEALED: Final = tuple(_sealed())
