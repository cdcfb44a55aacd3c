"""政策建议: what a dispatcher says should be changed or made clear, for policy editors."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Index, Row, false, or_, select, text, update
from sqlmodel import Field, SQLModel

from bot.domain.issues import ProposalStatus
from bot.store.columns import Moment, RowId, table_of
from bot.store.issues.issues import ISSUE, TITLE
from bot.store.uow import UnitOfWork

TEXT: Final = "policy_proposal.text"
REASON: Final = "policy_proposal.reason"


class PolicyProposal(SQLModel, table=True):
    """One proposal of a common issue, one open at a time; `figures` is JSON of whole numbers."""

    __tablename__ = "policy_proposal"
    __table_args__ = (
        Index(
            "ix_policy_proposal_open",
            "issue_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    issue_id: int = Field(index=True, sa_type=RowId)
    region: str = Field(index=True)
    text: bytes
    figures: str
    by: int
    at: datetime = Field(sa_type=Moment)
    status: str
    decided_by: int | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    reason: bytes | None = None


PROPOSAL: Final = table_of(PolicyProposal)


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """A proposal as services see it.

    Attributes:
        title: Of its issue.
        figures: Of its issue when it was written: name → how many.
        reason: Why it was declined, or what is to come of it.
    """

    id: int
    issue_id: int
    number: str
    title: str
    category: str | None
    region: str
    text: str
    figures: Mapping[str, int]
    by: int
    at: datetime
    status: ProposalStatus
    decided_by: int | None
    decided_at: datetime | None
    reason: str | None


def add_proposal(
    uow: UnitOfWork, issue_id: int, region: str, text: str, figures: Mapping[str, int], by: int
) -> int:
    """Keep a new proposal; returns its id."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "issue_id": issue_id,
        "region": region,
        "text": uow.vault.seal(TEXT, uid, text),
        "figures": json.dumps(dict(figures)),
        "by": by,
        "at": uow.now,
        "status": ProposalStatus.OPEN,
    }
    return uow.add(PROPOSAL, row)


def load_proposal(uow: UnitOfWork, proposal_id: int) -> ProposalRecord | None:
    """A proposal by id, locked until the act ends. Callers check whose it is: see services."""
    wanted = _WITH_ISSUE.where(PROPOSAL.c.id == proposal_id).with_for_update(of=PROPOSAL)
    row = uow.connection.execute(wanted).first()
    return None if row is None else _proposal(uow, row)


def proposals_of_issue(uow: UnitOfWork, issue_id: int) -> list[ProposalRecord]:
    """All of an issue, newest first."""
    wanted = _WITH_ISSUE.where(PROPOSAL.c.issue_id == issue_id).order_by(PROPOSAL.c.id.desc())
    return [_proposal(uow, row) for row in uow.connection.execute(wanted)]


def proposals_in(uow: UnitOfWork, regions: Collection[str], *, limit: int) -> list[ProposalRecord]:
    """Those of some regions and all below: open ones first, then the newest."""
    undecided = PROPOSAL.c.status == ProposalStatus.OPEN
    wanted = _WITH_ISSUE.where(or_(false(), *map(_inside, regions)))
    ordered = wanted.order_by(undecided.desc(), PROPOSAL.c.id.desc()).limit(limit)
    return [_proposal(uow, row) for row in uow.connection.execute(ordered)]


def decide(
    uow: UnitOfWork, proposal_id: int, status: ProposalStatus, by: int, reason: str | None
) -> None:
    """Keep what became of it."""
    uid = uow.connection.execute(
        select(PROPOSAL.c.uid).where(PROPOSAL.c.id == proposal_id)
    ).scalar_one()
    decided = {
        "status": status,
        "decided_by": by,
        "decided_at": uow.now,
        "reason": None if reason is None else uow.vault.seal(REASON, uid, reason),
    }
    uow.connection.execute(update(PROPOSAL).where(PROPOSAL.c.id == proposal_id).values(decided))


_WITH_ISSUE: Final = select(
    PROPOSAL,
    ISSUE.c.uid.label("issue_uid"),
    ISSUE.c.number,
    ISSUE.c.title,
    ISSUE.c.category,
).join(ISSUE, ISSUE.c.id == PROPOSAL.c.issue_id)


def _inside(region: str) -> ColumnElement[bool]:
    below = PROPOSAL.c.region.startswith(f"{region}/", autoescape=True)
    return or_(PROPOSAL.c.region == region, below)


def _proposal(uow: UnitOfWork, row: Row[Any]) -> ProposalRecord:
    reason = None if row.reason is None else uow.vault.open(REASON, row.uid, row.reason)
    return ProposalRecord(
        id=row.id,
        issue_id=row.issue_id,
        number=row.number,
        title=uow.vault.open(TITLE, row.issue_uid, row.title),
        category=row.category,
        region=row.region,
        text=uow.vault.open(TEXT, row.uid, row.text),
        figures=json.loads(row.figures),
        by=row.by,
        at=row.at,
        status=ProposalStatus(row.status),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=reason,
    )
