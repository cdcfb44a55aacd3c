import re

import pytest

from bot.sandbox.labels import EN, LABELS, ZH
from bot.sandbox.markup import safe_html

ALLOWED = {"b", "i", "u", "s", "code", "pre", "blockquote", "a", "span", "button"}


@pytest.mark.parametrize(
    ("telegram", "page"),
    [
        ("<strong>须</strong><em>可</em>", "<b>须</b><i>可</i>"),
        ("<ins>a</ins><strike>b</strike><del>c</del>", "<u>a</u><s>b</s><s>c</s>"),
        ('<pre><code class="language-python">x</code></pre>', "<pre><code>x</code></pre>"),
        ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
        ("从<b>这里", "从<b>这里</b>"),
        ("多余</b>的", "多余的"),
    ],
)
def test_telegram_tags_become_plain_elements(telegram: str, page: str) -> None:
    assert safe_html(telegram) == page


def test_a_quotation_does_not_leave_empty_lines_around_it() -> None:
    shown = safe_html("第一行\n<blockquote>原文</blockquote>\n最后一行")

    assert shown == "第一行<blockquote>原文</blockquote>最后一行"


def test_a_spoiler_can_be_opened_by_keyboard() -> None:
    shown = safe_html("<tg-spoiler>138</tg-spoiler>")

    assert 'class="spoiler"' in shown
    assert 'tabindex="0"' in shown


def test_a_command_becomes_a_button_but_a_fraction_does_not() -> None:
    shown = safe_html("见 /privacy，48/24 小时，和/或")

    assert re.findall(r'data-say="([^"]+)"', shown) == ["/privacy"]


def test_an_address_ends_before_chinese_punctuation() -> None:
    shown = safe_html("看 https://example.org/a?b=1&amp;c=2，谢谢")

    assert 'href="https://example.org/a?b=1&amp;c=2"' in shown


def test_a_deep_link_names_its_bot_and_its_start_parameter() -> None:
    shown = safe_html('<a href="https://t.me/zhuqi_owner_bot?start=abc">进入</a>')

    assert 'data-bot="zhuqi_owner_bot" data-start="abc"' in shown


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java\nscript:alert(1)">x</a>',
        '<b onclick="alert(1)">x</b>',
        '<a href="https://e.org/&quot; onmouseover=&quot;alert(1)">x</a>',
        "<svg><style>*{display:none}</style></svg>",
        '<span class="unseen">x</span><iframe src="//e.org"></iframe>',
        "https://e.org/\"onload='x'",
        "<!-- x --><![CDATA[<b>]]><?php ?>",
    ],
)
def test_hostile_markup_leaves_no_live_element(hostile: str) -> None:
    shown = str(safe_html(hostile))

    tags = re.findall(r"<(\w+)((?:[^>\"]|\"[^\"]*\")*)>", shown)
    assert {name for name, _ in tags} <= ALLOWED
    names = [name for _, rest in tags for name in re.findall(r'([\w-]+)="[^"]*"', rest)]
    assert not [name for name in names if name.startswith("on") or name == "style"]
    assert not re.search(r'href="(?!https?:|mailto:|tel:)', shown)


def test_every_label_is_complete_in_both_languages() -> None:
    for key in LABELS:
        assert ZH(key).strip(), key
        assert EN(key).strip(), key


def test_english_labels_hold_chinese_only_where_it_is_to_be_typed_or_chosen() -> None:
    outside = {key: re.sub(r"“[^”]*”", "", EN(key)) for key in LABELS}

    foreign = {key for key, text in outside.items() if re.search(r"[\u4e00-\u9fff]", text)}
    assert foreign == {"other_language", "other_language_name"}
