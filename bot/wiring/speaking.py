"""How what is said unprompted is worded: the views that loops are given."""

from dataclasses import replace

from bot.process import Process
from bot.services.broadcasts.afterwards import Afterwards
from bot.services.broadcasts.sending import Broadcasting
from bot.services.cases.clockwork import CaseClockwork
from bot.services.cases.topics import TopicKeeper
from bot.services.cases.waiting import Bells
from bot.services.cases.watch import CaseWatch
from bot.services.duties.errands import Errands, Ground
from bot.services.reminders.wording import Render
from handlers.desk.topics.words import Words as TopicWords
from handlers.notices import (
    broadcast_chases,
    broadcasts,
    case_moved,
    case_rings,
    case_waiting,
    duty_forms,
    overdue_reminders,
    reminders,
    rhythms,
)


def render_of(process: Process) -> Render:
    """How what is said unprompted about samplings is worded."""
    return Render(
        rulebase=process.rulebase,
        zone=process.settings.zone,
        remind=reminders.remind,
        report=overdue_reminders.report_overdue,
        comes_back=rhythms.comes_back,
    )


def errands_of(process: Process) -> Errands:
    """How reminders of duties are checked again and worded."""
    ground = Ground(process.rulebase, process.settings.zone)
    return Errands(ground, duty_forms.FORMS, duty_forms.headed, duty_forms.together)


def cases_of(process: Process) -> CaseClockwork:
    """How the clocks of cases speak."""
    zone = process.settings.zone
    tell = case_rings.tell_of(process.rulebase, zone)
    return CaseClockwork(Ground(process.rulebase, zone), tell)


def watch_of(process: Process) -> CaseWatch:
    """How cases that lie with nobody are found others for."""
    ground = Ground(process.rulebase, process.settings.zone)
    return CaseWatch(ground, case_moved.tell_of(process.rulebase))


def bells_of(process: Process) -> Bells:
    """How what nobody takes is repeated at the desk."""
    ground = Ground(process.rulebase, process.settings.zone)
    return case_waiting.bells_of(ground)


def broadcasting_of(process: Process) -> Broadcasting:
    """How what is said to many is sent, and what its author hears of it."""
    made = broadcasts.broadcasting_of(Ground(process.rulebase, process.settings.zone))
    return replace(made, seconds=process.limits.edit_seconds, owner_bot=process.owner_bot)


def afterwards_of(process: Process) -> Afterwards:
    """How what goes on after a broadcast is worded."""
    return broadcast_chases.afterwards_of(Ground(process.rulebase, process.settings.zone))


def topics_of(process: Process) -> TopicKeeper:
    """How topics of cases are kept and worded."""
    return TopicKeeper(process.rulebase, TopicWords(process.rulebase, process.settings.zone))
