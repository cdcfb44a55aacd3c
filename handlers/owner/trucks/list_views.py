"""货车出车: every trip, and what stands where nobody has planned one."""

from typing import Final

from bot.domain.speech import Button, View
from bot.services.trips.planning import FirmTrips
from handlers.notices.duty_words import all_duties
from handlers.notices.trip_words import LIST, short_trip, shown_for, trip_line
from handlers.owner.home_views import navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

PAGE: Final = 8


def listing(t: Tongue, firm: FirmTrips, page: int = 0, before: Html | None = None) -> View:
    """Every trip, what goes on first."""
    pages = max(-(-len(firm.statuses) // PAGE), 1)
    page = min(page, pages - 1)
    shown = firm.statuses[page * PAGE : (page + 1) * PAGE]
    text = lines(
        before,
        t("<b>货车出车：{count} 趟</b>", count=len(firm.statuses)) if shown else _none(t),
        *(trip_line(t, status) for status in shown),
        place_line(t, firm.place),
        shown_for(t) if shown else None,
    )
    entries = tuple((button(short_trip(s), "trip:show", s.card.id),) for s in shown)
    plan = button(t("➕ 计划出车"), "trip:new")
    tools = (button(t("车辆"), "trip:trucks"), button(t("固定接收点"), "trip:point"))
    rows = (*entries, *_turning(t, page, pages), (plan,), tools, (all_duties(t),), navigation(t))
    return View(text, rows)


def no_rules(t: Tongue) -> View:
    """The documents of the place ask nothing of trips."""
    text = t("您这里的文件我都看过，没有要企业逐趟登记货车的。")
    return View(text, ((all_duties(t),), navigation(t)))


def _none(t: Tongue) -> Html:
    return lines(
        t("<b>货车出车：还没有记</b>"),
        t("出车前记一趟：我核对司乘核酸够不够用到，快过期提醒您；路上被拦，一点就转给工作人员。"),
    )


def _turning(t: Tongue, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    back = (button(t("‹ 上一页"), LIST, page - 1),) if page else ()
    on = (button(t("下一页 ›"), LIST, page + 1),) if page + 1 < pages else ()
    return ((*back, *on),) if back or on else ()


def place_line(t: Tongue, place: str | None) -> Html | None:
    """Where goods are taken over, if that is known."""
    return None if place is None else t("📍 固定接收点：{place}", place=place)
