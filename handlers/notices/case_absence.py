"""What a firm hears when the officer of its case goes, or when somebody is there at last."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain.speech import Notice, View
from bot.services.cases.cards import CaseCard
from bot.services.cases.returning import Returned
from bot.services.staff.departures import Leaving
from bot.services.staff.leave import Leave
from handlers.notices.case_buttons import follow_buttons, home
from handlers.notices.case_moved import come_to_staff, hushed, to_desks, to_firms
from handlers.notices.case_recipients import Say, to_chats, to_firm, to_officers
from handlers.notices.cases import fresh_case
from handlers.notices.firm_gathered import by_person
from handlers.notices.staff_words import span_words
from handlers.notices.whom import given_to
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase

Word = Callable[[Tongue, CaseCard], Html]


def on_leave(
    cases: Iterable[CaseCard], leave: Leave, mark: str, zone: ZoneInfo
) -> tuple[Notice, ...]:
    """Who works on each of these cases meanwhile, and that its dates stay."""

    def word(t: Tongue, card: CaseCard) -> Html:
        known = {
            "number": card.number,
            "name": leave.officer.name,
            "span": span_words(t, leave.absence, zone),
        }
        if leave.deputy is None:
            return t(
                "🔁 事项 <b>{number}</b>：{name} 请假，{span}由同事接着办，时限不变。", **known
            )
        return t(
            "🔁 事项 <b>{number}</b>：{name} 请假，{span}由 {deputy} 接着办，时限不变。",
            **known,
            deputy=leave.deputy.name,
        )

    return _each(cases, f"leave:{mark}", word)


def left(cases: Iterable[CaseCard], leaving: Leaving, mark: str) -> tuple[Notice, ...]:
    """The same when they have left for good."""

    def word(t: Tongue, card: CaseCard) -> Html:
        known = {"number": card.number, "name": leaving.officer.name}
        if leaving.heir is None:
            return t("🔁 事项 <b>{number}</b>：{name} 离岗，由同事接着办，时限不变。", **known)
        return t(
            "🔁 事项 <b>{number}</b>：{name} 离岗，由 {heir} 接着办，时限不变。",
            **known,
            heir=leaving.heir.name,
        )

    return _each(cases, f"left:{mark}", word)


def placed(
    rulebase: RuleBase,
    cases: Iterable[CaseCard],
    mark: str,
    zone: ZoneInfo,
    *,
    besides: int | None = None,
) -> tuple[Notice, ...]:
    """Somebody is there: the desks get what waited, and its firm hears of it.

    Args:
        besides: The chat that sees it anyway.
    """
    told: list[Notice] = []
    cases = list(cases)
    for card in cases:
        told += [each for each in _bells(rulebase, card, zone) if each.chat_id != besides]
    told += _placed_of_firms(cases)
    return tuple(replace(each, key=f"placed:{mark}:{each.key}") for each in told)


def _placed_of_firms(cards: Sequence[CaseCard]) -> Iterator[Notice]:
    """One message a person, of however many cases."""
    for person, mine in by_person(cards).items():
        view = come_to_staff(Tongue(person.language), mine, person)
        yield Notice(
            "owner", person.chat_id, view, f"firm:{person.chat_id}", hushed_in=hushed(mine)
        )


def moved_on(
    rulebase: RuleBase, cases: Iterable[CaseCard], mark: str, *, besides: Collection[int] = ()
) -> tuple[Notice, ...]:
    """Nobody is left where these lay: whoever has them now gets them, and their firms hear of it.

    Args:
        besides: Cases whose firms hear of it in other words.
    """
    moved = list(cases)
    told = (card for card in moved if card.id not in besides)
    return (*to_desks(rulebase, moved, mark), *to_firms(told, mark))


def stays(cases: Iterable[CaseCard], leaving: Leaving, mark: str) -> tuple[Notice, ...]:
    """Who was said to have left is there after all, and goes on with each of these."""

    def word(t: Tongue, card: CaseCard) -> Html:
        known = {"number": card.number, "name": leaving.officer.name}
        return t("🔁 事项 <b>{number}</b>：仍由 {name} 办理，时限不变。", **known)

    return _each(cases, f"stays:{mark}", word)


def returned(cases: Iterable[Returned], mark: str) -> tuple[Notice, ...]:
    """What lay with others for a moment is back: they have nothing to do, its firm hears where.

    The firm of a case that somebody has in hand hears who, see `stays`.
    """
    told: list[Notice] = []
    for each in cases:
        now = {one.chat_id for one in each.after.officers}
        others = [one for one in each.before.officers if one.chat_id not in now]
        told += to_chats("desk", each.after, others, _say_desk(each.after))
        if each.after.holder is None:
            told += to_firm(each.after, _say(each.after, _lies_again))
    return tuple(replace(each, key=f"back:{mark}:{each.key}") for each in told)


def _each(cases: Iterable[CaseCard], key: str, word: Word) -> tuple[Notice, ...]:
    told = (to_firm(card, _say(card, word)) for card in cases)
    return tuple(
        replace(notice, key=f"{key}:{notice.key}") for notices in told for notice in notices
    )


def _say(card: CaseCard, word: Word) -> Say:
    return lambda t: View(word(t, card), (follow_buttons(t, card.id), home(t)))


def _bells(rulebase: RuleBase, card: CaseCard, zone: ZoneInfo) -> tuple[Notice, ...]:
    return to_officers(card, lambda t: fresh_case(t, rulebase, card, zone))


def _say_desk(card: CaseCard) -> Say:
    return lambda t: View(
        t("↪️ 事项 <b>{number}</b> 已转回原处（停用撤回了），这边不用办。", number=card.number)
    )


def _lies_again(t: Tongue, card: CaseCard) -> Html:
    head = t("🔁 事项 <b>{number}</b>：原来的人仍在岗，时限不变。", number=card.number)
    return lines(head, Html(given_to(t, card) + t("有人受理，我马上告诉您。")))
