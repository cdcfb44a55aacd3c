"""A common issue: its cases, who leads it, its title, its end."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from telegram import Update

from bot.domain.errors import Refusal
from bot.domain.issues import TITLE_MOST
from bot.domain.speech import Replies, View
from bot.services.issues import linking as acts
from bot.services.issues.cards import IssueCard, Member, card_of_issue, issue_card, members_of
from bot.services.issues.doors import issue_to_change
from bot.services.issues.leads import name_lead, possible_leads
from bot.services.issues.lists import IssueLine, left_before
from bot.store.issues.candidates import Candidate
from bot.store.issues.issues import IssueRecord
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.issues import card_views as views
from handlers.desk.issues.comparing import Compared, compare
from handlers.desk.issues.listing import suited
from handlers.notices import issues as notices
from handlers.press import Press
from handlers.tongue import Tongue

RENAME_KIND: Final = "issue_rename"
_Show = Callable[[UnitOfWork, Clerk, IssueCard], Replies]


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One issue; what was asked about it is asked no more."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        close_question(uow, BOT, who.officer.chat_id)
        return _shown(desk, who, issue_card(uow, who.officer, press.number()))

    await desk.act(update, act)


async def cases(desk: Desk, update: Update, press: Press) -> None:
    """各件事项, page by page."""
    await _page(desk, update, press, views.cases)


async def more(desk: Desk, update: Update, press: Press) -> None:
    """更多: what a dispatcher can do with it."""
    await _with_card(
        desk, update, press, lambda _, who, card: Replies(edit=views.more(who.t, card))
    )


async def to_remove(desk: Desk, update: Update, press: Press) -> None:
    """移出: which?"""
    await _page(desk, update, press, views.to_remove)


async def sure(desk: Desk, update: Update, press: Press) -> None:
    """解散: really?"""
    await _with_card(
        desk, update, press, lambda _, who, card: Replies(edit=views.sure(who.t, card))
    )


async def to_add(desk: Desk, update: Update, press: Press) -> None:
    """并入: what is like its cases?"""
    compared = await compare(desk, update)
    later: dict[int, list[Candidate]] = {}
    if isinstance(compared, Compared):
        later = await asyncio.to_thread(compared.later)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if isinstance(compared, Refusal):
            raise compared
        issue = issue_to_change(uow, who.officer, press.number())
        lines = [IssueLine(issue, 0)]
        found = suited(lines, left_before(uow, lines), later)
        return Replies(edit=views.to_add(who.t, issue, found[issue.id]))

    await desk.act(update, act)


async def add(desk: Desk, update: Update, press: Press) -> None:
    """并入 this case."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        issue = acts.link_case(uow, who.officer, press.number(), press.number(1))
        return _changed(desk, uow, who, issue, who.t("已并入。"))

    await desk.act(update, act)


async def remove(desk: Desk, update: Update, press: Press) -> None:
    """移出 this case."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        issue = acts.remove_case(uow, who.officer, press.number(), press.number(1))
        return _changed(desk, uow, who, issue, who.t("已移出，这件单独办。"))

    await desk.act(update, act)


async def dissolve(desk: Desk, update: Update, press: Press) -> None:
    """解散, for sure."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        issue = acts.dissolve_issue(uow, who.officer, press.number())
        return Replies(edit=views.dissolved(who.t, issue))

    await desk.act(update, act)


async def whom(desk: Desk, update: Update, press: Press) -> None:
    """定牵头人: who?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        issue, offered = possible_leads(uow, who.officer, press.number())
        return Replies(edit=views.whom(who.t, issue, offered))

    await desk.act(update, act)


async def name(desk: Desk, update: Update, press: Press) -> None:
    """They answer for all."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        named = name_lead(uow, who.officer, press.number(), press.number(1))
        card = card_of_issue(uow, who.officer, named.issue)
        told = notices.named(card, named, who.officer) if named.is_news else ()
        return Replies(edit=views.card(who.t, desk.rulebase, card, desk.zone), also=tuple(told))

    await desk.act(update, act)


async def ask_title(desk: Desk, update: Update, press: Press) -> None:
    """改名: how is it called?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        issue = issue_to_change(uow, who.officer, press.number())
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(RENAME_KIND, str(issue.id)))
        return Replies(say=(views.ask_title(who.t, issue),))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the title; None if nothing was asked."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != RENAME_KIND:
        return None
    if len(text.strip()) > TITLE_MOST:
        return Replies(say=(views.too_long(who.t, len(text.strip())),))
    close_question(uow, BOT, who.officer.chat_id)
    issue = acts.rename_issue(uow, who.officer, int(question.subject), text)
    card = card_of_issue(uow, who.officer, issue)
    return Replies(say=(views.card(who.t, desk.rulebase, card, desk.zone),))


async def _page(
    desk: Desk,
    update: Update,
    press: Press,
    view: Callable[[Tongue, IssueCard, Sequence[Member], int], View],
) -> None:
    page = press.number(1) if press.args[1:] else 0

    def act(uow: UnitOfWork, who: Clerk, card: IssueCard) -> Replies:
        members = members_of(uow, who.officer, card, page, views.A_PAGE)
        return Replies(edit=view(who.t, card, members, page))

    await _with_card(desk, update, press, act)


async def _with_card(desk: Desk, update: Update, press: Press, show_it: _Show) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return show_it(uow, who, issue_card(uow, who.officer, press.number()))

    await desk.act(update, act)


def _shown(desk: Desk, who: Clerk, card: IssueCard, toast: str | None = None) -> Replies:
    return Replies(edit=views.card(who.t, desk.rulebase, card, desk.zone), toast=toast)


def _changed(desk: Desk, uow: UnitOfWork, who: Clerk, issue: IssueRecord, toast: str) -> Replies:
    return _shown(desk, who, card_of_issue(uow, who.officer, issue), toast)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "issue:show": show,
    "issue:cases": cases,
    "issue:more": more,
    "issue:out": to_remove,
    "issue:drop": remove,
    "issue:add": to_add,
    "issue:link": add,
    "issue:lead": whom,
    "issue:name": name,
    "issue:title": ask_title,
    "issue:end": sure,
    "issue:ended": dissolve,
}
