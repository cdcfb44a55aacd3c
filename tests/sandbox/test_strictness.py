from typing import Any

import pytest

from bot.sandbox.botapi import ACTS
from bot.sandbox.methods import METHODS
from tests.sandbox.api_stage import OWNER_ID, Stage
from tests.sandbox_client import Person

PLAIN: dict[str, Any] = {"chat_id": OWNER_ID, "text": "x"}
LONG_BUTTON = "按" * 21 + "x"  # 64 bytes


def keys(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def test_every_modelled_method_is_answered() -> None:
    assert set(METHODS) == {*ACTS, "getUpdates"}


async def test_a_wrong_token_is_unauthorized(stage: Stage) -> None:
    body = await stage.post("/bot7000000001:wrong/getMe", json={})

    assert (body["error_code"], body["description"]) == (401, "Unauthorized")


@pytest.mark.parametrize("method", ["sendPoll", "logOut", "close", "noSuchThing"])
async def test_what_is_not_modelled_is_never_ok(stage: Stage, method: str) -> None:
    assert "does not model" in await stage.refused(501, method)


@pytest.mark.parametrize(
    "extra",
    [
        {"message_thread_id": 3},
        {"entities": []},
        {"parse_mode": "MarkdownV2"},
        {"reply_markup": {"keyboard": [[{"text": "x", "request_location": True}]]}},
        {"reply_markup": {"force_reply": True}},
        {"reply_markup": keys([{"text": "x", "web_app": {"url": "https://example.org"}}])},
        {"reply_parameters": {"message_id": 1, "quote": "x"}},
        {"parse_mode": "HTML", "text": '<tg-emoji emoji-id="5">x</tg-emoji>'},
    ],
)
async def test_a_known_field_that_is_not_modelled_is_501(
    stage: Stage, owner: Person, extra: dict[str, Any]
) -> None:
    await stage.refused(501, "sendMessage", **(PLAIN | extra))


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ({"txt": "x"}, 'unknown parameter "txt"'),
        ({"reply_parameters": {"message_id": 1, "x": 1}}, 'unknown reply parameter "x"'),
        ({"link_preview_options": {"disabled": True}}, "unknown link preview option"),
        ({"reply_markup": {"inline": []}}, "unknown reply markup"),
        ({"reply_markup": keys([{"text": "x", "data": "y"}])}, 'unknown button field "data"'),
    ],
)
async def test_an_unknown_field_is_refused(
    stage: Stage, owner: Person, extra: dict[str, Any], words: str
) -> None:
    assert words in await stage.refused(400, "sendMessage", chat_id=OWNER_ID, text="x", **extra)


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": OWNER_ID}, "message text is empty"),
        ("sendMessage", {"chat_id": OWNER_ID, "text": " \n"}, "message text is empty"),
        ("editMessageText", {"chat_id": OWNER_ID, "text": "x"}, "identifier is not specified"),
        ("sendPhoto", {"chat_id": OWNER_ID}, "there is no photo in the request"),
        ("sendDocument", {"chat_id": OWNER_ID}, "there is no document in the request"),
        ("answerCallbackQuery", {}, 'parameter "callback_query_id" is required'),
        ("getFile", {}, 'parameter "file_id" is required'),
    ],
)
async def test_a_missing_field_is_named(
    stage: Stage, owner: Person, method: str, params: dict[str, Any], words: str
) -> None:
    assert words in await stage.refused(400, method, **params)


@pytest.mark.parametrize(
    "wrong",
    [
        {"chat_id": [1]},
        {"chat_id": True},
        {"chat_id": "five"},
        {"text": 5},
        {"disable_notification": "maybe"},
        {"reply_markup": "[]"},
        {"reply_markup": "{"},
        {"reply_parameters": {"message_id": "5"}},
    ],
)
async def test_a_wrong_type_is_refused(stage: Stage, owner: Person, wrong: dict[str, Any]) -> None:
    await stage.refused(400, "sendMessage", **(PLAIN | wrong))


@pytest.mark.parametrize("fits", ["字" * 4096, "😀" * 2048, "<b>" + "x" * 4096 + "</b>"])
async def test_a_text_has_4096_units_after_parsing(stage: Stage, owner: Person, fits: str) -> None:
    await stage.result("sendMessage", chat_id=OWNER_ID, text=fits, parse_mode="HTML")

    longer = fits.replace("</b>", "") + "y" + ("</b>" if "<b>" in fits else "")
    why = await stage.refused(400, "sendMessage", chat_id=OWNER_ID, text=longer, parse_mode="HTML")
    assert why == "Bad Request: message is too long"


