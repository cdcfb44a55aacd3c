"""Lists of cases as an officer sees them."""

import html
from zoneinfo import ZoneInfo

from bot.domain.speech import Button, View, rows_of
from bot.domain.staff import Power
from bot.services.cases.lists import CaseLine, CaseList
from handlers.desk.cases.late_views import late_mark
from handlers.desk.context import Clerk
from handlers.desk.finding_views import search_instead
from handlers.desk.home_views import back
from handlers.notices.case_words import card_kind, clipped, short_status, told_apart, words
from handlers.notices.private import masked
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase


def unclaimed(t: Tongue, rulebase: RuleBase, cases: CaseList, zone: ZoneInfo) -> View:
    """What waits for somebody, oldest first."""
    if not cases.lines:
        return View(t("现在没有等人受理的诉求。来了新的，我会马上发给您。"), (_lists(t),))
    return _listing(t, rulebase, t("<b>新诉求</b>（最急的在前）"), cases, zone)


def mine(t: Tongue, rulebase: RuleBase, cases: CaseList, zone: ZoneInfo) -> View:
    """What this officer has in hand."""
    if not cases.lines:
        return View(t("您手里没有在办的事项。"), (_lists(t),))
    return _listing(t, rulebase, t("<b>我在办的</b>（最急的在前）"), cases, zone)


def todo(who: Clerk, rulebase: RuleBase, cases: CaseList, zone: ZoneInfo) -> View:
    """What is on their desk or in their hand, theirs to rule or to check, earliest due first."""
    t = who.t
    last = _lists(t) if Power.CASE_WORK in who.powers else (back(t),)
    today = (button(t("今日汇总"), "digest:today"),) if Power.DIGEST_READ in who.powers else ()
    if not cases.lines:
        nothing = t("没有待办事项。来了新的，我会马上发给您。")
        return View(nothing, (*((today,) if today else ()), last))
    more = t("后面还有，办完这些会接着显示。") if cases.more else None
    buttons = (button(line.number, "case:show", line.id) for line in cases.lines)
    listed = (Html(f"{_line(t, rulebase, line)} · {_due(t, line, zone)}") for line in cases.lines)
    head = t("<b>待办</b>（最急的在前）")
    export = (*today, button(t("导出表格"), "case:export"))
    return View(lines(head, *listed, more), (*rows_of(*buttons), export, last))


def which(t: Tongue, rulebase: RuleBase, text: str, cases: CaseList) -> View:
    """The officer wrote without saying to whom: it is sent when they say for which case."""
    labels = told_apart(t, rulebase.problems, cases.lines)
    choices = (
        button(html.unescape(t("答复 {number}", number=label)), "said:to", line.id)
        for label, line in zip(labels, cases.lines, strict=True)
    )
    return View(
        lines(
            t("这句话还没有发给任何人。是答复哪一件的？"),
            words(t, text),
            *(_line(t, rulebase, line) for line in cases.lines),
        ),
        (
            *rows_of(*choices, width=1),
            (search_instead(t), button(t("都不是，不发了"), "desk:menu")),
        ),
    )


def _listing(t: Tongue, rulebase: RuleBase, head: Html, cases: CaseList, zone: ZoneInfo) -> View:
    more = t("后面还有，办完这些会接着显示。") if cases.more else None
    labels = told_apart(t, rulebase.problems, cases.lines)
    buttons = (
        button(label, "case:show", line.id)
        for label, line in zip(labels, cases.lines, strict=True)
    )
    listed = (_dated(t, line, _line(t, rulebase, line), zone) for line in cases.lines)
    return View(lines(head, *listed, more), (*rows_of(*buttons, width=1), _lists(t)))


def _line(t: Tongue, rulebase: RuleBase, line: CaseLine) -> Html:
    firm_name = escaped(clipped(line.firm, 16))
    text = escaped(clipped(masked(t, " ".join(line.text.split())), 24))
    kind = card_kind(t, rulebase, line)
    return Html(f"{line.number}{kind} · {short_status(t, line.status)} · {firm_name} · {text}")


def _due(t: Tongue, line: CaseLine, zone: ZoneInfo) -> Html:
    due = t("{due}前", due=deadline(t, line.due, zone)) if line.due else Html("—")
    return _marked(t, line, due, zone)


def _dated(t: Tongue, line: CaseLine, said: Html, zone: ZoneInfo) -> Html:
    """A line with until when something is to be done, if a date runs."""
    return Html(f"{said} · {_due(t, line, zone)}") if line.due else _marked(t, line, said, zone)


def _marked(t: Tongue, line: CaseLine, said: Html, zone: ZoneInfo) -> Html:
    """A line with what was not kept in time behind it."""
    late = late_mark(t, line, zone)
    return said if late is None else Html(f"{said} · {late}")


def _lists(t: Tongue) -> tuple[Button, ...]:
    mine_, new = button(t("我在办的"), "case:mine"), button(t("新诉求"), "case:new")
    return (new, mine_, back(t))
