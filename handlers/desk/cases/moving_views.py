"""What an officer sees who chooses a unit or a colleague for a case, or says why."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import Button, View, rows_of
from bot.domain.staff import Power
from bot.services.cases.cards import CaseCard
from bot.services.cases.choices import WaysOn
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import UnitCard
from handlers.desk.cases.buttons import way_out
from handlers.desk.context import Clerk
from handlers.notices.case_words import clipped
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

A_PAGE: Final = 8


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
        (*((raise_ + make,) if raise_ or make else ()), way_out(t, case)),
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
    return View(text, (*rows_of(*buttons), *((turn,) if turn else ()), way_out(t, case)))


def no_colleague(who: Clerk, case: CaseCard, ways: WaysOn) -> View:
    """Nobody else sits at the same desk."""
    text = who.t("同一单位没有别的同事在岗。")
    return View(lines(text, _who_can(who, ways)), (way_out(who.t, case),))


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
    return View(text, (*rows_of(*buttons), way_out(t, case)))


def ask_ruling(t: Tongue, case: CaseCard, unit: UnitCard) -> View:
    """Why is it theirs? They may not refuse it any more."""
    text = t(
        "裁定 <b>{number}</b> 由{unit}办，不能再退。请写明理由（办理单位和企业会看到）。",
        number=case.number,
        unit=unit.name,
    )
    return View(text, (way_out(t, case),))


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
