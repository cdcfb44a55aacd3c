"""Several groups at once: which of them, and when."""

import zlib
from collections.abc import Collection, Sequence

from bot.domain.speech import Button, View, rows_of
from bot.services.testing.standing import GroupStatus
from handlers.owner.home_views import navigation
from handlers.owner.testing.forms import how_to_say_when, time_not_read
from handlers.owner.testing.moments import clock_of, likely
from handlers.owner.testing.views import PAGE, Wording
from handlers.press import button, minutes_of
from handlers.tongue import Html, lines


def pick(
    say: Wording,
    statuses: Sequence[GroupStatus],
    ticked: Collection[int],
    page: int,
    *,
    before: Html | None = None,
) -> View:
    """Tick the groups, then record them with one tap."""
    t = say.t
    shown = statuses[page * PAGE : (page + 1) * PAGE]
    text = lines(
        before,
        t("哪几组采了？点一下勾上，再点下面的。"),
        t("已勾 {count} 个组。", count=len(ticked)) if ticked else None,
    )
    boxes = [_box(say, status, ticked, page) for status in shown]
    return View(
        text,
        (
            *rows_of(*boxes),
            *_pages(say, statuses, ticked, page),
            *([_record(say, ticked)] if ticked else []),
            (button(t("采样总览"), "test:list"),),
            navigation(t),
        ),
    )


def when(
    say: Wording,
    statuses: Sequence[GroupStatus],
    *,
    before: Html | None = None,
    wrong: str | None = None,
) -> View:
    """When these groups were sampled."""
    t, ids = say.t, [status.group.id for status in statuses]
    print_ = fingerprint(ids)
    text = lines(
        before,
        time_not_read(t, wrong),
        t("这 {count} 个组什么时候采的？", count=len(ids)),
        *(Html(f"· {say.title(status)}") for status in statuses[:PAGE]),
        how_to_say_when(t),
    )
    now = button(t("刚刚"), "test:manydone", print_, minutes_of(statuses[0].now))
    moments = [
        button(label, "test:manyat", print_, clock_of(at))
        for label, at in likely(say, statuses[0].now, None)
    ]
    change = button(t("改勾选"), "test:many", 0)
    return View(text, (*rows_of(now, *moments), (change,), navigation(t)))


def fingerprint(group_ids: Collection[int]) -> int:
    """What a button remembers of the ticks that it was shown with."""
    return zlib.crc32(",".join(str(each) for each in sorted(group_ids)).encode())


def _box(say: Wording, status: GroupStatus, ticked: Collection[int], page: int) -> Button:
    box = "☑" if status.group.id in ticked else "☐"
    return button(f"{box} {say.title(status)}", "test:tick", status.group.id, page)


def _pages(
    say: Wording, statuses: Sequence[GroupStatus], ticked: Collection[int], page: int
) -> list[tuple[Button, ...]]:
    t, turn = say.t, list[Button]()
    if page > 0:
        turn.append(button(t("上一页"), "test:many", page - 1))
    if len(statuses) > (page + 1) * PAGE:
        turn.append(button(t("下一页"), "test:many", page + 1))
    if len(ticked) < len(statuses):
        turn.append(button(t("全选"), "test:all", page, 1))
    else:
        turn.append(button(t("全不选"), "test:all", page, 0))
    return [tuple(turn)]


def _record(say: Wording, ticked: Collection[int]) -> tuple[Button, ...]:
    t, print_ = say.t, fingerprint(ticked)
    done = button(t("✅ 这几组刚刚都采了"), "test:manydone", print_)
    return (done, button(t("选采样时间"), "test:manywhen", print_))
