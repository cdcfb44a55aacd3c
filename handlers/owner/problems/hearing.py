"""A person wrote something: where it goes is decided by the table in `handlers.routing`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from aiogram.types import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.speech import Replies
from bot.domain.spoken import only_time
from bot.store.problems import Told
from bot.store.questions import OpenQuestion
from handlers.owner import home
from handlers.owner.anywhere.undoing import undoing
from handlers.owner.cases.views import too_long
from handlers.owner.context import Owner
from handlers.owner.directly import Ask, directly
from handlers.owner.on_view.glance import Take
from handlers.owner.problems import announcing, danger, settling, telling, which_one
from handlers.owner.problems.announcing import Entry, entry_in
from handlers.owner.problems.another_matter import no_answer
from handlers.owner.problems.asking import KIND as DOCUMENTS
from handlers.owner.problems.card_on_view import beside_card, viewed
from handlers.owner.problems.situation import (
    Answers,
    Situation,
    how_asked,
    look_at,
    taken_anywhere,
    taken_on_screen,
)
from handlers.owner.problems.understanding import alarming, understand, understood
from handlers.owner.questions.asked import KIND as FACT
from handlers.owner.questions.readable import READABLE
from handlers.owner.testing import screens as testing
from handlers.routing import Asked, Goes, Heard, goes, is_plain
from handlers.subjects import CASE, Subject, replied_to
from policies.spoken.choices import squeezed
from policies.spoken.greetings import only_greets
from policies.spoken.pointing import only_points
from policies.spoken.remarks import complains, waits_in_vain
from policies.spoken.rules_asked import asks_what_holds
from policies.spoken.settled import says_settled
from policies.spoken.unsolved import persists, refuses, says_unsolved
from policies.spoken.withdrawn import says_withdrawn

SHORT: Final = 8
"""So few characters are rather an answer in words that nobody foresaw than a problem."""


@dataclass(frozen=True)
class Meant:
    """A text with all that says where it goes."""

    said: str
    subject: Subject | None = None
    take: Take | None = None
    entry: Entry | None = None
    direct: Take | None = None
    own: Take | None = None


async def text(event_update: Update, owner: Owner, answers: Answers) -> None:
    """A text that is no command."""
    message: Mapping[str, Any] = owner.app.turn_of(event_update).event
    said = str(message.get("text") or "")
    if alert := danger.alert_in(owner, said):
        await danger.answered(owner, event_update, said, alert)
        return
    now = await owner.app.read(lambda uow: look_at(owner, uow, event_update))
    entry = entry_in(owner, now.region, said, now.now) if now.keeps else None
    has_firm = now.who.person.firm_id is not None
    undo = await undoing(owner, event_update, said) if now.keeps else None
    screen = now.screen.name if now.screen else ""
    asked = Ask(said, now.region, has_firm, now.question, screen, undo)
    subject = None if undo is not None else replied_to(message)
    direct = directly(owner, event_update, answers.buttons, asked)
    take = await taken_on_screen(owner, event_update, now, said)
    own = await taken_anywhere(owner, event_update, now, said)
    meant = Meant(said, subject, take, entry, direct, own)
    heard = Heard(
        replied=subject is not None,
        asked=_stands(how_asked(owner, now, answers, said), now.question, own),
        urgent=await alarming(owner.rulebase, said),
        cases=len(now.cases),
        greeting=only_greets(said),
        direct=direct is not None,
        shown=take is not None,
        settled=says_settled(said) or says_withdrawn(said),
        unsolved=says_unsolved(said),
        unconfirmed=len(settling.unconfirmed(now.cases)),
        persists=persists(said),
        entry=entry is not None,
        own=own is not None,
        pointing=only_points(said) or only_time(said),
        asks=asks_what_holds(said),
    )
    if is_plain(heard):
        await _plainly(owner, event_update, now, answers, (heard, meant))
        return
    if len(said) > TEXT_MOST:
        length = len(said)
        await owner.act(event_update, lambda _, who: Replies(say=(too_long(who.t, length),)))
        return
    told = await understand(owner.rulebase, now.region, now.who.t, said)
    heard = _unless_answer(understood(told, now.cases, heard), said, now.question)
    heard = beside_card(now.screen, now.cases, told, _denying(heard, said))
    await _placed(owner, event_update, now, answers, (heard, told, meant))


async def _plainly(
    owner: Owner,
    update: Update,
    now: Situation,
    answers: Answers,
    text: tuple[Heard, Meant],
) -> None:
    heard, meant = text
    where, subject = goes(heard), meant.subject
    if where is Goes.REPLIED and subject is not None:
        answer = settling.replied if subject.kind == CASE else testing.replied
        await answer(owner, update, subject.id, meant.said)
    elif where is Goes.DIRECT and meant.direct is not None:
        await meant.direct()
    elif where is Goes.SCREEN and meant.take is not None:
        await meant.take()
    elif where is Goes.GREETING:
        await home.start(update, owner)
    else:
        await _answer(owner, update, now, answers, meant.said)


async def _placed(
    owner: Owner,
    update: Update,
    now: Situation,
    answers: Answers,
    text: tuple[Heard, Told, Meant],
) -> None:
    heard, told, meant = text
    match goes(heard):
        case Goes.ANSWER if now.question is not None and now.question.kind == FACT:
            await no_answer(owner, update, now.question, told)
        case Goes.ANSWER:
            await _answer(owner, update, now, answers, meant.said)
        case Goes.OVER:
            await settling.over(owner, update, told)
        case Goes.DENIED:
            await settling.denied(owner, update, told)
        case Goes.ENTRY if meant.entry is not None:
            await announcing.offered(owner, update, told, meant.entry)
        case Goes.OWN if meant.own is not None:
            await meant.own()
        case Goes.WHICH:
            await which_one.asked(owner, update, meant.said)
        case where:
            await telling.placed(owner, update, told, where, viewed(now.screen, now.cases))


async def _answer(
    owner: Owner, update: Update, now: Situation, answers: Answers, said: str
) -> None:
    assert now.question is not None  # the table sends nothing here without a question
    await answers.kinds[now.question.kind](owner, update, now.question, said)


def _stands(asked: Asked, question: OpenQuestion | None, own: Take | None) -> Asked:
    """Who reports what is kept here asks nothing of the documents."""
    reports = own is not None and question is not None and question.kind == DOCUMENTS
    return Asked.FOREIGN if reports else asked


def _denying(heard: Heard, said: str) -> Heard:
    """No alone answers whether a case is solved, where nothing else is asked or named."""
    no_other = heard.asked is Asked.NOTHING and (heard.related or not heard.clear)
    return replace(heard, unsolved=True) if no_other and refuses(said) else heard


def _unless_answer(heard: Heard, said: str, question: OpenQuestion | None) -> Heard:
    """A few words that speak of no trouble are an answer that was not understood: 跑大车的.

    Who waits in vain answers nothing, whatever kind of problem it is. Where the question can be
    taken up again, what is clear or names a policy leads away from it.
    """
    if heard.asked is Asked.FOREIGN and waits_in_vain(said):
        return replace(heard, clear=True)
    if question is not None and question.kind in READABLE:
        return replace(heard, clear=heard.clear or heard.policy)
    short = len(squeezed(said)) <= SHORT and not complains(said)
    return replace(heard, clear=False) if heard.asked is Asked.FOREIGN and short else heard
