"""After a release: every firm of its region is gone through, in batches that survive a crash.

What changes for a firm is written down once, with how it stood before; `release_telling` says so.
What a release before changed and nobody heard of yet becomes part of the same news.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from bot.domain.releases import ReleaseState
from bot.services.impact.known import Known, read_known
from bot.services.impact.shifts import changes_between, stands
from bot.services.registers.announcing import replanned
from bot.services.releases.doors import card_for
from bot.services.releases.words import ReleaseFollow, tell_walked, tell_walking
from bot.services.reminders.wording import Render
from bot.store.firms.firms import FIRM
from bot.store.registers.jobs import firms_after
from bot.store.releases.releases import ReleaseRecord, change_release, first_in, release_by_id
from bot.store.releases.shifts import (
    ShiftCard,
    ShiftState,
    Stood,
    count_shifts,
    end_shifts,
    put_shifts,
    waiting_of,
)
from bot.store.releases.versions import versions_before, versions_of
from bot.store.uow import UnitOfWork
from policies.editions import kept_record, with_changes
from policies.rulebase import RuleBase

Texts = tuple[tuple[str, str], ...]
_KEPT: Final = 2


def walk_release(uow: UnitOfWork, follow: ReleaseFollow, limit: int) -> int:
    """Deal with the next firms of the release that came into force last.

    Safe in several processes at once: one of them has it.

    Returns:
        How many steps were done; 0 when nothing is left that is not in another's hand.
    """
    release = first_in(uow, ReleaseState.PUBLISHED)
    if release is None:
        return 0
    firm_ids = firms_after(uow.connection, release.region, release.cursor, limit=limit)
    if firm_ids:
        _deal_with(uow, follow.render, release, firm_ids)
        walked = release.walked + len(firm_ids)
        change_release(uow, release.id, cursor=firm_ids[-1], walked=walked)
        tell_walking(uow, follow, release, walked)
    if len(firm_ids) < limit:
        change_release(uow, release.id, state=ReleaseState.DONE, finished_at=uow.now)
        card = card_for(uow, None, release_by_id(uow, release.id))
        tell_walked(uow, follow, card, sum(count_shifts(uow.connection, release.id).values()))
    return max(len(firm_ids), 1)


def rules_before(uow: UnitOfWork, rulebase: RuleBase, release_id: int) -> RuleBase:
    """The rules in force as they were without what a release changed."""
    policies = [each.policy for each in versions_of(uow.connection, release_id)]
    found = versions_before(uow.connection, release_id, policies)
    texts = tuple((name, found[name].text if name in found else "") for name in policies)
    return _with_texts(rulebase, texts)


@lru_cache(maxsize=_KEPT)
def _with_texts(rulebase: RuleBase, texts: Texts) -> RuleBase:
    return with_changes(
        rulebase,
        {name: kept_record(rulebase, name, text) if text else None for name, text in texts},
    )


def _deal_with(
    uow: UnitOfWork, render: Render, release: ReleaseRecord, firm_ids: list[int]
) -> None:
    before = rules_before(uow, render.rulebase, release.id)
    policies = {each.policy for each in versions_of(uow.connection, release.id)}
    known = read_known(uow, FIRM.c.id.in_(firm_ids))
    untold = waiting_of(uow.connection, firm_ids)
    earlier = [each for each in untold if each.release_id != release.id]
    found = _changed(uow, render, known, before, policies, earlier)
    end_shifts(uow.connection, earlier, ShiftState.MERGED)
    put_shifts(uow, release.id, found)
    for firm_id in known.reminded & set(firm_ids):
        replanned(uow, render, firm_id)  # what it is told comes with the news of the release


def _changed(
    uow: UnitOfWork,
    render: Render,
    known: Known,
    before: RuleBase,
    policies: set[str],
    earlier: list[ShiftCard],
) -> dict[int, Stood]:
    """Firm → how each record stood whose answer is another one now."""
    day = uow.now.astimezone(render.zone).date()
    held = _first_known(earlier)
    found: dict[int, Stood] = {}
    for firm in known.firms:
        old = held.get(firm.id, {})
        asked = policies | old.keys()
        was = {**stands(before, known.profile(before, firm), day, policies), **old}
        now = stands(render.rulebase, known.profile(render.rulebase, firm), day, asked)
        changed = changes_between(was, now)
        if changed:
            found[firm.id] = {name: was[name] for name in changed}
    return found


def _first_known(earlier: list[ShiftCard]) -> dict[int, dict[str, Mapping[str, Any]]]:
    """What a firm knows last of records: what stood before the first change it was not told of."""
    found: dict[int, dict[str, Mapping[str, Any]]] = {}
    for card in earlier:
        known = found.setdefault(card.firm_id, {})
        for name, stood in card.before.items():
            known.setdefault(name, stood)
    return found
