"""我联系的企业, and 包保: who looks after a firm, given and taken."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.errors import BadAnswer, Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.domain.staff import Power
from bot.services import assignments as acts
from bot.services.assignments import Assigned
from bot.services.care import care_of, concerned
from bot.services.own_firms import find_firms, own_firms
from bot.services.staff import may, sector_of
from bot.services.takeover import load_of
from bot.store.officers import OfficerCard
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk import care_views as views
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.notices import care as notices
from handlers.press import Press

FIND: Final = "firm_find"
GIVE: Final = "firm_give"


async def mine(desk: Desk, update: Update, press: Press) -> None:
    """我联系的企业, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        listed = own_firms(uow, who.officer, press.number() if press.args else 0)
        return Replies(edit=views.mine(who.t, desk.rulebase, listed))

    await desk.act(update, act)


async def ask_name(desk: Desk, update: Update, _: Press) -> None:
    """查企业: by which words?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(FIND))
        return Replies(edit=views.ask_name(who))

    await desk.act(update, act)


async def firm(desk: Desk, update: Update, press: Press) -> None:
    """包保: the slots of a firm."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        return Replies(edit=_slots(desk, uow, who, press.number()))

    await desk.act(update, act)


async def pick(desk: Desk, update: Update, press: Press) -> None:
    """指定 or 换人: whom?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        firm_id, slot = press.number(), press.word(1)
        page = press.number(2) if press.args[2:] else 0
        found = acts.candidates(uow, desk.rulebase, who.officer, firm_id)
        care = care_of(uow, desk.rulebase, who.officer, firm_id)
        holder = care.carer(slot)
        others = [each for each in found if holder is None or each.id != holder.officer.id]
        loads = load_of(uow, [each.id for each in others])
        view = views.pick(who.t, desk.rulebase, care.firm, slot, others, loads, page)
        return Replies(edit=view)

    await desk.act(update, act)


async def give(desk: Desk, update: Update, press: Press) -> None:
    """Somebody was chosen: why? Whatever is written, or 日常分工, carries it out."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        firm_id, slot, officer_id = press.number(), press.word(1), press.number(2)
        found = acts.candidates(uow, desk.rulebase, who.officer, firm_id)
        chosen = next((each for each in found if each.id == officer_id), None)
        if chosen is None:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=_why(desk, uow, who, firm_id, slot, chosen))

    await desk.act(update, act)


async def usual(desk: Desk, update: Update, _: Press) -> None:
    """日常分工: the reason that most have."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = open_question(uow, BOT, who.officer.chat_id)
        if question is None or question.kind != GIVE:
            raise Stale(StaleCode.CHANGED)
        done = _given(desk, uow, who, question, who.t("日常分工"))
        return Replies(edit=done.say[0], also=done.also)

    await desk.act(update, act)


async def free(desk: Desk, update: Update, press: Press) -> None:
    """撤下: why? The slot will be free."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        firm_id, slot = press.number(), press.word(1)
        acts.candidates(uow, desk.rulebase, who.officer, firm_id)
        return Replies(edit=_why(desk, uow, who, firm_id, slot, None))

    await desk.act(update, act)


async def undo(desk: Desk, update: Update, press: Press) -> None:
    """撤回 within two minutes."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        change = acts.undo_assignment(
            uow, desk.rulebase, who.officer, press.number(), press.number(1)
        )
        told = notices.assigned(desk.rulebase, change, uow.new_uid())
        said = who.t("已撤回，和原来一样。")
        return Replies(edit=_slots(desk, uow, who, change.firm.id, said), also=told)

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as words to find or as a reason; None if neither was asked for."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None:
        return None
    if question.kind == FIND:
        found = find_firms(uow, desk.rulebase, who.officer, text)
        return Replies(say=(views.found(who, desk.rulebase, text, found),))
    if question.kind == GIVE:
        try:
            return _given(desk, uow, who, question, text)
        except BadAnswer:
            return Replies(say=(views.bad_reason(who.t, int(question.context["firm"])),))
    return None


def _why(
    desk: Desk,
    uow: UnitOfWork,
    who: Clerk,
    firm_id: int,
    slot: str,
    chosen: OfficerCard | None,
) -> View:
    care = care_of(uow, desk.rulebase, who.officer, firm_id)
    if chosen is None and care.carer(slot) is None:
        raise Stale(StaleCode.CHANGED)
    told = len(concerned(uow, firm_id))
    context = {"firm": firm_id, "slot": slot, "officer": chosen.id if chosen else 0}
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(GIVE, context=context))
    return views.ask_reason(who.t, desk.rulebase, care, slot, chosen, told)


def _given(
    desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, reason: str
) -> Replies:
    firm_id, slot = int(question.context["firm"]), str(question.context["slot"])
    officer_id, rules = int(question.context["officer"]), desk.rulebase
    if officer_id:
        change = acts.assign_firm(
            uow, rules, who.officer, firm_id, officer_id, slot=slot, reason=reason
        )
    else:
        change = acts.release_firm(uow, rules, who.officer, firm_id, slot=slot, reason=reason)
    close_question(uow, BOT, who.officer.chat_id)
    done = _done(desk, uow, who, change)
    return Replies(say=(done.edit,) if done.edit else (), also=done.also)


def _done(desk: Desk, uow: UnitOfWork, who: Clerk, change: Assigned) -> Replies:
    told = notices.assigned(desk.rulebase, change, uow.new_uid())
    return Replies(edit=views.done(who.t, desk.rulebase, change), also=told)


def _slots(
    desk: Desk, uow: UnitOfWork, who: Clerk, firm_id: int, before: str | None = None
) -> View:
    care = care_of(uow, desk.rulebase, who.officer, firm_id)
    sector = sector_of(uow, desk.rulebase, firm_id)
    assigns = may(uow, who.officer, Power.FIRM_ASSIGN, care.firm.region, sector)
    return views.slots(who.t, desk.rulebase, care, desk.zone, assigns=assigns, before=before)


def _stop_asking(uow: UnitOfWork, who: Clerk) -> None:
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind in {FIND, GIVE}:
        close_question(uow, BOT, who.officer.chat_id)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "care:mine": mine,
    "care:find": ask_name,
    "care:firm": firm,
    "care:pick": pick,
    "care:give": give,
    "care:usual": usual,
    "care:free": free,
    "care:undo": undo,
}
