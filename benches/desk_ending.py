"""What became of every case of a simulated month."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.case_states import CHECKING, CaseStatus
from bot.services.case_routing import at_work, inspectors_of, people_at
from bot.store.case_clocks import clocks_of_cases
from bot.store.case_desks import desks_of
from bot.store.case_steps import steps_of
from bot.store.cases import CASE, CaseRecord, load_case
from bot.store.database import Database
from bot.store.officers import officer_by_id
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault


@dataclass(frozen=True)
class Ending:
    """How a month ended.

    Attributes:
        nobodys: Unfinished cases with nobody who has them, sits at their desks or may check them:
            there must be none.
        dateless: Unfinished cases in which nothing is due: there must be none.
        kept: Steps that were committed and are in the histories.
        lost: Those that are not: there must be none.
    """

    statuses: Counter[str]
    nobodys: int
    dateless: int
    kept: int = 0
    lost: int = 0

    @property
    def cases(self) -> int:
        """All of them."""
        return sum(self.statuses.values())

    @property
    def is_good(self) -> bool:
        """Whether every case is closed, or lies with somebody, with a date."""
        return self.nobodys + self.dateless + self.lost == 0


def ending(
    database: Database, vault: Vault, now: datetime, seen: Mapping[int, int] | None = None
) -> Ending:
    """Count.

    Args:
        now: The end of the month, aware.
        seen: By case, how many steps its history had at some time.
    """

    def counted(uow: UnitOfWork) -> Ending:
        ids = uow.connection.execute(CASE.select().with_only_columns(CASE.c.id)).scalars()
        found = {case_id: load_case(uow, case_id) for case_id in list(ids)}
        cases = [case for case in found.values() if case is not None]
        live = [case for case in cases if case.state.status is not CaseStatus.CLOSED]
        statuses = Counter(str(case.state.status) for case in cases)
        kept = sum(min(steps, _steps(uow, each)) for each, steps in (seen or {}).items())
        lost = sum((seen or {}).values()) - kept
        return Ending(statuses, _nobodys(uow, live), _dateless(uow, live), kept, lost)

    return database.run_sync(lambda connection: counted(UnitOfWork(connection, vault, now, str)))


def _steps(uow: UnitOfWork, case_id: int) -> int:
    return len(steps_of(uow, case_id))


def _nobodys(uow: UnitOfWork, cases: list[CaseRecord]) -> int:
    return sum(not _has_somebody(uow, case) for case in cases)


def _has_somebody(uow: UnitOfWork, case: CaseRecord) -> bool:
    """At a desk, with it in hand, or to check it, who can be reached."""
    if case.state.status in CHECKING and inspectors_of(uow, case):
        return True
    held = [officer_by_id(uow, each) for each in [case.state.held_by] if each is not None]
    desks = desks_of(uow.connection, case.id)
    return bool(at_work(uow, held)) or any(people_at(uow, desk) for desk in desks)


def _dateless(uow: UnitOfWork, cases: list[CaseRecord]) -> int:
    clocks = clocks_of_cases(uow.connection, [case.id for case in cases])
    return sum(not any(each.due for each in clocks.get(case.id, {}).values()) for case in cases)
