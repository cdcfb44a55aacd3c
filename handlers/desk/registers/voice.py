"""Why a register, an application or a spot check cannot be dealt with so, and what to do."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.errors import Param
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import ApplicationState
from bot.domain.speech import View
from bot.store.staff.officers import name_of
from bot.store.uow import UnitOfWork
from handlers.desk.home_views import back
from handlers.desk.registers.figure_views import no_figure
from handlers.phrases import day_of
from handlers.press import button
from handlers.tongue import Html, Tongue


def register_refused(uow: UnitOfWork, t: Tongue, refusal: RegisterRefusal, zone: ZoneInfo) -> View:
    """A sentence with a way on."""
    row = [button(t("登记册"), "reg:menu"), back(t)]
    number = refusal.params.get("application_id")
    if number is not None:
        row.insert(0, button(t("看申请"), "apply:show", number))
    return View(_why(uow, t, refusal, zone), (tuple(row),))


def _why(uow: UnitOfWork, t: Tongue, refusal: RegisterRefusal, zone: ZoneInfo) -> Html:
    params = refusal.params
    since = params.get("since")
    day = day_of(t, since, zone) if isinstance(since, datetime) else ""
    words = {
        RegisterCode.SAME: t("现在（或到那天）已经是这个值，不用改。"),
        RegisterCode.TOO_EARLY: t(
            "现在的值是 {day} 起的，新值要从这天或之后起。请再写一次日期。", day=day
        ),
        RegisterCode.PAST: t("这一天已经过了。请写还没到的日期；要收回，请回到登记点“收回”。"),
        RegisterCode.OWN_YEAR: t(
            "{year} 年内文件本来就照常答复，请写 {year} 年以后的日期。", year=params.get("year")
        ),
        RegisterCode.TOO_LONG: t(
            "这个日期离今年超过 {most} 年，像是写错了。请再写一次。", most=params.get("most")
        ),
        RegisterCode.TOO_FAR: t("这个日期离今天超过一年，像是写错了。请再写一次。"),
        RegisterCode.PLANNED: t(
            "已经预定 {day} 起改这家企业的名单，到那天会把现在的改动冲掉。"
            "请先取消预定，或者等它生效再改。",
            day=day,
        ),
        RegisterCode.CONDITIONS: t("文件的条件要都核实、都勾上，才能移出。"),
        RegisterCode.NO_NUMBER: t("请写 1 到 {most} 之间的数字。", most=params.get("most")),
        RegisterCode.NO_FIGURE: no_figure(t, params.get("part"), params.get("most")),
        RegisterCode.NOBODY: _nobody(t, params.get("listed")),
    }
    found = words.get(RegisterCode(refusal.code))
    return found or _over(t, refusal, name_of(uow, str(params.get("by"))))


def _nobody(t: Tongue, listed: Param) -> Html:
    """Whom a draw could have hit: nobody stands on the list, or all wait for their result."""
    if not listed:
        return t("还没有核定为在册的企业，没有可以抽的。")
    return t("在册的 {count} 家都抽中了，还没记结果：先记结果，再抽下一批。", count=listed)


def _over(t: Tongue, refusal: RegisterRefusal, by: str | None) -> Html:
    """The application is over: who was faster."""
    match refusal.params.get("state"):
        case ApplicationState.WITHDRAWN:
            return t("企业已经撤回了这件申请，不用办了。")
        case ApplicationState.REFUSED:
            return t("这件申请 {name} 已经答复“没有通过”，没有重复操作。", name=by or "")
        case _:
            return t("这件申请 {name} 已经办了，没有重复操作。", name=by or "")