async def test_an_edit_has_the_same_limit(stage: Stage, owner: Person) -> None:
    sent = await stage.result("sendMessage", chat_id=OWNER_ID, text="x")

    why = await stage.refused(
        400, "editMessageText", chat_id=OWNER_ID, message_id=sent["message_id"], text="x" * 4097
    )

    assert why == "Bad Request: message is too long"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[{"text": "x", "callback_data": LONG_BUTTON + "y"}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "x", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "x", "url": "javascript:alert(1)"}]], "BUTTON_URL_INVALID"),
        ([[{"text": "x"}]], "text buttons are unallowed"),
        ([[{"text": "x", "callback_data": "y", "url": "https://example.org"}]], "unallowed"),
        ([[{"text": " ", "callback_data": "y"}]], "text is empty"),
        ([[{"text": 5, "callback_data": "y"}]], "must be of type String"),
        ([["x"]], "expected an Object"),
        (["x"], "expected an Array of Array"),
        ("x", "expected an Array of Array"),
        ([[]], "1 to 8 buttons"),
        ([[{"text": "x", "callback_data": "y"}] * 9], "1 to 8 buttons"),
        ([[{"text": "x", "callback_data": "y"}]] * 101, "reply markup is too long"),
    ],
)
async def test_a_malformed_keyboard_is_refused(
    stage: Stage, owner: Person, rows: object, words: str
) -> None:
    markup = {"inline_keyboard": rows}

    why = await stage.refused(400, "sendMessage", chat_id=OWNER_ID, text="x", reply_markup=markup)

    assert words in why


async def test_callback_data_of_64_bytes_fits(stage: Stage, owner: Person) -> None:
    markup = keys([{"text": "x", "callback_data": LONG_BUTTON}])

    await stage.result("sendMessage", chat_id=OWNER_ID, text="x", reply_markup=markup)

    assert (await owner.newest()).data("x") == LONG_BUTTON


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("字 <3", 'Unsupported start tag "3" at byte offset 4'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("2 > 1", '">" must be replaced'),
        ("a&nbsp;b", '"&nbsp;" must be replaced'),
        ("A&B", '"&B" must be replaced'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("<a>x</a>", "needs an href"),
        ('<a href="javascript:alert(1)">x</a>', "needs an href"),
        ('<b class="x">x</b>', 'has no attribute "class"'),
        ('<span class="red">x</span>', 'must have class "tg-spoiler"'),
        ("<code><b>x</b></code>", "can't contain other entities"),
        ("<blockquote><blockquote>x</blockquote></blockquote>", "can't be nested"),
        ("<b>x</b>" * 101, "too many message entities"),
    ],
)
async def test_broken_html_is_refused(
    stage: Stage, owner: Person, source: str, words: str
) -> None:
    why = await stage.refused(400, "sendMessage", chat_id=OWNER_ID, text=source, parse_mode="HTML")

    assert words in why


async def test_html_becomes_text_entities_and_a_safe_page(stage: Stage, owner: Person) -> None:
    source = ' <strong>😀 厂</strong> &lt;b&gt; <a href="https://example.org?a=1&amp;b=2">看</a>'

    sent = await stage.result("sendMessage", chat_id=OWNER_ID, text=source, parse_mode="HTML")

    seen = await owner.newest()
    assert sent["text"] == "😀 厂 <b> 看"
    assert sent["entities"] == [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "text_link", "offset": 9, "length": 1, "url": "https://example.org?a=1&b=2"},
    ]
    assert seen.html == ('<b>😀 厂</b> &lt;b&gt; <a href="https://example.org?a=1&amp;b=2">看</a>')


async def test_code_in_pre_is_one_entity_with_its_language(stage: Stage, owner: Person) -> None:
    source = '<pre><code class="language-python">x = 1</code></pre>'

    sent = await stage.result("sendMessage", chat_id=OWNER_ID, text=source, parse_mode="HTML")

    assert sent["entities"] == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


async def test_text_without_parse_mode_is_taken_as_it_is(stage: Stage, owner: Person) -> None:
    sent = await stage.result("sendMessage", chat_id=OWNER_ID, text="<b>A&B")

    assert (sent["text"], (await owner.newest()).html) == ("<b>A&B", "&lt;b&gt;A&amp;B")


async def test_a_person_who_never_wrote_cannot_be_reached(stage: Stage, owner: Person) -> None:
    await stage.person("owner", 5002).messages()

    for method in ("sendMessage", "getChat"):
        params = {"text": "x"} if method == "sendMessage" else {}
        why = await stage.refused(400, method, chat_id=5002, **params)
        assert why == "Bad Request: chat not found"
    why = await stage.refused(400, "sendMessage", "desk", chat_id=OWNER_ID, text="x")
    assert why == "Bad Request: chat not found"


async def test_a_blocked_bot_is_forbidden_to_write(stage: Stage, owner: Person) -> None:
    await owner.block()
    why = await stage.refused(403, "sendMessage", chat_id=OWNER_ID, text="x")
    await owner.unblock()

    assert why == "Forbidden: bot was blocked by the user"
    await stage.result("sendMessage", chat_id=OWNER_ID, text="x")
