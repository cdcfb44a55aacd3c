"""待核实企业: firms that nobody has checked; verified, or refused with a reason."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import INVITED_BY_OFFICER, Role
from bot.domain.speech import Replies, View
from bot.domain.verification import Standing
from bot.services.assignments.care import care_of
from bot.services.firms import verification as acts
from bot.services.firms.invitations import invite_as_officer
from bot.services.firms.sampling import firm_sampling
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.firms import views
from handlers.notices import firms as notices
from handlers.press import Press

REASON: Final = "firm_refusal"


async def waiting(desk: Desk, update: Update, press: Press) -> None:
    """待核实企业, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        page = press.number() if press.args else 0
        listed = acts.waiting_firms(uow, desk.rulebase, who.officer, page)
        return Replies(edit=views.waiting(who.t, desk.rulebase, listed))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One firm; whoever was asked for a reason is no longer."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        file = acts.firm_for_officer(uow, desk.rulebase, who.officer, press.number())
        return Replies(edit=_card(desk, uow, who, file))

    await desk.act(update, act)


async def verify(desk: Desk, update: Update, press: Press) -> None:
    """核实无误; if it was changed or decided meanwhile, it is shown anew instead."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        file = acts.firm_to_verify(uow, desk.rulebase, who.officer, press.number())
        if _is_outdated(file, press):
            return Replies(edit=_card(desk, uow, who, file, views.look_again(who.t, file)))
        decided = acts.verify_firm(uow, desk.rulebase, who.officer, file.firm.id)
        said = views.verified(who.t, others=len(decided.losers))
        told = notices.verified(decided, uow.new_uid())
        return Replies(edit=_card(desk, uow, who, decided.file, said), also=told)

    await desk.act(update, act)


async def ask_reason(desk: Desk, update: Update, press: Press) -> None:
    """不通过: why?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        file = acts.firm_to_verify(uow, desk.rulebase, who.officer, press.number())
        if _is_outdated(file, press):
            return Replies(edit=_card(desk, uow, who, file, views.look_again(who.t, file)))
        question = OpenQuestion(REASON, str(file.firm.id), {"version": file.firm.version})
        ask(uow, BOT, who.officer.chat_id, question)
        return Replies(say=(views.ask_reason(who.t, file.firm),))

    await desk.act(update, act)


async def reveal(desk: Desk, update: Update, press: Press) -> None:
    """看完整代码: it flashes up and does not stay in the chat."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        code = acts.reveal_code(uow, desk.rulebase, who.officer, press.number())
        return Replies(toast=code or who.t("没有填代码。"))

    await desk.act(update, act)


async def as_what(desk: Desk, update: Update, press: Press) -> None:
    """邀请企业人员: as what?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        file = acts.firm_to_verify(uow, desk.rulebase, who.officer, press.number())
        return Replies(edit=views.as_what(who.t, file.firm, INVITED_BY_OFFICER))

    await desk.act(update, act)


async def invite(desk: Desk, update: Update, press: Press) -> None:
    """A code for somebody of the firm, to hand on."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        firm_id = press.number()
        made = invite_as_officer(uow, desk.rulebase, who.officer, firm_id, _role(press))
        file = acts.firm_to_verify(uow, desk.rulebase, who.officer, firm_id)
        return Replies(edit=_card(desk, uow, who, file), say=views.invitation(who.t, made))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the reason that was asked for; None if none was.

    A text that is refused leaves the question open: the officer writes again.
    """
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != REASON:
        return None
    file = acts.firm_to_verify(uow, desk.rulebase, who.officer, int(question.subject))
    if file.firm.version != question.context["version"]:
        close_question(uow, BOT, who.officer.chat_id)
        return Replies(say=(_card(desk, uow, who, file, views.look_again(who.t, file)),))
    if len(text) > acts.REASON_MOST:
        return Replies(say=(views.reason_too_long(who.t, file.firm, len(text)),))
    close_question(uow, BOT, who.officer.chat_id)
    decided = acts.refuse_firm(uow, desk.rulebase, who.officer, file.firm.id, text)
    told = notices.refused(decided, uow.new_uid())
    card = _card(desk, uow, who, decided.file, views.refused(who.t))
    return Replies(say=(card,), also=told)


def _card(
    desk: Desk, uow: UnitOfWork, who: Clerk, file: acts.FirmFile, before: str | None = None
) -> View:
    care = care_of(uow, desk.rulebase, who.officer, file.firm.id)
    sampled = firm_sampling(uow, desk.rulebase, desk.zone, file.firm.id)
    return views.card(who.t, desk.rulebase, file, care, desk.zone, before=before, sampled=sampled)


def _is_outdated(file: acts.FirmFile, press: Press) -> bool:
    """Whether the firm changed, or somebody decided, after the button was shown."""
    return file.firm.version != press.number(1) or file.firm.standing is not Standing.UNVERIFIED


def _stop_asking(uow: UnitOfWork, who: Clerk) -> None:
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind == REASON:
        close_question(uow, BOT, who.officer.chat_id)


def _role(press: Press) -> Role:
    try:
        return Role(press.word(1))
    except ValueError as error:
        raise Stale(StaleCode.CHANGED) from error


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "firm:wait": waiting,
    "firm:show": show,
    "firm:verify": verify,
    "firm:refuse": ask_reason,
    "firm:code": reveal,
    "firm:whom": as_what,
    "firm:invite": invite,
}
