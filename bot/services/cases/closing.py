"""回访、核查、销号: inspectors, who never judge what they handled themselves."""

from collections.abc import Collection
from typing import Final

from bot.domain.case_refusals import CaseCode
from bot.domain.case_states import FOUND_LEAST, CaseAct, CaseStatus, CheckWay
from bot.domain.errors import NotYours
from bot.domain.staff import Power
from bot.domain.texts import has_word, letters_in
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_officer
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import Said, asked, move, refused
from bot.services.cases.texts import reason_text, short_text
from bot.services.duties.errands import Ground
from bot.services.staff.staff import may
from bot.store.cases.cases import CaseRecord
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

IN_PERSON: Final = (CheckWay.PHONE, CheckWay.SITE)
"""In these ways somebody of the firm is asked, who may say yes where the firm was silent."""
WHOM_MOST: Final = 30
"""Characters of who was asked: a name or a post."""
_NOBODY: Final = ("没", "无人", "不通", "未接", "nobody", "no one", "no answer", "none")
"""Who is asked by name is not called so: it says that nobody was reached."""


def close_case(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    case_id: int,
    way: CheckWay,
    found: str,
    whom: str | None = None,
) -> CaseCard:
    """核查通过, 销号: how it was checked, whom the inspector asked, and what was said or seen.

    Args:
        whom: Who of the firm said yes. Where the firm was silent in chat there has to be
            somebody, reached by phone or on the spot: papers are no yes, and neither is silence.

    Raises:
        BadAnswer: Nothing was written down, or too much.
        CaseRefusal: It waits for nobody's check, this officer handled it, what was found is
            too short to say anything, or nobody of a silent firm was reached.
        NotYours: No such case, or this officer is no inspector of its place.
    """
    case, words = _to_check(uow, officer, case_id), reason_text(found)
    asked(uow, ground, case, CaseAct.CHECK, officer)
    said = Said(_proof(uow, case, words, way, whom), way=way)
    return card_of(uow, ground.rulebase, move(uow, ground, case, CaseAct.CHECK, officer, said))


def ways_of(status: CaseStatus) -> Collection[CheckWay]:
    """How a case of this status may be checked."""
    return IN_PERSON if status is CaseStatus.CALL else tuple(CheckWay)


def is_somebody(whom: str) -> bool:
    """Whether this may be the name or the post of somebody who was reached."""
    denied = any(word in whom.casefold() for word in _NOBODY)
    return has_word(whom) and len(whom.strip()) <= WHOM_MOST and not denied


def says_enough(found: str) -> bool:
    """Whether what an inspector wrote may close a case."""
    return letters_in(found) >= FOUND_LEAST


def reopen_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, found: str
) -> CaseCard:
    """核查不通过: back to the desks, one level up.

    Raises:
        BadAnswer, CaseRefusal, NotYours: As `close_case`.
    """
    return _inspected(uow, ground, officer, case_id, CaseAct.FAULT, found)


def missed_call(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, found: str
) -> CaseCard:
    """没打通: it stays to be called.

    Raises:
        BadAnswer, CaseRefusal, NotYours: As `close_case`.
    """
    return _inspected(uow, ground, officer, case_id, CaseAct.MISS, found)


def _inspected(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, act: CaseAct, found: str
) -> CaseCard:
    case, said = _to_check(uow, officer, case_id), Said(reason_text(found))
    return card_of(uow, ground.rulebase, move(uow, ground, case, act, officer, said))


def _to_check(uow: UnitOfWork, officer: OfficerCard, case_id: int) -> CaseRecord:
    case = case_for_officer(uow, officer, case_id)
    region = load_firm(uow, case.firm_id).region
    if not may(uow, officer, Power.CASE_CHECK, region, case.sector):
        raise NotYours("case")
    return case


def _proof(uow: UnitOfWork, case: CaseRecord, found: str, way: CheckWay, whom: str | None) -> str:
    """What the history keeps of a check: who said yes, if somebody had to, and what was found."""
    if not says_enough(found):
        raise refused(uow, case, CaseCode.FOUND_SHORT)
    if case.state.status is not CaseStatus.CALL:
        return found
    if way not in IN_PERSON or whom is None or not is_somebody(whom):
        raise refused(uow, case, CaseCode.NOT_REACHED)
    return short_text(f"{whom.strip()}：{found}")
