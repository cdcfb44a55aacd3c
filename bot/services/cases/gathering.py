"""Gathers what people see of a case, once for all who see it."""

from bot.domain.case_states import CaseStatus
from bot.domain.files import FileKind
from bot.services.cases.cards import CaseCard, Step
from bot.services.cases.circle import Recipient, circle_of, reachable
from bot.services.firms.firms import profile_of
from bot.services.firms.sheets import sheet_of
from bot.services.staff.duty_phones import duty_phones
from bot.store.cases.cases import CaseRecord
from bot.store.cases.clocks import clocks_of
from bot.store.cases.ratings import rating_of
from bot.store.cases.steps import CaseStep, steps_of
from bot.store.files.files import linked_files
from bot.store.firms.firms import load_firm
from bot.store.firms.members import speaking_for_several
from bot.store.firms.people import members_of
from bot.store.issues.links import issue_of_case
from bot.store.staff.officers import officer_by_id
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


def card_of(uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord) -> CaseCard:
    """Gather a case that the caller was allowed to load."""
    firm, circle = load_firm(uow, case.firm_id), circle_of(uow, case)
    profile = profile_of(uow, rulebase, firm)
    return CaseCard(
        id=case.id,
        number=case.number,
        status=case.state.status,
        text=case.text,
        about=case.about,
        firm=sheet_of(uow, rulebase, profile),
        opened_at=case.state.opened_at,
        holder=circle.holder,
        result=case.state.result,
        steps=_named(uow, steps_of(uow, case.id)),
        owners=_owners(uow, firm.id),
        officers=circle.working,
        files=tuple(
            file
            for file in linked_files(uow, "case", case.id)
            if file.kind is not FileKind.LOCATION
        ),
        category=case.category,
        urgent=case.urgent,
        level=case.state.level,
        units=circle.places,
        phones=duty_phones(uow, rulebase, case, firm.region),
        top=circle.top,
        people=circle.people,
        staffed=circle.staffed,
        clocks=clocks_of(uow.connection, case.id),
        beside=circle.beside,
        deciders=circle.deciding,
        managers=circle.managing,
        inspectors=circle.checking,
        all_handled=circle.all_handled,
        rating=rating_of(uow, case.id) if case.state.status is CaseStatus.CLOSED else None,
        issue=issue_of_case(uow, case.id),
        below=circle.below,
        handled=frozenset(case.state.handled_by),
        former=case.state.worked_by - {case.state.held_by},
    )


def _owners(uow: UnitOfWork, firm_id: int) -> tuple[Recipient, ...]:
    members = members_of(uow.connection, firm_id)
    several = speaking_for_several(uow.connection, [member.id for member in members])
    return reachable(members, several={each.chat_id for each in members if each.id in several})


def _named(uow: UnitOfWork, steps: list[CaseStep]) -> tuple[Step, ...]:
    officers = {step.by for step in steps if step.by_officer}
    officers |= {step.to_id for step in steps if step.to_id is not None}
    names = {officer: officer_by_id(uow, officer).name for officer in officers}
    return tuple(
        Step(
            act=step.act,
            at=step.at,
            text=step.text,
            name=names[step.by] if step.by_officer else None,
            unit=_unit_name(uow, step.unit_id),
            level=step.level,
            until=step.until,
            by_clock=step.by == 0,
            clock=step.clock,
            way=step.way,
            to=None if step.to_id is None else names[step.to_id],
        )
        for step in steps
    )


def _unit_name(uow: UnitOfWork, unit_id: int | None) -> str | None:
    unit = None if unit_id is None else find_unit(uow.connection, unit_id)
    return None if unit is None else unit.name
