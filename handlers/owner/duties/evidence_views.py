"""Asking for evidence, and the receipt for it."""

from zoneinfo import ZoneInfo

from bot.domain.evidence import CODE, Point, day_in, id_in, is_late_entry
from bot.domain.speech import Button, View
from bot.services.files import Taken
from bot.store.duties.evidence import EvidenceCard
from handlers.notices.duty_words import all_duties, amount_words, code_name, day_words, undated
from handlers.notices.files import named
from handlers.notices.private import masked
from handlers.owner.duties.words import back_to_duty
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.keeping import Item, Keeping
from policies.rulebase import RuleBase
from policies.words import Words

SHOWN = 200
"""So many characters of what somebody wrote are repeated."""


def ask(t: Tongue, title: Words, item: Item, point: Point) -> View:
    """What shows that it is done? Anything will do."""
    text = lines(
        t("<b>{item}</b>（{title}）", item=t.words(item.label), title=t.words(title)),
        t("请发一句话、一张照片或一个文件，就算凭证。例：“今天办好了，5 个人负责，贴在门口”。"),
        t("请不要发员工姓名、身份证号、健康码。"),
    )
    bare = button(t("没有材料，先记"), "duty:bare")
    return View(text, ((bare,), back_to_duty(t, point.record)))


def too_long(t: Tongue, length: int, most: int) -> View:
    """More than is kept; the question stays open."""
    return View(t("您写了 {length} 字，最多 {most} 字。请写短一些。", length=length, most=most))


def recorded(
    t: Tongue, rulebase: RuleBase, card: EvidenceCard, zone: ZoneInfo, file: Taken | None = None
) -> View:
    """The receipt: what, when, with what; to be found again."""
    late = is_late_entry(card.point.subject, card.recorded_at, zone)
    text = lines(
        t("✅ <b>记下了：{what}</b>", what=what_words(t, rulebase, card)),
        t("记录时间：{at}", at=moment(t, card.recorded_at, zone)),
        t("（补报）") if late else None,
        _done_on(t, card, zone),
        t("凭证：{file}", file=named(t, file)) if file is not None else None,
        t("“{words}”", words=masked(t, card.words)[:SHOWN]) if card.words else None,
        t("没有附材料；以后可以再记一笔补上。") if _is_bare(card, file) else None,
    )
    return View(text, (receipt_ways(t, card), ways_on(t, card)))


def _done_on(t: Tongue, card: EvidenceCard, zone: ZoneInfo) -> Html | None:
    """The day on which it was done, if that was before it was recorded."""
    day = card.done_at.astimezone(zone).date()
    if day >= card.recorded_at.astimezone(zone).date():
        return None
    return t("做的那天：{day}", day=day_words(t, day))


def _is_bare(card: EvidenceCard, file: Taken | None) -> bool:
    counted = card.amount is not None or day_in(card.point.subject) is not None
    return file is None and not card.words and not counted


def receipt_ways(t: Tongue, card: EvidenceCard) -> tuple[Button, ...]:
    """Under a receipt: take it back, or look at the duty; the receipt itself stays."""
    undo = button(t("撤销（10 分钟内）"), "duty:undo", card.id)
    return (undo, button(t("看这一项"), "duty:show", card.point.record, "new"))


def ways_on(t: Tongue, card: EvidenceCard) -> tuple[Button, ...]:
    """The last row under a receipt."""
    return (button(t("要做的事"), "duty:list", 0, "new"), button(t("找人工"), "case:new"))


def undone(t: Tongue, rulebase: RuleBase, card: EvidenceCard) -> View:
    """It does not count any more; that it was there stays on record."""
    text = lines(
        t("已撤销：{what}", what=what_words(t, rulebase, card)),
        t("记录里会留着“已撤销”，不会悄悄删掉。"),
    )
    return View(text, ((all_duties(t),), back_to_duty(t, card.point.record)))


def not_undone(t: Tongue, rulebase: RuleBase, card: EvidenceCard, *, late: bool) -> View:
    """Too late, or done already; what to do instead."""
    what = what_words(t, rulebase, card)
    text = t("这一条已经撤销过了：{what}", what=what)
    if late:
        text = t("超过 10 分钟，不能撤销了：{what}。记错了请再记一笔，写明更正。", what=what)
    return View(text, ((all_duties(t),), back_to_duty(t, card.point.record)))


def what_words(t: Tongue, rulebase: RuleBase, card: EvidenceCard) -> Html:
    """What an entry is about, by the words of its record."""
    record = rulebase.records.get(card.point.record)
    if record is None or record.keeping is None:
        return Html("")
    item = item_words(t, record.keeping, card.point)
    day = day_in(card.point.subject)
    if day is not None:
        return t("{day}{answer}", day=day_words(t, day), answer=item)
    kind = id_in(card.point.subject, CODE)
    label = next((line.label for line in record.amounts if line.name == kind), None)
    if label is not None:
        return t(
            "{kind} {item} {count} 个", kind=code_name(t, label), item=item, count=card.amount or 0
        )
    counted = _stocked(record.keeping, card)
    if counted is not None and card.amount is not None:
        return t("{item} {amount}", item=item, amount=amount_words(t, counted, card.amount))
    return item


def item_words(t: Tongue, keeping: Keeping, point: Point) -> Html:
    """The label of an item, or of the answer of a daily report."""
    if keeping.report is not None:
        zero = point.item == "zero"
        words = keeping.report.zero if zero else keeping.report.exception
        return Html(escaped(undated(t.plain(words))))
    label = next((item.label for item in keeping.items if item.id == point.item), None)
    return Html("") if label is None else t.words(label)


def _stocked(keeping: Keeping, card: EvidenceCard) -> Item | None:
    items = (item for item in keeping.items if item.id == card.point.item)
    return next((item for item in items if item.unit is not None), None)
