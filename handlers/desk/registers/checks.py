"""抽查: how many, why; who was drawn; and what was found."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import CheckResult
from bot.domain.speech import Notice, Replies, View
from bot.services.registers import spot_checks as acts
from bot.services.registers.spot_checks import CheckFile
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.registers import check_views as views
from handlers.desk.registers.subjects import register_named
from handlers.notices import applications as notices
from handlers.press import Press
from policies.registers import Register

DRAW: Final = "spot_draw"
FOUND: Final = "spot_found"


async def listing(desk: Desk, update: Update, press: Press) -> None:
    """抽查: what was drawn, those without a result first."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        register = _checked(desk, uow, who, press.word())
        files = acts.checks_of(uow, desk.rulebase, who.officer, register)
        page = press.number(1) if press.args[1:] else 0
        return Replies(edit=views.listing(who.t, desk.rulebase, register, files, page, desk.zone))

    await desk.act(update, act)


async def draw(desk: Desk, update: Update, press: Press) -> None:
    """抽一批: how many?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        register = _checked(desk, uow, who, press.word())
        firms = acts.some_to_draw_from(uow, desk.rulebase, who.officer, register)
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(DRAW, register.fact.id))
        return Replies(edit=views.how_many(who.t, register, len(firms)))

    await desk.act(update, act)


async def count(desk: Desk, update: Update, press: Press) -> None:
    """So many: why?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = _open(uow, who, DRAW)
        if question.subject != press.word():
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=_why(desk, uow, who, press.word(), press.number(1)))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One spot check."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        file = acts.check_for_officer(uow, desk.rulebase, who.officer, press.number())
        return Replies(edit=views.card(who.t, desk.rulebase, file, desk.zone))

    await desk.act(update, act)


async def kept(desk: Desk, update: Update, press: Press) -> None:
    """措施落实."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        said = _recorded(desk, uow, who, press.number(), CheckResult.KEPT)
        return Replies(edit=said[0], also=said[1])

    await desk.act(update, act)


async def failed(desk: Desk, update: Update, press: Press) -> None:
    """没有落实: what was found?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        file = acts.check_for_officer(uow, desk.rulebase, who.officer, press.number())
        if file.check.result is not None:
            return Replies(edit=views.card(who.t, desk.rulebase, file, desk.zone))
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(FOUND, str(file.check.id)))
        return Replies(say=(views.what_found(who.t, file),))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as how many, why, or what was found; None if none of it was asked."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind not in {DRAW, FOUND}:
        return None
    if question.kind == FOUND:
        number = int(question.subject)
        view, told = _recorded(desk, uow, who, number, CheckResult.FAILED, text)
        close_question(uow, BOT, who.officer.chat_id)
        return Replies(say=(view,), also=told)
    if "count" not in question.context:
        said = text.strip()
        if not said.isdecimal() or len(said) > 3:
            raise RegisterRefusal(RegisterCode.NO_NUMBER, most=acts.MOST)
        return Replies(say=(_why(desk, uow, who, question.subject, int(said)),))
    register = _checked(desk, uow, who, question.subject)
    close_question(uow, BOT, who.officer.chat_id)
    number = int(question.context["count"])
    files = acts.draw(uow, desk.rulebase, who.officer, register, number, text)
    return Replies(say=(views.drawn(who.t, desk.rulebase, register, files),))


def _why(desk: Desk, uow: UnitOfWork, who: Clerk, fact: str, number: int) -> View:
    register = _checked(desk, uow, who, fact)
    if not 1 <= number <= acts.MOST:
        raise RegisterRefusal(RegisterCode.NO_NUMBER, most=acts.MOST)
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(DRAW, fact, {"count": number}))
    return views.why(who.t, register, number)


def _recorded(
    desk: Desk,
    uow: UnitOfWork,
    who: Clerk,
    number: int,
    result: CheckResult,
    words: str = "",
) -> tuple[View, tuple[Notice, ...]]:
    file: CheckFile = acts.check_for_officer(uow, desk.rulebase, who.officer, number)
    if file.check.result is not None:
        said = views.recorded_before(who.t)
        return views.card(who.t, desk.rulebase, file, desk.zone, before=said), ()
    file = acts.record(uow, desk.rulebase, who.officer, number, result, words)
    view = views.card(who.t, desk.rulebase, file, desk.zone, before=views.recorded(who.t))
    return view, notices.checked(desk.rulebase, file, uow.new_uid())


def _checked(desk: Desk, uow: UnitOfWork, who: Clerk, fact: str) -> Register:
    register = register_named(desk, uow, who, fact)
    if register.checks is None:
        raise Stale(StaleCode.CHANGED)
    return register


def _open(uow: UnitOfWork, who: Clerk, kind: str) -> OpenQuestion:
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != kind:
        raise Stale(StaleCode.CHANGED)
    return question


def _stop_asking(uow: UnitOfWork, who: Clerk) -> None:
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind in {DRAW, FOUND}:
        close_question(uow, BOT, who.officer.chat_id)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "check:list": listing,
    "check:draw": draw,
    "check:count": count,
    "check:show": show,
    "check:kept": kept,
    "check:failed": failed,
}
