"""What an officer reads of a firm: facts, verdicts, test groups, cases."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.speech import Button, View, rows_of
from bot.services.cases.lists import CaseLine, CaseList
from bot.services.firms.sheets import FirmSheet
from bot.services.testing.rhythms import posts_in
from bot.services.testing.standing import GroupStatus
from bot.store.firms.firms import FirmCard
from handlers.desk.cases.late_views import late_mark
from handlers.desk.home_views import back
from handlers.notices.case_words import card_kind, clipped, sheet_words, short_status
from handlers.notices.outcomes import MARKS, ORDER, outcome_words
from handlers.notices.sampling_words import group_title, last_sampling, must_by, pause_line
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase
from policies.verdicts import Outcome, Verdict

PAGE: Final = 12
EXCERPT: Final = 30


def ways(t: Tongue, firm_id: int) -> tuple[tuple[Button, ...], ...]:
    """What can be read of a firm: for its card."""
    return rows_of(
        button(t("企业情况"), "firm:known", firm_id),
        button(t("政策结论"), "firm:verdicts", firm_id),
        button(t("采样情况"), "firm:tests", firm_id),
        button(t("它的事项"), "firm:cases", firm_id),
    )


def known(t: Tongue, rulebase: RuleBase, firm: FirmCard, sheet: FirmSheet) -> View:
    """All that somebody said of it."""
    said = sheet_words(t, rulebase, sheet)
    text = lines(
        t("<b>{firm}</b>：企业情况", firm=firm.name),
        *(said or [t("还没有人说过什么。")]),
    )
    return View(text, (_way_back(t, firm),))


def verdicts(t: Tongue, firm: FirmCard, found: Sequence[Verdict], page: int) -> View:
    """Every record with its mark, what applies first; what does not apply is only counted."""
    listed = sorted(
        (v for v in found if v.outcome is not Outcome.NO_MATCH),
        key=lambda v: (ORDER.index(v.outcome), v.priority),
    )
    pages = max(-(-len(listed) // PAGE), 1)
    page = min(page, pages - 1)
    shown = listed[page * PAGE : (page + 1) * PAGE]
    text = lines(
        t("<b>{firm}</b>：政策结论（按现在登记的情况）", firm=firm.name),
        _counts(t, found),
        *(t("{mark} {title}", mark=MARKS[v.outcome], title=t.words(v.title)) for v in shown),
        t("（第 {page}/{pages} 页）", page=page + 1, pages=pages) if pages > 1 else None,
        t("企业自己在机器人里能看到每一项的理由和原文。"),
    )
    return View(text, (*_turning(t, firm, page, pages), _way_back(t, firm)))


def tests(
    t: Tongue,
    rulebase: RuleBase,
    firm: FirmCard,
    standing: Sequence[GroupStatus],
    zone: ZoneInfo,
) -> View:
    """Each group: when it was sampled last, by when again, and whether it rests."""
    text = lines(
        t("<b>{firm}</b>：采样情况", firm=firm.name),
        *(_group(t, rulebase, firm, status, zone) for status in standing),
        None if standing else t("还没有登记采样组。没登记不等于没采，请直接问企业。"),
    )
    return View(text, (_way_back(t, firm),))


def cases(t: Tongue, rulebase: RuleBase, firm: FirmCard, found: CaseList, zone: ZoneInfo) -> View:
    """Its cases, each with a button."""
    text = lines(
        t("<b>{firm}</b>：事项（最急的在前，办完的在后）", firm=firm.name),
        *(_case(t, rulebase, line, zone) for line in found.lines),
        None if found.lines else t("没有您能看的事项。"),
        t("还有更早的，可以用“查找”。") if found.more else None,
    )
    buttons = (button(line.number, "case:show", line.id) for line in found.lines)
    return View(text, (*rows_of(*buttons), _way_back(t, firm)))


def _counts(t: Tongue, found: Sequence[Verdict]) -> Html:
    counted = ((outcome, sum(v.outcome is outcome for v in found)) for outcome in ORDER)
    each = (
        t("{mark} {outcome} {count}", mark=MARKS[outcome], outcome=outcome_words(t, outcome),
          count=count)
        for outcome, count in counted
        if count
    )  # fmt: skip
    return Html(" · ".join(each))


def _group(
    t: Tongue, rulebase: RuleBase, firm: FirmCard, status: GroupStatus, zone: ZoneInfo
) -> Html:
    group, due = status.group, status.due
    last = max((p.part.sampled_at for p in status.parts if p.part.sampled_at), default=None)
    post = posts_in(rulebase, firm.region).get(group.post)
    said = [t("· <b>{group}</b>", group=group_title(t, post, group)), last_sampling(t, last, zone)]
    if due is not None and status.pause is None:
        late = Html("🔴 ") if due.at <= status.now else Html("")
        said.append(Html(late + must_by(t, due, first=last is None, zone=zone)))
    if status.pause is not None:
        said.append(pause_line(t, status.pause, status.now, zone))
    return Html(t("；").join(said))


def _case(t: Tongue, rulebase: RuleBase, line: CaseLine, zone: ZoneInfo) -> Html:
    head = f"{line.number}{card_kind(t, rulebase, line)} · {short_status(t, line.status)}"
    late = late_mark(t, line, zone)
    said = escaped(clipped(" ".join(line.text.split()), EXCERPT))
    return Html(" · ".join([head, *([late] if late else []), said]))


def _turning(t: Tongue, firm: FirmCard, page: int, pages: int) -> list[tuple[Button, ...]]:
    turn = []
    if page:
        turn.append(button(t("上一页"), "firm:verdicts", firm.id, page - 1))
    if page + 1 < pages:
        turn.append(button(t("下一页"), "firm:verdicts", firm.id, page + 1))
    return [tuple(turn)] if turn else []


def _way_back(t: Tongue, firm: FirmCard) -> tuple[Button, ...]:
    return (button(t("看企业"), "firm:show", firm.id), back(t))
