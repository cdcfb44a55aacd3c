"""政策发布: the list, and one release as whoever looks at it may deal with it."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies
from bot.domain.staff import Power
from bot.services.releases import releases as acts
from bot.services.releases.figures import examples_of, figures_of
from bot.store.questions import close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.releases import card_views as views
from handlers.notices import releases as notices
from handlers.press import Press

ASKED: Final = frozenset({"policy_file", "release_back", "release_undo"})
"""Kinds of questions that belong to releases."""


async def listing(desk: Desk, update: Update, _: Press) -> None:
    """政策发布: what waits, and what was last published."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        leave(uow, who)
        found = acts.releases_of(uow, who.officer)
        edits = Power.POLICY_EDIT in who.powers
        return Replies(edit=views.listing(who.t, found, desk.zone, edits=edits))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One of them, as it stands now."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        leave(uow, who)
        card = acts.card_of(uow, who.officer, press.number())
        return Replies(edit=views.card(who.t, card, figures_of(uow, card), desk.zone))

    await desk.act(update, act)


async def examples(desk: Desk, update: Update, press: Press) -> None:
    """看例子: some firms of each kind of change, by name."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = acts.card_of(uow, who.officer, press.number())
        return Replies(edit=views.examples(who.t, card, examples_of(uow, card)))

    await desk.act(update, act)


async def submit(desk: Desk, update: Update, press: Press) -> None:
    """送审: to whoever approves here."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        leave(uow, who)
        card = acts.submit(uow, who.officer, press.number())
        told = notices.submitted(card, uow.new_uid())
        said = views.handed_in(who.t, card)
        shown = views.card(who.t, card, figures_of(uow, card), desk.zone, said)
        return Replies(edit=shown, also=told)

    await desk.act(update, act)


async def ask_drop(desk: Desk, update: Update, press: Press) -> None:
    """不发布了: really?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = acts.card_of(uow, who.officer, press.number())
        return Replies(edit=views.ask_drop(who.t, card))

    await desk.act(update, act)


async def drop(desk: Desk, update: Update, press: Press) -> None:
    """It is given up; what is in force stays."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        acts.drop(uow, who.officer, press.number())
        return Replies(edit=views.dropped(who.t))

    await desk.act(update, act)


def leave(uow: UnitOfWork, who: Clerk) -> None:
    """What was asked of releases is not asked any more; other questions stay open."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind in ASKED:
        close_question(uow, BOT, who.officer.chat_id)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "pol:list": listing,
    "pol:show": show,
    "pol:firms": examples,
    "pol:submit": submit,
    "pol:drop": ask_drop,
    "pol:gone": drop,
}
