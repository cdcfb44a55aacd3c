"""我的企业: what is registered, what was said, and for which firm somebody speaks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.credit_codes import masked_code
from bot.domain.members import Right, Role, may
from bot.domain.speech import Button, View, rows_of
from bot.domain.verification import Standing
from bot.services.assignments.care import Carer
from bot.services.firms.places import has_records
from bot.services.registers.applications import Asking
from bot.store.firms.firms import FirmCard
from bot.store.firms.verification import Registration
from handlers.notices.member_words import role_words
from handlers.notices.staff_words import carer_line
from handlers.owner.firm.applying_views import ask_button, standing_line
from handlers.owner.home_views import navigation
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.fact_words import value_words
from policies.facts import Fact, FactValue
from policies.rulebase import RuleBase
from policies.words import Words

PAGE: Final = 8


@dataclass(frozen=True, slots=True)
class FirmScreen:
    """What 我的企业 shows.

    Args:
        role: Of the one who looks.
        said: How many facts the firm stated.
        firms: How many firms the person speaks for.
        back: The ways to what was left in the middle.
        carers: The officers who look after it.
        askings: What the firm may ask staff to set, and how that stands.
    """

    registration: Registration
    place: Words
    role: Role
    members: int
    said: int
    firms: int
    back: tuple[Button, ...]
    carers: tuple[Carer, ...]
    askings: tuple[Asking, ...] = ()


def screen(t: Tongue, rulebase: RuleBase, shown: FirmScreen, zone: ZoneInfo) -> View:
    """The firm at a glance, and everything that can be done about it."""
    registration = shown.registration
    code = t("没填") if registration.code is None else masked_code(registration.code)
    text = lines(
        t("<b>{name}</b>", name=registration.firm.name),
        t("经营地点：{place}", place=t.words(shown.place)),
        t("统一社会信用代码：{code}", code=code),
        standing(t, registration, zone, held=has_records(rulebase, registration.firm.region)),
        *(
            carer_line(t, rulebase, registration.firm.region, each.slot, each, zone)
            for each in shown.carers
        ),
        *(standing_line(t, each) for each in shown.askings),
        t("您是：{role}", role=role_words(t, shown.role)),
    )
    asks = [each for each in (ask_button(t, one) for one in shown.askings) if each is not None]
    facts = button(t("说过的情况（{count}）", count=shown.said), "firm:facts", 0)
    change = button(t("改名称、地点、代码"), "firm:change")
    people = button(t("成员（{count}）", count=shown.members), "member:list")
    return View(
        text,
        (
            *((each,) for each in shown.back),
            (facts, people),
            (change,),
            *rows_of(*asks),
            _firms(t, shown.firms),
            navigation(t),
        ),
    )


def small_screen(t: Tongue, firm: FirmCard, place: Words, role: Role, firms: int) -> View:
    """For somebody who only looks after samplings."""
    text = lines(
        t("<b>{name}</b>", name=firm.name),
        t("经营地点：{place}", place=t.words(place)),
        t("您是：{role}", role=role_words(t, role)),
        t("您可以记采样、收提醒；企业资料和政策由负责人、管理员看和改。"),
    )
    people = button(t("成员"), "member:list")
    return View(text, ((people,), _firms(t, firms), navigation(t)))


def standing(t: Tongue, registration: Registration, zone: ZoneInfo, *, held: bool) -> Html:
    """How far it was checked, and what to do if it was refused.

    Args:
        held: Whether any document of the place is; else there is nothing to look up.
    """
    match registration.firm.standing:
        case Standing.VERIFIED:
            at = registration.decided_at
            when = "" if at is None else moment(t, at, zone)
            return t("✅ 工作人员已核实 {when}", when=when)
        case Standing.REFUSED:
            reason = registration.reason or ""
            return t("🟡 核实没有通过：{reason}。改好以后会再核实。", reason=reason)
        case _:
            if not held:
                return t("➖ 还没有核实；不影响找人工。那里的政策还没有收录，查不到。")
            return t("➖ 还没有核实；不影响查政策和提醒。")


def change(t: Tongue, registration: Registration) -> View:
    """Which of the three is to be corrected?"""
    code = t("改代码") if registration.code else t("补上代码")
    text = lines(
        t("要改哪一项？"),
        t("<i>改了名称、代码或所在县，工作人员要重新核实。</i>"),
    )
    choices = (
        button(t("改名称"), "firm:name"),
        button(t("改地点"), "start:place"),
        button(code, "firm:code"),
        button(t("我的企业"), "firm:show"),
    )
    return View(text, (*rows_of(*choices), navigation(t)))


def facts(
    t: Tongue,
    known: Sequence[tuple[Fact, FactValue | None]],
    rough: Collection[str],
    page: int,
    *,
    more: bool,
) -> View:
    """Everything that was said about the firm; each line can be changed.

    Args:
        rough: Facts of which only about how much is known.
        more: Whether there is something left to ask.
    """
    shown = known[page * PAGE : (page + 1) * PAGE]
    rows = [
        (button(_line(t, fact, value, rough=fact.id in rough), "fact:ask", fact.id),)
        for fact, value in shown
    ]
    turn = []
    if page > 0:
        turn.append(button(t("上一页"), "firm:facts", page - 1))
    if len(known) > (page + 1) * PAGE:
        turn.append(button(t("下一页"), "firm:facts", page + 1))
    go_on = ((button(t("继续答题"), "fact:next"),),) if more else ()
    own = (button(t("我的企业"), "firm:show"),)
    head = t("您说过的都在这里，点哪条改哪条。工作人员核实过的以他们的为准。")
    nothing = None if known else t("现在还没有说过什么。")
    turned = (tuple(turn),) if turn else ()
    return View(lines(head, nothing), (*rows, *turned, *go_on, own, navigation(t)))


def switch(
    t: Tongue,
    firms: Sequence[FirmCard],
    places: Mapping[int, Words],
    speaking: int | None,
    page: int,
) -> View:
    """For which firm?"""
    shown = firms[page * PAGE : (page + 1) * PAGE]
    rows = [
        (button(("✓ " if firm.id == speaking else "") + firm.name, "firm:use", firm.id),)
        for firm in shown
    ]
    turn = []
    if page > 0:
        turn.append(button(t("上一页"), "firm:switch", page - 1))
    if len(firms) > (page + 1) * PAGE:
        turn.append(button(t("下一页"), "firm:switch", page + 1))
    listed = (
        t("· {name}（{place}）", name=firm.name, place=t.words(places[firm.id])) for firm in shown
    )
    more = (button(t("再登记一家"), "start:more"),)
    turned = (tuple(turn),) if turn else ()
    head = t("换成哪一家？没答完的问题都给您留着。")
    return View(lines(head, *listed), (*rows, *turned, more, navigation(t)))


def may_read(role: Role) -> bool:
    """Whether this role sees what the firm said of itself."""
    return may(role, Right.READ)


def _firms(t: Tongue, count: int) -> tuple[Button, ...]:
    more = button(t("再登记一家"), "start:more")
    return (button(t("换一家"), "firm:switch", 0), more) if count > 1 else (more,)


def _line(t: Tongue, fact: Fact, value: FactValue | None, *, rough: bool) -> str:
    own = t("不清楚") if value is None else t.plain(value_words(fact, value))
    about = t("约 {value}", value=Html(own)) if rough and value is not None else own
    return t.plain(fact.label) + t("：") + about
