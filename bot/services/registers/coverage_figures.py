"""覆盖率: the county's own figures of the output that a list covers, field by field.

How many firms stand on a list is counted here; what they produce is not known here.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.coverage_figures import Figure
from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.services.registers.keepers import keeps
from bot.store.audit import note
from bot.store.registers import coverage_figures as store
from bot.store.registers.coverage_figures import FigureCard
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from policies.registers import Register
from policies.rulebase import RuleBase

UNDO_WITHIN: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class FigureFile:
    """A figure, with the name of who wrote it."""

    card: FigureCard
    register: Register
    by: str


def fields_kept(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, register: Register
) -> tuple[str | None, ...]:
    """The fields whose figures are an officer's to write; None, the last, is all together."""
    fact = rulebase.facts.get(rulebase.regions.sector or "")
    fields = (*(fact.options if fact else ()), None)
    return tuple(each for each in fields if keeps(uow, officer, register, register.region, each))


def figures_of(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, register: Register
) -> tuple[FigureFile, ...]:
    """What counts now of their fields: of each the newest month, as it was written last."""
    newest: dict[str | None, FigureFile] = {}
    for each in every_figure(uow, rulebase, officer, register):
        before = newest.get(each.card.sector)
        older = before is not None and each.card.figure.month < before.card.figure.month
        if each.card.undone_at is None and not older:
            newest[each.card.sector] = each
    fields = fields_kept(uow, rulebase, officer, register)
    return tuple(newest[field] for field in fields if field in newest)


def every_figure(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, register: Register
) -> list[FigureFile]:
    """All that was ever written of these fields, by age."""
    fields = fields_kept(uow, rulebase, officer, register)
    found = store.figures_of_list(uow, register.region, register.fact.id)
    return [_file(uow, register, each) for each in found if each.sector in fields]


def write_figure(
    uow: UnitOfWork,
    rulebase: RuleBase,
    officer: OfficerCard,
    register: Register,
    field: str | None,
    figure: Figure,
) -> FigureFile:
    """Keep a figure; one of the same month that was written before counts no longer.

    Raises:
        NotYours: The field is not theirs to write of.
        Stale: The document sets no aim for this list.
    """
    if field not in fields_kept(uow, rulebase, officer, register):
        raise NotYours("register", AccessCode.ROLE)
    if register.coverage is None:
        raise Stale(StaleCode.CHANGED)
    made = store.add_figure(uow, register.region, register.fact.id, field, figure, by=officer.id)
    _noted(uow, officer, f"coverage:{register.fact.id}", made)
    return _loaded(uow, rulebase, officer, made)


def undo_figure(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, figure_id: int
) -> FigureFile:
    """Take a figure back within two minutes; the one before it counts again.

    Raises:
        NotYours: None of their fields.
        Stale: Taken back already, or too long ago.
    """
    file = _loaded(uow, rulebase, officer, figure_id)
    if file.card.undone_at is not None:
        raise Stale(StaleCode.ANSWERED)
    if uow.now - file.card.made_at > UNDO_WITHIN:
        raise Stale(StaleCode.EXPIRED)
    store.undo_figure(uow, figure_id, by=officer.id)
    _noted(uow, officer, f"coverage:{file.register.fact.id}:undo", figure_id)
    return file


def _loaded(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, figure_id: int
) -> FigureFile:
    card = store.lock_figure(uow, figure_id)
    register = None if card is None else rulebase.registers.find(card.fact, card.region)
    if card is None or register is None:
        raise NotYours("register")
    if card.sector not in fields_kept(uow, rulebase, officer, register):
        raise NotYours("register")
    return _file(uow, register, card)


def _file(uow: UnitOfWork, register: Register, card: FigureCard) -> FigureFile:
    return FigureFile(card, register, officer_by_id(uow, card.made_by).name)


def _noted(uow: UnitOfWork, officer: OfficerCard, act: str, figure_id: int) -> None:
    note(uow, actor=f"officer:{officer.id}", act=act, subject=f"figure:{figure_id}")
