"""What either side is told of a case's steps without having asked."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_terms import ClockKind
from bot.domain.speech import Lane, Notice, View
from bot.services.cases.cards import CaseCard
from bot.services.files import Taken, to_send
from handlers.notices.case_buttons import follow_buttons, home, open_on_desk, verdict_buttons
from handlers.notices.case_recipients import to_chats, to_firm, to_officers
from handlers.notices.case_terms import answers_after_the_end, contact_left
from handlers.notices.case_words import (
    about,
    card_kind,
    circumstances,
    firm_line,
    own_words,
    side_by_side,
    words,
)
from handlers.notices.danger_words import make_sure
from handlers.notices.files import look_button, news, passed_on
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase

WHOLE: Final = 1000
"""So many characters are quoted in full: as many as a text of a case may have."""


def opened(rulebase: RuleBase, card: CaseCard, zone: ZoneInfo) -> tuple[Notice, ...]:
    """To the officers: a firm asks for help."""
    lane = Lane.ESCALATION if card.urgent else Lane.INTERACTIVE
    told = to_officers(card, lambda t: fresh_case(t, rulebase, card, zone))
    return tuple(replace(notice, lane=lane) for notice in told)


def claimed(card: CaseCard) -> tuple[Notice, ...]:
    """To the firm: who has it now; without a sound to those at other desks that have it too."""
    beside = to_chats("desk", card, card.beside, lambda t: _claimed_beside(t, card))
    silent = (replace(notice, lane=Lane.REMINDER) for notice in beside)
    return (*to_firm(card, lambda t: _claimed(t, card)), *silent)


def answered(
    card: CaseCard, by: int, zone: ZoneInfo, files: Sequence[Taken] = ()
) -> tuple[Notice, ...]:
    """To the firm: what an officer says; to who holds the case: another officer said so.

    Args:
        by: The id of the officer who answered.
        files: What they sent with it.
    """
    told = to_firm(card, lambda t: _with_file(answer_view(t, card, zone), files))
    told += passed_on(card, files[1:])
    holder = card.holder
    if holder is None or holder.id == by or holder.chat is None:
        return told
    return (*told, *to_chats("desk", card, (holder.chat,), lambda t: _also_answered(t, card)))


def solved(card: CaseCard, files: Sequence[Taken] = ()) -> tuple[Notice, ...]:
    """To the firm: what was done, and is it so? Without a sound to those beside: it is done."""
    told = to_firm(card, lambda t: _with_file(result_view(t, card), files))
    beside = to_chats("desk", card, card.beside, lambda t: _solved_beside(t, card))
    silent = (replace(notice, lane=Lane.REMINDER) for notice in beside)
    return (*told, *passed_on(card, files[1:]), *silent)


def noted(card: CaseCard, text: str, files: Collection[int] = ()) -> tuple[Notice, ...]:
    """To the officer: the firm added something.

    Args:
        files: Ids of what came with it.
    """
    return to_officers(card, lambda t: _noted(t, card, text, files))


def taken_out(card: CaseCard, what: Callable[[Tongue], str]) -> tuple[Notice, ...]:
    """To the officer: a file that the firm had put there belongs elsewhere.

    Args:
        what: How the file is called.
    """
    return to_officers(card, lambda t: _taken_out(t, card, what(t)))


def fresh_case(t: Tongue, rulebase: RuleBase, card: CaseCard, zone: ZoneInfo) -> View:
    """A case of which its desks have not heard yet, with the time for the first contact."""
    return new_case(t, rulebase, card, last=contact_left(t, rulebase, card, zone))


def new_case(
    t: Tongue,
    rulebase: RuleBase,
    card: CaseCard,
    before: Sequence[Html] | None = None,
    last: Html | None = None,
) -> View:
    """A case that waits for somebody to take it.

    Args:
        before: Why it comes now, if it is not new.
        last: What is said at the end.
    """
    take = (button(t("我来办"), "case:claim", card.id), button(t("看企业"), "case:firm", card.id))
    look = look_button(t, card)
    return View(
        lines(
            *(before or ()),
            _head(t, rulebase, card, is_new=before is None),
            make_sure(t, rulebase, card.text),
            firm_line(t, rulebase, card.firm),
            own_words(t, card.text, WHOLE),
            about(t, rulebase, card),
            circumstances(t, rulebase, card),
            news(t, card.files),
            side_by_side(t, card),
            last,
        ),
        (take, look) if look else (take,),
    )


def _head(t: Tongue, rulebase: RuleBase, card: CaseCard, *, is_new: bool) -> Html:
    known = {"number": card.number, "kind": card_kind(t, rulebase, card)}
    if is_new:
        return t("🔔 新诉求 <b>{number}</b>{kind}", **known)
    return t("<b>{number}</b>{kind}", **known)


def _claimed(t: Tongue, card: CaseCard) -> View:
    text = t("👤 事项 <b>{number}</b> 已由 {name} 受理。", number=card.number, name=_holder(card))
    next_step = t("有答复我会马上转给您；要补充情况，点下面的按钮。")
    return View(lines(text, next_step), (follow_buttons(t, card.id), home(t)))


def _claimed_beside(t: Tongue, card: CaseCard) -> View:
    text = t(
        "👤 事项 <b>{number}</b> 已由 {name} 受理；你们也可以跟进、答复。",
        number=card.number,
        name=_holder(card),
    )
    return View(text, ((button(t("看事项"), "case:show", card.id),),), silent=True)


def _solved_beside(t: Tongue, card: CaseCard) -> View:
    text = t(
        "🛠 事项 <b>{number}</b> 已由 {name} 办结，等企业确认；你们这边不用再办。",
        number=card.number,
        name=_holder(card),
    )
    said = words(t, card.result or "")
    return View(lines(text, said), ((button(t("看事项"), "case:show", card.id),),), silent=True)


def answer_view(t: Tongue, card: CaseCard, zone: ZoneInfo) -> View:
    """What an officer says, and until when the firm hears again."""
    step, due = card.steps[-1], card.due(ClockKind.INTERIM)
    head = t("💬 {name} 答复事项 <b>{number}</b>：", name=step.name, number=card.number)
    until = t("🕒 最晚{until}前再答复您。", until=deadline(t, due, zone)) if due else None
    end = card.due(ClockKind.HANDLING)
    if due and end and answers_after_the_end(card):
        dates = {"end": deadline(t, end, zone), "until": deadline(t, due, zone)}
        until = t("🕒 {end}前办结；到时没办完，最晚{until}前再答复您。", **dates)
    return View(
        lines(head, words(t, step.text or "", WHOLE), until),
        (follow_buttons(t, card.id), home(t)),
    )


def _also_answered(t: Tongue, card: CaseCard) -> View:
    step = card.steps[-1]
    head = t("💬 {name} 也答复了事项 <b>{number}</b>：", name=step.name, number=card.number)
    return View(lines(head, words(t, step.text or "", WHOLE)), (open_on_desk(t, card),))


def result_view(t: Tongue, card: CaseCard) -> View:
    """What came of it, and is it so?"""
    head = t("🛠 {name} 已办结事项 <b>{number}</b>：", name=_holder(card), number=card.number)
    return View(
        lines(head, words(t, card.result or "", WHOLE), t("<b>解决了吗？</b>您说解决了才算完。")),
        (verdict_buttons(t, card.id), follow_buttons(t, card.id), home(t)),
    )


def _taken_out(t: Tongue, card: CaseCard, what: str) -> View:
    text = t(
        "↪️ {firm} 说：刚才放进事项 <b>{number}</b> 的{what}放错了，已拿走。",
        firm=card.firm.name,
        number=card.number,
        what=what,
    )
    return View(text, ((*open_on_desk(t, card), *look_button(t, card)),))


def _noted(t: Tongue, card: CaseCard, text: str, files: Collection[int]) -> View:
    came = [file for file in card.files if file.id in files]
    head = t("✏️ {firm} 补充事项 <b>{number}</b>：", firm=card.firm.name, number=card.number)
    return View(
        lines(head, own_words(t, text, WHOLE), news(t, came)),
        ((*open_on_desk(t, card), *look_button(t, card)),),
    )


def _with_file(view: View, files: Sequence[Taken]) -> View:
    """A message with the first of the files; the others follow it."""
    return replace(view, file=to_send(files[0])) if files else view


def _holder(card: CaseCard) -> str:
    return card.holder.called if card.holder else ""
