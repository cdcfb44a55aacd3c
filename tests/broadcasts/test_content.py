"""What may be said in a broadcast, and how what people formatted is passed on."""

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity

from bot.domain.broadcast_changes import CORRECTED
from bot.domain.broadcast_lint import FaultKind, faults_of, leads, named_alike
from bot.domain.broadcast_reading import reads
from bot.domain.broadcasts import Content, LinkButton
from bot.domain.markup import TEXT_UNITS, passed_on, units_of
from bot.domain.speech import Button, View
from bot.sandbox.formatting import formatted
from bot.telegram import say

GOOD = Content("{firm}您好", "Dear {firm}", (LinkButton("看", "Read", "https://a.gov.cn/1"),))


def kinds(content: Content) -> set[tuple[FaultKind, str, str]]:
    return {(each.kind, each.language, each.what) for each in faults_of(content)}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (GOOD, set()),
        (Content("您好", " <b> </b>"), {(FaultKind.MISSING, "en", "")}),
        (Content("{name}", "ok"), {(FaultKind.BLANK, "zh", "{name}")}),
        (Content("{<b>firm</b>}", "ok"), {(FaultKind.BLANK, "zh", "{firm}")}),
        (Content("少一半}", "ok"), {(FaultKind.BLANK, "zh", "}")}),
        (Content('<a href="ftp://a.cn">x</a>', "o"), {(FaultKind.LINK, "zh", "ftp://a.cn")}),
        (Content("见 http://内网 。", "ok"), {(FaultKind.LINK, "zh", "http://内网")}),
        (
            Content("好", "ok", (LinkButton("", "Read", "a.cn"),)),
            {(FaultKind.LABEL, "zh", ""), (FaultKind.LINK, "", "a.cn")},
        ),
    ],
)
def test_what_is_wrong_is_named(content: Content, found: set[tuple[FaultKind, str, str]]) -> None:
    assert kinds(content) == found


def test_a_text_fits_with_the_longest_name_and_when_it_is_repeated() -> None:
    """As a correction too; beside a file much less fits; a smiley counts twice."""
    firm = "企" * 60
    corrected = Content(CORRECTED["zh"] + "{firm}")
    room = TEXT_UNITS - units_of(reads(corrected, "zh", firm=firm, region=firm, again=True).html)

    def faults(text: str, file_id: int | None = None) -> set[FaultKind]:
        return {each.kind for each in faults_of(Content(text, "ok", file_id=file_id))}

    assert faults("{firm}" + "好" * room) == set()
    assert faults("{firm}" + "好" * (room + 1)) == {FaultKind.TOO_LONG}
    assert faults("{firm}" + "🙂" * (room // 2 + 1)) == {FaultKind.TOO_LONG}
    assert faults("好" * 1000, file_id=1) == {FaultKind.TOO_LONG}


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://www.fangcheng.gov.cn/a?b=1&c=2", True),
        ("http://例子.中国/通知", True),
        ("https://localhost/", False),
        ("https://user@a.cn/", False),
        ("https://a.cn/{firm}", False),
        ("https://a.cn/ b", False),
        ("javascript:alert(1)", False),
        ("https://[", False),
    ],
)
def test_where_a_button_may_lead(url: str, may: bool) -> None:
    assert leads(url) is may


def test_formatting_of_somebodys_client_becomes_what_the_bot_api_takes() -> None:
    """A person who is mentioned and a moving emoji are left as words; links are escaped."""
    text = "通知🙂 看这里 找张三 {企业} 1<2"
    entities = [
        MessageEntity("bold", 0, 4),
        MessageEntity("custom_emoji", 2, 2, custom_emoji_id="5"),
        MessageEntity("text_link", 5, 3, url="https://a.cn/?x=1&region=2"),
        MessageEntity("expandable_blockquote", 9, 3),
    ]
    message = Message(
        1, datetime(2022, 7, 15, tzinfo=UTC), Chat(1, "private"), text=text, entities=entities
    )

    markup = passed_on(message.text_html, named_alike)

    assert markup == (
        '<b>通知🙂</b> <a href="https://a.cn/?x=1&amp;region=2">看这里</a> '
        "<blockquote expandable>找张三</blockquote> {firm} 1&lt;2"
    )
    read = reads(Content(zh=markup), "zh", firm="A<B 厂", region="方城县")
    assert formatted(read.html, "HTML").text.endswith("A<B 厂 1<2\n\n📣 方城县 · 群发")


def test_a_button_can_lead_to_an_address() -> None:
    rows = ((Button("看", url="https://a.cn"), Button("返回", "home:show")),)
    [row] = say("u", "owner", 1, View("x", rows)).payload["reply_markup"]["inline_keyboard"]

    assert row == [
        {"text": "看", "url": "https://a.cn"},
        {"text": "返回", "callback_data": "home:show"},
    ]
