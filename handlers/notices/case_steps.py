"""The history of a case in words: what the firm may read, and what stays at the desk."""

from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import CaseAct, CheckWay
from bot.services.cases.cards import CaseCard, Step
from handlers.notices.case_words import WORDS_SHOWN, clipped
from handlers.notices.private import masked
from handlers.phrases import moment
from handlers.tongue import Html, Tongue, lines

STEPS_SHOWN: Final = 5
OLDER_STEP: Final = 80
NEWEST_STEP: Final = WORDS_SHOWN * 3
INSIDE: Final = frozenset({CaseAct.REMARK, CaseAct.MISS, CaseAct.LINK})
"""The firm does not read these: notes for colleagues, calls that nobody took, common causes."""


def history(t: Tongue, card: CaseCard, zone: ZoneInfo, *, inside: bool = False) -> Html:
    """The registration and the newest steps, the last of them in full; a gap is counted.

    Args:
        inside: For the desk: everything.
    """
    shown = [step for step in card.steps if is_shown(step, inside=inside)]
    *older, newest = shown
    told = [_step(t, step, zone, OLDER_STEP) for step in older]
    between = len(shown) - STEPS_SHOWN
    if between > 1:  # one step takes no more room than the line that would stand for it
        told[1 : 1 + between] = [t("…（中间 {count} 步略）", count=between)]
    rang = sum(step.act is CaseAct.REPEAT for step in card.steps) if inside else 0
    bells = t("（时限到了还没有动静，已记 {count} 次）", count=rang) if rang else None
    return lines(*told, _step(t, newest, zone, NEWEST_STEP), bells)


def just_done(t: Tongue, step: Step) -> Html:
    """One step in full, without its moment, for those at the desk."""
    text = said(t, step)
    words = t("：“{text}”", text=text) if text else Html("")
    return Html(f"{what(t, step)}{words}")


def said(t: Tongue, step: Step) -> str:
    """What was written with a step; of what the firm wrote, without mobile and id numbers."""
    text = step.text or ""
    return masked(t, text) if step.name is None else text


def is_shown(step: Step, *, inside: bool) -> bool:
    """Whether a card lists a step; bells that rang are counted: at night there may be many.

    The date that was promised stands on the card by itself.
    """
    return step.act not in {CaseAct.REPEAT, CaseAct.PROMISE} and (inside or step.act not in INSIDE)


def _step(t: Tongue, step: Step, zone: ZoneInfo, most: int) -> Html:
    at = moment(t, step.at, zone)
    text = clipped(said(t, step), most)
    words = t("：“{text}”", text=text) if text else Html("")
    return Html(f"{at} {what(t, step)}{words}")


def what(t: Tongue, step: Step) -> Html:
    """Who did what; nothing for what is not told."""
    if step.act is CaseAct.OPEN:
        return t("登记")
    if step.by_clock and step.act in {CaseAct.ASSIGN, CaseAct.JOIN}:
        return (_joined if step.act is CaseAct.JOIN else _moved_on)(t, step.unit)
    if step.unit:
        return _with_unit(t, step.act, step.name or "", step.unit)
    if step.to or step.act is CaseAct.DEPART:
        return _handed_over(t, step)
    if step.way:
        way = way_words(t, step.way)
        return t("{name} 核查通过（{way}），销号", name=step.name or "", way=way)
    return _unnamed(t, step) if step.name is None else _named(t, step.act, step.name)


def _moved_on(t: Tongue, unit: str | None) -> Html:
    """Who had it, or sat where it lay, is not there."""
    if unit is None:
        return t("原来的人不在岗，转给本地其他工作人员")
    return t("原来的人不在岗，转给{unit}", unit=unit)


def _handed_over(t: Tongue, step: Step) -> Html:
    """Who gave it to whom, or has left and who follows."""
    known = {"name": step.name or "", "to": step.to or ""}
    if step.act is not CaseAct.DEPART:
        return t("{name} 交给 {to}", **known)
    return t("{name} 离岗，由 {to} 接办", **known) if step.to else t("{name} 离岗", **known)


def _joined(t: Tongue, unit: str | None) -> Html:
    """Somebody has come to where it belongs."""
    if unit is None:
        return t("对口的工作人员到岗，同时转给他")
    return t("{unit}有人到岗，同时转给{unit}", unit=unit)


def way_words(t: Tongue, way: CheckWay) -> Html:
    """How an inspector checked it."""
    return {
        CheckWay.PHONE: t("电话"),
        CheckWay.SITE: t("现场"),
        CheckWay.PAPERS: t("材料"),
    }[way]


def _with_unit(t: Tongue, act: CaseAct, name: str, unit: str) -> Html:
    said = {
        CaseAct.RETURN: t("{name} 退单，建议由{unit}办", name=name, unit=unit),
        CaseAct.ASSIGN: t("{name} 转到{unit}", name=name, unit=unit),
        CaseAct.RULE: t("{name} 裁定由{unit}办", name=name, unit=unit),
    }
    return said.get(act, Html(""))


def _named(t: Tongue, act: CaseAct, name: str) -> Html:
    said = {
        CaseAct.CLAIM: t("{name} 受理", name=name),
        CaseAct.ANSWER: t("{name} 答复", name=name),
        CaseAct.SOLVE: t("{name} 办结", name=name),
        CaseAct.ASK: t("{name} 请企业补充", name=name),
        CaseAct.ASSIGN: t("{name} 交给同事", name=name),
        CaseAct.ESCALATE: t("{name} 上报", name=name),
        CaseAct.MISS: t("{name} 回访没打通", name=name),
        CaseAct.CHECK: t("{name} 核查通过，销号", name=name),
        CaseAct.PROMISE: t("{name} 定下次答复的时间", name=name),
        CaseAct.FAULT: t("{name} 核查没通过，重开", name=name),
        CaseAct.REFER: t("🔗 {name} 记下外部单号", name=name),
        CaseAct.REMARK: t("🗒 {name} 内部备注", name=name),
        CaseAct.LINK: t("{name} 并入共性问题", name=name),
    }
    return said.get(act, Html(""))


def _unnamed(t: Tongue, step: Step) -> Html:
    """What the firm did, or a clock."""
    said = {
        CaseAct.ANSWER: t("企业补充"),
        CaseAct.SUPPLY: t("企业补充"),
        CaseAct.REWORD: t("企业改了原话，原来写的是"),
        CaseAct.CORRECT: t("企业更正前面的话"),
        CaseAct.CONFIRM: t("企业确认已解决"),
        CaseAct.DENY: t("企业说没解决，重开"),
        CaseAct.WITHDRAW: t("企业撤回，说不用办了"),
        CaseAct.PART: t("企业说统一答复的不是这个问题"),
        CaseAct.ESCALATE: t("超期，自动上报"),
        CaseAct.LAPSE: t("补充到期，继续办理"),
        CaseAct.RESTORE: t("停用已撤回，转回原处"),
        CaseAct.SILENCE: t("企业没有回话，转电话回访"),
    }
    return said.get(step.act, Html(""))
