"""Asking for amounts in one message, and what is still below the firm's own targets."""

from collections.abc import Sequence

from bot.domain.speech import View
from bot.services.duties.duties import Duty
from bot.services.duties.items import ItemState, ItemStatus
from handlers.notices.duty_words import amount_words, open_point
from handlers.owner.duties.amounts import Amounts
from handlers.owner.duties.words import back_to_duty
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.keeping import Item


def ask(
    t: Tongue,
    duty: Duty,
    items: Sequence[Item],
    *,
    targets: bool,
    wrong: tuple[str, Amounts] | None = None,
) -> View:
    """Several at once, as people write them.

    Args:
        wrong: What was written before, and what was read of it, if that was nothing.
    """
    first, *others = items
    example = " ".join(
        f"{t.plain(item.label)} {amount}"
        for item, amount in zip([first, *others[:1]], ("500", "20"), strict=False)
    )
    question = (
        t("<b>每样想备多少？</b>备多少由您自己定。") if targets else t("<b>现在各有多少？</b>")
    )
    text = lines(
        None if wrong is None else _not_read(t, items, *wrong),
        question,
        t("一条消息里写几样都行，例：{example}", example=example),
        t("可以写：{items}", items=Html(t("、").join(_named(t, item) for item in items))),
        t("单位是本系统设的。"),
        open_point(t, duty.verdict.open) if targets else None,
    )
    return View(text, (back_to_duty(t, duty.record),))


def taken(
    t: Tongue, duty: Duty, statuses: Sequence[ItemStatus], read: Amounts, *, targets: bool
) -> View:
    """What was understood, item by item, and what is below its target."""
    named = [status for status in statuses if status.item.id in read.found]
    below = [status for status in statuses if status.state is ItemState.BELOW]
    text = lines(
        t("✅ <b>目标记下了</b>") if targets else t("✅ <b>数量记下了</b>"),
        *(_line(t, status) for status in named),
        t("没看懂：{rest}", rest="；".join(read.rest)[:80]) if read.rest else None,
        _other_units(t, [each.item for each in statuses], read),
        _verdict(t, below, statuses),
    )
    record = duty.record
    have = button(t("填现有数量"), "duty:stock", record)
    goal = button(t("定目标"), "duty:goal", record)
    help_wanted = ((button(t("买不到，请人帮忙"), "case:about", record),),) if below else ()
    see = button(t("看这一项"), "duty:show", record, "new")
    return View(text, ((have, goal), *help_wanted, (see,), back_to_duty(t, record)))


def _not_read(t: Tongue, items: Sequence[Item], text: str, read: Amounts) -> Html:
    if read.other_unit:
        said = t("没看懂：{rest}", rest=text[:60])
        return lines(said, _other_units(t, items, read))
    return t("“{text}”里没看到哪一样、多少。", text=text[:60])


def _other_units(t: Tongue, items: Sequence[Item], read: Amounts) -> Html | None:
    """In which unit what was counted in another one is kept."""
    told = [
        t("{item}按“{unit}”记，请换算成{unit}再写。",
          item=t.words(item.label), unit=t.words(item.unit))
        for item in items
        if item.id in read.other_unit and item.unit is not None
    ]  # fmt: skip
    return lines(*told) if told else None


def _verdict(t: Tongue, below: Sequence[ItemStatus], statuses: Sequence[ItemStatus]) -> Html:
    if below:
        items = Html(t("、").join(t.words(status.item.label) for status in below))
        return t("低于您自己定的目标：{items}。每周一早上提醒您一次，到补足为止。", items=items)
    if all(status.target is None for status in statuses):
        return t("还没定目标。定了目标，少于目标时我提醒您。")
    if any(status.target is not None and status.amount is None for status in statuses):
        return t("有的还没填现有数量，填了才知道够不够。")
    return t("没有低于目标的。")


def _line(t: Tongue, status: ItemStatus) -> Html:
    item, label = status.item, t.words(status.item.label)
    if status.amount is None:
        goal = amount_words(t, item, status.target or 0)
        return t("· {item}：目标 {goal}，现有多少还没填", item=label, goal=goal)
    have = amount_words(t, item, status.amount)
    if status.target is None:
        return t("· {item}：{have}", item=label, have=have)
    goal = amount_words(t, item, status.target)
    return t("· {item}：{have}，目标 {goal}", item=label, have=have, goal=goal)


def _named(t: Tongue, item: Item) -> Html:
    unit = "" if item.unit is None else t.words(item.unit)
    return t("{item}（{unit}）", item=t.words(item.label), unit=unit)
