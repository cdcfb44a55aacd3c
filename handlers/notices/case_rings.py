"""What clocks of cases say: to each officer one message, to each firm what it has to know."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_bells import is_first_bell
from bot.domain.case_states import CHECKING, UNTAKEN, CaseAct, CaseStatus
from bot.domain.case_terms import ClockKind
from bot.domain.speech import Button, Lane, Notice, View, rows_of
from bot.services.cases.circle import Recipient
from bot.services.cases.clockwork import Rang, Tell
from bot.services.cases.lists import CaseLine
from handlers.notices.case_buttons import check_buttons
from handlers.notices.case_managers import to_managers
from handlers.notices.case_terms import step_words
from handlers.notices.case_verdicts import no_inspector
from handlers.notices.case_waiting import folded, not_taken
from handlers.notices.case_words import (
    card_kind,
    clipped,
    lapsed_words,
    top_words,
    words,
)
from handlers.notices.cases import follow_buttons, home, new_case, verdict_buttons
from handlers.notices.private import masked
from handlers.notices.whom import ring_them
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

SHOWN: Final = 8
LINE: Final = 24
"""Characters of a case's own words in a list."""
PROMISED: Final = frozenset({ClockKind.CONTACT, ClockKind.INTERIM, ClockKind.HANDLING})
"""What a firm was given a date for."""


def tell_of(rulebase: RuleBase, zone: ZoneInfo) -> Tell:
    """How clocks of cases are worded."""
    worded = _Words(rulebase, zone)

    def tell(rang: Sequence[Rang], key: str) -> Iterable[Notice]:
        yield from worded.to_desk(rang, key)
        yield from to_managers(zone, rang, key)
        yield from worded.to_firms(rang, key)

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

    def to_firms(self, rang: Sequence[Rang], key: str) -> Iterator[Notice]:
        """The firm hears what moved, what did not, and is reminded once of its own word."""
        for each in rang:
            say = _to_firm(each)
            if say is None:
                continue
            for person in each.card.owners:
                view = say(self, Tongue(person.language), each)
                name = f"rang:{key}:{each.card.id}:{each.kind}:{person.chat_id}"
                yield Notice("owner", person.chat_id, view, name, Lane.ESCALATION)

    def _desk_view(self, t: Tongue, about: list[Rang], officer: Recipient) -> View:
        if len(about) == 1:
            return self._one(t, about[0], acts=officer in about[0].officers)
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
        was, now = self._was_due(t, rang), rang.card.due(rang.kind)
        if now is None or now <= rang.card.firm.now:
            return t("{step}已超期（原定{was}前），请尽快办", step=step, was=was)
        until = deadline(t, now, self.zone)
        known = {"step": step, "was": was, "now": until}
        return t("{step}已超期（原定{was}前），现在限{now}前，请尽快办", **known)

    def escalated(self, t: Tongue, rang: Rang) -> View:
        """The truth, and who has it now."""
        text = t(
            "⏫ 事项 <b>{number}</b>：{step}已超期，原定{due}前，已自动上报到{level}。",
            number=rang.card.number,
            step=step_words(t, rang.kind),
            due=self._was_due(t, rang),
            level=top_words(t, rang.card),
        )
        said = lines(text, lapsed_words(t, rang.card), ring_them(t, rang.card))
        return View(said, (follow_buttons(t, rang.card.id), home(t)))

    def _was_due(self, t: Tongue, rang: Rang) -> Html:
        """The first date that was given for it, however often it has rung since."""
        missed = (each.due for each in rang.card.missed if each.kind is rang.kind)
        return deadline(t, next(missed, rang.due), self.zone)

    def not_taken(self, t: Tongue, rang: Rang) -> View:
        """Nobody has taken it, or them: said as it is, and when it is said again."""
        if len(rang.waiting) > 1:
            return _several_not_taken(t, rang)
        first = t("⏳ 事项 <b>{number}</b> 还没有人受理。", number=rang.card.number)
        return View(
            lines(first, *_rung_again(t, rang), _from_now_on(t, rang)),
            (follow_buttons(t, rang.card.id), home(t)),
        )

    def late(self, t: Tongue, rang: Rang) -> View:
        """Somebody has it, a term is over, and nobody is above."""
        known = {
            "number": rang.card.number,
            "step": step_words(t, rang.kind),
            "due": self._was_due(t, rang),
        }
        if rang.officers or rang.above:
            said = t("⏳ 事项 <b>{number}</b>：{step}已超期，原定{due}前，我已再次催办。", **known)
        else:
            late = t("⏳ 事项 <b>{number}</b>：{step}已超期，原定{due}前。", **known)
            said = lines(late, *_nobody(t, rang))
        return View(said, (follow_buttons(t, rang.card.id), home(t)))

    def asked_again(self, t: Tongue, rang: Rang) -> View:
        """One reminder of the firm's own word on a solution."""
        text = t("事项 <b>{number}</b> 已办结，等您一句话：解决了吗？", number=rang.card.number)
        until = t("到{until}没有回话，会有人打电话来问。", until=deadline(t, rang.due, self.zone))
        return View(lines(text, until), (verdict_buttons(t, rang.card.id), home(t)))

    def will_call(self, t: Tongue, rang: Rang) -> View:
        """Silence is no yes."""
        text = t(
            "事项 <b>{number}</b> 没有等到您的回话，不算已解决：会有人打电话回访。也可以现在点：",
            number=rang.card.number,
        )
        return View(text, (verdict_buttons(t, rang.card.id), home(t)))

    def goes_on(self, t: Tongue, rang: Rang) -> View:
        """What was asked for did not come: it is handled without."""
        text = t(
            "事项 <b>{number}</b> 等补充的期限到了，先按现有情况继续办；您随时可以补充。",
            number=rang.card.number,
        )
        return View(text, (follow_buttons(t, rang.card.id), home(t)))


