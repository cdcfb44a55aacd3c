"""Reminders brought in line with the rules: after a sampling, a new day, a region's new state."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.cycles import deadlines, holding_since, openings
from bot.domain.quiet import QuietHours
from bot.domain.stages import duty_stages, offer_stages
from bot.services.firms.firms import profile_of
from bot.services.testing.rhythms import SamplingRules, rules_of
from bot.store.firms.firms import load_firm
from bot.store.reminders import reminders
from bot.store.testing import judging
from bot.store.testing import testing as store
from bot.store.testing.testing import GroupCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


def firm_rules(uow: UnitOfWork, rulebase: RuleBase, zone: ZoneInfo, firm_id: int) -> SamplingRules:
    """What the rules say about sampling to a firm today."""
    profile = profile_of(uow, rulebase, load_firm(uow, firm_id))
    return rules_of(rulebase, profile, uow.now, zone)


def replan_firm(uow: UnitOfWork, rules: SamplingRules) -> list[GroupCard]:
    """Bring the reminders of a firm's groups in line with the rules.

    A group whose rhythms are unchanged keeps its plan, with what was put off in it.
    """
    ids = [group.id for group in store.groups_of(uow.connection, rules.firm_id)]
    groups = store.lock_groups(uow.connection, ids).values()
    return [_renewed(uow, group, rules) for group in groups]


def replan_after_change(uow: UnitOfWork, rulebase: RuleBase, zone: ZoneInfo, firm_id: int) -> None:
    """Follow a changed fact with the firm's reminders; a firm without groups has none."""
    if store.groups_of(uow.connection, firm_id):
        replan_firm(uow, firm_rules(uow, rulebase, zone, firm_id))


def replan_region(uow: UnitOfWork, rulebase: RuleBase, zone: ZoneInfo, region: str) -> int:
    """Plan anew for every firm of a region whose state has changed; returns how many firms."""
    firm_ids = judging.firms_with_groups(uow.connection, region)
    _replan_firms(uow, rulebase, zone, firm_ids)
    return len(firm_ids)


def replan_stale(uow: UnitOfWork, rulebase: RuleBase, zone: ZoneInfo, *, limit: int) -> int:
    """Ask the rules again for firms that were last judged on an earlier day.

    A document may come into force, or become a matter of confirmation with a new year.

    Returns:
        How many firms; fewer than `limit` when none is left.
    """
    today = uow.now.astimezone(zone).date()
    firm_ids = judging.firms_to_judge(uow.connection, today, limit=limit)
    _replan_firms(uow, rulebase, zone, firm_ids)
    return len(firm_ids)


def _replan_firms(
    uow: UnitOfWork, rulebase: RuleBase, zone: ZoneInfo, firm_ids: Iterable[int]
) -> None:
    for firm_id in firm_ids:
        replan_firm(uow, firm_rules(uow, rulebase, zone, firm_id))


def _renewed(uow: UnitOfWork, group: GroupCard, rules: SamplingRules) -> GroupCard:
    cycle = rules.cycle_of(group.post)
    since = holding_since(cycle, group.cycle, cycle.daily_since, uow.now)
    if replace(cycle, daily_since=since) != group.cycle:
        return replan_group(uow, group, rules)
    store.change_group(uow.connection, group.id, judged_on=local_day(uow, rules))
    return group


def replan_group(uow: UnitOfWork, group: GroupCard, rules: SamplingRules) -> GroupCard:
    """Drop the group's plan, whatever it was, and plan by the rules from its known time on."""
    cycle = rules.cycle_of(group.post)
    since = holding_since(cycle, group.cycle, cycle.daily_since, uow.now)
    group = replace(group, cycle=replace(cycle, daily_since=since))
    store.put_cycle(uow.connection, group.id, group.cycle, judged_on=local_day(uow, rules))
    lay_out(uow, group, rules.quiet)
    return group


def lay_out(uow: UnitOfWork, group: GroupCard, quiet: QuietHours) -> None:
    """Plan a group's reminders by the rhythms on its card, leaving out what was sent."""
    course, zone = group.course, quiet.zone
    about = [due.at for due in (*deadlines(course, zone), *openings(course, zone))]
    sent = reminders.sent_stages(uow.connection, group.id, about)
    duty = duty_stages(course, uow.now, quiet, sent)
    offer = offer_stages(course, uow.now, quiet, sent, duty)
    reminders.replace_plan(uow.connection, group.id, duty, offer=False)
    reminders.replace_plan(uow.connection, group.id, offer, offer=True)


def local_day(uow: UnitOfWork, rules: SamplingRules) -> date:
    """Today on the firm's calendar."""
    return uow.now.astimezone(rules.zone).date()
