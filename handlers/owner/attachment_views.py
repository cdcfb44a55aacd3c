"""What an owner hears of a photo, a file, a voice message or a place that they sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.evidence import CODE, Point, id_in
from bot.domain.speech import Button, View
from bot.services.cases.cards import CaseCard
from bot.services.cases.lists import CaseLine
from bot.services.duties.duties import Duty
from bot.services.files import Taken
from handlers.notices.case_buttons import follow_buttons
from handlers.notices.case_words import clipped, told_apart
from handlers.notices.files import named, plain
from handlers.notices.private import masked
from handlers.notices.whom import passed_on
from handlers.owner.attachment_captions import Named
from handlers.owner.home_views import back, navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.problems import Category
from policies.words import Words

PAGE: Final = 8


def to_newcomer(t: Tongue) -> View:
    """Nothing is kept while nobody knows for whom."""
    return View(
        lines(
            t("📎 收到了，但我没有存下来。"),
            t("要转给工作人员，得先知道是哪家企业（项目）。约 2 分钟，之后请再发一次。"),
        ),
        ((button(t("开始登记"), "start:begin"),), (button(t("先随便看看"), "home:look"), back(t))),
    )


def offered(t: Tongue, file: Taken, *, waiting: bool) -> View:
    """It came without words and concerns nothing yet: a person can have it.

    Args:
        waiting: Whether another question is still open.
    """
    now = button(t("转给工作人员"), "file:new", file.id)
    later = button(t("先写一句再转"), "file:words", file.id)
    return View(
        lines(
            received(t, file),
            t("要转给工作人员吗？不转的话，两天后自动清除。"),
            _still(t, waiting=waiting),
        ),
        ((now, later), navigation(t)),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Where a file may belong.

    Attributes:
        cases: Open ones.
        categories: All kinds of problems, by id.
        named: The duty that its words name.
        duty: The record's id and the title of the duty that was looked at last.
        duties: Whether any of their duties is offered.
    """

    cases: Sequence[CaseLine]
    categories: Mapping[str, Category]
    named: Named | None = None
    duty: tuple[str, Words] | None = None
    duties: bool = False


def which(
    t: Tongue,
    file: Taken,
    places: Places,
    *,
    waiting: bool = False,
    before: Html | None = None,
) -> View:
    """Where does it belong?

    Args:
        waiting: Whether another question is still open.
        before: What happened to it just now.
    """
    mixed = places.named is not None or places.duty is not None or places.duties
    head = t("放到哪里？") if mixed or before else t("是哪一件事的？")
    labels = told_apart(t, places.categories, places.cases, alone=True)
    cases = tuple(
        (button(label, "file:to", file.id, line.id),)
        for label, line in zip(labels, places.cases, strict=True)
    )
    other = button(t("其实是另一件事"), "file:other", file.id)
    text = lines(
        before or received(t, file),
        _said(t, file),
        head,
        *(_case_line(t, line) for line in places.cases),
        _still(t, waiting=waiting),
    )
    return View(text, (*_duty_rows(t, file, places), *cases, (other,), navigation(t)))


def _duty_rows(t: Tongue, file: Taken, places: Places) -> tuple[tuple[Button, ...], ...]:
    """What its words name first, then the duty that was looked at, then the way to all."""
    rows = [] if places.named is None else [(_named_row(t, file, places.named),)]
    if places.duty is not None:
        record, title = places.duty
        label = plain(t("记到：{duty}", duty=t.words(title)))
        rows.append((button(label, "file:duty", file.id, record),))
    if places.duties:
        rows.append((button(t("记到要做的事…"), "file:duties", file.id),))
    return tuple(rows)


def _named_row(t: Tongue, file: Taken, named: Named) -> Button:
    duty, item = named.duty, named.item
    title = t.words(duty.verdict.title)
    if item is None or named.point is None:
        return button(plain(t("记到：{duty}", duty=title)), "file:duty", file.id, duty.record)
    label = plain(t("记到：{item}（{duty}）", item=t.words(item.label), duty=title))
    return button(label, "file:item", file.id, duty.record, item.id)


