"""What bots change: words, buttons, deletions, and answers to taps."""

from bot.sandbox import checks
from bot.sandbox.call import Call
from bot.sandbox.errors import bad_request
from bot.sandbox.model import Chat, Keyboard, Message
from bot.sandbox.wire import Json, message_json, utf16

DELETABLE_FOR = 48 * 3600.0  # seconds
ANSWER_LIMIT = 200  # UTF-16 units
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def edit_message_text(call: Call) -> Json:
    """EditMessageText: without reply_markup the buttons go."""
    checks.link_preview(call.args)
    words, keys = checks.body_text(call.args), checks.keyboard(call.args)
    chat, message = _editable(call)
    if message.photo or message.document or message.voice:
        raise bad_request("there is no text in the message to edit")
    same_words = (message.text, message.entities) == (words.text, words.entities)
    if same_words and message.keyboard == keys:
        raise bad_request(NOT_MODIFIED)
    message.text, message.html, message.entities = words.text, words.html, words.entities
    return _changed(call, chat, message, keys)


def edit_message_caption(call: Call) -> Json:
    """EditMessageCaption: without reply_markup the buttons go, without a caption the words."""
    words, keys = checks.caption(call.args), checks.keyboard(call.args)
    chat, message = _editable(call)
    if not (message.photo or message.document or message.voice):
        raise bad_request("there is no caption in the message to edit")
    same_words = (message.text, message.entities) == (words.text, words.entities)
    if same_words and message.keyboard == keys:
        raise bad_request(NOT_MODIFIED)
    message.text, message.html, message.entities = words.text, words.html, words.entities
    return _changed(call, chat, message, keys)


def edit_message_reply_markup(call: Call) -> Json:
    """EditMessageReplyMarkup."""
    keys = checks.keyboard(call.args)
    chat, message = _editable(call)
    if message.keyboard == keys:
        raise bad_request(NOT_MODIFIED)
    return _changed(call, chat, message, keys)


def delete_message(call: Call) -> bool:
    """DeleteMessage: any message of a private chat, for 48 hours."""
    chat = call.chat()
    message = chat.find(call.args["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if call.world.time() - message.at > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    call.world.changed(chat, message)
    return True


def answer_callback_query(call: Call) -> bool:
    """AnswerCallbackQuery: each query takes one answer."""
    text = call.args.get("text", "")
    if utf16(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = call.args["callback_query_id"]
    chat = call.world.queries.get(query_id)
    if chat is None or chat.bot is not call.bot:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    del call.world.queries[query_id]
    chat.unanswered.discard(query_id)
    chat.note_answer(query_id, text or None, alert=call.args.get("show_alert", False))
    call.world.changed(chat)
    return True


def _editable(call: Call) -> tuple[Chat, Message]:
    chat = call.chat()
    message = chat.find(call.args["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != "bot":
        raise bad_request("message can't be edited")
    return chat, message


def _changed(call: Call, chat: Chat, message: Message, keys: Keyboard) -> Json:
    message.keyboard = keys
    message.offered |= checks.data_of(keys)
    message.edited_at = call.world.time()
    call.world.changed(chat, message)
    return message_json(chat, message)
