"""Staff set another state: reminders follow it, and what becomes of them can be said."""

from dataclasses import dataclass

from bot.domain.cycles import deadlines
from bot.services.reminders.wording import Render
from bot.services.testing.cards import RhythmChange
from bot.services.testing.replanning import firm_rules, replan_firm
from bot.store.testing.testing import GroupCard, groups_of
from bot.store.uow import UnitOfWork
from policies.records import Remark


@dataclass(frozen=True, slots=True)
class Changed:
    """A firm's groups whose duties are others now, as they were and as they are."""

    before: tuple[GroupCard, ...]
    after: tuple[GroupCard, ...]


def replanned(uow: UnitOfWork, render: Render, firm_id: int) -> Changed | None:
    """Plan anew for one firm; its groups whose duties are others now, None if there are none."""
    before = {group.id: group for group in groups_of(uow.connection, firm_id)}
    rules = firm_rules(uow, render.rulebase, render.zone, firm_id)
    after = [
        group
        for group in replan_firm(uow, rules)
        if group.cycle.duties != before[group.id].cycle.duties
    ]
    return Changed(tuple(before[group.id] for group in after), tuple(after)) if after else None


def change_card(render: Render, changed: Changed) -> RhythmChange:
    """What a view says of groups whose duties are others now."""
    was = [ruled for group in changed.before for ruled in group.cycle.duties]
    becomes = [ruled for group in changed.after for ruled in group.cycle.duties]
    policies = dict.fromkeys(ruled.policy for ruled in (*becomes, *was))
    sources = (render.sources.get(policy) for policy in policies)
    dues = (deadlines(group.course, render.zone)[:1] for group in changed.after)
    return RhythmChange(
        becomes=tuple(dict.fromkeys(ruled.rhythm for ruled in becomes)),
        groups=len(changed.after),
        due=min((due for found in dues for due in found), key=lambda d: d.at, default=None),
        sources=tuple(source for source in sources if source is not None),
        open=tuple(remark for policy in policies for remark in _left_open(render, policy)),
    )


def _left_open(render: Render, policy: str) -> tuple[Remark, ...]:
    """What a record leaves open, if the product reads from it when it applies."""
    record = render.rulebase.records.get(policy)
    read = record is not None and any(line.our_reading for line in record.when)
    return record.open[:1] if record is not None and read else ()
