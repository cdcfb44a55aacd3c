"""A broadcast as it is being written."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.domain.broadcast_changes import Kind
from bot.domain.broadcast_lint import (
    BUTTONS_MOST,
    REASON_UNITS,
    Fault,
    as_written,
    most_units,
)
from bot.domain.broadcasts import Content, Urgency
from bot.domain.speech import Button, View, rows_of
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.services.files import Taken
from handlers.desk.broadcasts.fault_words import fault_lines, language_words
from handlers.desk.broadcasts.package_words import nothing_words
from handlers.desk.home_views import back
from handlers.notices.broadcast_words import urgency_words
from handlers.notices.case_words import clipped, place
from handlers.notices.files import named
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase

LINE: Final = 60


def which_place(t: Tongue, rulebase: RuleBase, places: Mapping[str, str]) -> View:
    """For which of one's regions?"""
    rows = rows_of(
        *(button(place(t, rulebase, each), "bc:new", token) for token, each in places.items())
    )
    return View(t("以哪个地方的名义群发？"), (*rows, (listing(t), back(t))))


def which_urgency(t: Tongue, rulebase: RuleBase, region: str, token: str) -> View:
    """Can it wait for the morning?"""
    text = lines(
        t("<b>写群发 · {place}</b>", place=place(t, rulebase, region)),
        t("夜里也要马上发吗？以后还能改。"),
        Html("· " + urgency_words(t, Urgency.NOTICE)),
        Html("· " + urgency_words(t, Urgency.URGENT)),
        t("· 📦 各家的政策清单：每家收到自己现在适用的政策"),
    )
    plain = button(t("普通"), "bc:begin", token, Urgency.NOTICE)
    urgent = button(t("🚨 紧急"), "bc:begin", token, Urgency.URGENT)
    package = button(t("📦 各家的政策清单"), "pack:new", token)
    return View(text, ((plain, urgent), (package,), (listing(t), back(t))))


def ask_text(t: Tongue, card: BroadcastCard, language: str, before: str | None = None) -> View:
    """Its words in one language."""
    content = card.record.content
    old = content.en if language == "en" else content.zh
    if card.record.kind is Kind.WITHDRAWAL:
        return _ask_reason(t, card, language, before)
    text = lines(
        before,
        t("写<b>{which}</b>内容，直接发到这里。", which=language_words(t, language)),
        t("可以用粗体、链接等格式；也可以发照片或文件，文字写在说明里。"),
        t("写 {{企业}} 会换成对方的企业名称，写 {{地区}} 会换成对方所在的地方。"),
        t("最多约 {most} 字。", most=_about(content)),
        t("例：{{企业}}您好，7月20日起……") if language == "zh" else _example(t),
        t("原来写的：“{text}”", text=_short(old, language)) if old else None,
    )
    return View(text, ((to_card(t, card, t("先不写")), back(t)),))


def _ask_reason(t: Tongue, card: BroadcastCard, language: str, before: str | None) -> View:
    """Why it is withdrawn, in one language."""
    content = card.record.content
    old = content.en if language == "en" else content.zh
    text = lines(
        before,
        t("写撤回的原因（<b>{which}</b>），直接发到这里。", which=language_words(t, language)),
        t("原来那条删不掉的企业会看到：“已撤回，不再有效。原因：……”"),
        t("最多 {most} 字。", most=REASON_UNITS),
        t("例：截止日期写错了，请等新的通知。") if language == "zh" else _reason_example(t),
        t("原来写的：“{text}”", text=_short(old, language)) if old else None,
    )
    return View(text, ((to_card(t, card, t("先不写")), back(t)),))


def _reason_example(t: Tongue) -> Html:
    return t("例：{example}", example="The deadline was wrong; please wait for a new notice.")


def text_kept(t: Tongue, language: str) -> Html:
    """It can be sent so."""
    return t("✅ {which}存好了。", which=language_words(t, language))


def not_kept(t: Tongue, card: BroadcastCard, faults: Iterable[Fault]) -> View:
    """Why a part of it was not taken; the question stays open."""
    text = lines(t("没有存，要先改："), *fault_lines(t, faults), t("改好再发一次。"))
    return View(text, ((to_card(t, card), back(t)),))


def lacks(t: Tongue, card: BroadcastCard, faults: Iterable[Fault]) -> View:
    """What must be put right before it can go on."""
    text = lines(t("还差一点："), *fault_lines(t, faults))
    return View(text, ((_edit(t, card), to_card(t, card)), (back(t),)))


