"""Who of some officers is not there now, until when, and who does their work meanwhile."""

from collections.abc import Mapping

from bot.domain.bulk import Away
from bot.services.staff.absences import stands_in
from bot.store.staff.absences import absence_at
from bot.store.staff.officers import officer_by_id
from bot.store.uow import UnitOfWork


def who_is_away(uow: UnitOfWork, officers: Mapping[int, str]) -> dict[int, Away]:
    """Those who are on leave, or whom the desk bot does not reach.

    Args:
        officers: Names by id.
    """
    instead = {each: stands_in(uow, each, uow.now) for each in officers}
    return {
        each: _away(uow, each, officers[each], deputy)
        for each, deputy in instead.items()
        if deputy != each
    }


def _away(uow: UnitOfWork, officer_id: int, name: str, deputy_id: int | None) -> Away:
    absence = absence_at(uow.connection, officer_id, uow.now)
    until = None if absence is None or absence.until is None else absence.until.isoformat()
    deputy = None if deputy_id is None else officer_by_id(uow, deputy_id).name
    return Away(name, until, deputy)
