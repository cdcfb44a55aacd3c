"""Putting people on the list: what a line says, and a question for each thing it left out."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Final

from aiogram.types import Update

from bot.domain.arrivals import MOST, read_visitors
from bot.domain.coming import read_coming
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.arrivals_doors import own_arrivals
from bot.services.arrivals_lists import add_arrivals
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
    draft_of,
    drafts_in,
    lacks_time,
    next_lacking,
    step_of,
    still_ahead,
    times_of,
    with_draft,
)
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
        return _go_on(owner, uow, who, of, (Draft("", number),), edit=True)

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
    said: tuple[str, datetime],
    *,
    edit: bool = False,
) -> Replies:
    """What lines say of those who come: kept, or asked on.

    Args:
        said: The words, and when they were said (aware): 明天 is the day after that.
    """
    text, at = said
    read = read_visitors(masked(who.t, text), at, owner.zone)
    if not read:
        return Replies(say=(forms.ask_who(who.t, of, wrong=text),))
    drafts = tuple(still_ahead(draft_of(each), uow.now) for each in read)
    return _go_on(owner, uow, who, of, drafts, edit=edit)


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
        read = read_coming(text, uow.now, owner.zone)
        if index is None or not lacks_time(of, drafts[index]) or not read.moments:
            return _go_on(owner, uow, who, of, drafts, wrong=text)
        answered = replace(drafts[index], **times_of(read.moments))
        return _go_on(owner, uow, who, of, with_draft(drafts, index, answered))

    await owner.act(event_update, act)


async def alert(event_update: Update, owner: Owner, press: Press) -> None:
    """Whether the alert's field is true of them."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        of, drafts, index = _asked(owner, uow, who, press)
        said = press.word(1)
        if said == "all":
            drafts = tuple(each if each.alert else replace(each, alert="y") for each in drafts)
        elif said in {"y", "n", "x"}:
            drafts = with_draft(drafts, index, replace(drafts[index], alert=said))
        return _go_on(owner, uow, who, of, drafts, edit=True)

    await owner.act(event_update, act)


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
        day = None if draft.day is None else date.fromisoformat(draft.day)
        here = (uow.now, owner.zone)
        view = forms.ask_when(who.t, name, step, readings, day, here, wrong)
    else:
        view = forms.ask_alert(who.t, of, name, step, several=len(drafts) - index > 1)
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
        view = views.card(who.t, kept[0], before=who.t("记下了："))
        return Replies(edit=view) if edit else Replies(say=(view,))
    whole = own_arrivals(uow, ground, who.person)
    before = who.t("记下了 {count} 批。", count=len(kept))
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
