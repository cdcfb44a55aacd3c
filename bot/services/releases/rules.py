"""The rules in force: what came with the software, with what was published here instead of it.

What is published stays in force until another release takes its place. A text that comes with
the software and was never seen here before is put forward as a release of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

from bot.domain.releases import Origin, ReleaseState
from bot.store.releases.editions import begin_edition, edition_now, wait_for_editions
from bot.store.releases.releases import add_release, change_release
from bot.store.releases.versions import (
    VERSION,
    NewVersion,
    VersionCard,
    VersionState,
    add_versions,
    hash_of,
    versions_in_force,
    versions_where,
)
from bot.store.uow import UnitOfWork
from policies.editions import kept_record
from policies.errors import RuleFileError
from policies.records import Record
from policies.regions import names_of
from policies.rulebase import RuleBase

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Published:
    """The edition in force, with its versions."""

    edition: int
    versions: tuple[VersionCard, ...]


@dataclass(frozen=True, slots=True)
class Fallback:
    """A version in force that no longer fits the facts and documents of the software.

    Attributes:
        why: With the line, in both languages.
        answers: The record on disk that answers instead; None if nothing does.
    """

    version: VersionCard
    why: str
    answers: Record | None


def published(connection: Connection) -> Published:
    """What is in force now; the number first, so that it never claims more than it has."""
    edition = edition_now(connection)
    return Published(edition, tuple(versions_in_force(connection)))


def rules_of(loaded: RuleBase, versions: Iterable[VersionCard]) -> RuleBase:
    """The rules that these versions make; the loaded ones themselves where nothing differs.

    A version that no longer fits its facts and documents gives way to the text on disk, if there
    is one: the log names it.
    """
    found = {each.policy: _record_of(loaded, each) for each in versions}
    records = {name: record for name, record in found.items() if record is not None}
    same = records.keys() == loaded.records.keys()
    if same and all(records[name] is loaded.records[name] for name in records):
        return loaded
    return loaded.with_records(records)


def fallbacks(loaded: RuleBase, versions: Iterable[VersionCard]) -> list[Fallback]:
    """The versions in force that cannot be read, so that something else answers, or nothing."""
    found = ((each, _read(loaded, each)) for each in versions)
    return [
        Fallback(each, str(why), loaded.records.get(each.policy))
        for each, why in found
        if isinstance(why, RuleFileError)
    ]


def text_on_disk(rulebase: RuleBase, record: Record) -> str:
    """The text from which a record of the software was read."""
    return (rulebase.root / record.file).read_text(encoding="utf-8")


def install_policies(uow: UnitOfWork, loaded: RuleBase) -> None:
    """Publish what a first installation finds; put forward what came with the software since."""
    wait_for_editions(uow.connection)
    texts = {record.id: text_on_disk(loaded, record) for record in loaded.records.values()}
    found = [
        NewVersion(record.id, record.region, record.version, texts[record.id])
        for record in loaded.records.values()
    ]
    if edition_now(uow.connection) == 0:
        _publish_first(uow, found)
        return
    new = [*_unseen(uow, found), *_gone(uow, texts.keys())]
    for place in sorted({each.region for each in new}):
        _put_forward(uow, [each for each in new if each.region == place], place)


def _put_forward(uow: UnitOfWork, versions: list[NewVersion], region: str) -> None:
    """Keep what came with the software as a release that is to be checked."""
    release_id = add_release(
        uow,
        region=region,
        origin=Origin.GIT,
        author_id=None,
    )
    state, at = VersionState.DRAFT, uow.now
    add_versions(uow.connection, release_id, versions, author_id=None, state=state, at=at)


def widest(regions: Iterable[str]) -> str:
    """The smallest place in which all of these lie; "" if there is none."""
    first, *others = [names_of(each) for each in regions]
    length = len(first)
    for other in others:
        same = [mine == theirs for mine, theirs in zip(first, other, strict=False)]
        length = min(length, same.index(False) if False in same else len(same))
    return "/".join(first[:length])


def _publish_first(uow: UnitOfWork, versions: list[NewVersion]) -> None:
    number = begin_edition(uow.connection)
    release_id = add_release(
        uow,
        region=widest(each.region for each in versions),
        origin=Origin.INSTALL,
        author_id=None,
        state=ReleaseState.DONE,
    )
    change_release(uow, release_id, edition=number, published_at=uow.now, finished_at=uow.now)
    state, at = VersionState.IN_FORCE, uow.now
    add_versions(uow.connection, release_id, versions, author_id=None, state=state, at=at)


def _unseen(uow: UnitOfWork, found: list[NewVersion]) -> list[NewVersion]:
    """Texts that never were a version here, in whatever state."""
    hashes = {hash_of(each.text): each for each in found}
    known = versions_where(uow.connection, VERSION.c.hash.in_(hashes.keys()))
    seen = {(each.policy, each.hash) for each in known}
    return [each for digest, each in hashes.items() if (each.policy, digest) not in seen]


def _gone(uow: UnitOfWork, on_disk: Iterable[str]) -> list[NewVersion]:
    """Records in force that came with the software, and come with it no longer."""
    missing = VERSION.c.policy.not_in(list(on_disk))
    own = versions_where(uow.connection, missing, VERSION.c.author_id.is_(None))
    came = {each.policy for each in own if each.text}
    newest = {each.policy: each for each in own}  # the oldest come first
    return [
        NewVersion(each.policy, each.region, each.number, "")
        for each in versions_in_force(uow.connection)
        if each.policy in came and (newest[each.policy].text or newest[each.policy].id < each.id)
    ]


def _record_of(loaded: RuleBase, version: VersionCard) -> Record | None:
    found = _read(loaded, version)
    if isinstance(found, Record):
        return found
    log.error("version not readable", policy=version.policy, version=version.id, why=str(found))
    return loaded.records.get(version.policy)


def _read(loaded: RuleBase, version: VersionCard) -> Record | RuleFileError:
    """What a version says, or why it cannot be read by the facts and documents that are here."""
    own = loaded.records.get(version.policy)
    if own is not None and hash_of(text_on_disk(loaded, own)) == version.hash:
        return own
    try:
        return kept_record(loaded, version.policy, version.text)
    except RuleFileError as error:
        return error
