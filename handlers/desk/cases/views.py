"""What an officer sees of one case."""

from zoneinfo import ZoneInfo

from bot.domain.case_states import UNSOLVED, CaseStatus
from bot.domain.speech import Button, View, rows_of
from bot.domain.verification import Standing
from bot.services.cases.cards import CaseCard
from handlers.desk.cases.buttons import acts, beside, has_handled
from handlers.desk.cases.late_views import late_words
from handlers.desk.cases.phone_button import phone_button
from handlers.desk.context import Clerk
from handlers.desk.home_views import back
from handlers.notices.case_history import history_button
from handlers.notices.case_steps import history
from handlers.notices.case_terms import desk_terms
from handlers.notices.case_words import (
    about,
    card_kind,
    circumstances,
    firm_line,
    own_words,
    rating_words,
    sheet_words,
    side_by_side,
    status,
)
from handlers.notices.files import count, look_button
from handlers.notices.sampling_words import pauses_of_firm as pauses
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase


def card(
    who: Clerk,
    rulebase: RuleBase,
    case: CaseCard,
    zone: ZoneInfo,
    *,
    only_read: bool = False,
    works: bool = True,
) -> View:
    """One case with its steps, and what this officer can do about it.

    Args:
        works: It is theirs to work on, or to take: see `is_theirs_to_work`.
        only_read: They look at what others work on: nothing may be done about it.
    """
    t, text = who.t, card_text(who.t, rulebase, case, zone)
    note = t("这件您只能查看，由承办单位办理。") if only_read else None
    if has_handled(who, case):
        note = t("您经手过这件，要由没有经手的督导人员核查。")
    looks = rows_of(
        *history_button(t, case, inside=True),
        *look_button(t, case),
        *(() if only_read else phone_button(who, case)),
        firm_button(t, case.id),
        back(t),
        width=4,
    )
    ways = () if only_read else acts(who if works else beside(who), case)
    return View(lines(text, *(("", note) if note else ())), (*ways, *looks))


def card_text(t: Tongue, rulebase: RuleBase, case: CaseCard, zone: ZoneInfo) -> Html:
    """One case with its steps."""
    return lines(
        t(
            "<b>{number}</b>{kind} · {status}",
            number=case.number,
            kind=card_kind(t, rulebase, case),
            status=status(t, case),
        ),
        firm_line(t, rulebase, case.firm),
        about(t, rulebase, case),
        circumstances(t, rulebase, case),
        own_words(t, case.text),
        count(t, case.files),
        _beside(t, case),
        _issue(t, case),
        _reference(t, case),
        late_words(t, case, zone),
        desk_terms(t, case, zone),
        rating_words(t, case),
        "",
        history(t, case, zone, inside=True),
    )


def firm(t: Tongue, rulebase: RuleBase, case: CaseCard, zone: ZoneInfo) -> View:
    """What is known of the firm, in the words of the rule base."""
    sheet = case.firm
    head = t("<b>{firm}</b> · {place}", firm=sheet.name, place=t.words(sheet.place))
    checked = sheet.standing is Standing.VERIFIED
    mark = t("✅ 登记已核实") if checked else t("➖ 登记还没有核实")
    return View(
        lines(head, mark, *pauses(t, rulebase, sheet, zone), *sheet_words(t, rulebase, sheet)),
        ((button(t("看事项"), "case:show", case.id), back(t)),),
    )


def firm_button(t: Tongue, case_id: int) -> Button:
    """What is known of the firm."""
    return button(t("看企业"), "case:firm", case_id)


def _beside(t: Tongue, case: CaseCard) -> Html | None:
    """Who else has it: not while nobody has taken it, or when it lies on no desk any more."""
    shown = case.status in UNSOLVED and case.status is not CaseStatus.ASSIGNED
    return side_by_side(t, case) if shown else None


def _issue(t: Tongue, case: CaseCard) -> Html | None:
    """The common issue that it belongs to."""
    if case.issue is None:
        return None
    return t("共性问题 <b>{number}</b>：{title}", number=case.issue.number, title=case.issue.title)


def _reference(t: Tongue, case: CaseCard) -> Html | None:
    """How another platform calls it."""
    return None if case.reference is None else t("外部单号：{reference}", reference=case.reference)
