"""What was left out of people who come: a question for each thing, then all are kept."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Final

from aiogram.types import Update

from bot.domain.came import read_came
from bot.domain.coming import Coming, on_day, read_coming
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.arrivals.doors import own_arrivals
from bot.services.arrivals.people_lists import PeopleList
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.arrivals import form_views as forms
from handlers.owner.arrivals.drafts import (
    Draft,
    came_at,
    drafts_in,
    lacks_time,
    next_lacking,
    step_of,
    times_of,
    with_draft,
)
from handlers.owner.arrivals.keeping import keep
from handlers.owner.arrivals.scene import LEFT_OUT, list_named
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.minutes import minute_pressed
from handlers.press import Press
from policies.spoken.choices import read_option


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
        return go_on(owner, uow, who, of, with_draft(drafts, index, answered), edit=True)

    await owner.act(event_update, act)


async def written(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A moment in their own words, or whether they come from where the list asks."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        of = list_named(own_arrivals(uow, ground_of(owner), who.person), question.subject)
        drafts = drafts_in(question)
        index = next_lacking(of, drafts)
        came = read_came(text, uow.now, owner.zone)
        if index is not None and lacks_time(of, drafts[index]) and came is not None:
            answered = came_at(drafts[index], came, owner.zone)
            return go_on(owner, uow, who, of, with_draft(drafts, index, answered))
        if index is not None and not lacks_time(of, drafts[index]):
            said = says_from(of, text)
            answered = replace(drafts[index], alert=said or drafts[index].alert)
            wrong = None if said else text
            return go_on(owner, uow, who, of, with_draft(drafts, index, answered), wrong=wrong)
        read = _read_time(owner, uow, None if index is None else drafts[index], text)
        if index is None or not read.moments:
            return go_on(owner, uow, who, of, drafts, wrong=text)
        answered = replace(drafts[index], **times_of(read.moments))
        return go_on(owner, uow, who, of, with_draft(drafts, index, answered))

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
        return go_on(owner, uow, who, of, drafts, edit=True)

    await owner.act(event_update, act)


def says_from(of: PeopleList, text: str) -> str:
    """What a text answers to the alert's question, as its button says it; empty for nothing."""
    field = None if of.alert is None else of.fact.fields[of.alert]
    said = None if field is None else read_option(field, text)
    return "" if not isinstance(said, bool) else ("y" if said else "n")


def _read_time(owner: Owner, uow: UnitOfWork, draft: Draft | None, text: str) -> Coming:
    """When they come; an hour alone is one of the day that was said before."""
    read = read_coming(text, uow.now, owner.zone)
    if read.day is not None or draft is None or draft.day is None:
        return read
    return read_coming(
        on_day(text, date.fromisoformat(draft.day), draft.part), uow.now, owner.zone
    )


def go_on(
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
        return keep(owner, uow, who, of, drafts, edit=edit)
    context = {"drafts": [asdict(each) for each in drafts]}
    ask(uow, BOT, who.person.chat_id, OpenQuestion(LEFT_OUT, of.fact.id, context))
    draft, step = drafts[index], step_of(drafts, index)
    name = forms.draft_name(who.t, draft.label, draft.count)
    if lacks_time(of, draft):
        readings = tuple(datetime.fromisoformat(each) for each in draft.readings)
        day = None if draft.day is None else (date.fromisoformat(draft.day), draft.part)
        here = (uow.now, owner.zone)
        view = forms.ask_when(who.t, name, step, readings, day, here, wrong)
        view = forms.back_to_who(who.t, view, of)
    else:
        several = sum(each.alert is None for each in drafts[index:]) > 1
        view = forms.ask_alert(who.t, of, name, step, several=several, wrong=wrong)
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
    "arrival:when": when,
    "arrival:alert": alert,
}
ANSWERS: Final[Mapping[str, Answer]] = {LEFT_OUT: written}
