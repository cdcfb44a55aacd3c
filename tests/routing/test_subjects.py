"""What the message was about that somebody answers."""

import pytest

from handlers.subjects import CASE, GROUP, Subject, replied_to


def answer_to(*data: str) -> dict:
    keyboard = [[{"text": "·", "callback_data": each}] for each in data]
    return {"text": "好", "reply_to_message": {"reply_markup": {"inline_keyboard": keyboard}}}


@pytest.mark.parametrize(
    ("data", "subject"),
    [
        (("case:note:7", "case:show:7:new", "home:show"), Subject(CASE, 7)),
        (("case:claim:7", "case:firm:7", "file:list:7:0"), Subject(CASE, 7)),
        (("test:done:3:1", "test:when:3", "test:list:0:new"), Subject(GROUP, 3)),
        (("case:show:7", "case:show:8"), None),
        (("policy:show:P-1", "home:show"), None),
        (("case:show:x",), None),
        (("case:show:" + "9" * 19,), None),
        (("case:show",), None),
        ((), None),
    ],
)
def test_its_own_buttons_say_so(data: tuple[str, ...], subject: Subject | None) -> None:
    assert replied_to(answer_to(*data)) == subject


def test_a_message_that_answers_none_is_about_nothing() -> None:
    assert replied_to({"text": "好"}) is None
    assert replied_to({"text": "好", "reply_to_message": {"text": "…"}}) is None
