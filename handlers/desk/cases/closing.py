"""回访、核查、销号: the inspectors' part."""

from collections.abc import Callable, Mapping
from typing import Final

from telegram import Update

from bot.domain.case_states import TEXT_MOST, CaseAct, CaseStatus, CheckWay
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Notice, Replies
from bot.services.cases import closing as acts
from bot.services.cases.cards import CaseCard
from bot.services.cases.cases import case_ready_for
from bot.services.cases.lists import cases_to_check
from bot.services.cases.texts import reason_text
from bot.services.duties.errands import Ground
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from handlers.desk.cases import closing_views as views
from handlers.desk.cases.answer_views import too_long
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.notices import case_closing as notices
from handlers.press import Press

KINDS: Final[Mapping[str, CaseAct]] = {
    "case_check": CaseAct.CHECK,
    "case_fault": CaseAct.FAULT,
    "case_miss": CaseAct.MISS,
}
CHECK_KIND: Final = "case_check"
_FOUND_MOST: Final = TEXT_MOST - acts.WHOM_MOST - 1
"""What was found stands in one text with who was asked."""
_Act = Callable[[UnitOfWork, Ground, OfficerCard, int, str], CaseCard]
_ACTS: Final[Mapping[CaseAct, _Act]] = {
    CaseAct.FAULT: acts.reopen_case,
    CaseAct.MISS: acts.missed_call,
}


async def waiting(desk: Desk, update: Update, _: Press) -> None:
    """待回访核查: what waits for an inspector, earliest due first."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = cases_to_check(uow, who.officer)
        return Replies(edit=views.waiting(who.t, desk.rulebase, found, desk.zone))

    await desk.act(update, act)


async def ask_check(desk: Desk, update: Update, press: Press) -> None:
    """核查通过，销号: how was it checked? What was found is asked for after that."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = case_ready_for(uow, desk.ground, who.officer, press.number(), CaseAct.CHECK)
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(CHECK_KIND, str(card.id)))
        return Replies(say=(views.ask_way(who.t, card),))

    await desk.act(update, act)


async def way(desk: Desk, update: Update, press: Press) -> None:
    """电话, 现场, 材料: now the words, unless they were written before."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        case_id, chosen = press.number(), _way(press.word(1))
        card = case_ready_for(uow, desk.ground, who.officer, case_id, CaseAct.CHECK)
        if chosen not in acts.ways_of(card.status):
            ask(uow, BOT, who.officer.chat_id, OpenQuestion(CHECK_KIND, str(card.id)))
            return Replies(edit=views.ask_way(who.t, card))
        question = open_question(uow, BOT, who.officer.chat_id)
        known = {} if question is None or question.subject != str(card.id) else question.context
        asked = OpenQuestion(CHECK_KIND, str(card.id), {**known, "way": chosen})
        if acts.says_enough(known.get("said", "")):
            return _whom(desk, uow, who, card, asked)
        ask(uow, BOT, who.officer.chat_id, asked)
        return Replies(edit=views.ask_found(who.t, card, CaseAct.CHECK, way=chosen))

    await desk.act(update, act)


async def ask_fault(desk: Desk, update: Update, press: Press) -> None:
    """没有解决，重开: what is still wrong?"""
    await _words(desk, update, press, "case_fault")


async def ask_miss(desk: Desk, update: Update, press: Press) -> None:
    """没打通: when and how was it tried?"""
    await _words(desk, update, press, "case_miss")


async def _words(desk: Desk, update: Update, press: Press, kind: str) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = case_ready_for(uow, desk.ground, who.officer, press.number(), KINDS[kind])
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(kind, str(card.id)))
        return Replies(say=(views.ask_found(who.t, card, KINDS[kind]),))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as what was found; None if nothing was asked."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind not in KINDS:
        return None
    if len(text) > TEXT_MOST:
        return Replies(say=(too_long(who.t, len(text)),))
    if question.kind == CHECK_KIND:
        return _found(desk, uow, who, question, text)
    close_question(uow, BOT, who.officer.chat_id)
    act = KINDS[question.kind]
    card = _ACTS[act](uow, desk.ground, who.officer, int(question.subject), text)
    return Replies(say=(views.done(who.t, card, act, desk.zone),), also=_told(desk, card, act))


def _found(desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str) -> Replies:
    """What was found so far, kept until it says enough and how it was checked is known.

    Raises:
        BadAnswer: There is no word in it: signs alone are no evidence.
    """
    new = reason_text(text)
    case_id, known = int(question.subject), question.context
    card = case_ready_for(uow, desk.ground, who.officer, case_id, CaseAct.CHECK)
    if "way" in known and acts.says_enough(known.get("said", "")):
        return _named(desk, uow, who, card, question, new)
    said = "，".join(filter(None, (known.get("said"), new)))
    if len(said) > _FOUND_MOST:
        return Replies(say=(too_long(who.t, len(said), _FOUND_MOST),))
    asked = OpenQuestion(CHECK_KIND, question.subject, {**known, "said": said})
    if acts.says_enough(said) and "way" in known:
        return _whom(desk, uow, who, card, asked)
    ask(uow, BOT, who.officer.chat_id, asked)
    if acts.says_enough(said):
        return Replies(say=(views.ask_way(who.t, card, said),))
    return Replies(say=(views.too_short(who.t, card, said, _known_way(asked)),))


def _whom(desk: Desk, uow: UnitOfWork, who: Clerk, card: CaseCard, asked: OpenQuestion) -> Replies:
    """Of a silent firm somebody has to have said yes: who? All else is closed now."""
    if card.status is not CaseStatus.CALL:
        return _checked(desk, uow, who, asked)
    ask(uow, BOT, who.officer.chat_id, asked)
    return Replies(say=(views.ask_whom(who.t, card, _way(asked.context["way"])),))


def _named(
    desk: Desk, uow: UnitOfWork, who: Clerk, card: CaseCard, asked: OpenQuestion, whom: str
) -> Replies:
    if not acts.is_somebody(whom):
        return Replies(say=(views.ask_whom(who.t, card, _way(asked.context["way"]), whom),))
    return _checked(desk, uow, who, asked, whom)


def _checked(
    desk: Desk, uow: UnitOfWork, who: Clerk, asked: OpenQuestion, whom: str | None = None
) -> Replies:
    close_question(uow, BOT, who.officer.chat_id)
    chosen, said = _way(asked.context["way"]), asked.context["said"]
    case_id = int(asked.subject)
    card = acts.close_case(uow, desk.ground, who.officer, case_id, chosen, said, whom)
    told = _told(desk, card, CaseAct.CHECK)
    return Replies(say=(views.done(who.t, card, CaseAct.CHECK, desk.zone),), also=told)


def _known_way(asked: OpenQuestion) -> CheckWay | None:
    return _way(asked.context["way"]) if "way" in asked.context else None


def _way(word: str) -> CheckWay:
    """The way that a button stands for.

    Raises:
        Stale: There is none: an old or a forged button.
    """
    try:
        return CheckWay(word)
    except ValueError as error:
        raise Stale(StaleCode.CHANGED) from error


def _told(desk: Desk, card: CaseCard, act: CaseAct) -> tuple[Notice, ...]:
    if act is CaseAct.MISS:
        return ()
    if act is CaseAct.CHECK:
        return tuple(notices.closed(card))
    return tuple(notices.faulted(desk.rulebase, card))


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "case:checks": waiting,
    "case:check": ask_check,
    "case:way": way,
    "case:fault": ask_fault,
    "case:miss": ask_miss,
}
