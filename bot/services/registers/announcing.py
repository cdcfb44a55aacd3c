"""Staff set another state: reminders follow it, and each firm concerned is told once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.cycles import deadlines
from bot.domain.speech import Lane, Notice, View
from bot.services.reminders.audience import Audience, audience_of
from bot.services.reminders.wording import Render
from bot.services.testing.cards import RhythmChange
from bot.services.testing.replanning import firm_rules, replan_firm
from bot.store.outbox import Letter, queue_letters
from bot.store.reminders.listeners import Listener, names_of_firms
from bot.store.testing.judging import firms_with_groups
from bot.store.testing.testing import GroupCard, groups_of
from bot.store.uow import UnitOfWork
from bot.telegram import notify
from policies.records import Remark


@dataclass(frozen=True, slots=True)
class Changed:
    """A firm's groups whose duties are others now, as they were and as they are."""

    firm_id: int
    before: tuple[GroupCard, ...]
    after: tuple[GroupCard, ...]


def follow_region(uow: UnitOfWork, render: Render, region: str) -> int:
    """Plan anew for every firm of a region whose state was set, and tell whom it concerns.

    Returns:
        For how many firms it was planned anew.
    """
    firm_ids = firms_with_groups(uow.connection, region)
    changed = [each for firm_id in firm_ids for each in replanned(uow, render, firm_id)]
    if changed:
        audience = audience_of(uow, render, {each.firm_id for each in changed})
        names = names_of_firms(uow, {each.firm_id for each in changed})
        letters = _letters(uow, render, replace(audience, names=names), changed)
        queue_letters(uow.connection, uow.vault, list(letters))
    return len(firm_ids)


def replanned(uow: UnitOfWork, render: Render, firm_id: int) -> Iterator[Changed]:
    """Plan anew for one firm; its groups whose duties are others now, if there are any."""
    before = {group.id: group for group in groups_of(uow.connection, firm_id)}
    rules = firm_rules(uow, render.rulebase, render.zone, firm_id)
    after = [
        group
        for group in replan_firm(uow, rules)
        if group.cycle.duties != before[group.id].cycle.duties
    ]
    if after:
        was = tuple(before[group.id] for group in after)
        yield Changed(firm_id, was, tuple(after))


def _letters(
    uow: UnitOfWork, render: Render, audience: Audience, changed: Iterable[Changed]
) -> Iterator[Letter]:
    for each in changed:
        card = change_card(render, each, uow.now, audience.names.get(each.firm_id))
        silent = audience.quiet_of(each.firm_id).contains(uow.now)
        for person in audience.members.get(each.firm_id, ()):
            view = _view(render, card, person)
            key = f"rhythm:{each.firm_id}:{int(uow.now.timestamp() * 1000)}:{person.id}"
            view = replace(view, silent=silent)
            yield notify(uow.new_uid(), Notice("owner", person.chat_id, view, key, Lane.REMINDER))


def _view(render: Render, card: RhythmChange, person: Listener) -> View:
    return render.changes(card if person.several else replace(card, firm=None), person.language)


def change_card(render: Render, changed: Changed, now: datetime, firm: str | None) -> RhythmChange:
    """What a view says of groups whose duties are others now.

    Args:
        firm: Its name, where the reader has to do with several.
    """
    was = [ruled for group in changed.before for ruled in group.cycle.duties]
    becomes = [ruled for group in changed.after for ruled in group.cycle.duties]
    policies = dict.fromkeys(ruled.policy for ruled in (*becomes, *was))
    sources = (render.sources.get(policy) for policy in policies)
    dues = (deadlines(group.course, render.zone)[:1] for group in changed.after)
    return RhythmChange(
        firm=firm,
        was=tuple(dict.fromkeys(ruled.rhythm for ruled in was)),
        becomes=tuple(dict.fromkeys(ruled.rhythm for ruled in becomes)),
        since=now,
        groups=len(changed.after),
        due=min((due for found in dues for due in found), key=lambda d: d.at, default=None),
        sources=tuple(source for source in sources if source is not None),
        zone=render.zone,
        open=tuple(remark for policy in policies for remark in _left_open(render, policy)),
    )


def _left_open(render: Render, policy: str) -> tuple[Remark, ...]:
    """What a record leaves open, if the product reads from it when it applies."""
    record = render.rulebase.records.get(policy)
    read = record is not None and any(line.our_reading for line in record.when)
    return record.open[:1] if record is not None and read else ()
