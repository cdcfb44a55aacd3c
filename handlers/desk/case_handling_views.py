"""What an officer sees when handing a case on, up, or back to its firm."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import REFERENCE_MOST, UNSOLVED, WORKING, CaseStatus
from bot.domain.case_terms import ClockKind
from bot.domain.speech import Button, View, rows_of
from bot.domain.staff import Power
from bot.services.case_cards import CaseCard
from bot.services.case_choices import WaysOn
from bot.services.case_promises import END_OF_WORK, LATEST, next_dates
from bot.store.officers import OfficerCard
from bot.store.units import UnitCard
from handlers.desk.case_buttons import decides, is_theirs
from handlers.desk.context import Clerk
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped, top_words
from handlers.phrases import deadline, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

A_PAGE: Final = 8


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


def no_unit(who: Clerk, case: CaseCard, ways: WaysOn) -> View:
    """No other unit is there: who can change that, and what is left to do."""
    t = who.t
    raise_ = (button(t("上报"), "case:raise", case.id),) if ways.rises else ()
    make = (button(t("登记单位"), "unit:list"),) if Power.STAFF_MANAGE in who.powers else ()
    return View(
        lines(
            t("这个地方没有别的单位能接：还没有登记，或者那里没有人在岗。没有改动。"),
            _who_can(who, ways),
            t("也可以上报，由上级定。") if ways.rises else t("上面也没有别的单位在岗。"),
        ),
        (*((raise_ + make,) if raise_ or make else ()), _out(t, case)),
    )


def _who_can(who: Clerk, ways: WaysOn) -> Html | None:
    """Whom to ask: who can make a unit, and who says whose a case is."""
    t, self_ = who.t, Power.STAFF_MANAGE in who.powers
    make = t("请管理员 {names} 登记单位、安排人。", names=_names(t, ways.administrators))
    move = t("归谁办请调度员 {names} 协调。", names=_names(t, ways.dispatchers))
    none = None if self_ else t("本地没有管理员：请运行本系统的人登记单位。")
    if not ways.administrators and not ways.dispatchers and none is None:
        return None
    return lines(make if ways.administrators else none, move if ways.dispatchers else None)


def _names(t: Tongue, names: Sequence[str]) -> str:
    return t("、").join(names)


def units(t: Tongue, case: CaseCard, found: Sequence[UnitCard], then: str, page: int) -> View:
    """Which unit? Eight on a page."""
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    buttons = [button(clipped(unit.name, 20), then, case.id, unit.id) for unit in shown]
    text = t("事项 <b>{number}</b> 应当由哪个单位办？", number=case.number)
    turn = _turn(t, case, then, page, len(found))
    return View(text, (*rows_of(*buttons), *((turn,) if turn else ()), _out(t, case)))


def no_colleague(who: Clerk, case: CaseCard, ways: WaysOn) -> View:
    """Nobody else sits at the same desk."""
    text = who.t("同一单位没有别的同事在岗。")
    return View(lines(text, _who_can(who, ways)), (_out(who.t, case),))


def handed(t: Tongue, to: OfficerCard, unit: str | None) -> Html:
    """To whom it went, and what that means until they take it."""
    who = to.name if unit is None else t("{name}（{unit}）", name=to.name, unit=unit)
    return t(
        "🤝 已交给 {who}，通知已发给他，时限照旧。他点“我来办”之前，企业看到的是等人受理。",
        who=who,
    )


def colleagues(t: Tongue, case: CaseCard, found: Sequence[OfficerCard]) -> View:
    """To whom of the same desk?"""
    buttons = [button(clipped(each.name, 20), "case:give", case.id, each.id) for each in found]
    text = t("事项 <b>{number}</b> 交给谁？时限照旧。", number=case.number)
    return View(text, (*rows_of(*buttons), _out(t, case)))


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
        (_out(t, case),),
    )


def ask_ruling(t: Tongue, case: CaseCard, unit: UnitCard) -> View:
    """Why is it theirs? They may not refuse it any more."""
    text = t(
        "裁定 <b>{number}</b> 由{unit}办，不能再退。请写明理由（办理单位和企业会看到）。",
        number=case.number,
        unit=unit.name,
    )
    return View(text, (_out(t, case),))


def ask_escalation(t: Tongue, case: CaseCard) -> View:
    """Why does it go up?"""
    return View(
        lines(
            t("上报 <b>{number}</b>：为什么超出本级能协调的范围？", number=case.number),
            t("例：跨县通行，需要疫情防控指挥部出面。"),
        ),
        (_out(t, case),),
    )


def ask_question(t: Tongue, case: CaseCard) -> View:
    """What is the firm to send?"""
    return View(
        lines(
            t("请 {firm} 补充什么？（企业会看到）", firm=case.firm.name),
            t("例：请发车牌号、卡口位置和现场照片。"),
            t("等企业期间只停办理计时，有期限，次数也有限；阶段性答复照常。"),
        ),
        (_out(t, case),),
    )


def ask_remark(t: Tongue, case: CaseCard) -> View:
    """A note for colleagues."""
    text = t("给 <b>{number}</b> 写内部备注（企业看不到，同事能看到）：", number=case.number)
    return View(text, (_out(t, case),))


def remarked(t: Tongue, case: CaseCard) -> View:
    """It is kept."""
    text = t("🗒 已记入 <b>{number}</b>，企业看不到。", number=case.number)
    return View(text, ((_show(t, case), back(t)),))


def ask_reference(t: Tongue, case: CaseCard) -> View:
    """How does another platform call it?"""
    return View(
        lines(
            t("事项 <b>{number}</b> 在别的平台是什么单号？（企业会看到）", number=case.number),
            t("例：12345 工单 220715-0031"),
            _noted(t, case),
        ),
        (_out(t, case),),
    )


def long_reference(t: Tongue, case: CaseCard) -> View:
    """More than a number needs; they may write again."""
    text = t("太长了，最多 {most} 字。只写平台和单号就行。", most=REFERENCE_MOST)
    return View(text, (_out(t, case),))


def referred(t: Tongue, case: CaseCard) -> View:
    """It is kept, and can be searched for."""
    text = t(
        "🔗 已记入 <b>{number}</b>：{reference}。按这个单号也能查到。",
        number=case.number,
        reference=case.reference or "",
    )
    return View(text, ((_show(t, case), back(t)),))


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
    return View(lines(text, t("办理时限照旧，没有重算。")), ((_show(t, case), back(t)),))


def escalated(t: Tongue, case: CaseCard) -> View:
    """To whom it went up."""
    level = top_words(t, case)
    text = t("⏫ <b>{number}</b> 已上报到{level}。", number=case.number, level=level)
    return View(text, ((_show(t, case), back(t)),))


def asked(t: Tongue, case: CaseCard, zone: ZoneInfo) -> View:
    """Until when the firm may answer."""
    until = _until(t, case, ClockKind.SUPPLY, zone)
    text = t("已请 {firm} 补充，期限{until}。", firm=case.firm.name, until=until)
    rest = t("这期间办理计时暂停；企业一补充就继续。")
    next_ = _until(t, case, ClockKind.INTERIM, zone)
    word = t("阶段性答复不停：{until}前还要回企业一句。", until=next_)
    return View(lines(text, rest, word), ((_show(t, case), back(t)),))


def next_answer(t: Tongue, case: CaseCard, said: Html, zone: ZoneInfo) -> View:
    """After an answer: when does the firm hear again?"""
    until = _until(t, case, ClockKind.INTERIM, zone)
    choices = _days(t, case, zone)
    solve = button(t("办结"), "case:solve", case.id)
    text = t(
        "下次什么时候答复企业？点一个，或者直接写日期（如 下周三、三天后）；不选就按{until}。"
        "到期前会提醒您。",
        until=until,
    )
    return View(lines(said, text), (*rows_of(*choices), (solve, _show(t, case)), (back(t),)))


def no_such_day(t: Tongue, case: CaseCard, day: date | None, zone: ZoneInfo) -> View:
    """The day that was typed is none, is over or far away; the answer itself went out."""
    why = (
        t("没看懂是哪一天。")
        if day is None
        else t("这一天不行：已经过了，或者太远。要在现在以后、{most} 天以内。", most=LATEST.days)
    )
    text = t(
        "刚才的答复已经发给企业，没有变；这一句没有发。下次答复的日期请再写一次，"
        "如 下周三、7月20日、三天后，或者点一个；不定就按{until}。",
        until=_until(t, case, ClockKind.INTERIM, zone),
    )
    again = (button(t("答复"), "case:answer", case.id), _show(t, case))
    return View(lines(why, text), (*rows_of(*_days(t, case, zone)), again, (back(t),)))


def _days(t: Tongue, case: CaseCard, zone: ZoneInfo) -> list[Button]:
    return [
        button(_day(t, day, zone), "case:next", case.id, f"{day:%Y%m%d}")
        for day in next_dates(case.firm.now, zone)
    ]


def _day(t: Tongue, day: date, zone: ZoneInfo) -> str:
    return str(moment(t, datetime.combine(day, END_OF_WORK, zone), zone))


def promised(t: Tongue, case: CaseCard, due: datetime, zone: ZoneInfo) -> View:
    """The date is kept and the firm was told."""
    text = t(
        "📅 <b>{number}</b>：{due}前再答复企业，企业已收到通知。到期前会提醒您。",
        number=case.number,
        due=deadline(t, due, zone),
    )
    return View(text, ((_show(t, case), back(t)),))


def _until(t: Tongue, case: CaseCard, kind: ClockKind, zone: ZoneInfo) -> Html:
    due = case.due(kind)
    return Html("—") if due is None else deadline(t, due, zone)


def _show(t: Tongue, case: CaseCard) -> Button:
    return button(t("看事项"), "case:show", case.id)


def _out(t: Tongue, case: CaseCard) -> tuple[Button, ...]:
    return (button(t("取消"), "case:show", case.id), back(t))


_PAGES: Final = {
    "case:return": "case:refuse",
    "case:assign": "case:move",
    "case:rule": "case:judge",
}


def _turn(t: Tongue, case: CaseCard, then: str, page: int, count: int) -> tuple[Button, ...]:
    name = _PAGES[then]
    before = [button(t("上一页"), name, case.id, page - 1)] if page else []
    after = [button(t("下一页"), name, case.id, page + 1)] if (page + 1) * A_PAGE < count else []
    return (*before, *after)