def contents(
    t: Tongue, card: BroadcastCard, file: Taken | None, before: str | None = None
) -> View:
    """What it has, part by part, and what of it to change."""
    content = card.record.content
    text = lines(
        before,
        t("<b>内容</b> · #{number}", number=card.record.id),
        *content_lines(t, content, file),
        t("改哪一样？"),
    )
    number = card.record.id
    rows = (
        (
            button(t("中文"), "bc:write", number, "zh"),
            button(t("英文"), "bc:write", number, "en"),
        ),
        (
            button(t("照片或文件"), "bc:write", number, "file"),
            button(t("链接按钮"), "bc:write", number, "links"),
        ),
        *(() if card.record.change else ((button(t("政策清单"), "pack:show", number),),)),
    )
    shown = rows[:1] if card.record.kind is Kind.WITHDRAWAL else rows
    return View(text, (*shown, (to_card(t, card), back(t))))


def content_lines(t: Tongue, content: Content, file: Taken | None) -> Iterable[Html]:
    """Its parts, each in a line."""
    nothing = t("还没写")
    yield t("中文：{text}", text=_short(content.zh, "zh") if content.zh else nothing)
    yield t("英文：{text}", text=_short(content.en, "en") if content.en else nothing)
    if file is not None:
        yield t("附件：{what}", what=named(t, file))
    if content.package is not None:
        yield nothing_words(t, content.package)
    if content.buttons:
        labels = (each.zh if t.language == "zh" else each.en for each in content.buttons)
        yield t("按钮：{labels}", labels=t("、").join(labels))


def ask_file(t: Tongue, card: BroadcastCard, file: Taken | None) -> View:
    """A photo or a document."""
    content = card.record.content
    text = lines(
        t("发一张照片或一个文件到这里，会和文字一起发出去。一条群发只带一个。"),
        t("带附件时文字要短：最多约 {most} 字。", most=_about(Content(file_id=0))),
        t("现在带的：{what}", what=named(t, file)) if file is not None else None,
    )
    drop = button(t("不带附件"), "bc:without", card.record.id, "file")
    first = ((drop,),) if content.file_id is not None else ()
    return View(text, (*first, (to_card(t, card), back(t))))


def no_such_file(t: Tongue, card: BroadcastCard) -> View:
    """A voice message, a video or a place."""
    text = t("群发只能带照片或文件。语音、视频、位置请换一种方式说明。")
    return View(text, ((to_card(t, card), back(t)),))


def no_file(t: Tongue, card: BroadcastCard, *, waits: bool) -> View:
    """It is not there yet, or was not kept."""
    if waits:
        text = t("附件还在路上。过几秒再送审。")
        way = button(t("送审"), "bc:submit", card.record.id)
    else:
        text = t("附件没有收下，发不出去。请换一个，或者不带附件。")
        way = button(t("照片或文件"), "bc:write", card.record.id, "file")
    return View(text, ((way, to_card(t, card)), (back(t),)))


def file_kept(t: Tongue, file: Taken) -> Html:
    """It goes with the text."""
    return t("📎 {what}收下了，会和文字一起发。", what=named(t, file))


def ask_links(t: Tongue, card: BroadcastCard, *, too_many: bool = False) -> View:
    """Buttons that open an address."""
    text = lines(
        t("太多了，最多 {most} 个。", most=BUTTONS_MOST) if too_many else None,
        t("写消息下面的链接按钮，一行一个，用竖线隔开：中文 | 英文 | 网址"),
        t("最多 {most} 个。例：", most=BUTTONS_MOST),
        t("<code>看通知 | Read the notice | https://www.example.gov.cn/1.html</code>"),
    )
    drop = button(t("不要按钮"), "bc:without", card.record.id, "links")
    first = ((drop,),) if card.record.content.buttons else ()
    return View(text, (*first, (to_card(t, card), back(t))))


def links_kept(t: Tongue) -> Html:
    """They stand under the text."""
    return t("✅ 按钮存好了。")


def listing(t: Tongue) -> Button:
    """The way to all broadcasts."""
    return button(t("群发"), "bc:list")


def to_card(t: Tongue, card: BroadcastCard, label: str | None = None) -> Button:
    """The way to this one."""
    return button(label or t("看这条群发"), "bc:show", card.record.id)


def _edit(t: Tongue, card: BroadcastCard) -> Button:
    return button(t("改内容"), "bc:edit", card.record.id)


def _example(t: Tongue) -> Html:
    return t("例：{example}", example="Dear {firm}, from 20 July …")


def _short(markup: str, language: str) -> str:
    return clipped(" ".join(as_written(markup, language).split()), LINE)


def _about(content: Content) -> int:
    """How long a text may be, in round figures: names and the last line need some room."""
    most = most_units(content)
    return most // 1000 * 1000 or most // 100 * 100
