"""来人和返回人员: the list, and what stands where nobody is on it."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import Button, View
from bot.services.arrivals.people_lists import PeopleList
from bot.services.arrivals.standing import ArrivalStatus
from handlers.notices.arrival_words import LIST, arrival_line, short_name, shown_for
from handlers.notices.duty_words import all_duties
from handlers.owner.home_views import navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.facts import Fact

PAGE: Final = 8


def listing(
    t: Tongue,
    of: PeopleList,
    statuses: Sequence[ArrivalStatus],
    page: int = 0,
    before: Html | None = None,
) -> View:
    """Who comes, the most urgent first."""
    pages = max(-(-len(statuses) // PAGE), 1)
    page = min(page, pages - 1)
    shown = statuses[page * PAGE : (page + 1) * PAGE]
    text = lines(
        before,
        t("<b>{label}：{count} 批</b>", label=t.words(of.fact.label), count=len(statuses))
        if statuses
        else _nobody(t, of),
        *(arrival_line(t, status) for status in shown),
        shown_for(t) if statuses else None,
    )
    entries = tuple(
        (button(short_name(t, status), "arrival:show", status.card.id),) for status in shown
    )
    add = button(t("➕ 记来人"), "arrival:add", of.fact.id)
    nobody = () if statuses else (button(t("没有人要来"), "arrival:none", of.fact.id),)
    turning = _turning(t, of, page, pages)
    return View(text, (*entries, *turning, (add, *nobody), (all_duties(t),), navigation(t)))


def entry_by_entry(t: Tongue, fact: Fact, before: Html | None = None) -> View:
    """A fact that no single answer answers: it is kept as a list."""
    text = lines(
        before,
        t("<b>{label}</b>", label=t.words(fact.label)),
        t("这要一批一批说：谁、什么时候到、报备了没有。记进名单，我在到之前提醒。"),
    )
    add = button(t("➕ 记来人"), "arrival:add", fact.id)
    nobody = button(t("没有人要来"), "arrival:none", fact.id)
    opened = button(t("来人名单"), LIST, fact.id)
    return View(text, ((add, nobody), (opened,), navigation(t)))


def no_list(t: Tongue) -> View:
    """The documents of the place ask for no such list."""
    text = t("您这里的文件我都看过，没有要企业登记来人的。")
    return View(text, ((all_duties(t),), navigation(t)))


def nobody_comes(t: Tongue, of: PeopleList) -> View:
    """It is noted that nobody comes."""
    text = lines(
        t("记下了：现在没有人要来、要回来。"),
        t("有人要来时点“记来人”，我会在他到之前提醒报备。"),
    )
    add = button(t("➕ 记来人"), "arrival:add", of.fact.id)
    return View(text, ((add, all_duties(t)), navigation(t)))


def _nobody(t: Tongue, of: PeopleList) -> Html:
    return lines(
        t("<b>{label}：名单是空的</b>", label=t.words(of.fact.label)),
        t("谁要来、谁要回来，一批一批记下来：我在他到之前提醒报备，到了提醒核查。"),
    )


def _turning(t: Tongue, of: PeopleList, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    back = (button(t("‹ 上一页"), LIST, of.fact.id, page - 1),) if page else ()
    on = (button(t("下一页 ›"), LIST, of.fact.id, page + 1),) if page + 1 < pages else ()
    return ((*back, *on),) if back or on else ()
