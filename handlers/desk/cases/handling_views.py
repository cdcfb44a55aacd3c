"""What an officer sees when handing a case up, asking its firm, or noting something inside."""

from zoneinfo import ZoneInfo

from bot.domain.case_states import REFERENCE_MOST, UNSOLVED, WORKING, CaseStatus
from bot.domain.case_terms import ClockKind
from bot.domain.speech import View, rows_of
from bot.domain.staff import Power
from bot.services.cases.cards import CaseCard
from bot.store.staff.units import UnitCard
from handlers.desk.cases.buttons import decides, is_theirs, to_case, way_out
from handlers.desk.context import Clerk
from handlers.desk.home_views import back
from handlers.notices.case_words import top_words
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def more(who: Clerk, case: CaseCard, *, rises: bool) -> View:
    """What else can be done with a case, as it stands and as far as it is theirs.

    Args:
        rises: Somebody is above it.
    """
    t, mine = who.t, is_theirs(who, case)
    works, rules = Power.CASE_WORK in who.powers, decides(who, case)
    dispatches = Power.CASE_DISPATCH in who.powers
    claimed = mine and case.status is CaseStatus.CLAIMED
    lying = works and case.status is CaseStatus.ASSIGNED
    higher = (mine and case.status in WORKING) or lying
    offered = [
        (claimed, t("请企业补充"), "case:lack"),
        (higher and rises, t("上报"), "case:raise"),
        (claimed or lying, t("退单"), "case:refuse"),
        (mine and case.status in WORKING, t("交给同事"), "case:pass"),
        (rules and case.status is CaseStatus.RULING, t("裁定归属"), "case:judge"),
        (dispatches and case.status in UNSOLVED, t("转办"), "case:move"),
        (case.status in UNSOLVED, t("内部备注"), "case:remark"),
        ((works or dispatches) and case.status in UNSOLVED, t("外部单号"), "case:refer"),
        (dispatches and case.status in UNSOLVED, t("相似的诉求"), "issue:like"),
    ]
    buttons = [button(words, name, case.id) for fits, words, name in offered if fits]
    if case.issue is not None and (dispatches or case.issue.lead_id == who.officer.id):
        buttons.append(button(t("看共性问题"), "issue:show", case.issue.id))
    text = t("事项 <b>{number}</b> 还能怎么办：", number=case.number)
    none = None if buttons else t("现在没有别的可做。")
    show = button(t("看事项"), "case:show", case.id)
    top = t("上面没有别的单位在岗，不能上报。") if higher and not rises else None
    return View(lines(text, none, top), (*rows_of(*buttons), (show, back(t))))


def ask_reason(t: Tongue, case: CaseCard, unit: UnitCard, most: int) -> View:
    """Why is it not theirs? So often it may be refused."""
    return View(
        lines(
            t(
                "退单 <b>{number}</b>，建议由{unit}办。请写明理由（上级和企业会看到）。",
                number=case.number,
                unit=unit.name,
            ),
            t("退单不停时限，一件最多退 {most} 次，第 {most} 次由上级裁定。", most=most),
        ),
        (way_out(t, case),),
    )


def ask_escalation(t: Tongue, case: CaseCard) -> View:
    """Why does it go up?"""
    return View(
        lines(
            t("上报 <b>{number}</b>：为什么超出本级能协调的范围？", number=case.number),
            t("例：跨县通行，需要疫情防控指挥部出面。"),
        ),
        (way_out(t, case),),
    )


def ask_question(t: Tongue, case: CaseCard) -> View:
    """What is the firm to send?"""
    return View(
        lines(
            t("请 {firm} 补充什么？（企业会看到）", firm=case.firm.name),
            t("例：请发车牌号、卡口位置和现场照片。"),
            t("等企业期间只停办理计时，有期限，次数也有限；阶段性答复照常。"),
        ),
        (way_out(t, case),),
    )


def ask_remark(t: Tongue, case: CaseCard) -> View:
    """A note for colleagues."""
    text = t("给 <b>{number}</b> 写内部备注（企业看不到，同事能看到）：", number=case.number)
    return View(text, (way_out(t, case),))


def remarked(t: Tongue, case: CaseCard) -> View:
    """It is kept."""
    text = t("🗒 已记入 <b>{number}</b>，企业看不到。", number=case.number)
    return View(text, ((to_case(t, case), back(t)),))


def ask_reference(t: Tongue, case: CaseCard) -> View:
    """How does another platform call it?"""
    return View(
        lines(
            t("事项 <b>{number}</b> 在别的平台是什么单号？（企业会看到）", number=case.number),
            t("例：12345 工单 220715-0031"),
            _noted(t, case),
        ),
        (way_out(t, case),),
    )


def long_reference(t: Tongue, case: CaseCard) -> View:
    """More than a number needs; they may write again."""
    text = t("太长了，最多 {most} 字。只写平台和单号就行。", most=REFERENCE_MOST)
    return View(text, (way_out(t, case),))


def referred(t: Tongue, case: CaseCard) -> View:
    """It is kept, and can be searched for."""
    text = t(
        "🔗 已记入 <b>{number}</b>：{reference}。按这个单号也能查到。",
        number=case.number,
        reference=case.reference or "",
    )
    return View(text, ((to_case(t, case), back(t)),))


def _noted(t: Tongue, case: CaseCard) -> Html | None:
    if case.reference is None:
        return None
    return t("现在记的是：{reference}", reference=case.reference)


def returned(t: Tongue, case: CaseCard) -> View:
    """Where it went, and that the clock runs."""
    unit = case.steps[-1].unit or ""
    if case.status is CaseStatus.RULING:
        text = t("↩️ <b>{number}</b> 已退单；退了又退，已请上级裁定归谁办。", number=case.number)
    else:
        text = t("↩️ <b>{number}</b> 已退单，转给{unit}。", number=case.number, unit=unit)
    return View(lines(text, t("办理时限照旧，没有重算。")), ((to_case(t, case), back(t)),))


def escalated(t: Tongue, case: CaseCard) -> View:
    """To whom it went up."""
    level = top_words(t, case)
    text = t("⏫ <b>{number}</b> 已上报到{level}。", number=case.number, level=level)
    return View(text, ((to_case(t, case), back(t)),))


def asked(t: Tongue, case: CaseCard, zone: ZoneInfo) -> View:
    """Until when the firm may answer."""
    until = _until(t, case, ClockKind.SUPPLY, zone)
    text = t("已请 {firm} 补充，期限{until}。", firm=case.firm.name, until=until)
    rest = t("这期间办理计时暂停；企业一补充就继续。")
    next_ = _until(t, case, ClockKind.INTERIM, zone)
    word = t("阶段性答复不停：{until}前还要回企业一句。", until=next_)
    return View(lines(text, rest, word), ((to_case(t, case), back(t)),))


def _until(t: Tongue, case: CaseCard, kind: ClockKind, zone: ZoneInfo) -> Html:
    due = case.due(kind)
    return Html("—") if due is None else deadline(t, due, zone)
