"""What a broadcast says: the Chinese text, the English one, a file, buttons with links."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Message, Update

from bot.domain.broadcast_lint import BUTTONS_MOST, label_faults, named_alike, text_faults
from bot.domain.broadcasts import Content, LinkButton
from bot.domain.errors import Stale, StaleCode
from bot.domain.markup import passed_on, plain_text
from bot.domain.speech import Replies, View
from bot.services.broadcasts.broadcasts import BroadcastCard, put_content
from bot.services.files import ignore_files, take_files
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import cards
from handlers.desk.broadcasts import compose_views as views
from handlers.desk.broadcasts.own import own_card
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.said import placed
from handlers.press import Press
from handlers.tongue import lines

KIND: Final = "broadcast"
ZH, EN, FILE, LINKS = "zh", "en", "file", "links"
"""What is asked now."""
SUBJECT: Final = "broadcast"


async def contents(desk: Desk, update: Update, press: Press) -> None:
    """改内容: what of it?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        cards.leave(uow, who)
        card = own_card(uow, who, press.number())
        return Replies(edit=views.contents(who.t, card, cards.file_of(uow, card)))

    await desk.act(update, act)


async def write(desk: Desk, update: Update, press: Press) -> None:
    """写中文, 写英文, 附件, 链接按钮: what comes now is it."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card, step = own_card(uow, who, press.number()), press.word(1)
        if step not in {ZH, EN, FILE, LINKS}:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=asked(uow, who, card, step))

    await desk.act(update, act)


async def without(desk: Desk, update: Update, press: Press) -> None:
    """不带附件, 不要按钮."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = own_card(uow, who, press.number())
        content, bare = card.record.content, {FILE: {"file_id": None}, LINKS: {"buttons": ()}}
        if press.word(1) not in bare:
            raise Stale(StaleCode.CHANGED)
        cards.leave(uow, who)
        left = replace(content, **bare[press.word(1)])  # type: ignore[arg-type]
        card = _put(uow, who, card, left)
        return Replies(edit=views.contents(who.t, card, cards.file_of(uow, card)))

    await desk.act(update, act)


async def takes(desk: Desk, update: Update) -> bool:
    """Whether a text that comes now is part of a broadcast: its formatting is kept."""
    user = update.effective_user
    chat_id = user.id if user else 0
    question = await desk.app.read(lambda uow: open_question(uow, BOT, chat_id))
    return question is not None and question.kind == KIND


async def typed(desk: Desk, update: Update) -> None:
    """A text while a broadcast is being written."""
    message = update.message
    said = (message.text if message else None) or ""
    markup = (message.text_html if message else None) or ""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = open_question(uow, BOT, who.officer.chat_id)
        if question is None or question.kind != KIND:
            return placed(desk, uow, who, said, None)
        card = own_card(uow, who, int(question.subject))
        match str(question.context["step"]):
            case "zh" | "en" as language:
                return _texted(desk, uow, who, card, language, markup)
            case "links":
                return _linked(uow, who, card, said)
        return Replies(say=(views.ask_file(who.t, card, cards.file_of(uow, card)),))

    await desk.act(update, act)


def received(
    desk: Desk, uow: UnitOfWork, who: Clerk, event: Mapping[str, object], message: Message | None
) -> Replies:
    """Something with a file while a broadcast is being written; its caption may be the text."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != KIND:
        raise Stale(StaleCode.CHANGED)
    card, step = own_card(uow, who, int(question.subject)), str(question.context["step"])
    if not {"photo", "document"} & event.keys():
        ignore_files(uow, event, bot=BOT)
        return Replies(say=(views.no_such_file(who.t, card),))
    [file] = take_files(uow, event, firm_id=None, bot=BOT)
    card = _put(uow, who, card, replace(card.record.content, file_id=file.id))
    markup = (message.caption_html if message else None) or ""
    kept = views.file_kept(who.t, file)
    if step in {ZH, EN} and plain_text(markup).strip():
        return _texted(desk, uow, who, card, step, markup, kept)
    if step in {ZH, EN}:
        return Replies(say=(asked(uow, who, card, step, kept),))
    cards.leave(uow, who)
    return Replies(say=(views.contents(who.t, card, file, kept),))


def _texted(
    desk: Desk,
    uow: UnitOfWork,
    who: Clerk,
    card: BroadcastCard,
    language: str,
    markup: str,
    before: str | None = None,
) -> Replies:
    """A text is kept if it can be sent; else the question stays open.

    Args:
        before: What was kept with it.
    """
    text = passed_on(markup, named_alike)
    old = card.record.content
    content = replace(old, en=text) if language == EN else replace(old, zh=text)
    faults = text_faults(content, language, card.record.kind)
    if faults:
        return Replies(say=(views.not_kept(who.t, card, faults),))
    card = _put(uow, who, card, content)
    said = lines(before, views.text_kept(who.t, language))
    if language == ZH and not content.en:
        return Replies(say=(asked(uow, who, card, EN, said),))
    cards.leave(uow, who)
    return Replies(say=(cards.screen(desk, uow, who, card, said),))


def _linked(uow: UnitOfWork, who: Clerk, card: BroadcastCard, said: str) -> Replies:
    """One button a line: Chinese | English | address."""
    buttons = tuple(_button(each) for each in said.splitlines() if each.strip())
    faults = tuple(fault for each in buttons for fault in label_faults(each))
    if not 1 <= len(buttons) <= BUTTONS_MOST:
        return Replies(say=(views.ask_links(who.t, card, too_many=len(buttons) > BUTTONS_MOST),))
    if faults:
        return Replies(say=(views.not_kept(who.t, card, faults),))
    card = _put(uow, who, card, replace(card.record.content, buttons=buttons))
    cards.leave(uow, who)
    return Replies(
        say=(views.contents(who.t, card, cards.file_of(uow, card), views.links_kept(who.t)),)
    )


def _button(line: str) -> LinkButton:
    parts = [each.strip() for each in line.replace("｜", "|").split("|")]
    zh, en, url = (*parts, "", "", "")[:3]
    return LinkButton(zh, en, url if len(parts) < 4 else "|".join(parts[2:]))


def _put(uow: UnitOfWork, who: Clerk, card: BroadcastCard, content: Content) -> BroadcastCard:
    return put_content(uow, who.officer, card.record.id, content)


def asked(
    uow: UnitOfWork, who: Clerk, card: BroadcastCard, step: str, before: str | None = None
) -> View:
    """Ask for one part of it; what comes next is taken as that."""
    question = OpenQuestion(KIND, str(card.record.id), {"step": step})
    ask(uow, BOT, who.officer.chat_id, question)
    match step:
        case "file":
            return views.ask_file(who.t, card, cards.file_of(uow, card))
        case "links":
            return views.ask_links(who.t, card)
    return views.ask_text(who.t, card, step, before)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "bc:edit": contents,
    "bc:write": write,
    "bc:without": without,
}
