"""常用语: who may use, write, change and remove which."""

from bot.domain.canned import SHELF_MOST, TEXT_MOST, titled, unknown_blanks
from bot.domain.errors import AnswerCode, BadAnswer, NotYours, Stale, StaleCode
from bot.domain.staff import POWERS, Power
from bot.domain.texts import has_word
from bot.services.staff.staff import may, posts_of, regions_with
from bot.store.audit import note
from bot.store.staff import canned_answers as store
from bot.store.staff.canned_answers import CannedCard, Shelf
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import units_in
from bot.store.uow import UnitOfWork


def shelves_used(uow: UnitOfWork, officer: OfficerCard) -> list[Shelf]:
    """Where an officer's answers come from: their own, and those of each desk they work at."""
    posts = [each for each in posts_of(uow, officer.id) if Power.CASE_WORK in POWERS[each.kind]]
    if not posts:
        return []
    desks = (Shelf(post.region, post.unit_id) for post in posts)
    return list(dict.fromkeys((_own(officer), *desks)))


def shelves_kept(uow: UnitOfWork, officer: OfficerCard) -> list[Shelf]:
    """Where an officer may write: their own, and the desks of regions in which they dispatch."""
    regions = regions_with(uow, officer, Power.CASE_DISPATCH)
    units = units_in(uow.connection, regions) if regions else []
    used = shelves_used(uow, officer)
    shared = [Shelf(region) for region in regions]
    shared += [Shelf(unit.region, unit.id) for unit in units]
    shared += [each for each in used if each.officer_id is None and keeps(uow, officer, each)]
    own = [_own(officer)] if used else []
    return list(dict.fromkeys((*own, *shared)))


def keeps(uow: UnitOfWork, officer: OfficerCard, shelf: Shelf) -> bool:
    """Whether an officer may change what is kept there."""
    if shelf.officer_id is not None:
        return shelf.officer_id == officer.id
    return may(uow, officer, Power.CASE_DISPATCH, shelf.region)


def answers_of(uow: UnitOfWork, officer: OfficerCard) -> list[CannedCard]:
    """All that an officer may use: their own first, each by age."""
    found = store.canned_on(uow, shelves_used(uow, officer))
    return sorted(found, key=lambda each: each.shelf.officer_id is None)


def answer_of(uow: UnitOfWork, officer: OfficerCard, answer_id: int) -> CannedCard:
    """One of them, as it is now.

    Raises:
        NotYours: No such answer, or of a desk that is not theirs.
        Stale: It was changed or removed.
    """
    answer = _seen(uow, officer, answer_id)
    if answer.ended_at is not None:
        raise Stale(StaleCode.CHANGED)
    return answer


def on_shelf(uow: UnitOfWork, officer: OfficerCard, shelf: Shelf) -> list[CannedCard]:
    """What is kept at one place.

    Raises:
        NotYours: Neither theirs to use nor to keep.
    """
    _check_seen(uow, officer, shelf)
    return store.canned_on(uow, [shelf])


def write_answer(uow: UnitOfWork, officer: OfficerCard, shelf: Shelf, written: str) -> CannedCard:
    """Keep a new answer.

    Args:
        written: A short first line is its title.

    Raises:
        NotYours: Not theirs to keep.
        BadAnswer: NOT_UNDERSTOOD: no word in it; TOO_LONG; OUT_OF_RANGE: there are enough;
            NOT_OFFERED: blanks that stand for nothing (`understood`).
    """
    _check_kept(uow, officer, shelf)
    title, text = _checked(written)
    if len(store.canned_on(uow, [shelf])) >= SHELF_MOST:
        raise BadAnswer(AnswerCode.OUT_OF_RANGE, most=SHELF_MOST)
    return _kept(uow, officer, store.add_canned(uow, shelf, title, text, by=officer.id), "add")


