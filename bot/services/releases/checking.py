"""What came of checking a release: a draft with its report, or findings and nothing else."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.releases import Origin, ReleaseState, digest_of
from bot.domain.staff import Power
from bot.services.releases.doors import ReleaseCard, audit, card_for
from bot.services.releases.reading import Draft, Finding
from bot.services.releases.rules import widest
from bot.services.staff.staff import may
from bot.store.files.erasing import erase_by_id
from bot.store.releases.editions import edition_now
from bot.store.releases.releases import (
    ReleaseRecord,
    change_release,
    find_release,
    forget_release,
    release_by_id,
)
from bot.store.releases.versions import (
    NewVersion,
    VersionCard,
    VersionState,
    add_versions,
    drop_drafts,
    versions_of,
)
from bot.store.staff.officers import officer_by_id
from bot.store.uow import UnitOfWork
from policies.words import Words


@dataclass(frozen=True, slots=True)
class Report:
    """What was found of a release against one edition.

    Attributes:
        base: That edition.
        body: JSON: `records` with what each was tried with, `impact` as `Tally` gives it.
    """

    base: int
    body: Mapping[str, Any]


def refused_regions(
    uow: UnitOfWork, release: ReleaseRecord, drafts: Collection[Draft]
) -> list[Finding]:
    """What lies in places whose policies the author does not edit."""
    if release.author_id is None:
        return []
    author = officer_by_id(uow, release.author_id)
    outside = [
        each.record
        for each in drafts
        if not may(uow, author, Power.POLICY_EDIT, each.record.region)
    ]
    return [
        Finding(
            record.file,
            0,
            0,
            Words(
                f"{record.region}的政策不由您编辑",
                f"{record.region}: you do not edit its policies",
            ),
        )
        for record in outside
    ]


def keep_report(
    uow: UnitOfWork, release_id: int, drafts: Collection[Draft], report: Report
) -> ReleaseCard | None:
    """Keep a release that nothing is wrong with; what came with the software is handed in.

    Returns:
        None if it was given up meanwhile, or other rules came into force: it is checked again.
    """
    release = find_release(uow, release_id, lock=True)
    if release is None or release.state is not ReleaseState.CHECKING:
        return None
    if edition_now(uow.connection) != report.base:
        return None
    region = _keep_versions(uow, release, drafts)
    versions = versions_of(uow.connection, release_id)
    hashes = {each.policy: each.hash for each in versions}
    git = release.origin is Origin.GIT
    change_release(
        uow,
        release_id,
        state=ReleaseState.SUBMITTED if git else ReleaseState.DRAFT,
        submitted_at=uow.now if git else None,
        region=region,
        base=report.base,
        report=json.dumps(report.body, ensure_ascii=False),
        digest=digest_of(hashes, report.base, report.body),
        file_id=None,
        walked=0,
        progress_key=None,
        progress_message=None,
        progress_shown=None,
    )
    return card_for(uow, None, release_by_id(uow, release_id))


def keep_nothing(uow: UnitOfWork, release: ReleaseRecord) -> None:
    """Something is wrong with what was sent: no row and no file of it stays.

    What stood as a release already, because it came with the software or comes back, is dropped.
    """
    if release.file_id is None:
        drop_drafts(uow.connection, release.id, uow.now)
        over = {"state": ReleaseState.DROPPED, "finished_at": uow.now}
        change_release(uow, release.id, **over)
        return
    erase_by_id(uow.connection, [release.file_id])
    forget_release(uow.connection, release.id)
    audit(uow, f"officer:{release.author_id}", "refused", release.id)


def _keep_versions(uow: UnitOfWork, release: ReleaseRecord, drafts: Collection[Draft]) -> str:
    """The texts as versions, if they are not yet; returns in what place all of them lie."""
    if release.file_id is None:
        return release.region
    erase_by_id(uow.connection, [release.file_id])
    records = [each.record for each in drafts]
    add_versions(
        uow.connection,
        release.id,
        [NewVersion(d.record.id, d.record.region, d.record.version, d.text) for d in drafts],
        author_id=release.author_id,
        state=VersionState.DRAFT,
        at=uow.now,
    )
    return widest(record.region for record in records)


def kept_drafts(versions: Collection[VersionCard]) -> dict[str, str]:
    """The texts of a release that stands already, by record; "" takes one out."""
    return {each.policy: each.text for each in versions}
