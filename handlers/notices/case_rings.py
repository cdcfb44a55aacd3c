"""What clocks of cases say: to each officer one message, to each firm what it has to know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import CHECKING, UNTAKEN, CaseAct, CaseStatus
from bot.domain.speech import Button, Lane, Notice, View, rows_of
from bot.services.cases.circle import Recipient
from bot.services.cases.clockwork import Rang, Tell
from handlers.notices.case_buttons import check_buttons, fitting
from handlers.notices.case_managers import to_managers
from handlers.notices.case_terms import step_words
from handlers.notices.case_verdicts import no_inspector
from handlers.notices.case_waiting import folded, not_taken
from handlers.notices.case_words import card_kind, clipped, top_words, words
from handlers.notices.cases import new_case
from handlers.notices.firm_rings import FirmWords, first_due
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

SHOWN: Final = 8


def tell_of(rulebase: RuleBase, zone: ZoneInfo) -> Tell:
    """How clocks of cases are worded."""
    worded = _Words(rulebase, zone)

    def tell(rang: Sequence[Rang], key: str) -> Iterable[Notice]:
        yield from worded.to_desk(rang, key)
        yield from to_managers(zone, rang, key)
        yield from FirmWords(zone).to_firms(rang, key)

    return tell


@dataclass(frozen=True)
class _Words:
    rulebase: RuleBase
    zone: ZoneInfo

    def to_desk(self, rang: Sequence[Rang], key: str) -> Iterator[Notice]:
        """Sixty overdue cases are one message, not sixty; urgent ones go first."""
        heard: dict[Recipient, list[Rang]] = {}
        for each in rang:
            if each.is_collected:
                continue
            for officer in dict.fromkeys((*each.officers, *each.above)):
                heard.setdefault(officer, []).append(each)
        for officer, about in heard.items():
            lane = Lane.ESCALATION if any(each.card.urgent for each in about) else Lane.REMINDER
            view = self._desk_view(Tongue(officer.language), about, officer)
            yield Notice("desk", officer.chat_id, view, f"rang:{key}:{officer.chat_id}", lane)
        for each in rang:
            for officer in each.left:
                view = View(self._gone_up(Tongue(officer.language), each))
                name = f"left:{key}:{each.card.id}:{officer.chat_id}"
                yield Notice("desk", officer.chat_id, view, name, Lane.REMINDER)

    def _gone_up(self, t: Tongue, rang: Rang) -> Html:
        """For who had it and sits at none of its desks: an heir, or a deputy from elsewhere."""
        return t(
            "⏫ 事项 <b>{number}</b>：{what}。不用您办了。",
            number=rang.card.number,
            what=self._what(t, rang),
        )

    def _desk_view(self, t: Tongue, about: list[Rang], officer: Recipient) -> View:
        if len(about) == 1:
            view = self._one(t, about[0], acts=officer in about[0].officers)
            return fitting(t, about[0].card, officer.chat_id, view)
        ordered = sorted(about, key=lambda each: (not each.card.urgent, each.due))
        more = len(ordered) - SHOWN
        rest = t("还有 {count} 件，见“待办”。", count=more) if more > 0 else None
        head = t("⏰ <b>{count} 件事项</b>要您看一下（最急的在前）", count=len(about))
        shown = ordered[:SHOWN]
        buttons = (button(each.card.number, "case:show", each.card.id) for each in shown)
        listed = (self._line(t, each) for each in shown)
        return View(
            lines(head, *listed, rest), (*rows_of(*buttons), (button(t("待办"), "case:todo"),))
        )

    def _one(self, t: Tongue, rang: Rang, *, acts: bool) -> View:
        """One case; whoever is only told that a term was not kept gets no buttons to act."""
        said, card = t("⏰ {what}", what=self._what(t, rang)), rang.card
        show = (button(t("看事项"), "case:show", card.id),)
        if card.status in UNTAKEN and acts and rang.waited is not None and rang.waited.bells > 1:
            return folded(t, self.rulebase, card, said)
        if card.status in UNTAKEN:
            view = new_case(t, self.rulebase, card, (said,))
            return view if acts else replace(view, rows=(show,))
        firm = Html(escaped(clipped(card.firm.name, 20)))
        result = words(t, card.result or "") if card.status in CHECKING else None
        nobody = None
        if card.status in CHECKING and not card.inspectors:
            nobody = no_inspector(t, card)
        text = lines(said, self._head(t, rang), firm, result, nobody)
        return View(text, (*(_next(t, rang) if acts else ()), show))

    def _head(self, t: Tongue, rang: Rang) -> Html:
        kind = card_kind(t, self.rulebase, rang.card)
        return t("<b>{number}</b>{kind}", number=rang.card.number, kind=kind)

    def _line(self, t: Tongue, rang: Rang) -> Html:
        firm = escaped(clipped(rang.card.firm.name, 12))
        return Html(f"{self._head(t, rang)} · {firm} · {self._what(t, rang)}")

    def _what(self, t: Tongue, rang: Rang) -> Html:
        until = deadline(t, rang.due, self.zone)
        step = step_words(t, rang.kind)
        match rang.act:
            case None:
                return t("{step}快到期：{until}", step=step, until=until)
            case CaseAct.ESCALATE:
                level = top_words(t, rang.card)
                return t("{step}已超期，自动上报到{level}", step=step, level=level)
            case CaseAct.SILENCE:
                return t("企业一直没有回话，请电话回访：没有回话不算同意")
            case CaseAct.LAPSE:
                return t("企业没有在期限内补充，办理计时继续")
            case _ if rang.waited is not None:
                return not_taken(t, rang.card, rang.waited)
            case _:
                return self._late(t, rang, step)

    def _late(self, t: Tongue, rang: Rang, step: Html) -> Html:
        """The date as it was given first, and the one that applies now, if there is one."""
        was = deadline(t, first_due(rang, rang.kind), self.zone)
        now = rang.card.due(rang.kind)
        if now is None or now <= rang.card.firm.now:
            return t("{step}已超期（原定{was}前），请尽快办", step=step, was=was)
        until = deadline(t, now, self.zone)
        known = {"step": step, "was": was, "now": until}
        return t("{step}已超期（原定{was}前），现在限{now}前，请尽快办", **known)


def _next(t: Tongue, rang: Rang) -> tuple[tuple[Button, ...], ...]:
    """What the one who has to do something can do about it."""
    card = rang.card
    if card.status in CHECKING:
        return check_buttons(t, card.id, call=card.status is CaseStatus.CALL)
    if card.status is CaseStatus.RULING:
        return ((button(t("裁定归属"), "case:judge", card.id),),)
    return ((button(t("答复"), "case:answer", card.id), button(t("办结"), "case:solve", card.id)),)
