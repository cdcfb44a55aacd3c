"""Putting people on the list: what a line says, and a question for each thing it left out."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Final

from aiogram.types import Update

from bot.domain.arrivals import MOST, Visitors, read_visitors
from bot.domain.came import Came, read_came
from bot.domain.coming import Coming, on_day, read_coming
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.arrivals_doors import own_arrivals
from bot.services.arrivals_lists import add_arrivals
from bot.services.arrivals_origins import outside_named
from bot.services.arrivals_standing import ArrivalState
from bot.services.people_lists import PeopleList
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.notices.private import masked
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.arrivals import form_views as forms
from handlers.owner.arrivals import views
from handlers.owner.arrivals.drafts import (
    Draft,
    arrival_of,
    came_at,
    draft_of,
    drafts_in,
    from_outside,
    lacks_time,
    next_lacking,
    step_of,
    still_ahead,
    times_of,
    with_draft,
)
from handlers.owner.arrivals.here import is_here
from handlers.owner.arrivals.scene import (
    LEFT_OUT,
    NEW,
    close_own_question,
    list_named,
    list_pressed,
)
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.minutes import minute_pressed
from handlers.press import Press
from handlers.tongue import lines


async def add(event_update: Update, owner: Owner, press: Press) -> None:
    """记来人: who?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        of = list_pressed(own_arrivals(uow, ground_of(owner), who.person), press)
        if of is None:
            return Replies(edit=views.no_list(who.t))
        ask(uow, BOT, who.person.chat_id, OpenQuestion(NEW, of.fact.id))
        return Replies(say=(forms.ask_who(who.t, of),))

    await owner.act(event_update, act)


async def count(event_update: Update, owner: Owner, press: Press) -> None:
    """So many people; the rest is asked."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm = own_arrivals(uow, ground_of(owner), who.person)
        of, number = list_named(firm, press.word()), press.number(1)
        if not 1 <= number <= MOST:
            raise Stale(StaleCode.CHANGED)
        drafts = (_as_asked(uow, who, Draft("", number)),)
        return _go_on(owner, uow, who, of, drafts, edit=True)

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
    return _go_on(owner, uow, who, of, drafts, edit=edit)


def _draft(owner: Owner, uow: UnitOfWork, who: Speaker, of: PeopleList, read: Visitors) -> Draft:
    draft = _as_asked(uow, who, still_ahead(draft_of(read, owner.zone), uow.now))
    place = outside_named(uow, owner.rulebase, who.person, of, read.label)
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


async def when(event_update: Update, owner: Owner, press: Press) -> None:
    """A moment was tapped, or that they are here, or that nobody knows."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        of, drafts, index = _asked(owner, uow, who, press)
        chosen = press.word(1)
        if chosen == "here":
            answered = replace(drafts[index], here=True)
        elif chosen == "x":
            answered = replace(drafts[index], due="")
        else:
            answered = replace(drafts[index], due=minute_pressed(press, 1).isoformat())
        return _go_on(owner, uow, who, of, with_draft(drafts, index, answered), edit=True)

    await owner.act(event_update, act)


async def written(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A moment in their own words; where they come from is asked by buttons."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        of = list_named(own_arrivals(uow, ground_of(owner), who.person), question.subject)
        drafts = drafts_in(question)
        index = next_lacking(of, drafts)
        came = read_came(text, uow.now, owner.zone)
        if index is not None and lacks_time(of, drafts[index]) and came is not None:
            answered = came_at(drafts[index], came, owner.zone)
            return _go_on(owner, uow, who, of, with_draft(drafts, index, answered))
        read = _read_time(owner, uow, None if index is None else drafts[index], text)
        if index is None or not lacks_time(of, drafts[index]) or not read.moments:
            return _go_on(owner, uow, who, of, drafts, wrong=text)
        answered = replace(drafts[index], **times_of(read.moments))
        return _go_on(owner, uow, who, of, with_draft(drafts, index, answered))

    await owner.act(event_update, act)


async def alert(event_update: Update, owner: Owner, press: Press) -> None:
    """Whether the alert's field is true of them."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        of, drafts, index = _asked(owner, uow, who, press)
        chosen = press.word(1)
        if chosen == "all":
            drafts = tuple(each if each.alert else replace(each, alert="y") for each in drafts)
        elif chosen in {"y", "n", "x"}:
            drafts = with_draft(drafts, index, replace(drafts[index], alert=chosen))
        return _go_on(owner, uow, who, of, drafts, edit=True)

    await owner.act(event_update, act)


def _read_time(owner: Owner, uow: UnitOfWork, draft: Draft | None, text: str) -> Coming:
    """When they come; an hour alone is one of the day that was said before."""
    read = read_coming(text, uow.now, owner.zone)
    if read.day is not None or draft is None or draft.day is None:
        return read
    return read_coming(
        on_day(text, date.fromisoformat(draft.day), draft.part), uow.now, owner.zone
    )


def _go_on(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    of: PeopleList,
    drafts: tuple[Draft, ...],
    *,
    edit: bool = False,
    wrong: str | None = None,
) -> Replies:
    """Ask the next thing that is missing, or keep them all."""
    index = next_lacking(of, drafts)
    if index is None:
        return _keep(owner, uow, who, of, drafts, edit=edit)
    context = {"drafts": [asdict(each) for each in drafts]}
    ask(uow, BOT, who.person.chat_id, OpenQuestion(LEFT_OUT, of.fact.id, context))
    draft, step = drafts[index], step_of(drafts, index)
    name = forms.draft_name(who.t, draft.label, draft.count)
    if lacks_time(of, draft):
        readings = tuple(datetime.fromisoformat(each) for each in draft.readings)
        day = None if draft.day is None else (date.fromisoformat(draft.day), draft.part)
        here = (uow.now, owner.zone)
        view = forms.ask_when(who.t, name, step, readings, day, here, wrong)
    else:
        several = sum(each.alert is None for each in drafts[index:]) > 1
        view = forms.ask_alert(who.t, of, name, step, several=several)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _keep(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    of: PeopleList,
    drafts: Sequence[Draft],
    *,
    edit: bool,
) -> Replies:
    ground = ground_of(owner)
    new = [arrival_of(of, each) for each in drafts]
    kept = add_arrivals(uow, ground, who.person, new)
    close_own_question(uow, who)
    if len(kept) == 1:
        before = lines(who.t("记下了："), *forms.read_off(who.t, of, drafts, kept))
        view = views.card(who.t, kept[0], before=before)
        return Replies(edit=view) if edit else Replies(say=(view,))
    whole = own_arrivals(uow, ground, who.person)
    noted = who.t("记下了 {count} 批。", count=len(kept))
    before = lines(noted, *forms.read_off(who.t, of, drafts, kept))
    view = views.listing(who.t, of, whole.of(of.fact.id), before=before)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _asked(
    owner: Owner, uow: UnitOfWork, who: Speaker, press: Press
) -> tuple[PeopleList, tuple[Draft, ...], int]:
    question = open_question(uow, BOT, who.person.chat_id)
    if question is None or question.kind != LEFT_OUT:
        raise Stale(StaleCode.ANSWERED)
    of = list_named(own_arrivals(uow, ground_of(owner), who.person), question.subject)
    drafts = drafts_in(question)
    index = next_lacking(of, drafts)
    if index is None or press.number() != step_of(drafts, index):
        raise Stale(StaleCode.ANSWERED)
    return of, drafts, index


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "arrival:add": add,
    "arrival:count": count,
    "arrival:when": when,
    "arrival:alert": alert,
}
ANSWERS: Final[Mapping[str, Answer]] = {NEW: told, LEFT_OUT: written}
