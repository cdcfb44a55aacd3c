"""The door for whoever looks at a case: also where a headquarters reads what others work on.

Who sees a case by their posts or desks comes in by `case_for_officer`, for which this stands in
on screens that change nothing. Of the acts on a case none loads by this door.
"""

from dataclasses import dataclass

from bot.domain.errors import NotYours
from bot.domain.staff import covers
from bot.services.cases.access import may_see
from bot.services.digests.headquarters import headquarters_scope
from bot.services.digests.posts import opens, readable_posts
from bot.services.duties.errands import Ground
from bot.store.cases.cases import CaseRecord, load_case
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Read:
    """A case that somebody looks at.

    Attributes:
        only: They look at it as one of a headquarters: nothing may be done about it.
    """

    case: CaseRecord
    only: bool = False


def case_to_read(uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int) -> Read:
    """A case that an officer may look at, locked until the act ends.

    Raises:
        NotYours: No such case, or neither theirs nor of a region that their unit heads.
    """
    case = load_case(uow, case_id)
    if case is not None and may_see(uow, officer, case):
        return Read(case)
    if case is not None and _heads(uow, ground, officer, case):
        return Read(case, only=True)
    raise NotYours("case")


def _heads(uow: UnitOfWork, ground: Ground, officer: OfficerCard, case: CaseRecord) -> bool:
    """By their own posts, and of those whose work they do: as with the digest that leads here."""
    region = load_firm(uow, case.firm_id).region
    scopes = (
        headquarters_scope(uow, ground, post)
        for post in readable_posts(uow, officer)
        if opens(post)
    )
    return any(
        scope is not None and covers(scope.region, region) and scope.sector in {None, case.sector}
        for scope in scopes
    )
