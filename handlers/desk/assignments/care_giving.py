"""包保 given and taken: whom, from when and why; taken back within two minutes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from telegram import Update

from bot.domain.assigned_since import Since
from bot.domain.days import read_day
from bot.domain.errors import AnswerCode, BadAnswer, Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.assignments import assignments as acts
from bot.services.assignments.assignments import Assigned
from bot.services.assignments.care import care_of, concerned
from bot.services.staff.away import who_is_away
from bot.services.staff.takeover import load_of
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from handlers.desk.assignments import giving_views
from handlers.desk.assignments.care import GIVE, SINCE, slots_card
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.notices import care as notices
from handlers.press import Press


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
        view = giving_views.pick(who.t, desk.rulebase, care.firm, slot, others, loads, page)
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
        question = _giving(uow, who, GIVE)
        done = _given(desk, uow, who, question, who.t("日常分工"))
        return Replies(edit=done.say[0], also=done.also)

    await desk.act(update, act)


async def other_day(desk: Desk, update: Update, _: Press) -> None:
    """从别的日子起: from which? A day that is over; what is written next is read as it."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = _giving(uow, who, GIVE)
        ask(uow, BOT, who.officer.chat_id, replace(question, kind=SINCE))
        return Replies(edit=_ask_day(desk, uow, who, question))

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
        told = notices.assigned(desk.rulebase, change, who.officer, uow.new_uid(), undone=True)
        said = who.t("已撤回，和原来一样。")
        return Replies(edit=slots_card(desk, uow, who, change.firm.id, said), also=told)

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as a day or as a reason; None if neither was asked for."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind == SINCE:
        return _dated(desk, uow, who, question, text)
    if question is None or question.kind != GIVE:
        return None
    try:
        return _given(desk, uow, who, question, text)
    except BadAnswer:
        return Replies(say=(giving_views.bad_reason(who.t, int(question.context["firm"])),))


def _why(
    desk: Desk,
    uow: UnitOfWork,
    who: Clerk,
    firm_id: int,
    slot: str,
    chosen: OfficerCard | None,
    day: date | None = None,
) -> View:
    care = care_of(uow, desk.rulebase, who.officer, firm_id)
    if chosen is None and care.carer(slot) is None:
        raise Stale(StaleCode.CHANGED)
    context = {
        "firm": firm_id,
        "slot": slot,
        "officer": chosen.id if chosen else 0,
        "since": day.isoformat() if day else "",
    }
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(GIVE, context=context))
    asked = giving_views.Giving(
        care=care,
        slot=slot,
        chosen=chosen,
        told=len(concerned(uow, firm_id)),
        day=day,
        away=who_is_away(uow, {chosen.id: chosen.name}).get(chosen.id) if chosen else None,
    )
    return giving_views.ask_reason(who.t, desk.rulebase, asked, desk.zone)


def _giving(uow: UnitOfWork, who: Clerk, kind: str) -> OpenQuestion:
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != kind:
        raise Stale(StaleCode.CHANGED)
    return question


def _ask_day(
    desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, refused: str = ""
) -> View:
    care = care_of(uow, desk.rulebase, who.officer, int(question.context["firm"]))
    holder = care.carer(str(question.context["slot"]))
    return giving_views.ask_day(who.t, care.firm, holder, desk.zone, refused)


def _dated(desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str) -> Replies:
    """A day as text; one that cannot be leaves the question open."""
    rules, firm_id = desk.rulebase, int(question.context["firm"])
    slot, officer_id = str(question.context["slot"]), int(question.context["officer"])
    day = read_day(text, uow.now.astimezone(desk.zone).date())
    holder = care_of(uow, rules, who.officer, firm_id).carer(slot)
    chosen = {each.id: each for each in acts.candidates(uow, rules, who.officer, firm_id)}
    if officer_id not in chosen:
        raise Stale(StaleCode.CHANGED)
    try:
        if day is None:
            raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
        Since(day, desk.zone).at(uow.now, holder.since if holder else None)
    except BadAnswer:
        return Replies(say=(_ask_day(desk, uow, who, question, text),))
    view = _why(desk, uow, who, firm_id, slot, chosen[officer_id], day)
    return Replies(say=(view,))


def _given(
    desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, reason: str
) -> Replies:
    firm_id, slot = int(question.context["firm"]), str(question.context["slot"])
    officer_id, rules = int(question.context["officer"]), desk.rulebase
    if officer_id:
        said = str(question.context.get("since") or "")
        since = Since(date.fromisoformat(said), desk.zone) if said else None
        change = acts.assign_firm(
            uow, rules, who.officer, firm_id, officer_id, slot=slot, reason=reason, since=since
        )
    else:
        change = acts.release_firm(uow, rules, who.officer, firm_id, slot=slot, reason=reason)
    close_question(uow, BOT, who.officer.chat_id)
    done = _done(desk, uow, who, change)
    return Replies(say=(done.edit,) if done.edit else (), also=done.also)


def _done(desk: Desk, uow: UnitOfWork, who: Clerk, change: Assigned) -> Replies:
    told = notices.assigned(desk.rulebase, change, who.officer, uow.new_uid())
    view = giving_views.done(who.t, desk.rulebase, change, desk.zone, by=who.officer)
    return Replies(edit=view, also=told)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "care:pick": pick,
    "care:give": give,
    "care:usual": usual,
    "care:day": other_day,
    "care:free": free,
    "care:undo": undo,
}
