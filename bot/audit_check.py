"""Checking the whole audit against its seals and against every mark that is known.

The database is read in pages, so that nobody waits for a check of years.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.domain.audit_chain import Damage, Keys, Kind, Mark, Walk, is_genuine
from bot.services.audit_sealing import chain_keys, seal_entries
from bot.store.audit_seals import Waiting, links_after, load_mark, waiting
from bot.store.database import Database
from bot.store.vault import Vault

PAGE: Final = 2000
SHOWN: Final = 20
OVERDUE: Final = timedelta(minutes=10)
"""Seals are seconds behind; entries that are older and have none were kept from them."""


@dataclass
class Report:
    """What a check found.

    Args:
        sealed: Entries whose seals were gone through.
        waiting: Entries without a seal yet.
        anchors: Marks from outside the database that were compared.
        damaged: How many things are wrong.
        damage: The first of them, in the order of the chain.
    """

    sealed: int = 0
    waiting: int = 0
    anchors: int = 0
    damaged: int = 0
    damage: list[Damage] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.damaged == 0

    def add(self, found: Iterator[Damage]) -> None:
        """Count what is wrong."""
        for damage in found:
            self.damaged += 1
            if len(self.damage) < SHOWN:
                self.damage.append(damage)


def seal_all(database: Database, vault: Vault) -> None:
    """Seal whatever is committed and has no seal."""
    above: int | None = 0
    while above is not None:
        above = database.run_sync(partial(seal_entries, vault=vault, above=above, limit=PAGE))


def check_audit(
    database: Database, vault: Vault, anchors: Sequence[Mark | None], now: datetime
) -> Report:
    """Go through the chain from its beginning.

    Args:
        anchors: Marks from outside, read before this is called, as the chain only grows; None
            for one that could not be read.
        now: Business time.
    """
    report, keys = Report(anchors=len(anchors)), chain_keys(vault)
    mark = database.run_sync(load_mark)
    report.add(_bad_anchors(anchors, keys))
    known = [each for each in (mark, *anchors) if each is not None and is_genuine(each, keys)]
    walk = Walk(keys, known)
    _go(database, walk, report)
    report.add(walk.end())
    report.damage[:] = [walk.named(damage) for damage in report.damage]
    report.add(_bad_mark(mark, keys, walk))
    left = database.run_sync(partial(waiting, before=now - OVERDUE))
    report.waiting = left.total
    report.add(_overdue(left))
    return report


def _go(database: Database, walk: Walk, report: Report) -> None:
    after: int | None = None
    while links := database.run_sync(partial(links_after, seq=after, limit=PAGE)):
        for link in links:
            report.add(walk.take(link))
        report.sealed += len(links)
        after = links[-1].seal.seq


def _bad_anchors(anchors: Sequence[Mark | None], keys: Keys) -> Iterator[Damage]:
    for anchor in anchors:
        if anchor is None:
            yield Damage(Kind.ANCHOR)
        elif keys(anchor.key_id) is None:
            yield Damage(Kind.KEY_GONE, anchor.audit_id, anchor.seq)
        elif not is_genuine(anchor, keys):
            yield Damage(Kind.ANCHOR, anchor.audit_id, anchor.seq)


def _bad_mark(mark: Mark | None, keys: Keys, walk: Walk) -> Iterator[Damage]:
    """The database's own mark; before the first seal there need be none."""
    is_new = walk.last_id is None and (mark is None or mark.seq == 0)
    if not is_new and (mark is None or not is_genuine(mark, keys)):
        yield Damage(Kind.MARK)


def _overdue(left: Waiting) -> Iterator[Damage]:
    if left.overdue:
        yield Damage(Kind.UNSEALED, left.first)
