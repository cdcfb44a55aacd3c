"""What others wrote is shown as it is, and steers nothing of ours."""

import unicodedata
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.literal import literal
from bot.domain.markup import Html, passed_on, unmarked, within
from bot.domain.speech import Button, View
from bot.telegram import NO_LABEL, say
from handlers.press import button
from handlers.tongue import Tongue

ANYTHING = st.text(st.characters(), max_size=40)
STEERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}


def test_plain_words_stay_as_they_are() -> None:
    for text in ("示例纺织有限公司", "<b>&\"'</b>&amp;", "👩‍👩‍👧‍👦 🇨🇳 é", "a\nb\tc"):
        assert literal(text) == text


def test_what_turns_or_hides_words_goes_and_so_does_what_is_no_character() -> None:
    assert literal("好\u202e坏\u202c\u200b\u200f\ufeff的") == "好坏的"
    assert literal("一\x00二\ud800三") == "一二三"


def test_words_from_right_to_left_keep_their_direction_to_themselves() -> None:
    assert literal("שלום 12") == "\u2068שלום 12\u2069"
    assert literal("厂\nمرحبا") == "厂\n\u2068مرحبا\u2069"


@given(ANYTHING)
def test_nothing_steers_what_stands_around_it_and_twice_is_once(text: str) -> None:
    shown = literal(text)
    assert literal(shown) == shown
    assert not {unicodedata.bidirectional(each) for each in shown} & STEERING
    for line in shown.split("\n"):
        assert (line.count("\u2068"), line.count("\u2069")) in {(0, 0), (1, 1)}
    shown.encode()  # as it is sent


@given(ANYTHING)
def test_a_sentence_reads_what_was_written_into_it(text: str) -> None:
    said = Tongue("zh")("您好，{name}", name=text)
    assert unescape(said) == f"您好，{literal(text)}"
    assert button(said, "home:show").text == unescape(said)


@given(ANYTHING)
def test_what_an_editor_formatted_is_passed_on_without_power(text: str) -> None:
    kept = passed_on(f"<b>{Html(literal(text)).replace('&', '&amp;').replace('<', '&lt;')}</b>")
    assert not {unicodedata.bidirectional(each) for each in kept} & STEERING


def test_a_button_without_a_visible_word_still_has_a_label() -> None:
    payload = say("u", "owner", 7, View("x", ((Button("\u200b", "a:b"),),))).payload
    assert payload["reply_markup"]["inline_keyboard"][0][0]["text"] == NO_LABEL


@given(ANYTHING, st.integers(1, 20))
def test_a_cut_fits_and_is_visible(text: str, units: int) -> None:
    cut = within(text, units)
    assert len(cut.encode("utf-16-le", "surrogatepass")) // 2 <= units
    assert cut == text or cut.endswith("…")


def test_a_label_is_what_html_reads() -> None:
    assert unmarked(Html("<b>a</b> &amp; b")) == "a & b"
    assert unmarked("a &amp; b") == "a &amp; b"