def change_answer(
    uow: UnitOfWork, officer: OfficerCard, answer_id: int, written: str
) -> CannedCard:
    """Put another text in the place of an answer; the old one is history.

    Raises:
        NotYours: No such answer, or not theirs to keep.
        BadAnswer: See `write_answer`.
        Stale: Somebody changed or removed it meanwhile.
    """
    title, text = _checked(written)
    old = _ended(uow, officer, answer_id)
    new = store.add_canned(uow, old.shelf, title, text, by=officer.id, thread=old.thread)
    return _kept(uow, officer, new, "change")


def remove_answer(uow: UnitOfWork, officer: OfficerCard, answer_id: int) -> CannedCard:
    """Use it no more; it can be brought back.

    Raises:
        NotYours: No such answer, or not theirs to keep.
        Stale: Somebody changed or removed it meanwhile.
    """
    old = _ended(uow, officer, answer_id)
    return _kept(uow, officer, old.id, "remove")


def bring_back(uow: UnitOfWork, officer: OfficerCard, answer_id: int) -> CannedCard:
    """Use again what was removed, or an earlier version.

    Raises:
        NotYours: No such answer, or not theirs to keep.
        Stale: It is in use.
    """
    old = _seen(uow, officer, answer_id)
    _check_kept(uow, officer, old.shelf)
    if old.ended_at is None:
        raise Stale(StaleCode.CHANGED)
    for each in store.versions_of(uow, old.thread):
        if each.ended_at is None:
            store.end_canned(uow, each.id, by=officer.id)
    new = store.add_canned(uow, old.shelf, old.title, old.text, by=officer.id, thread=old.thread)
    return _kept(uow, officer, new, "restore")


def versions(uow: UnitOfWork, officer: OfficerCard, answer_id: int) -> list[CannedCard]:
    """All that an answer ever was, the newest first.

    Raises:
        NotYours: No such answer, or of a desk that is not theirs.
    """
    return store.versions_of(uow, _seen(uow, officer, answer_id).thread)


def _own(officer: OfficerCard) -> Shelf:
    return Shelf(officer.region, officer_id=officer.id)


def _checked(written: str) -> tuple[str, str]:
    title, text = titled(written)
    if not has_word(text):
        raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    if len(text) > TEXT_MOST:
        raise BadAnswer(AnswerCode.TOO_LONG, most=TEXT_MOST)
    unknown = unknown_blanks(written)
    if unknown:
        raise BadAnswer(AnswerCode.NOT_OFFERED, understood=" ".join(f"{{{n}}}" for n in unknown))
    return title, text


def _seen(uow: UnitOfWork, officer: OfficerCard, answer_id: int) -> CannedCard:
    answer = store.find_canned(uow, answer_id)
    if answer is None:
        raise NotYours("canned")
    _check_seen(uow, officer, answer.shelf)
    return answer


def _check_seen(uow: UnitOfWork, officer: OfficerCard, shelf: Shelf) -> None:
    if shelf not in shelves_used(uow, officer) and not keeps(uow, officer, shelf):
        raise NotYours("canned")


def _check_kept(uow: UnitOfWork, officer: OfficerCard, shelf: Shelf) -> None:
    if not keeps(uow, officer, shelf):
        raise NotYours("canned")


def _ended(uow: UnitOfWork, officer: OfficerCard, answer_id: int) -> CannedCard:
    old = _seen(uow, officer, answer_id)
    _check_kept(uow, officer, old.shelf)
    if not store.end_canned(uow, answer_id, by=officer.id):
        raise Stale(StaleCode.CHANGED)
    return old


def _kept(uow: UnitOfWork, officer: OfficerCard, answer_id: int, act: str) -> CannedCard:
    note(uow, actor=f"officer:{officer.id}", act=f"canned:{act}", subject=f"canned:{answer_id}")
    answer = store.find_canned(uow, answer_id)
    if answer is None:
        raise NotYours("canned")
    return answer
