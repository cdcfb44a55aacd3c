"""Somebody edited a message: the new words go where the old ones went, or they hear that not.

No word is taken twice: what was registered, recorded or asked because of a message stays, and a
case of it stays the same case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiogram.types import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.speech import Notice, Replies, View
from bot.domain.texts import has_word
from bot.services import problems
from bot.services.cases.rewording import Reworded, Wording, cases_with_it, reword
from bot.store.heard import Became, Traced, remember, traced
from bot.store.problems import Told
from bot.store.questions import open_question
from bot.store.uow import UnitOfWork, Wrote
from handlers.notices import case_edits
from handlers.notices.private import masked
from handlers.owner import edited_views as views
from handlers.owner.answers import BOT
from handlers.owner.cases import views as cases_views
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.problems.danger import alert_in, answer
from handlers.owner.problems.proposing import proposed
from handlers.owner.problems.scene import region_of
from handlers.owner.problems.understanding import understand
from handlers.owner.questions.corrected import corrected
from handlers.owner.questions.correcting import Correcting


@dataclass(frozen=True)
class Past:
    """What a message became before it was edited.

    Args:
        cases: Ids of those in which its words stand.
        region: Where the firm of whoever wrote it works.
    """

    who: Speaker
    region: str
    trace: tuple[Traced, ...]
    cases: Sequence[int]

    def named(self, became: Became) -> str | None:
        """The last thing of a kind."""
        found = [one.subject for one in self.trace if one.became is became]
        return found[-1] if found else None


async def edited(event_update: Update, owner: Owner) -> None:
    """A message of theirs says something else now."""
    turn = owner.app.turn_of(event_update)
    message: Mapping[str, Any] = turn.event
    wrote = turn.wrote
    if wrote is None or "location" in message:  # one that is shared live moves all the time
        await owner.act(event_update, lambda _, __: Replies())
        return
    past = await owner.app.read(lambda uow: _past(owner, uow, event_update, wrote))
    was = past.trace[-1].words if past.trace else None
    if was == wrote.words:
        await owner.act(event_update, lambda _, __: Replies())
    elif was is None or not has_word(wrote.words) or len(wrote.words) > TEXT_MOST:
        await _stands(owner, event_update, wrote)
    else:
        await _anew(owner, event_update, past, Wrote(wrote.id, was), wrote)


def _past(owner: Owner, uow: UnitOfWork, update: Update, wrote: Wrote) -> Past:
    who = speaker_of(uow, owner.app.turn_of(update))
    trace = traced(uow, who.person.id, wrote.id)
    return Past(who, region_of(owner, uow, who), trace, cases_with_it(uow, trace))


async def _anew(owner: Owner, update: Update, past: Past, was: Wrote, now: Wrote) -> None:
    problem, fact = past.named(Became.PROBLEM), past.named(Became.FACT)
    if past.cases:
        await owner.act(update, lambda uow, who: _reworded(owner, uow, who, past, (was, now)))
    elif problem is not None:
        told = await understand(owner.rulebase, past.region, past.who.t, now.words)
        await owner.act(update, lambda uow, who: _told(owner, uow, who, past, (was, told)))
    elif fact is not None and fact.partition(":")[0] == str(past.who.person.firm_id):
        meant = Correcting(fact.partition(":")[2], now.words)
        await corrected(owner, update, meant)
    else:
        await _stands(owner, update, now)


def _reworded(
    owner: Owner, uow: UnitOfWork, who: Speaker, past: Past, wording: tuple[Wrote, Wrote]
) -> Replies:
    """Each case that has the words; a danger that they speak of only now comes first."""
    was, now = (each.words for each in wording)
    both = Wording((was, masked(who.t, was)), (now, masked(who.t, now)))
    done = [reword(uow, owner.ground, who.person, each, both) for each in past.cases]
    for one in past.trace:
        remember(uow, who.person.id, one.became, one.subject)
    said = tuple(_said(who, each, now) for each in done)
    alert = None if alert_in(owner, was) else alert_in(owner, now)
    first = Replies() if alert is None else answer(owner, uow, who, now, alert)
    told: tuple[Notice, ...] = ()
    for each in done:
        told += () if each.over else case_edits.edited(owner.rulebase, each.card, was, now)
    return replace(first, say=(*first.say, *said), also=(*first.also, *told))


def _said(who: Speaker, done: Reworded, now: str) -> View:
    if done.over:
        return views.over(who.t, done.card)
    return views.taken(who.t, done.card, now, whole=done.whole)


def _told(
    owner: Owner, uow: UnitOfWork, who: Speaker, past: Past, wording: tuple[Wrote, Told]
) -> Replies:
    """It has gone to nobody yet: what is it, as it is said now? It stays one matter."""
    was, now = wording
    problem = problems.problem_of(uow, who.person, int(past.named(Became.PROBLEM) or 0))
    if past.cases != cases_with_it(uow, past.trace) or problem.told.text != masked(
        who.t, was.words
    ):
        return Replies(say=(_still(uow, who),))  # more was written to it meanwhile
    alert = alert_in(owner, now.text)
    if alert is not None:
        return answer(owner, uow, who, now.text, alert, problem.told.files)
    told = replace(now, files=problem.told.files)
    replies = proposed(owner, uow, who, problems.tell_anew(uow, problem, told))
    remember(uow, who.person.id, Became.PROBLEM, problem.id)
    return replies


async def _stands(owner: Owner, update: Update, wrote: Wrote) -> None:
    """Nothing is kept of it, or it cannot be taken so."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if len(wrote.words) > TEXT_MOST:
            return Replies(say=(cases_views.too_long(who.t, len(wrote.words)), _still(uow, who)))
        return Replies(say=(_still(uow, who),))

    await owner.act(update, act)


def _still(uow: UnitOfWork, who: Speaker) -> View:
    question = open_question(uow, BOT, who.person.chat_id)
    return views.stands(who.t, asked=question is not None)
