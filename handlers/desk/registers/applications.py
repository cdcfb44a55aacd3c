"""企业申请: what firms ask for; granted as a change of the register, refused, or asked more."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.speech import Replies, View
from bot.services.files import ask_again
from bot.services.registers.application_desk import (
    application_for_officer,
    ask_for_more,
    refuse,
    waiting_applications,
)
from bot.services.registers.applications import ApplicationFile, application_file, check_undecided
from bot.services.registers.registers import register_of_firm, to_keep
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.staff.officers import name_of
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.registers import application_views as views
from handlers.desk.registers.change import begun
from handlers.desk.registers.draft import REASON, Draft
from handlers.desk.registers.subjects import FIRM
from handlers.notices import applications as notices
from handlers.press import Press
from policies.fact_values import dump_value

KIND: Final = "application"
MORE, NO = "more", "no"
"""What the officer is asked to write: what is lacking, or why not."""


async def waiting(desk: Desk, update: Update, press: Press) -> None:
    """企业申请, the oldest first, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = waiting_applications(uow, desk.rulebase, who.officer)
        page = press.number() if press.args else 0
        files = [
            application_file(uow, desk.rulebase, each.id) for each in views.page_of(found, page)
        ]
        return Replies(edit=views.waiting(who.t, files, len(found), page, desk.zone))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One application; whoever was asked for words about it is no longer."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        file = application_for_officer(uow, desk.rulebase, who.officer, press.number())
        return Replies(edit=_card(desk, uow, who, file))

    await desk.act(update, act)


async def grant(desk: Desk, update: Update, press: Press) -> None:
    """列入: a change of the register like any other, with a preview."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        file = application_for_officer(uow, desk.rulebase, who.officer, press.number())
        check_undecided(file)
        fact = file.register.fact
        found = register_of_firm(uow, desk.rulebase, who.officer, fact.id, file.firm.id)
        card = to_keep(found)
        value = dump_value(fact, file.admission.value)
        draft = Draft(fact.id, f"{FIRM}{file.firm.id}", value, card.version, REASON)
        return Replies(edit=begun(desk, uow, who, card, replace(draft, wished=True)))

    await desk.act(update, act)


async def more(desk: Desk, update: Update, press: Press) -> None:
    """请补充: what is lacking?"""
    await _ask(desk, update, press, MORE)


async def no(desk: Desk, update: Update, press: Press) -> None:
    """不列入: why?"""
    await _ask(desk, update, press, NO)


async def listing(desk: Desk, update: Update, press: Press) -> None:
    """看附件: all that the firm sent, as messages."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        file = application_for_officer(uow, desk.rulebase, who.officer, press.number())
        ask_again(uow, file.files)
        return Replies(say=views.attachments(who.t, file))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as what was asked about an application; None if nothing was."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != KIND:
        return None
    application_id, rules = int(question.subject), desk.rulebase
    if question.context["wanted"] == MORE:
        file = ask_for_more(uow, rules, who.officer, application_id, text)
        told = notices.asked_for_more(rules, file, uow.new_uid())
    else:
        file = refuse(uow, rules, who.officer, application_id, text)
        told = notices.refused(rules, file, uow.new_uid())
    close_question(uow, BOT, who.officer.chat_id)
    said = views.answered(who.t, file)
    return Replies(say=(_card(desk, uow, who, file, said),), also=told)


async def _ask(desk: Desk, update: Update, press: Press, wanted: str) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        file = application_for_officer(uow, desk.rulebase, who.officer, press.number())
        check_undecided(file)
        question = OpenQuestion(KIND, str(file.application.id), {"wanted": wanted})
        ask(uow, BOT, who.officer.chat_id, question)
        asked = views.ask_more if wanted == MORE else views.ask_why
        return Replies(say=(asked(who.t, file),))

    await desk.act(update, act)


def _card(
    desk: Desk, uow: UnitOfWork, who: Clerk, file: ApplicationFile, before: str | None = None
) -> View:
    names = {step.actor: name_of(uow, step.actor) for step in file.steps}
    return views.card(who.t, desk.rulebase, file, names, desk.zone, before=before)


def _stop_asking(uow: UnitOfWork, who: Clerk) -> None:
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind == KIND:
        close_question(uow, BOT, who.officer.chat_id)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "apply:list": waiting,
    "apply:show": show,
    "apply:grant": grant,
    "apply:more": more,
    "apply:no": no,
    "apply:files": listing,
}