def _case_line(t: Tongue, line: CaseLine) -> Html:
    said = clipped(masked(t, " ".join(line.text.split())), 30)
    return Html(f"{line.number} · {escaped(said)}")


def which_duty(t: Tongue, file: Taken, duties: Sequence[Duty], page: int) -> View:
    """Of which duty does it show something? Page by page."""
    pages = max(-(-len(duties) // PAGE), 1)
    page = min(page, pages - 1)
    shown = duties[page * PAGE : (page + 1) * PAGE]
    head = t("记到哪一项？") if duties else t("现在没有要存凭证的事。")
    rows = tuple(
        (button(t.plain(each.verdict.title), "file:duty", file.id, each.record),) for each in shown
    )
    earlier = (button(t("‹ 上一页"), "file:duties", file.id, page - 1),) if page else ()
    later = page + 1 < pages
    on = (button(t("下一页 ›"), "file:duties", file.id, page + 1),) if later else ()
    turning = ((*earlier, *on),) if earlier or on else ()
    other = button(t("其实是另一件事"), "file:other", file.id)
    return View(lines(received(t, file), head), (*rows, *turning, (other,), navigation(t)))


def which_item(
    t: Tongue,
    file: Taken,
    duty: Duty,
    points: Sequence[Point],
    kinds: Mapping[str, Words],
) -> View:
    """Which thing that the duty asks for does it show?

    Args:
        kinds: Kinds of codes, by name.
    """
    items = {item.id: item.label for item in duty.keeping.items}
    rows = tuple(
        (
            button(
                t.plain(kinds.get(id_in(each.subject, CODE) or "", items[each.item])),
                *("file:item", file.id, each.record, each.item),
                *((each.subject,) if each.subject else ()),
            ),
        )
        for each in points
    )
    text = lines(
        received(t, file),
        t("<b>{duty}</b>：记到哪一项？", duty=t.words(duty.verdict.title)),
    )
    other = button(t("其实是另一件事"), "file:other", file.id)
    return View(text, (*rows, (other,), navigation(t)))


def movable(t: Tongue, receipt: View, file: Taken) -> View:
    """A receipt of a file that nobody had asked for: it can be put elsewhere."""
    return replace(receipt, rows=(*receipt.rows[:1], (_wrong(t, file),), *receipt.rows[1:]))


def taken_out_words(t: Tongue, file: Taken) -> str:
    """What a case's history says of a file that was put there by mistake."""
    return plain(t("（刚才的{what}放错了，已拿走）", what=named(t, file)))


def too_late(t: Tongue) -> View:
    """It has been there for longer than ten minutes."""
    text = t("超过 10 分钟，拿不出来了。放错了请点“找人工”或“补充说明”写一句。")
    return View(text, (navigation(t),))


def _wrong(t: Tongue, file: Taken) -> Button:
    return button(t("放错了（10 分钟内）"), "file:wrong", file.id)


def words_wanted(t: Tongue, file: Taken) -> View:
    """It goes with the case that is being written; what is it about?"""
    return View(
        lines(
            received(t, file),
            t("会和您说的事一起转给工作人员。请再用一两句话说说是什么事。"),
        ),
        ((button(t("不写了，直接转"), "file:new", file.id),), (back(t),)),
    )


def attached(t: Tongue, card: CaseCard, file: Taken, *, waiting: bool) -> View:
    """It is with a case that is under way."""
    return View(
        lines(
            t("📎 {what}已放进事项 <b>{number}</b>。", what=named(t, file), number=card.number),
            passed_on(t, card),
            _still(t, waiting=waiting),
        ),
        (follow_buttons(t, card.id), (_wrong(t, file),), navigation(t)),
    )


def received(t: Tongue, file: Taken) -> Html:
    """That it came; of a voice message, honestly who can hear it."""
    text = t("📎 {what}收到了。", what=named(t, file))
    return Html(text + t("我听不懂语音，工作人员能听。")) if file.kind == "voice" else text


def _said(t: Tongue, file: Taken) -> Html | None:
    return t("您说：“{said}”", said=masked(t, file.caption)[:200]) if file.caption else None


def _still(t: Tongue, *, waiting: bool) -> Html | None:
    return t("刚才的问题还在等您，直接打字回答就行。") if waiting else None
