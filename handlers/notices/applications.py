"""What either side hears of an application, step by step, and a firm of a spot check."""

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.registers import CheckResult
from bot.domain.speech import Button, Lane, Notice, View
from bot.services.cases.circle import Recipient
from bot.services.registers.applications import ApplicationFile
from bot.services.registers.spot_checks import CheckFile
from handlers.notices import files as file_views
from handlers.notices.case_buttons import home
from handlers.notices.case_words import clipped, place
from handlers.notices.private import masked
from handlers.notices.register_words import clause_line, since_words, value_of
from handlers.notices.staff_words import sector_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase

Say = Callable[[Tongue], View]
WORDS = 400


def applied(rulebase: RuleBase, file: ApplicationFile, mark: str) -> tuple[Notice, ...]:
    """To whoever can decide: a firm asks for something."""

    def say(t: Tongue) -> View:
        sector = "" if file.sector is None else sector_words(t, rulebase, file.sector)
        text = lines(
            t(
                "📥 <b>{firm}</b>：{what}",
                firm=file.firm.name,
                what=t.words(file.admission.label),
            ),
            Html(" · ".join(p for p in (place(t, rulebase, file.firm.region), sector) if p)),
            t("“{words}”", words=clipped(masked(t, file.statement), WORDS)),
            file_views.news(t, file.files),
        )
        return View(text, (_look(t, file),))

    return _to_desk(file, f"applied:{mark}", say)


def supplied(file: ApplicationFile, mark: str) -> tuple[Notice, ...]:
    """To whoever can decide: what was lacking has come."""

    def say(t: Tongue) -> View:
        words = clipped(masked(t, file.steps[-1].words), WORDS)
        text = lines(
            t("📥 <b>{firm}</b> 补充了申请：“{words}”", firm=file.firm.name, words=words),
            file_views.news(t, file.files),
        )
        return View(text, (_look(t, file),))

    return _to_desk(file, f"supplied:{mark}", say)


def withdrawn(file: ApplicationFile, mark: str) -> tuple[Notice, ...]:
    """To whoever could decide: there is nothing to decide any more."""

    def say(t: Tongue) -> View:
        what = t.words(file.admission.label)
        text = t("<b>{firm}</b> 撤回了“{what}”，不用办了。", firm=file.firm.name, what=what)
        return View(text, ((button(t("返回"), "desk:menu"),),))

    return _to_desk(file, f"withdrawn:{mark}", say)


def asked_for_more(rulebase: RuleBase, file: ApplicationFile, mark: str) -> tuple[Notice, ...]:
    """To the firm: what is lacking."""

    def say(t: Tongue) -> View:
        text = lines(
            t("🟡 您的“{what}”还要补充：", what=t.words(file.admission.label)),
            t("“{words}”", words=file.steps[-1].words),
            t("点“补充”，写一句话，也可以发照片、文件。"),
        )
        supply = button(t("补充"), "apply:supply", file.application.id)
        return View(text, ((supply, _own(t, file)), home(t)))

    return _to_firm(file.people, f"more:{mark}", say)


def granted_ahead(
    rulebase: RuleBase, file: ApplicationFile, starts: datetime, mark: str, zone: ZoneInfo
) -> tuple[Notice, ...]:
    """To the firm: yes, from a day on; on that day it hears what changes."""

    def say(t: Tongue) -> View:
        register = file.register
        text = lines(
            t(
                "✅ 您的“{what}”通过了，{since}起生效；到那天我再告诉您有什么变化。",
                what=t.words(file.admission.label),
                since=since_words(t, starts, zone),
            ),
            t("原因：“{words}”", words=file.steps[-1].words),
            clause_line(t, rulebase, file.admission.source or register.source),
        )
        return View(text, ((_own(t, file),), home(t)))

    return _to_firm(file.people, f"granted:{mark}", say)


def called_off(file: ApplicationFile, mark: str) -> tuple[Notice, ...]:
    """To the firm: the yes that was to hold from a later day was taken back."""

    def say(t: Tongue) -> View:
        text = t(
            "↩️ <b>更正：“{what}”的通过已撤销</b>，重新审核；有结果马上告诉您。",
            what=t.words(file.admission.label),
        )
        return View(text, ((_own(t, file),), home(t)))

    return _to_firm(file.people, f"called_off:{mark}", say)


def refused(rulebase: RuleBase, file: ApplicationFile, mark: str) -> tuple[Notice, ...]:
    """To the firm: no, why, how it stands now, and what can be done."""

    def say(t: Tongue) -> View:
        register = file.register
        text = lines(
            t("🟡 您的“{what}”没有通过。", what=t.words(file.admission.label)),
            t("原因：“{words}”", words=file.steps[-1].words),
            t(
                "{register}现在是：{value}。改好以后可以再申请；有不同意见请找人工。",
                register=t.words(register.fact.label),
                value=value_of(t, register.fact, file.card.value),
            ),
            clause_line(t, rulebase, file.admission.source or register.source),
        )
        return View(text, ((_own(t, file),), home(t)))

    return _to_firm(file.people, f"refused:{mark}", say)


def checked(rulebase: RuleBase, file: CheckFile, mark: str) -> tuple[Notice, ...]:
    """To the firm: what a spot check found."""

    def say(t: Tongue) -> View:
        checks = file.register.checks
        good = file.check.result is CheckResult.KEPT
        head = (
            t("✅ 工作人员抽查了您的防控措施：措施落实。")
            if good
            else t("🟡 工作人员抽查了您的防控措施：有没落实的，请尽快改：")
        )
        text = lines(
            head,
            t("“{words}”", words=file.check.found) if file.check.found else None,
            None if good else t("改好了可以回复工作人员，或点“找人工”说明。"),
            None if checks is None else clause_line(t, rulebase, checks.source),
        )
        duties = button(t("要做的事"), "duty:list")
        return View(text, ((duties,), home(t)))

    return _to_firm(file.people, f"checked:{mark}", say)


def _look(t: Tongue, file: ApplicationFile) -> tuple[Button, ...]:
    show = button(t("看申请"), "apply:show", file.application.id)
    return (show, button(t("看企业"), "firm:show", file.firm.id))


def _own(t: Tongue, file: ApplicationFile) -> Button:
    return button(t("看申请"), "apply:show", file.application.id)


def _to_desk(file: ApplicationFile, key: str, say: Say) -> tuple[Notice, ...]:
    return tuple(
        Notice("desk", each.chat_id, say(Tongue(each.language)), f"{key}:{each.chat_id}")
        for each in file.officers
    )


def _to_firm(people: Iterable[Recipient], key: str, say: Say) -> tuple[Notice, ...]:
    return tuple(
        Notice(
            "owner",
            each.chat_id,
            say(Tongue(each.language)),
            f"{key}:{each.chat_id}",
            Lane.ESCALATION,
        )
        for each in people
    )
