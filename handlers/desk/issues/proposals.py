"""政策建议: written by a dispatcher, decided by those who edit policies."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.issues import ProposalStatus
from bot.domain.speech import Replies
from bot.services.issues import policy_proposals as acts
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.cases.answer_views import too_long
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.issues import proposal_views as views
from handlers.notices import issues as notices
from handlers.press import Press

TEXT_KIND: Final = "proposal_text"
REASON_KIND: Final = "proposal_reason"


async def ask_text(desk: Desk, update: Update, press: Press) -> None:
    """提政策建议: what should be changed or made clear?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        issue = acts.ready_to_propose(uow, who.officer, press.number())
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(TEXT_KIND, str(issue.id)))
        return Replies(say=(views.ask_text(who.t, issue),))

    await desk.act(update, act)


async def listing(desk: Desk, update: Update, _: Press) -> None:
    """政策建议: what an editor has to go through."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        close_question(uow, BOT, who.officer.chat_id)
        found = acts.proposals_for(uow, who.officer)
        return Replies(edit=views.listing(who.t, found))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One proposal; whoever was asked for a reason is no longer."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        close_question(uow, BOT, who.officer.chat_id)
        card = acts.proposal_card(uow, who.officer, press.number())
        return Replies(edit=views.card(who, desk.rulebase, card, desk.zone))

    await desk.act(update, act)


async def take(desk: Desk, update: Update, press: Press) -> None:
    """采纳."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = acts.decide_proposal(uow, who.officer, press.number(), ProposalStatus.TAKEN)
        return Replies(
            edit=views.card(who, desk.rulebase, card, desk.zone),
            also=notices.decided(card, by=who.officer.chat_id),
        )

    await desk.act(update, act)


async def ask_reason(desk: Desk, update: Update, press: Press) -> None:
    """不采纳: why not?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = acts.ready_to_decide(uow, who.officer, press.number())
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(REASON_KIND, str(card.record.id)))
        return Replies(say=(views.ask_reason(who.t, card),))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as a proposal or as the reason against one; None if neither was asked."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind not in {TEXT_KIND, REASON_KIND}:
        return None
    if len(text) > TEXT_MOST:
        return Replies(say=(too_long(who.t, len(text)),))
    close_question(uow, BOT, who.officer.chat_id)
    number = int(question.subject)
    if question.kind == TEXT_KIND:
        card = acts.propose(uow, who.officer, number, text)
        return Replies(say=(views.proposed(who.t, card),), also=notices.proposed(card))
    declined = ProposalStatus.DECLINED
    card = acts.decide_proposal(uow, who.officer, number, declined, text)
    return Replies(
        say=(views.card(who, desk.rulebase, card, desk.zone),),
        also=notices.decided(card, by=who.officer.chat_id),
    )


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "issue:propose": ask_text,
    "prop:list": listing,
    "prop:show": show,
    "prop:take": take,
    "prop:no": ask_reason,
}
