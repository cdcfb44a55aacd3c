"""A daily report beside what the firm asked for help with on the same day.

Which kinds of problems speak against “nothing to report” is data: `exception_in` of a walk.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from bot.domain.evidence import day_subject
from bot.services.duties.daily import EXCEPTION
from bot.services.duties.duties import Duty, FirmDuties
from bot.services.problems import SOLVED
from bot.store.cases.cases import CaseRecord, cases_of_firm
from bot.store.duties.evidence import link_to_case
from bot.store.problems import ProblemCard, said_for_firm
from bot.store.uow import UnitOfWork
from policies.problems import NONE, Walk

CASES: Final = 20
"""So many unfinished cases are looked at, the newest first."""


def case_of_day(uow: UnitOfWork, duties: FirmDuties, duty: Duty, day: date) -> CaseRecord | None:
    """The newest urgent case of a day that is still open and speaks against a zero report."""
    kinds = dict(_kinds(duties, duty))
    of_day = (each for each in _urgent(uow, duties) if _opened_on(duties, each) == day)
    return next((each for each in of_day if _speaks(duties, duty, kinds, each)), None)


def words_of_day(uow: UnitOfWork, duties: FirmDuties, duty: Duty) -> ProblemCard | None:
    """What was written today that speaks against a zero report and went to nobody, the newest."""
    kinds = dict(_kinds(duties, duty))
    today = datetime.combine(duties.today, time(), tzinfo=duties.zone)
    said = (each for each in said_for_firm(uow, duties.firm_id, today) if each.told.urgent)
    alarming = (each for each in said if set(each.told.proposals[:1]) & kinds.keys())
    return next((each for each in alarming if not each.progress.cases and not _denied(each)), None)


def _denied(said: ProblemCard) -> bool:
    labels = said.progress.tapped
    return any(label == NONE or label.startswith(("not:", SOLVED)) for label in labels)


def case_under_way(uow: UnitOfWork, duties: FirmDuties, duty: Duty) -> CaseRecord | None:
    """The urgent case that a new exception of today belongs to; of older ones only its own."""
    own = (each for each in _urgent(uow, duties) if each.about == duty.record)
    return case_of_day(uow, duties, duty, duties.today) or next(own, None)


def link_exception(uow: UnitOfWork, duties: FirmDuties, duty: Duty, case: CaseRecord) -> None:
    """Let today's report that something is wrong belong to a case that was opened after it."""
    entry = duties.latest.get(duty.point(EXCEPTION, day_subject(duties.today)))
    if entry is not None and entry.case_id is None:
        link_to_case(uow, entry.id, case.id)


def _kinds(duties: FirmDuties, duty: Duty) -> Iterator[tuple[str, Walk]]:
    """The categories that count here, with what the firm's region says of them."""
    region = duties.profile.firm.region
    for category in duties.ground.rulebase.problems.values():
        walk = category.walk_in(region)
        if walk is not None and duty.record in walk.exception_in:
            yield category.id, walk


def _speaks(duties: FirmDuties, duty: Duty, kinds: dict[str, Walk], case: CaseRecord) -> bool:
    if case.category in kinds or case.about == duty.record:
        return True
    record = duties.ground.rulebase.records.get(case.about or "")
    cannot_wait = record is not None and record.keeping is not None and record.keeping.urgent
    return cannot_wait and any(case.about in walk.records for walk in kinds.values())


def _urgent(uow: UnitOfWork, duties: FirmDuties) -> list[CaseRecord]:
    cases = cases_of_firm(uow, duties.firm_id, limit=CASES, unfinished=True)
    return [each for each in cases if each.urgent]


def _opened_on(duties: FirmDuties, case: CaseRecord) -> date:
    return case.state.opened_at.astimezone(duties.zone).date()
