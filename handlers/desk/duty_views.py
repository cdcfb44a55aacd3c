"""A firm's duties as its officers read them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.speech import Button, View
from bot.services.duties.status import DutyStatus, Progress
from bot.store.firms.firms import FirmCard
from handlers.desk.home_views import back
from handlers.notices.duty_lines import duty_line
from handlers.press import button
from handlers.tongue import Tongue, lines

PAGE: Final = 8


def standing(
    t: Tongue, firm: FirmCard, listed: Sequence[DutyStatus], today: date, page: int
) -> View:
    """How many are overdue, not there yet, done; then each, the most urgent first."""
    pages = max(-(-len(listed) // PAGE), 1)
    page = min(page, pages - 1)
    overdue, due, missing, done = (
        sum(status.progress is progress for status in listed) for progress in Progress
    )
    text = lines(
        t("<b>{firm}</b>：防疫履职情况", firm=firm.name),
        t(
            "过期或不足 {overdue} 项，今天到期 {due} 项，还没有的 {missing} 项，已做好 {done} 项",
            overdue=overdue,
            due=due,
            missing=missing,
            done=done,
        ),
        *(duty_line(t, status, today) for status in listed[page * PAGE : (page + 1) * PAGE]),
        t("（第 {page}/{pages} 页）", page=page + 1, pages=pages) if pages > 1 else None,
        t("这是企业自己记的，系统没有核实。"),
    )
    return View(text, (*_turning(t, firm, page, pages), _ways(t, firm)))


def not_begun(t: Tongue, firm: FirmCard) -> View:
    """The firm has recorded nothing; that says nothing about what it does."""
    text = t("“{firm}”还没有在这里记过履职情况。没记不等于没做，请直接问企业。", firm=firm.name)
    return View(text, (_ways(t, firm),))


def _turning(t: Tongue, firm: FirmCard, page: int, pages: int) -> list[tuple[Button, ...]]:
    turn = []
    if page:
        turn.append(button(t("上一页"), "firm:duties", firm.id, page - 1))
    if page + 1 < pages:
        turn.append(button(t("下一页"), "firm:duties", firm.id, page + 1))
    return [tuple(turn)] if turn else []


def _ways(t: Tongue, firm: FirmCard) -> tuple[Button, ...]:
    return (button(t("看企业"), "firm:show", firm.id), back(t))
