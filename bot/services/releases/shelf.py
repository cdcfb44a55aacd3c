"""现行政策: what is in force where an officer edits, its versions, and that it was read again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.errors import NotYours
from bot.domain.staff import Power, covers
from bot.services.releases.doors import audit_policy
from bot.services.releases.releases import numbered, versions_of_policy
from bot.services.staff.staff import regions_with
from bot.store.releases.reviews import add_review, last_reviews
from bot.store.releases.versions import VersionCard, history_of, policies_in_force
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from policies.records import Record
from policies.rulebase import RuleBase

HISTORY: Final = 4


@dataclass(frozen=True, slots=True)
class Kept:
    """A record in force.

    Attributes:
        history: Its newest versions, the one in force first, with who brought each in.
        before: The version to which it can go back; None if there is none.
        reviewed: When somebody last said that it is still right; None if nobody did.
    """

    record: Record
    version: VersionCard
    history: tuple[tuple[VersionCard, str | None], ...]
    before: VersionCard | None
    reviewed: datetime | None

    def read_on(self) -> date:
        """The last day on which a person compared it with the text (of UTC, if by a review)."""
        if self.reviewed is None:
            return self.record.read_on
        return max(self.record.read_on, self.reviewed.date())


def policies_of(uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard) -> list[Record]:
    """The records in force of the places whose policies an officer edits.

    Raises:
        NotYours: They edit none.
    """
    regions = regions_with(uow, officer, Power.POLICY_EDIT)
    if not regions:
        raise NotYours("policy")
    theirs = {
        policy
        for policy, place in policies_in_force(uow.connection).items()
        if any(covers(own, place) for own in regions)
    }
    return [record for record in rulebase.records.values() if record.id in theirs]


def policy_of(uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, policy: str) -> Kept:
    """One of them.

    Raises:
        NotYours: No such record, or not theirs.
    """
    now, before = versions_of_policy(uow, officer, policy)
    record = rulebase.records.get(policy)
    if record is None:
        raise NotYours("policy")
    history = history_of(uow.connection, policy)[:HISTORY]
    named = tuple((each, _name(uow, each.author_id)) for each in history)
    return Kept(record, now, named, before, last_reviews(uow.connection).get(policy))


def still_right(uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, policy: str) -> Kept:
    """已复核: keep that the officer compared it with the text today, and it is still right.

    Raises:
        NotYours: No such record, or not theirs.
    """
    kept = policy_of(uow, rulebase, officer, policy)
    add_review(uow, policy, kept.version.id, officer.id)
    audit_policy(uow, f"officer:{officer.id}", "review", policy)
    return policy_of(uow, rulebase, officer, policy)


def next_text(kept: Kept) -> str:
    """The text in force with the next version's number: what a new version starts from."""
    return numbered(kept.version.text, kept.version.number + 1)


def _name(uow: UnitOfWork, officer_id: int | None) -> str | None:
    return None if officer_id is None else officer_by_id(uow, officer_id).name
