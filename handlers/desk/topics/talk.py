"""What is said in a group: in the topic of a case a note, or the answer to a prompt."""

from collections.abc import Mapping
from typing import Any, Final

from telegram import Update

from bot.domain.errors import NotYours
from bot.domain.speech import Replies, View
from bot.services.cases.cases import remark_case
from bot.store.cases.topics import topic_at
from bot.store.questions import close_question, open_question
from bot.store.staff.officers import OfficerCard, find_officer, officer_by_id
from bot.store.uow import UnitOfWork
from handlers.desk import attachments
from handlers.desk.cases import cases
from handlers.desk.cases import closing as case_closing
from handlers.desk.cases import handling as case_handling
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.topics import membership
from handlers.desk.topics.prompts import DROP, Prompt, prompted
from handlers.desk.topics.room import enter
from handlers.press import Press

CARRIERS: Final = frozenset(
    {"photo", "document", "voice", "video", "video_note", "audio", "location"}
)
WRITTEN: Final = (cases.written, case_handling.written, case_closing.written)
"""Who asks for words about a case."""


async def heard(desk: Desk, update: Update) -> None:
    """Any message of a group."""
    message = desk.app.turn_of(update).event
    if membership.is_service(message):
        bot_id = update.get_bot().id
        await desk.app.act(update, lambda uow: membership.came_or_left(uow, message, bot_id))
    elif "text" in message and not str(message["text"]).startswith("/"):
        await said(desk, update)
    elif CARRIERS & message.keys() and await _for_prompt(desk, update):
        await attachments.received(desk, update)
    else:
        await desk.app.act(update, lambda _: Replies())


async def said(desk: Desk, update: Update) -> None:
    """A text in a topic: the answer to the prompt that it replies to, else a note."""
    message = desk.app.turn_of(update).event
    text, asked = str(message["text"]), prompted(message)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if asked is None:
            return _noted(desk, uow, who, message)
        if asked.officer_id != who.officer.id:
            return Replies(say=(_anothers(uow, who, asked.officer_id),))
        answers = (each(desk, uow, who, text) for each in WRITTEN)
        is_open = _is_open(uow, who.officer, asked)
        answer = next((each for each in answers if each is not None), None) if is_open else None
        return answer or Replies(say=(_over(who),))

    await desk.act(update, act)


async def drop(desk: Desk, update: Update, press: Press) -> None:
    """取消 under a prompt, by the one who was asked."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if press.number() != who.officer.id:
            return Replies(toast=who.t("这是问别人的，只有他能取消。"))
        close_question(uow, BOT, who.officer.chat_id)
        return Replies(edit=View(who.t("已取消，什么都没有发。")))

    await desk.act(update, act)


def _noted(desk: Desk, uow: UnitOfWork, who: Clerk, message: Mapping[str, Any]) -> Replies:
    """A note; whoever was being asked for words hears that this did not go to the firm."""
    topic = topic_at(uow.connection, int(message["chat"]["id"]), int(message["message_thread_id"]))
    if topic is None:
        return Replies()
    try:
        remark_case(uow, desk.ground, who.officer, topic.case_id, str(message["text"]))
    except NotYours:
        return Replies()  # somebody of the staff whose case it is not: they only talk
    if open_question(uow, BOT, who.officer.chat_id) is None:
        return Replies()
    remark = who.t(
        "{name}：这句记成内部备注了，没有发给企业。要发给企业，请“回复”上面问您的那条消息。",
        name=who.officer.name,
    )
    return Replies(say=(View(remark),))


def _over(who: Clerk) -> View:
    return View(who.t("这条提示已经过了，您的话没有发出。要写给企业，请再点“答复”或“办结”。"))


def _anothers(uow: UnitOfWork, who: Clerk, asked: int) -> View:
    name = officer_by_id(uow, asked).name
    text = who.t("这条是问 {name} 的，您的话没有记下。您要答复，请自己点“答复”。", name=name)
    return View(text)


async def _for_prompt(desk: Desk, update: Update) -> bool:
    """Whether a file answers a prompt of its sender's: others stay in the group alone."""
    turn = desk.app.turn_of(update)
    asked, account = prompted(turn.event), int(turn.sender_id or 0)
    chat_id, thread_id = turn.chat_id, turn.thread_id
    if asked is None or chat_id is None or thread_id is None:
        return False

    def is_own(uow: UnitOfWork) -> bool:
        officer, topic = find_officer(uow, account), topic_at(uow.connection, chat_id, thread_id)
        if officer is None or topic is None or officer.id != asked.officer_id:
            return False
        enter(uow, topic)
        return _is_open(uow, officer, asked)

    return await desk.app.read(is_own)


def _is_open(uow: UnitOfWork, officer: OfficerCard, asked: Prompt) -> bool:
    """Whether that is still asked; of two prompts to one person the older one is over."""
    question = open_question(uow, BOT, officer.chat_id)
    return question is not None and question.kind == asked.kind


BUTTONS: Final[Mapping[str, HandlePress]] = {DROP: drop}
