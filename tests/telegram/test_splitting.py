"""Any text of ours goes in parts that Telegram takes, and that say the same together."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.markup import plain_text, units_of
from bot.domain.speech import Button, View
from bot.domain.splitting import FORMATS, parts_of
from bot.sandbox.formatting import formatted
from bot.telegram import in_parts
from tests.telegram.building import Maker
from tests.telegram.test_hostile_views import UNBUILT, VIEWS, views_in

FAMILY = "👩‍👩‍👧‍👦"
WORDS = st.text(
    st.sampled_from("长短 ab<&>\"'\n。，é\u0301😀" + FAMILY + "🇨🇳👍🏽"), min_size=1, max_size=60
).map(lambda text: escape(text, quote=False))
TAGS = st.sampled_from(
    [
        "b",
        "i",
        "u",
        "s",
        "tg-spoiler",
        'a href="https://x.cn/?a=1&amp;b=2"',
        "blockquote expandable",
    ]
)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda tag, words: f"<{tag}>{words}</{tag.partition(' ')[0]}>", TAGS, inner)


LEAVES = WORDS | st.sampled_from(["code", "pre"]).flatmap(
    lambda tag: WORDS.map(lambda words: f"<{tag}>{words}</{tag}>")
)
MARKUP = st.recursive(
    LEAVES,
    lambda inner: _wrapped(inner) | st.lists(inner, min_size=1, max_size=6).map("".join),
    max_leaves=40,
).filter(lambda text: text.count("<blockquote") < 2)


def _holds(markup: str, most: int) -> None:
    parts = parts_of(markup, most)
    for part in parts:
        read = formatted(part, "HTML")  # as strict as Telegram
        assert read.text
        assert units_of(part) <= most
        assert len(read.entities) <= FORMATS
    together = "".join(plain_text(part) for part in parts)
    assert "".join(together.split()) == "".join(plain_text(markup).split())


@given(MARKUP.filter(lambda text: bool(plain_text(text).strip())), st.integers(40, 120))
def test_parts_are_well_formed_and_say_the_same(markup: str, most: int) -> None:
    _holds(markup, most)


@pytest.mark.parametrize("name", sorted({*VIEWS} - UNBUILT))
def test_every_view_can_be_cut_anywhere(name: str) -> None:
    for view in views_in(Maker("zh").call(VIEWS[name])):
        if plain_text(view.html).strip():
            _holds(view.html, 60)


def test_a_cut_is_at_the_end_of_a_line_and_no_sign_is_cut() -> None:
    lines = "\n".join(f"<b>{n}</b> " + "字" * 30 for n in range(200))
    assert all(part.endswith("\n") for part in parts_of(lines)[:-1])
    for part in parts_of(FAMILY * 30, 40):
        assert plain_text(part).replace(FAMILY, "") == ""


def test_what_fits_is_left_as_it_is() -> None:
    text = "<b>" + "字" * 4096 + "</b>"
    assert parts_of(text) == (text,)
    assert len(parts_of(text + "字")) == 2


def test_only_the_last_part_has_the_buttons() -> None:
    row = (Button("好", "a:b"),)
    *before, last = in_parts(View("字" * 9000, (row,)))
    assert [each.rows for each in before] == [(), ()]
    assert last.rows == (row,)


def test_many_formats_take_several_messages() -> None:
    parts = parts_of("".join(f"<b>{n}</b> " for n in range(250)))
    assert len(parts) == 3
