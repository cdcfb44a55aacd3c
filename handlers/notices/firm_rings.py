"""What a firm hears when clocks of its case ring: what moved, what did not, its own word."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import UNTAKEN, CaseAct
from bot.domain.case_terms import ClockKind
from bot.domain.speech import Lane, Notice, View
from bot.services.cases.circle import Recipient
from bot.services.cases.clockwork import Rang
from handlers.notices.case_buttons import follow_buttons, home, verdict_buttons
from handlers.notices.case_terms import over_words
from handlers.notices.case_words import lapsed_words, top_words
from handlers.notices.firm_gathered import Rest, by_person, named, names_firm, one, several
from handlers.notices.whom import ring_them
from handlers.phrases import deadline
from handlers.tongue import Html, Tongue, lines


@dataclass(frozen=True)
class FirmWords:
    """How it is said to people of the firm, with times in a zone."""

    zone: ZoneInfo

    def to_firms(self, rang: Sequence[Rang], key: str) -> Iterator[Notice]:
        """The firm hears what moved, what did not, and is reminded once of its own word."""
        risen = [each for each in rang if each.act is CaseAct.ESCALATE]
        untaken = [each for each in rang if _is_untaken(each)]
        late = [each for each in rang if _is_late(each)]
        yield from _gathered(risen, f"rang:{key}:risen", self.escalated)
        yield from _gathered(untaken, f"rang:{key}:untaken", self.not_taken)
        yield from _gathered(late, f"rang:{key}:late", self.late)
        for each in rang:
            say = _to_firm(each)
            if say is None:
                continue
            for person in each.card.owners:
                view = say(self, Tongue(person.language), each)
                name = f"rang:{key}:{each.card.id}:{each.kind}:{person.chat_id}"
                yield Notice("owner", person.chat_id, view, name, Lane.ESCALATION)

    def escalated(self, t: Tongue, about: Sequence[Rang], person: Recipient) -> View:
        """The truth, and who has it now, or them."""
        if len(about) == 1:
            return self._one_escalated(t, about[0])
        cases = [named(each.card) for each in about]
        to = dict.fromkeys(top_words(t, each.card) for each in about)
        below = dict.fromkeys(
            line
            for each in about
            for line in (lapsed_words(t, each.card), ring_them(t, each.card))
        )
        rest = Rest(tuple(below), self._risen(t, about, each_to=len(to) > 1))
        count = len(cases)
        head = (
            t("⏫ 有 {count} 件事项超期，已自动上报：", count=count)
            if len(to) > 1
            else t(
                "⏫ 有 {count} 件事项超期，已自动上报到{level}：",
                count=count,
                level=next(iter(to)),
            )
        )
        return several(t, cases, head, rest, with_firm=names_firm(person, cases))

    def _risen(self, t: Tongue, about: Sequence[Rang], *, each_to: bool) -> dict[int, Html]:
        """By case, what is over; and who has it now, where that is not the same of all."""
        said = {each.card.id: self._over(t, each) for each in about}
        if not each_to:
            return said
        return {
            each.card.id: t(
                "{dates}，已上报到{level}", dates=said[each.card.id], level=top_words(t, each.card)
            )
            for each in about
        }

    def _over(self, t: Tongue, rang: Rang) -> Html:
        return self._dates(t, rang, (rang.kind, *_broken(rang)))

    def _one_escalated(self, t: Tongue, rang: Rang) -> View:
        text = t(
            "⏫ 事项 <b>{number}</b>：{dates}，已自动上报到{level}。",
            number=rang.card.number,
            dates=self._over(t, rang),
            level=top_words(t, rang.card),
        )
        said = lines(text, lapsed_words(t, rang.card), ring_them(t, rang.card))
        return View(said, (follow_buttons(t, rang.card.id), home(t)))

    def late(self, t: Tongue, about: Sequence[Rang], person: Recipient) -> View:
        """Dates that were given are over, and nobody is above."""
        if len(about) == 1:
            return self._one_late(t, about[0])
        cases = [named(each.card) for each in about]
        head = t("⏳ 有 {count} 件事项超期了：", count=len(cases))
        rest = Rest(_rung_again(t, about), self._broken(t, about))
        return several(t, cases, head, rest, with_firm=names_firm(person, cases))

    def _one_late(self, t: Tongue, rang: Rang) -> View:
        known = {"number": rang.card.number, "dates": self._dates(t, rang, _broken(rang))}
        if rang.officers or rang.above:
            said = t("⏳ 事项 <b>{number}</b>：{dates}，我已再次催办。", **known)
        else:
            said = lines(t("⏳ 事项 <b>{number}</b>：{dates}。", **known), *_nobody(t, rang))
        return View(said, (follow_buttons(t, rang.card.id), home(t)))

    def not_taken(self, t: Tongue, about: Sequence[Rang], person: Recipient) -> View:
        """Nobody has taken it, or them: said as it is, and when it is said again.

        Args:
            about: What has rung; each says of which cases the firm hears with it.
        """
        cases = list({line.id: named(line) for rang in about for line in rang.waiting}.values())
        with_firm = names_firm(person, cases)
        broken = self._broken(t, about)
        rest = (*_rung_again(t, about), _from_now_on(t, about))
        if len(cases) == 1:
            head = t("⏳ 事项 <b>{number}</b> 还没有人受理。", number=cases[0].number)
            late = (t("⏰ {dates}。", dates=dates) for dates in broken.values())
            return one(t, cases[0], (head, *late, *rest), with_firm=with_firm)
        urgent = all(line.urgent for rang in about for line in rang.waiting)
        head = (
            t("⏳ 还有 {count} 件急事没有人受理：", count=len(cases))
            if urgent
            else t("⏳ 还有 {count} 件事项没有人受理：", count=len(cases))
        )
        return several(t, cases, head, Rest(rest, broken), with_firm=with_firm)

    def _broken(self, t: Tongue, about: Sequence[Rang]) -> dict[int, Html]:
        """By case, the dates given to the firm that are over now."""
        late = (rang for rang in about if rang.broken)
        return {rang.card.id: self._dates(t, rang, _broken(rang)) for rang in late}

    def _dates(self, t: Tongue, rang: Rang, kinds: Iterable[ClockKind]) -> Html:
        """What is over, each with the first date that was given for it."""
        dates = ((kind, first_due(rang, kind)) for kind in dict.fromkeys(kinds))
        return over_words(t, dates, self.zone)

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


def first_due(rang: Rang, kind: ClockKind) -> datetime:
    """The first date that was given for it, however often it has rung since (aware UTC)."""
    missed = (each.due for each in rang.card.missed if each.kind is kind)
    return next(missed, rang.due)


def _from_now_on(t: Tongue, about: Sequence[Rang]) -> Html | None:
    """What the firm will hear, and when, where there is somebody to remind."""
    if not any(rang.card.urgent and (rang.officers or rang.above) for rang in about):
        return None
    return t("我会接着催，有人受理马上告诉您；一直没有，每天早上告诉您一次。")


def _rung_again(t: Tongue, about: Sequence[Rang]) -> tuple[Html, ...]:
    reminded = [rang for rang in about if rang.officers or rang.above]
    if not reminded:
        return _nobody(t, about[0])
    told = t("、").join(dict.fromkeys(name for each in reminded for name in each.card.staffed))
    again = t("我又提醒了一次：{who}。", who=told or t("本地综合台"))
    rings = dict.fromkeys(ring_them(t, each.card) for each in reminded)
    return (again, *(ring for ring in rings if ring is not None))


def _nobody(t: Tongue, rang: Rang) -> tuple[Html, ...]:
    """Nobody could be reminded who would take it, and what to do instead."""
    return (
        t("本地现在没有工作人员在线上接件，我已请管理员安排人。")
        if rang.managers
        else t("本地现在没有工作人员在线上接件，我没有人可以提醒。"),
        t("急事请不要只等这里，同时直接联系当地政府。"),
    )


_Say = Callable[[FirmWords, Tongue, Rang], View]
_TO_FIRM: Final[Mapping[tuple[ClockKind, CaseAct | None], _Say]] = {
    (ClockKind.FIRM, None): FirmWords.asked_again,
    (ClockKind.FIRM, CaseAct.SILENCE): FirmWords.will_call,
    (ClockKind.SUPPLY, CaseAct.LAPSE): FirmWords.goes_on,
}


def _gathered(
    rang: Sequence[Rang],
    key: str,
    say: Callable[[Tongue, Sequence[Rang], Recipient], View],
) -> Iterator[Notice]:
    """One message a person, of however many cases and firms."""
    of_case = {each.card.id: each for each in rang}
    for person, cards in by_person(each.card for each in rang).items():
        about = [of_case[card.id] for card in cards]
        view = say(Tongue(person.language), about, person)
        yield Notice("owner", person.chat_id, view, f"{key}:{person.chat_id}", Lane.ESCALATION)


def _is_untaken(rang: Rang) -> bool:
    """Whether the firm hears now that nobody has taken it."""
    return rang.act is CaseAct.REPEAT and rang.card.status in UNTAKEN and bool(rang.waiting)


def _broken(rang: Rang) -> Iterator[ClockKind]:
    """What was to happen by the dates that the firm was given and that are over now."""
    return (each.kind for each in rang.broken)


def _is_late(rang: Rang) -> bool:
    """Whether the firm hears, of this alone, that a date it was given is over."""
    return rang.act is CaseAct.REPEAT and bool(rang.broken) and not _is_untaken(rang)


def _to_firm(rang: Rang) -> _Say | None:
    """What the firm hears of one case alone, if anything; of calls and checks, nothing."""
    return _TO_FIRM.get((rang.kind, rang.act))
