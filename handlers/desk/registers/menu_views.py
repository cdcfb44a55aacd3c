"""登记册: the way to everything that an officer keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.markup import unmarked
from bot.domain.speech import Button, View, rows_of
from bot.services.registers.cards import RegisterCard
from bot.store.firms.firms import FirmCard
from handlers.desk.home_views import back
from handlers.desk.registers.card_views import title
from handlers.notices.case_words import clipped
from handlers.notices.register_words import since_words, subject_words, value_of
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.registers import Register
from policies.rulebase import RuleBase

PLACES: Final = 4
"""So many places of a register are shown at once; more are behind a button."""
PAGE: Final = 8
LABEL: Final = 48
HALF: Final = 16
"""So much of a label is read at half the width of a screen."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What an officer keeps.

    Attributes:
        places: Cards of places, with how buttons name their subjects.
        many: Registers of more places than are shown at once.
        waiting: How many applications wait for the officer.
        documents: Of how many they may say until when they are still carried out.
    """

    places: tuple[tuple[RegisterCard, str], ...]
    many: tuple[Register, ...]
    of_firms: tuple[Register, ...]
    waiting: int
    documents: int


def menu(t: Tongue, rulebase: RuleBase, shown: Menu, zone: ZoneInfo) -> View:
    """Everything that is theirs to keep."""
    text = lines(
        t("<b>登记册</b>：改一项要写明原因、日期、依据，先看影响再生效。"),
        *(_place_line(t, rulebase, card, zone) for card, _ in shown.places),
        t("企业申请：{count} 件等您看", count=shown.waiting) if shown.waiting else None,
        t("看某一家企业的登记：点“查企业”，打开后点“登记册”。") if shown.of_firms else None,
    )
    of_places = [
        button(_label(title(t, rulebase, card)), "reg:card", card.fact.id, token)
        for card, token in shown.places
    ]
    of_places += [
        button(_label(t.plain(each.fact.label)), "reg:places", each.fact.id, 0)
        for each in shown.many
    ]
    of_firms = [
        button(_label(t.plain(each.fact.label)), "reg:roll", each.fact.id)
        for each in shown.of_firms
    ]
    asked = applications_button(t, shown.waiting)
    find = button(t("查企业"), "care:find")
    last = (asked, find) if shown.of_firms else ()
    if shown.documents:
        of_places.append(button(t("文件仍执行至"), "reg:docs"))
    rows = (*((each,) for each in of_places), *in_rows(of_firms))
    return View(text, (*rows, *((last,) if last else ()), (back(t),)))


def applications_button(t: Tongue, waiting: int) -> Button:
    """The way to what firms ask for."""
    label = t("企业申请（{count}）", count=waiting) if waiting else t("企业申请")
    return button(label, "apply:list")


def in_rows(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Two in a row, unless a label is too long for that."""
    return rows_of(*buttons, width=1 if any(len(each.text) > HALF for each in buttons) else 2)


def page_of(places: Sequence[str], page: int) -> Sequence[str]:
    """The places of a page."""
    return places[page * PAGE : (page + 1) * PAGE]


def places(
    t: Tongue,
    rulebase: RuleBase,
    register: Register,
    cards: Sequence[RegisterCard],
    count: int,
    page: int,
) -> View:
    """Which place?"""
    fact = register.fact
    text = lines(
        t("<b>{register}</b>（{count} 个地方）", register=t.words(fact.label), count=count),
        *(
            Html(f"· {subject_words(t, rulebase, each.subject)}：{value_of(t, fact, each.value)}")
            for each in cards
        ),
    )
    rows = rows_of(
        *(
            button(
                _label(subject_words(t, rulebase, each.subject)),
                "reg:card",
                fact.id,
                f"p{page * PAGE + number}",
            )
            for number, each in enumerate(cards)
        )
    )
    turn = [button(t("上一页"), "reg:places", fact.id, page - 1)] if page > 0 else []
    if (page + 1) * PAGE < count:
        turn.append(button(t("下一页"), "reg:places", fact.id, page + 1))
    ways: tuple[Button, ...] = (button(t("登记册"), "reg:menu"), back(t))
    return View(text, (*rows, *((tuple(turn),) if turn else ()), ways))


def of_firm(
    t: Tongue,
    rulebase: RuleBase,
    firm: FirmCard,
    cards: Sequence[RegisterCard],
    now: datetime,
    zone: ZoneInfo,
) -> View:
    """What every register says of a firm."""
    text = lines(
        t("<b>{firm}</b> 的登记", firm=firm.name),
        *(_firm_line(t, card, now, zone) for card in cards),
        None if cards else t("这个地方没有要由工作人员登记的事项。"),
    )
    choices = [
        button(_label(t.plain(each.fact.label)), "reg:card", each.fact.id, f"f{firm.id}")
        for each in cards
    ]
    return View(text, (*in_rows(choices), (button(t("看企业"), "firm:show", firm.id), back(t))))


def _place_line(t: Tongue, rulebase: RuleBase, card: RegisterCard, zone: ZoneInfo) -> Html:
    value = value_of(t, card.fact, card.value)
    what = title(t, rulebase, card)
    if card.since is None:
        return t("· {what}：<b>{value}</b>", what=what, value=value)
    since = since_words(t, card.since, zone)
    return t("· {what}：<b>{value}</b>（{since}起）", what=what, value=value, since=since)


def _firm_line(t: Tongue, card: RegisterCard, now: datetime, zone: ZoneInfo) -> Html:
    what, value = t.words(card.fact.label), value_of(t, card.fact, card.value)
    holds = card.holding(now)
    if card.self_reported:
        return t("· {what}：<b>{value}</b>（企业自报，未核定）", what=what, value=value)
    if holds is None:
        return t("· {what}：<b>{value}</b>", what=what, value=value)
    since = since_words(t, holds.starts_at, zone)
    return t("· {what}：<b>{value}</b>（{since}起）", what=what, value=value, since=since)


def _label(text: str) -> str:
    return clipped(unmarked(text), LABEL)
