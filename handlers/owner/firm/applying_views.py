"""What a firm sees of its own applications: terms, what it wrote, how far they have come."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.registers import UNDECIDED, ApplicationAct, ApplicationState
from bot.domain.speech import Button, View, rows_of
from bot.services.files import Taken
from bot.services.registers.applications import WORDS_MOST, ApplicationFile, Asking
from handlers.notices import files as file_views
from handlers.notices.case_words import clipped
from handlers.notices.private import masked
from handlers.notices.register_words import (
    clause_line,
    decider_words,
    quoted,
    standards_line,
    value_of,
)
from handlers.notices.staff_words import sector_words
from handlers.owner.home_views import back, navigation
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase

WORDS: Final = 300
STEPS: Final = 5


def ask(t: Tongue, rulebase: RuleBase, asking: Asking) -> View:
    """On what terms, who decides, and what to write."""
    admission, fact = asking.admission, asking.register.fact
    source = admission.source
    sector = rulebase.regions.sector
    text = lines(
        t("<b>{what}</b>（自愿）", what=t.words(admission.label)),
        t("由{who}审核。", who=decider_words(t, fact)),
        standards_line(t, rulebase, admission),
        None if source is None else quoted(t, source),
        clause_line(t, rulebase, source or asking.register.source),
        *_sector(t, rulebase, asking),
        t("请用一两句话说明情况，最多 {most} 字；照片、文件也可以发。", most=WORDS_MOST),
        t("例：{example}", example=t.words(admission.example)),
    )
    options = {} if sector is None else rulebase.facts[sector].options
    choices = [
        button(t.plain(words), "apply:sector", fact.id, option)
        for option, words in options.items()
        if asking.sector is None
    ]
    return View(text, (*rows_of(*choices), (button(t("我的企业"), "firm:show"), back(t))))


def words_wanted(t: Tongue, asking: Asking, files: Sequence[Taken]) -> View:
    """Files came; what about them?"""
    text = lines(
        file_views.count(t, files),
        t("请再写一两句话说明情况。"),
        t("例：{example}", example=t.words(asking.admission.example)),
    )
    return View(text, (_leave(t),))


def check(
    t: Tongue, rulebase: RuleBase, asking: Asking, words: str, files: Sequence[Taken]
) -> View:
    """Is this what they want to send?"""
    text = lines(
        t("<b>{what}</b>，请看一遍：", what=t.words(asking.admission.label)),
        t("“{words}”", words=clipped(masked(t, words), WORDS)),
        file_views.count(t, files),
        None if asking.sector is None else _sector(t, rulebase, asking)[0],
        t("要改就重新写一遍；还可以接着发照片、文件。"),
    )
    return View(text, ((button(t("提交"), "apply:send"),), _leave(t)))


def sent(t: Tongue, rulebase: RuleBase, file: ApplicationFile) -> View:
    """It is on its way, honestly to whom."""
    register = file.register
    told = (
        t("已送到工作台，由{who}审核。", who=decider_words(t, register.fact))
        if file.officers
        else t("申请已存好。这里现在还没有负责这一项的工作人员，有人到岗就能看到。")
    )
    pending = None
    if file.admission.pending is not None:
        value = value_of(t, register.fact, file.card.value)
        pending = t("登记为：{value}。", value=value)
    text = lines(
        t("✅ 已提交：{what}。", what=t.words(file.admission.label)),
        told,
        pending,
        t("多久答复，文件没有写明；有进展我马上告诉您。"),
    )
    return View(text, (_show(t, file), navigation(t)))


def card(t: Tongue, rulebase: RuleBase, file: ApplicationFile, zone: ZoneInfo) -> View:
    """How far it has come."""
    admission = file.admission
    text = lines(
        t(
            "<b>{what}</b>：{state}",
            what=t.words(admission.label),
            state=state_words(t, file.application.state),
        ),
        *(
            _step(t, moment(t, each.at, zone), each.act, each.words)
            for each in file.steps[-STEPS:]
        ),
        file_views.count(t, file.files),
        clause_line(t, rulebase, admission.source or file.register.source),
    )
    rows: list[tuple[Button, ...]] = []
    if file.application.state in UNDECIDED:
        number = file.application.id
        supply = button(t("补充"), "apply:supply", number)
        rows.append((supply, button(t("撤回申请"), "apply:withdraw", number)))
    elif file.application.state is not ApplicationState.GRANTED:
        rows.append((button(t.plain(admission.label), "apply:ask", file.register.fact.id),))
    return View(text, (*rows, (button(t("我的企业"), "firm:show"),), navigation(t)))


def ask_supply(t: Tongue, file: ApplicationFile) -> View:
    """What is to be added?"""
    asked = [each.words for each in file.steps if each.act is ApplicationAct.ASK]
    text = lines(
        t("工作人员要您补充：“{words}”", words=asked[-1]) if asked else None,
        t("请写一句话，或者发照片、文件。"),
    )
    show = button(t("看申请"), "apply:show", file.application.id)
    return View(text, ((show, back(t)),))


def supplied(t: Tongue, file: ApplicationFile) -> View:
    """It is with the officer."""
    return View(t("✅ 已补充，转给工作人员接着审核。"), (_show(t, file), navigation(t)))


def sure(t: Tongue, file: ApplicationFile) -> View:
    """Do they want to take it back?"""
    text = t("确定撤回“{what}”吗？以后还可以再申请。", what=t.words(file.admission.label))
    yes = button(t("确定撤回"), "apply:gone", file.application.id)
    no = button(t("不撤"), "apply:show", file.application.id)
    return View(text, ((yes, no), navigation(t)))


def withdrawn(t: Tongue, file: ApplicationFile) -> View:
    """It was taken back, and how the register stands now."""
    register = file.register
    text = lines(
        t("已撤回：{what}。", what=t.words(file.admission.label)),
        t(
            "{register}现在是：{value}。",
            register=t.words(register.fact.label),
            value=value_of(t, register.fact, file.card.value),
        ),
    )
    return View(text, ((button(t("我的企业"), "firm:show"),), navigation(t)))


def standing_line(t: Tongue, asking: Asking) -> Html:
    """“四保”白名单：在册（已核定）, for the screen of the firm."""
    fact, card_ = asking.register.fact, asking.card
    value = value_of(t, fact, card_.value)
    line = t("{register}：{value}", register=t.words(fact.label), value=value)
    if asking.is_open:
        return t("{line}（申请审核中）", line=line)
    return t("{line}（您自报的，未核定）", line=line) if card_.self_reported else line


def ask_button(t: Tongue, asking: Asking) -> Button | None:
    """The way to ask, or to what was asked; None where there is nothing to ask for."""
    if asking.is_open and asking.last is not None:
        return button(t("看申请"), "apply:show", asking.last.id)
    if asking.says_so:
        return None
    return button(t.plain(asking.admission.label), "apply:ask", asking.register.fact.id)


def state_words(t: Tongue, state: ApplicationState) -> Html:
    """How far an application has come."""
    return {
        ApplicationState.OPEN: t("审核中"),
        ApplicationState.ASKED: t("等您补充"),
        ApplicationState.GRANTED: t("已通过"),
        ApplicationState.REFUSED: t("没有通过"),
        ApplicationState.WITHDRAWN: t("您撤回了"),
    }[state]


def _sector(t: Tongue, rulebase: RuleBase, asking: Asking) -> list[Html]:
    if rulebase.regions.sector is None:
        return []
    if asking.sector is None:
        return [t("行业领域：还没填，点下面选一个，才知道归哪个部门。")]
    return [t("行业领域：{sector}", sector=sector_words(t, rulebase, asking.sector))]


def _step(t: Tongue, when: Html, act: ApplicationAct, words: str) -> Html:
    said = {
        ApplicationAct.APPLY: t("您提出申请"),
        ApplicationAct.ASK: t("工作人员请您补充"),
        ApplicationAct.SUPPLY: t("您补充"),
        ApplicationAct.GRANT: t("审核通过"),
        ApplicationAct.REFUSE: t("没有通过"),
        ApplicationAct.WITHDRAW: t("您撤回了申请"),
        ApplicationAct.REOPEN: t("工作人员撤销了通过，重新审核"),
    }[act]
    line = t("· {when} {what}", when=when, what=said)
    shown = clipped(masked(t, words), WORDS)
    return Html(line + t("：“{said}”", said=shown)) if words else line


def _show(t: Tongue, file: ApplicationFile) -> tuple[Button, ...]:
    return (button(t("看申请"), "apply:show", file.application.id),)


def _leave(t: Tongue) -> tuple[Button, ...]:
    return button(t("先不申请"), "firm:show"), back(t)
