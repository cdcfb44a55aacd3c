"""An officer edited a message: what was sent or kept because of it never changes silently."""

from telegram import Update

from bot.domain.errors import NotYours
from bot.domain.speech import Replies, View
from bot.services.cases.doors import case_for_officer
from bot.store.cases.topics import topic_at
from bot.store.questions import open_question
from bot.store.uow import UnitOfWork
from handlers.desk import home_views
from handlers.desk.context import BOT, Clerk, Desk
from handlers.tongue import lines


async def edited(desk: Desk, update: Update) -> None:
    """A message of theirs says something else now; in a group if it is one about a case."""
    turn = desk.app.turn_of(update)
    if "location" in turn.event:  # one that is shared live moves all the time
        await desk.app.act(update, lambda _: Replies())
        return
    chat_id, thread_id = turn.chat_id, turn.thread_id

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if not who.in_topic:
            return Replies(say=(_stands(uow, who),))
        topic = topic_at(uow.connection, chat_id or 0, thread_id or 0)
        try:
            case_for_officer(uow, who.officer, 0 if topic is None else topic.case_id)
        except NotYours:
            return Replies()  # they only talk
        return Replies(say=(_noted(who),))

    await desk.act(update, act)


def _stands(uow: UnitOfWork, who: Clerk) -> View:
    t, asked = who.t, open_question(uow, BOT, who.officer.chat_id) is not None
    text = lines(
        t("您改的话没有生效：已经发出的、记下的都不变。要更正，请再写一条新的。"),
        t("刚才问您的还在等，直接打字回答就行。") if asked else None,
    )
    return View(text, ((home_views.back(t),),))


def _noted(who: Clerk) -> View:
    """Under the topic of a case, where others read as well."""
    name = who.officer.name
    return View(
        who.t("{name}：您改的话没有生效，记下的还是原来那句。要更正，请再写一条。", name=name)
    )
