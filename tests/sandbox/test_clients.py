"""The two real client libraries against the sandbox."""

from collections.abc import AsyncIterator

import aiogram
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)

from tests.sandbox.api_stage import OWNER_ID, TOKENS, Stage
from tests.sandbox_client import Person

DESK_ID = 6001


@pytest.fixture
async def owner_bot(stage: Stage) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(stage.url))
    async with aiogram.Bot(TOKENS["owner"], session=session) as bot:
        yield bot


@pytest.fixture
async def desk_bot(stage: Stage) -> AsyncIterator[telegram.Bot]:
    base, files = f"{stage.url}/bot", f"{stage.url}/file/bot"
    async with telegram.Bot(TOKENS["desk"], base_url=base, base_file_url=files) as bot:
        yield bot


async def test_aiogram_talks_taps_and_edits(owner: Person, owner_bot: aiogram.Bot) -> None:
    keys = [[InlineKeyboardButton(text="开始", callback_data="go")]]
    await owner.say("/start abc")
    update = (await owner_bot.get_updates(timeout=5, allowed_updates=["message"]))[-1]
    assert update.message is not None
    await owner_bot.send_message(
        update.message.chat.id,
        "<b>您好</b>",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(inline_keyboard=keys),
        reply_parameters=ReplyParameters(message_id=update.message.message_id),
    )
    await owner_bot.get_updates(offset=update.update_id + 1, allowed_updates=["callback_query"])
    await owner.press("开始")

    tap = (await owner_bot.get_updates(timeout=5))[-1].callback_query
    assert tap is not None
    assert isinstance(tap.message, aiogram.types.Message)
    await owner_bot.edit_message_text("好的", chat_id=OWNER_ID, message_id=tap.message.message_id)
    await owner_bot.answer_callback_query(tap.id, text="收到", show_alert=True)

    screen = await owner.screen()
    assert (screen.messages[-1].text, screen.messages[-1].keyboard) == ("好的", [])
    assert screen.messages[-1].reply_to == update.message.message_id
    assert (screen.toast, screen.toast_alert) == ("收到", True)
    assert tap.data == "go"


async def test_telegram_bot_talks_taps_and_edits(stage: Stage, desk_bot: telegram.Bot) -> None:
    officer = stage.person("desk", DESK_ID)
    await officer.say("/start")
    update = (await desk_bot.get_updates(timeout=5))[-1]
    assert update.message is not None
    assert update.message.entities[0].type == "bot_command"
    keys = telegram.InlineKeyboardMarkup.from_button(
        telegram.InlineKeyboardButton("我来办", callback_data="claim:1")
    )
    await desk_bot.send_message(DESK_ID, "🔔 <b>新诉求</b>", parse_mode="HTML", reply_markup=keys)
    await officer.press("我来办")

    tap = (await desk_bot.get_updates(offset=update.update_id + 1, timeout=5))[-1].callback_query
    assert tap is not None
    assert tap.message is not None
    await desk_bot.edit_message_text("已受理", DESK_ID, tap.message.message_id)
    await desk_bot.answer_callback_query(tap.id, "已由您受理")

    screen = await officer.screen()
    assert (screen.messages[-1].text, screen.toast) == ("已受理", "已由您受理")
    assert (await desk_bot.get_me()).username == "zhuqi_desk_bot"


async def test_aiogram_sends_files_and_gets_them_back(
    owner: Person, owner_bot: aiogram.Bot, picture: bytes
) -> None:
    sent = await owner_bot.send_document(
        OWNER_ID, BufferedInputFile(b"abc", "报告.txt"), caption="<i>附件</i>", parse_mode="HTML"
    )
    photo = await owner_bot.send_photo(OWNER_ID, BufferedInputFile(picture, "a.png"))
    assert sent.document is not None
    path = (await owner_bot.get_file(sent.document.file_id)).file_path
    assert path is not None
    content = await owner_bot.download_file(path)
    assert content is not None

    assert (content.read(), sent.caption, sent.document.file_name) == (b"abc", "附件", "报告.txt")
    assert photo.photo is not None
    assert (photo.photo[-1].width, photo.photo[-1].height) == (4, 3)


async def test_telegram_bot_sends_files_and_gets_them_back(
    stage: Stage, desk_bot: telegram.Bot, picture: bytes
) -> None:
    officer = stage.person("desk", DESK_ID)
    await officer.say("/start")

    sent = await desk_bot.send_document(DESK_ID, b"abc", caption="附件", filename="报告.txt")
    photo = await desk_bot.send_photo(DESK_ID, picture)
    assert sent.document is not None
    file = await sent.document.get_file()

    assert bytes(await file.download_as_bytearray()) == b"abc"
    assert sent.document.file_name == "报告.txt"
    assert photo.photo[-1].width == 4


async def test_both_set_their_menus(owner_bot: aiogram.Bot, desk_bot: telegram.Bot) -> None:
    await owner_bot.set_my_commands([BotCommand(command="help", description="帮助")])
    await desk_bot.set_my_commands([("cases", "待办")], language_code="zh")

    assert (await owner_bot.get_my_commands())[0].description == "帮助"
    assert (await desk_bot.get_my_commands(language_code="zh"))[0].command == "cases"


async def test_both_know_their_errors(
    stage: Stage, owner: Person, owner_bot: aiogram.Bot, desk_bot: telegram.Bot
) -> None:
    await stage.sandbox.fault("429", bot="owner", retry_after=3)
    with pytest.raises(TelegramRetryAfter) as wait:
        await owner_bot.send_message(OWNER_ID, "x")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await owner_bot.send_message(1, "x")
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await desk_bot.send_message(1, "x")
    await stage.person("desk", DESK_ID).block()
    with pytest.raises(telegram.error.Forbidden, match="blocked by the user"):
        await desk_bot.send_message(DESK_ID, "x")

    assert wait.value.retry_after == 3


async def test_both_understand_everything_that_people_send(
    stage: Stage, owner_bot: aiogram.Bot, desk_bot: telegram.Bot, picture: bytes
) -> None:
    for person in (stage.person("owner"), stage.person("desk", DESK_ID)):
        await person.album([picture, picture])
        await person.document(b"x", name="证明.pdf")
        await person.voice()
        await person.location(33.25, 113.5)
        await person.sticker()
        await person.block()

    theirs = await owner_bot.get_updates()
    ours = await desk_bot.get_updates()

    kinds = ["photo", "photo", "document", "voice", "location", "sticker"]
    for update, one, kind in zip(theirs, ours, kinds, strict=False):
        assert update.message is not None
        assert one.message is not None
        assert update.message.content_type == kind
        assert one.message.effective_attachment
    assert len(theirs) == len(ours) == 7
    assert theirs[-1].my_chat_member is not None
    assert ours[-1].my_chat_member is not None


async def test_both_understand_a_whole_chat(
    owner: Person, stage: Stage, owner_bot: aiogram.Bot, desk_bot: telegram.Bot
) -> None:
    await stage.person("desk", DESK_ID).say("/start")

    assert (await owner_bot.get_chat(OWNER_ID)).id == OWNER_ID
    assert (await desk_bot.get_chat(DESK_ID)).id == DESK_ID
    assert await owner_bot.delete_webhook(drop_pending_updates=True)
    assert (await desk_bot.get_webhook_info()).pending_update_count == 1
    assert await owner_bot.set_my_name("助企通", language_code="zh")
    assert await desk_bot.send_chat_action(DESK_ID, "typing")
