"""What an officer is asked and told when writing to a firm."""

from zoneinfo import ZoneInfo

from bot.domain.case_states import TEXT_MOST
from bot.domain.case_terms import ClockKind
from bot.domain.speech import Button, View
from bot.services.cases.cards import CaseCard
from handlers.desk.canned.use_views import choose_button
from handlers.desk.cases.next_views import next_answer
from handlers.desk.home_views import back
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def ask_answer(t: Tongue, case: CaseCard, *, canned: bool) -> View:
    """What is the firm to be told? `canned`: there are answers to choose from."""
    return View(
        t("写给 {firm} 的话（事项 <b>{number}</b>）：", firm=case.firm.name, number=case.number),
        (*_choice(t, case.id, canned=canned), _cancel(t, case.id)),
    )


def ask_result(t: Tongue, case_id: int, number: str, *, canned: bool) -> View:
    """What came of it? `canned`: there are answers to choose from."""
    return View(
        lines(
            t("办结 <b>{number}</b> 前请写明结果（企业会看到）。", number=number),
            t("例：已联系××卡口，15:20 放行。"),
        ),
        (*_choice(t, case_id, canned=canned), _cancel(t, case_id)),
    )


def answered(t: Tongue, case: CaseCard, zone: ZoneInfo) -> View:
    """It went to the firm, or why it could not; when does it hear again?"""
    text = t("💬 已答复 {firm}（事项 <b>{number}</b>）。", firm=case.firm.name, number=case.number)
    said = lines(text, _unheard(t, case))
    if case.due(ClockKind.INTERIM) is not None:
        return next_answer(t, case, said, zone)
    return View(said, ((button(t("看事项"), "case:show", case.id),), (back(t),)))


def solved(t: Tongue, case: CaseCard) -> View:
    """It is the firm's turn."""
    text = t(
        "🛠 事项 <b>{number}</b> 已办结，已请企业确认。企业说解决了才算完。", number=case.number
    )
    show = button(t("看事项"), "case:show", case.id)
    return View(lines(text, _unheard(t, case)), ((show, back(t)),))


def no_words(t: Tongue, case: CaseCard) -> View:
    """Signs alone answer nothing; what they write next does."""
    text = t("没有看到文字。要答复 <b>{number}</b> 什么？直接写在这里。", number=case.number)
    return View(text, ((button(t("取消"), "case:show", case.id),),))


def too_long(t: Tongue, length: int, most: int = TEXT_MOST) -> View:
    """More than a message can carry on; the question stays open."""
    return View(
        t("您写了 {length} 字，一次最多 {most} 字。请分几次发。", length=length, most=most),
        ((button(t("取消"), "desk:menu"),),),
    )


def _choice(t: Tongue, case_id: int, *, canned: bool) -> tuple[tuple[Button, ...], ...]:
    return ((choose_button(t, case_id),),) if canned else ()


def _cancel(t: Tongue, case_id: int) -> tuple[Button, ...]:
    return (button(t("取消"), "case:show", case_id), back(t))


def _unheard(t: Tongue, case: CaseCard) -> Html | None:
    if case.owners:
        return None
    return t("注意：这家企业现在收不到机器人的消息，请另行联系；内容已存进事项。")
