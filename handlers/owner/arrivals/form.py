"""Putting people on the list: what a line says, and a question for each thing it left out."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from aiogram.types import Update

from bot.domain.arrivals import MOST, Presence, Visitors, read_visitors
from bot.domain.coming import read_coming
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.arrivals_doors import own_arrivals
from bot.services.arrivals_lists import add_arrivals
from bot.services.arrivals_standing import PeopleList
from bot.store.arrivals import NewArrival
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.notices.private import masked
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.arrivals import form_views as forms
from handlers.owner.arrivals import views
from handlers.owner.arrivals.scene import (
    LEFT_OUT,
    NEW,
    close_own_question,
    list_named,
    list_pressed,
)
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.testing.forms import at_minutes
from handlers.press import Press

MOST_MINUTES: Final = 10**8
"""Until the year 2160: a greater number in a button is forged."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is not kept yet; moments are ISO texts, as they travel with the question.

    Attributes:
        due: None while it is not said; empty if they do not know.
        alert: The same; `y`, `n` or `x`.
    """

    label: str
    count: int
    due: str | None = None
    readings: tuple[str, ...] = ()
    day: str | None = None
    here: bool = False
    alert: str | None = None


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
        read = read_visitors(masked(who.t, text), uow.now, owner.zone)
        if not read:
            return Replies(say=(forms.ask_who(who.t, of, wrong=text),))
        return _go_on(owner, uow, who, of, tuple(_draft(each) for each in read))

    await owner.act(event_update, act)


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
            answered = replace(drafts[index], due=minute_pressed(press).isoformat())
        return _go_on(owner, uow, who, of, _with(drafts, index, answered), edit=True)

    await owner.act(event_update, act)


async def written(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A moment in their own words; where they come from is asked by buttons."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        of = list_named(own_arrivals(uow, ground_of(owner), who.person), question.subject)
        drafts = _drafts(question)
        index = _next(of, drafts)
        read = read_coming(text, uow.now, owner.zone)
        if index is None or not _lacks_time(of, drafts[index]) or not read.moments:
            return _go_on(owner, uow, who, of, drafts, wrong=text)
        answered = replace(drafts[index], **_times(read.moments))
        return _go_on(owner, uow, who, of, _with(drafts, index, answered))

    await owner.act(event_update, act)


async def alert(event_update: Update, owner: Owner, press: Press) -> None:
    """Whether the alert's field is true of them."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        of, drafts, index = _asked(owner, uow, who, press)
        said = press.word(1)
        if said == "all":
            drafts = tuple(each if each.alert else replace(each, alert="y") for each in drafts)
        elif said in {"y", "n", "x"}:
            drafts = _with(drafts, index, replace(drafts[index], alert=said))
        return _go_on(owner, uow, who, of, drafts, edit=True)

    await owner.act(event_update, act)


def minute_pressed(press: Press) -> datetime:
    """The moment that a button names second (aware UTC).

    Raises:
        Stale: A forged button.
    """
    minutes = press.number(1)
    if minutes > MOST_MINUTES:
        raise Stale(StaleCode.CHANGED)
    return at_minutes(minutes)


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
    index = _next(of, drafts)
    if index is None:
        return _keep(owner, uow, who, of, drafts, edit=edit)
    context = {"drafts": [asdict(each) for each in drafts]}
    ask(uow, BOT, who.person.chat_id, OpenQuestion(LEFT_OUT, of.fact.id, context))
    draft, step = drafts[index], _step(drafts, index)
    name = forms.draft_name(who.t, draft.label, draft.count)
    if _lacks_time(of, draft):
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
    new = [_new(of, each) for each in drafts]
    kept = add_arrivals(uow, ground, who.person, new)
    close_own_question(uow, who)
    if len(kept) == 1:
        view = views.card(who.t, kept[0], before=who.t("记下了："))
        return Replies(edit=view) if edit else Replies(say=(view,))
    whole = own_arrivals(uow, ground, who.person)
    before = who.t("记下了 {count} 批。", count=len(kept))
    view = views.listing(who.t, of, whole.of(of.fact.id), before=before)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _new(of: PeopleList, draft: Draft) -> NewArrival:
    values: dict[str, Any] = {}
    if of.alert is not None and draft.alert in {"y", "n"}:
        values[of.alert] = draft.alert == "y"
    return NewArrival(
        fact=of.fact.id,
        label=draft.label,
        count=draft.count,
        values=values,
        due_at=datetime.fromisoformat(draft.due) if draft.due and not draft.here else None,
        presence=Presence.HERE if draft.here else Presence.COMING,
    )


def _draft(said: Visitors) -> Draft:
    day = None if said.coming.day is None else said.coming.day.isoformat()
    return replace(Draft(said.label, said.count, day=day), **_times(said.coming.moments))


def _times(moments: tuple[datetime, ...]) -> dict[str, Any]:
    """One reading is the time; of two they choose."""
    if len(moments) == 1:
        return {"due": moments[0].isoformat(), "readings": ()}
    return {"readings": tuple(each.isoformat() for each in moments)}


def _lacks_time(of: PeopleList, draft: Draft) -> bool:
    return of.before is not None and draft.due is None and not draft.here


def _next(of: PeopleList, drafts: Sequence[Draft]) -> int | None:
    """The first entry about which something is to be asked."""
    lacking = (
        index
        for index, each in enumerate(drafts)
        if _lacks_time(of, each) or (of.alert is not None and each.alert is None)
    )
    return next(lacking, None)


def _step(drafts: Sequence[Draft], index: int) -> int:
    """Which question it is: a second tap on one that was answered means no other one."""
    draft = drafts[index]
    return index * 2 + (1 if draft.due is not None or draft.here else 0)


def _asked(
    owner: Owner, uow: UnitOfWork, who: Speaker, press: Press
) -> tuple[PeopleList, tuple[Draft, ...], int]:
    question = open_question(uow, BOT, who.person.chat_id)
    if question is None or question.kind != LEFT_OUT:
        raise Stale(StaleCode.ANSWERED)
    of = list_named(own_arrivals(uow, ground_of(owner), who.person), question.subject)
    drafts = _drafts(question)
    index = _next(of, drafts)
    if index is None or press.number() != _step(drafts, index):
        raise Stale(StaleCode.ANSWERED)
    return of, drafts, index


def _drafts(question: OpenQuestion) -> tuple[Draft, ...]:
    kept: Sequence[Mapping[str, Any]] = question.context["drafts"]
    return tuple(Draft(**{**each, "readings": tuple(each["readings"])}) for each in kept)


def _with(drafts: tuple[Draft, ...], index: int, draft: Draft) -> tuple[Draft, ...]:
    return (*drafts[:index], draft, *drafts[index + 1 :])


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "arrival:add": add,
    "arrival:count": count,
    "arrival:when": when,
    "arrival:alert": alert,
}
ANSWERS: Final[Mapping[str, Answer]] = {NEW: told, LEFT_OUT: written}
