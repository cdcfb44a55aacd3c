"""/start, the menu, languages, blocking, and what is no text."""

from dataclasses import replace

from telegram import Update

from bot.domain.speech import Replies
from bot.services.firms.people import note_membership
from bot.services.staff.officers import choose_language
from bot.store.questions import close_question
from bot.store.uow import UnitOfWork
from handlers.desk import home_views as views
from handlers.desk.context import BOT, Clerk, Desk
from handlers.desk.staff import leave
from handlers.desk.topics.membership import own_rights
from handlers.press import Press
from handlers.tongue import LANGUAGES, Tongue


async def menu(desk: Desk, update: Update) -> None:
    """/start without a code: the menu; what was asked is dropped."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        close_question(uow, BOT, who.officer.chat_id)
        return Replies(edit=views.menu(who, away=leave.away(desk, uow, who)))

    await desk.act(update, act)


async def back(desk: Desk, update: Update, _: Press) -> None:
    """返回 or 取消."""
    await menu(desk, update)


async def show_help(desk: Desk, update: Update) -> None:
    """/help."""

    def act(_: UnitOfWork, who: Clerk) -> Replies:
        return Replies(say=(views.menu(who, views.help_text(who.t)),))

    await desk.act(update, act)


async def languages(desk: Desk, update: Update) -> None:
    """/language."""
    await desk.act(update, lambda _, who: Replies(say=(views.languages(who.t),)))


async def speak(desk: Desk, update: Update, press: Press) -> None:
    """中文 or English."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        language = press.word() if press.word() in LANGUAGES else who.t.language
        choose_language(uow, who.officer, language)
        return Replies(edit=views.menu(replace(who, t=Tongue(language))))

    await desk.act(update, act)


async def only_text(desk: Desk, update: Update) -> None:
    """A message that is no text; what was asked stays open."""
    await desk.act(update, lambda _, who: Replies(say=(views.only_text(who.t),)))


async def membership(desk: Desk, update: Update) -> None:
    """They blocked or unblocked the bot, or its rights in a group changed."""
    change = update.my_chat_member
    if change is None:
        return
    blocked = change.new_chat_member.status in {"kicked", "left"}
    private = change.chat.type == "private"

    def act(uow: UnitOfWork) -> Replies:
        if private:
            note_membership(uow, BOT, change.chat.id, blocked=blocked)
        else:
            own_rights(uow, change.chat.id, change.new_chat_member)
        return Replies()

    await desk.app.act(update, act)
