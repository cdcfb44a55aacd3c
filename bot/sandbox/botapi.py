"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.sandbox import accounts, editing, sending, topics, webhooks
from bot.sandbox.call import Call, Upload
from bot.sandbox.checks import arguments
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.faults import Fault
from bot.sandbox.journal import Call as JournalCall
from bot.sandbox.keys import CHILD, FAULTS, JOURNAL, WORLD
from bot.sandbox.model import BotAccount
from bot.sandbox.polling import get_updates

ACTS: Mapping[str, Callable[[Call], Any]] = {
    "getMe": accounts.get_me,
    "setWebhook": webhooks.set_webhook,
    "deleteWebhook": webhooks.delete_webhook,
    "getWebhookInfo": webhooks.get_webhook_info,
    "sendMessage": sending.send_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVoice": sending.send_voice,
    "getFile": accounts.get_file,
    "answerCallbackQuery": editing.answer_callback_query,
    "sendChatAction": sending.send_chat_action,
    "setMyCommands": accounts.set_my_commands,
    "getMyCommands": accounts.get_my_commands,
    "deleteMyCommands": accounts.delete_my_commands,
    "getMyName": accounts.get_my_name,
    "setMyName": accounts.set_my_name,
    "setMyDescription": accounts.set_my_description,
    "setMyShortDescription": accounts.set_my_short_description,
    "setChatMenuButton": accounts.set_chat_menu_button,
    "getChat": accounts.get_chat,
    "getChatMember": topics.get_chat_member,
    "createForumTopic": topics.create_forum_topic,
    "editForumTopic": topics.edit_forum_topic,
    "closeForumTopic": topics.close_forum_topic,
    "reopenForumTopic": topics.reopen_forum_topic,
}


def add_routes(app: web.Application) -> None:
    """Add the Bot API to a sandbox whose WORLD, FAULTS and JOURNAL are set."""
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", answer_call)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", download)


async def answer_call(request: web.Request) -> web.Response:
    """Token, then ordered faults, then the method with its checks."""
    try:
        bot = _bot(request)
        raw, uploads = await _body(request)
    except ApiError as error:
        return _refusal(error)
    method = request.match_info["method"]
    call = Call(request.app[WORLD], bot, raw, uploads)
    entry = _note(request, bot, method, call)
    fault = _fault(request, bot, method, raw)
    entry.fault = fault.kind if fault else None
    if fault and fault.kind == "cut_before":
        return _cut(request)
    try:
        result = await _perform(request, method, call, fault)
    except ApiError as error:
        entry.ok, entry.error_code, entry.description = False, error.code, error.description
        return _refusal(error)
    entry.ok = True
    if fault and fault.kind == "cut_after":
        return _cut(request)
    return _json({"ok": True, "result": result})


async def download(request: web.Request) -> web.Response:
    """The bytes of a file, by the path that getFile gave."""
    try:
        bot = _bot(request)
    except ApiError as error:
        return _refusal(error)
    file = request.app[WORLD].files.at(bot.name, request.match_info["path"])
    if file is None:
        return _refusal(ApiError(404, "Not Found"))
    return web.Response(body=file.content, content_type="application/octet-stream")


async def _perform(request: web.Request, method: str, call: Call, fault: Fault | None) -> Any:
    if fault and fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    error = fault.error() if fault else None
    if error is not None:
        raise error
    checked = Call(call.world, call.bot, arguments(method, call.args, call.uploads), call.uploads)
    if method != "getUpdates":
        return ACTS[method](checked)
    child = request.app.get(CHILD)
    if child is not None:
        child.polled = True
    webhooks.refuse_beside_webhook(checked)
    return await get_updates(checked)


def _bot(request: web.Request) -> BotAccount:
    for bot in request.app[WORLD].bots.values():
        if bot.token == request.match_info["token"]:
            return bot
    raise ApiError(401, "Unauthorized")


async def _body(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    if request.content_type == "application/json":
        return await _json_body(request), {}
    raw: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    for name, value in form.items():
        if isinstance(value, web.FileField):
            with value.file as file:
                uploads[name] = Upload(value.filename, value.content_type, file.read())
        elif isinstance(value, str):
            raw[name] = value
        else:
            raise bad_request(f'the part "{name}" is neither text nor a named file')
    return raw, uploads


async def _json_body(request: web.Request) -> dict[str, Any]:
    try:
        raw = json.loads(await request.read() or b"{}")
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(raw, dict):
        raise bad_request("expected a JSON object")
    return raw


def _note(request: web.Request, bot: BotAccount, method: str, call: Call) -> JournalCall:
    files = {name: {"file": upload.name} for name, upload in call.uploads.items()}
    params = dict(call.args) | files
    return request.app[JOURNAL].begin(bot.name, method, params, call.world.time())


def _fault(
    request: web.Request, bot: BotAccount, method: str, raw: Mapping[str, Any]
) -> Fault | None:
    faults = request.app[FAULTS]
    return faults.take(bot.name, method, str(raw.get("chat_id", ""))) if faults else None


def _refusal(error: ApiError) -> web.Response:
    return _json(error.body(), status=error.code)


def _cut(request: web.Request) -> web.Response:
    """Drop the connection; the answer that aiohttp wants can no longer be sent."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _json(body: Mapping[str, Any], status: int = 200) -> web.Response:
    return web.Response(
        body=json.dumps(body, separators=(",", ":")).encode(),
        status=status,
        content_type="application/json",
    )