def _several_not_taken(t: Tongue, rang: Rang) -> View:
    shown = rang.waiting[:SHOWN]
    head = t("⏳ 还有 {count} 件急事没有人受理：", count=len(rang.waiting))
    listed = (f"{line.number} · {escaped(_said(t, line))}" for line in shown)
    buttons = (button(line.number, "case:show", line.id, "new") for line in shown)
    text = lines(head, *map(Html, listed), *_rung_again(t, rang), _from_now_on(t, rang))
    return View(text, (*rows_of(*buttons), home(t)))


def _said(t: Tongue, line: CaseLine) -> str:
    return clipped(masked(t, " ".join(line.text.split())), LINE)


def _from_now_on(t: Tongue, rang: Rang) -> Html | None:
    """What the firm will hear, and when, where there is somebody to remind."""
    if not (rang.card.urgent and (rang.officers or rang.above)):
        return None
    return t("我会接着催，有人受理马上告诉您；一直没有，每天早上告诉您一次。")


def _rung_again(t: Tongue, rang: Rang) -> tuple[Html, ...]:
    if not (rang.officers or rang.above):
        return _nobody(t, rang)
    told = t("、").join(rang.card.units)
    again = t("我又提醒了一次：{who}。", who=told or t("本地综合台"))
    ring = ring_them(t, rang.card)
    return (again,) if ring is None else (again, ring)


def _nobody(t: Tongue, rang: Rang) -> tuple[Html, ...]:
    """Nobody could be reminded who would take it, and what to do instead."""
    return (
        t("本地现在没有工作人员在线上接件，我已请管理员安排人。")
        if rang.managers
        else t("本地现在没有工作人员在线上接件，我没有人可以提醒。"),
        t("急事请不要只等这里，同时直接联系当地政府。"),
    )


def _next(t: Tongue, rang: Rang) -> tuple[tuple[Button, ...], ...]:
    """What the one who has to do something can do about it."""
    card = rang.card
    if card.status in CHECKING:
        return check_buttons(t, card.id, call=card.status is CaseStatus.CALL)
    if card.status is CaseStatus.RULING:
        return ((button(t("裁定归属"), "case:judge", card.id),),)
    return ((button(t("答复"), "case:answer", card.id), button(t("办结"), "case:solve", card.id)),)


_Say = Callable[[_Words, Tongue, Rang], View]
_TO_FIRM: Final[Mapping[tuple[ClockKind, CaseAct | None], _Say]] = {
    (ClockKind.FIRM, None): _Words.asked_again,
    (ClockKind.FIRM, CaseAct.SILENCE): _Words.will_call,
    (ClockKind.SUPPLY, CaseAct.LAPSE): _Words.goes_on,
}


def _to_firm(rang: Rang) -> _Say | None:
    """What the firm hears of it, if anything: of calls and checks that are late, nothing."""
    if rang.act is CaseAct.ESCALATE:
        return _Words.escalated
    if rang.act is not CaseAct.REPEAT:
        return _TO_FIRM.get((rang.kind, rang.act))
    if rang.card.status in UNTAKEN:
        return _Words.not_taken if rang.waiting else None
    first = is_first_bell([step.act for step in rang.card.steps])
    return _Words.late if rang.kind in PROMISED and first else None
