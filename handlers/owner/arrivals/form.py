"""Putting people on the list: who comes, by a line, a number or a tap."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.arrivals import MOST, Visitors, read_visitors
from bot.domain.came import Came
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.arrivals.doors import own_arrivals
from bot.services.arrivals.origins import outside_named
from bot.services.arrivals.people_lists import PeopleList
from bot.services.arrivals.standing import ArrivalState
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.notices.private import masked
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.arrivals import form_views as forms
from handlers.owner.arrivals import list_views as lists
from handlers.owner.arrivals.drafts import Draft, draft_of, from_outside, still_ahead
from handlers.owner.arrivals.here import is_here
from handlers.owner.arrivals.left_out import go_on
from handlers.owner.arrivals.scene import NEW, list_named, list_pressed
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.press import Press


async def add(event_update: Update, owner: Owner, press: Press) -> None:
    """记来人: who?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        of = list_pressed(own_arrivals(uow, ground_of(owner), who.person), press)
        if of is None:
            return Replies(edit=lists.no_list(who.t))
        ask(uow, BOT, who.person.chat_id, OpenQuestion(NEW, of.fact.id))
        return Replies(say=(forms.ask_who(who.t, of),))

    await owner.act(event_update, act)


async def who_again(event_update: Update, owner: Owner, press: Press) -> None:
    """返回 from when they come: who, once more; nothing of it was kept."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        of = list_named(own_arrivals(uow, ground_of(owner), who.person), press.word())
        ask(uow, BOT, who.person.chat_id, OpenQuestion(NEW, of.fact.id))
        return Replies(edit=forms.ask_who(who.t, of))

    await owner.act(event_update, act)


async def count(event_update: Update, owner: Owner, press: Press) -> None:
    """So many people; the rest is asked."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm = own_arrivals(uow, ground_of(owner), who.person)
        of, number = list_named(firm, press.word()), press.number(1)
        if not 1 <= number <= MOST:
            raise Stale(StaleCode.CHANGED)
        drafts = (_as_asked(uow, who, Draft("", number)),)
        return go_on(owner, uow, who, of, drafts, edit=True)

    await owner.act(event_update, act)


async def told(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """Who comes, in their own words; an entry a line."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        of = list_named(own_arrivals(uow, ground_of(owner), who.person), question.subject)
        return begun(owner, uow, who, of, (text, uow.now))

    await owner.act(event_update, act)


def begun(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    of: PeopleList,
    told_at: tuple[str, datetime],
    *,
    edit: bool = False,
) -> Replies:
    """What lines say of those who come: kept, or asked on.

    Args:
        told_at: The words, and when they were said (aware): 明天 is the day after that.
    """
    text, at = told_at
    read = read_visitors(masked(who.t, text), at, owner.zone)
    if not read:
        return Replies(say=(forms.ask_who(who.t, of, wrong=text),))
    [first, *others] = read
    if first.came is not None and not first.label and not others:
        return _who_came(owner, uow, who, of, first.came)
    drafts = tuple(_draft(owner, uow, who, of, each) for each in read)
    return go_on(owner, uow, who, of, drafts, edit=edit)


def _draft(owner: Owner, uow: UnitOfWork, who: Speaker, of: PeopleList, read: Visitors) -> Draft:
    draft = _as_asked(uow, who, still_ahead(draft_of(read, owner.zone), uow.now))
    draft = replace(draft, label=forms.with_test(who.t, read.label, read.tested))
    # Of people who came, the label has no word of coming any more: 张三从郑州.
    bare = read.came is not None and not read.label.isascii()
    line = f"{read.label}来" if bare else read.label
    place = outside_named(uow, owner.rulebase, who.person, of, line)
    return from_outside(of, draft, place)


def _as_asked(uow: UnitOfWork, who: Speaker, draft: Draft) -> Draft:
    """With what was said before it was asked who came."""
    question = open_question(uow, BOT, who.person.chat_id)
    kept = question.context.get("since") if question and question.kind == NEW else None
    known = draft.here or draft.due is not None or draft.readings or draft.day is not None
    return draft if kept is None or known else replace(draft, here=True, since=kept)


def _who_came(owner: Owner, uow: UnitOfWork, who: Speaker, of: PeopleList, came: Came) -> Replies:
    """Somebody came, and nobody said who: the only one who was to be there, or they are asked."""
    whole, since = own_arrivals(uow, ground_of(owner), who.person), came.since(owner.zone)
    awaited = [s for s in whole.of(of.fact.id) if s.state is ArrivalState.ASKED]
    if len(awaited) == 1:
        return is_here(owner, uow, who, awaited[0].card.id, since)
    context = {"since": since.isoformat()}
    ask(uow, BOT, who.person.chat_id, OpenQuestion(NEW, of.fact.id, context))
    return Replies(say=(forms.ask_who_came(who.t, of, came.day),))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "arrival:add": add,
    "arrival:count": count,
    "arrival:who": who_again,
}
ANSWERS: Final[Mapping[str, Answer]] = {NEW: told}
