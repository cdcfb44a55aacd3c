"""Saved audiences: of a region, for all who edit what is said to it."""

from typing import Final

from bot.domain.audiences import Audience
from bot.domain.errors import AnswerCode, BadAnswer, NotYours, Stale, StaleCode
from bot.domain.texts import has_word
from bot.services.audiences.choices import check_audience, is_known, require_editing
from bot.store import saved_audiences as store
from bot.store.audit import note
from bot.store.saved_audiences import SavedCard
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

NAME_MOST: Final = 20
SAVED_MOST: Final = 30


def saved_of(uow: UnitOfWork, officer: OfficerCard, region: str) -> list[SavedCard]:
    """What is saved for a region, by age.

    Raises:
        NotYours: They edit nothing there.
    """
    require_editing(uow, officer, region)
    return store.saved_in(uow, region)


def saved_for(uow: UnitOfWork, officer: OfficerCard, saved_id: int) -> SavedCard:
    """A saved audience, for somebody who edits what is said to its region.

    Raises:
        NotYours: None of theirs, or it was deleted.
    """
    saved = store.find_saved(uow, saved_id)
    if saved is None:
        raise NotYours("broadcast")
    require_editing(uow, officer, saved.region)
    return saved


def to_use(uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, saved_id: int) -> Audience:
    """What is saved, to be used now.

    Raises:
        NotYours: None of theirs, or it was deleted.
        Stale: The rules do not know any more what it names.
    """
    saved = saved_for(uow, officer, saved_id)
    if not is_known(rulebase, saved.audience):
        raise Stale(StaleCode.CHANGED)
    return saved.audience


def save(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, audience: Audience, name: str
) -> SavedCard:
    """Keep an audience under a name.

    Raises:
        NotYours: They edit nothing there.
        BadAnswer: NOT_UNDERSTOOD: no word in it; TOO_LONG; NOT_OFFERED: another has it;
            OUT_OF_RANGE: there are enough.
    """
    check_audience(uow, rulebase, officer, audience, audience.region)
    others = store.saved_in(uow, audience.region)
    called = _checked(name, others)
    if len(others) >= SAVED_MOST:
        raise BadAnswer(AnswerCode.OUT_OF_RANGE, most=SAVED_MOST)
    saved_id = store.add_saved(uow, called, audience, by=officer.id)
    _note(uow, officer, "save", saved_id)
    return saved_for(uow, officer, saved_id)


def rename(uow: UnitOfWork, officer: OfficerCard, saved_id: int, name: str) -> SavedCard:
    """Call it otherwise.

    Raises:
        NotYours: None of theirs, or it was deleted.
        BadAnswer: See `save`.
    """
    saved = saved_for(uow, officer, saved_id)
    others = [each for each in store.saved_in(uow, saved.region) if each.id != saved.id]
    store.rename_saved(uow, saved.id, _checked(name, others))
    _note(uow, officer, "rename", saved.id)
    return saved_for(uow, officer, saved.id)


def drop(uow: UnitOfWork, officer: OfficerCard, saved_id: int) -> SavedCard:
    """Offer it no more; broadcasts that use it keep their own copy.

    Raises:
        NotYours: None of theirs, or it was deleted before.
    """
    saved = saved_for(uow, officer, saved_id)
    store.end_saved(uow, saved.id, by=officer.id)
    _note(uow, officer, "delete", saved.id)
    return saved


def _checked(name: str, others: list[SavedCard]) -> str:
    called = " ".join(name.split())
    if not has_word(called):
        raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    if len(called) > NAME_MOST:
        raise BadAnswer(AnswerCode.TOO_LONG, most=NAME_MOST)
    if any(each.name == called for each in others):
        raise BadAnswer(AnswerCode.NOT_OFFERED, understood=called)
    return called


def _note(uow: UnitOfWork, officer: OfficerCard, act: str, saved_id: int) -> None:
    subject = f"saved_audience:{saved_id}"
    note(uow, actor=f"officer:{officer.id}", act=f"audience:{act}", subject=subject)
