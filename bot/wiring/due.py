"""What falls due in a process, and how it is worded."""

from dataclasses import replace

from bot.due.agenda import Agenda
from bot.due.batches import Batches
from bot.due.broadcasts import BroadcastsDue
from bot.due.cases import CasesDue, Sight, TopicsDue
from bot.due.changes import IssuesDue, RegistersDue
from bot.due.digests import DigestsDue
from bot.due.plans import PlansDue
from bot.due.releases import EditorsDue, ReleasesDue
from bot.due.reminders import RemindersDue, ReturnsDue
from bot.process import Process
from bot.services.duties.errands import Ground
from bot.services.releases.words import ReleaseFollow
from bot.wiring.speaking import (
    afterwards_of,
    bells_of,
    broadcasting_of,
    cases_of,
    errands_of,
    render_of,
    topics_of,
    watch_of,
)
from handlers.notices import dispatches, issues, packages, policy_due, registers, releases


def agenda_of(process: Process, sight: Sight) -> Agenda:
    """All that falls due, by the edition that the process has taken up.

    Args:
        sight: What the process has looked at so far, by whichever edition.
    """
    ground, render = Ground(process.rulebase, process.settings.zone), render_of(process)
    return Agenda(
        batches=_batches(process),
        releases=ReleasesDue(_releases(process)),
        issues=IssuesDue(issues.answering_of(ground)),
        registers=RegistersDue(registers.follow_of(render)),
        plans=PlansDue(ground),
        returns=ReturnsDue(render),
        cases=CasesDue(cases_of(process), watch_of(process), bells_of(process), sight),
        digests=DigestsDue(dispatches.clockwork_of(ground)),
        editors=EditorsDue(policy_due.due_of(ground)),
        topics=TopicsDue(topics_of(process)),
        reminders=RemindersDue(render, errands_of(process)),
        broadcasts=BroadcastsDue(
            broadcasting_of(process), packages.packing_of(ground), afterwards_of(process)
        ),
    )


def _batches(process: Process) -> Batches:
    return Batches(
        database=process.database,
        vault=process.vault,
        clock=process.clock,
        new_uid=process.outside.new_uid,
        wake=process.wake_delivery,
        edition=process.edition,
    )


def _releases(process: Process) -> ReleaseFollow:
    made = releases.follow_of(render_of(process))
    return replace(made, seconds=process.limits.edit_seconds)
