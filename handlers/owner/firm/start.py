"""Meeting a firm: the place where it works, by buttons down the tree or typed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.services.firms.firms import firm_of
from bot.services.firms.places import asks_town, towns_of
from bot.services.firms.verification import move
from bot.services.testing.replanning import replan_after_change
from bot.store.questions import ask, close_question
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import form_views as firm_form_views
from handlers.owner.firm import start_views as views
from handlers.owner.firm.registering import (
    BOT,
    NAME,
    PLACE,
    Draft,
    ask_step,
    draft_of,
    is_county,
    step,
    step_view,
)
from handlers.owner.home import menu_of
from handlers.owner.questions.parking import put_away
from handlers.owner.questions.resuming import take_up_draft
from handlers.press import Press
from handlers.tongue import Html, lines
from policies.regions import names_of
from policies.spoken.divisions import divisions_of, mark_of
from policies.spoken.place_words import place_words


async def begin(event_update: Update, owner: Owner) -> None:
    """开始: where is it? Somebody whose firm is known goes to the menu."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if who.person.firm_id is not None:
            return Replies(edit=menu_of(uow, who))
        return Replies(edit=_begun(owner, uow, who))

    await owner.act(event_update, act)


async def one_more(event_update: Update, owner: Owner) -> None:
    """再登记一家: what is asked for the firm of now waits for it."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm_of(uow, who.person)
        put_away(uow, who)
        uow.firm_id = None  # what follows is about none of their firms
        return Replies(edit=_begun(owner, uow, who))

    await owner.act(event_update, act)


async def correct(event_update: Update, owner: Owner) -> None:
    """改地点."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm_of(uow, who.person, Right.PROFILE)
        question = step(PLACE, "", Draft(change=True))
        return Replies(edit=ask_step(owner, uow, who, question))

    await owner.act(event_update, act)


async def where(event_update: Update, owner: Owner) -> None:
    """其他地方: typed or chosen; what is held, and what is not."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _ask_place(uow, who, draft_of(uow, who))
        known = [(path, place_words(owner.rulebase.regions, path)) for path in documented(owner)]
        return Replies(edit=views.elsewhere(who.t, known))

    await owner.act(event_update, act)


async def tree(event_update: Update, owner: Owner, press: Press) -> None:
    """The places below one."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _ask_place(uow, who, draft_of(uow, who))
        path = "" if press.word() == views.COUNTRY else _marked(owner, press)
        return Replies(edit=_tree(owner, who, path, press.number(1)))

    await owner.act(event_update, act)


async def chosen(event_update: Update, owner: Owner, press: Press) -> None:
    """A place was tapped, maybe with a town in it."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft, path = draft_of(uow, who), _marked(owner, press)
        if press.args[1:]:
            towns = {mark_of(town.name.zh): town for town in towns_of(uow, path)}
            town = towns.get(press.word(1))
            if town is None:
                raise Stale(StaleCode.CHANGED)
            return Replies(edit=settled(owner, uow, who, draft, f"{path}/{town.name.zh}"))
        return Replies(edit=at_place(owner, uow, who, draft, path))

    await owner.act(event_update, act)


async def turn_towns(event_update: Update, owner: Owner, press: Press) -> None:
    """更多 towns."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = step(PLACE, _marked(owner, press), draft_of(uow, who))
        ask(uow, BOT, who.person.chat_id, question)
        return Replies(edit=step_view(owner, uow, who, question, page=press.number(1)))

    await owner.act(event_update, act)


async def no_town(event_update: Update, owner: Owner, press: Press) -> None:
    """不清楚 in which town: the county will do."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return Replies(edit=settled(owner, uow, who, draft_of(uow, who), _marked(owner, press)))

    await owner.act(event_update, act)


async def as_written(event_update: Update, owner: Owner) -> None:
    """就按我写的登记: a place that no list knows."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft = draft_of(uow, who)
        if not draft.said:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=settled(owner, uow, who, draft, draft.said))

    await owner.act(event_update, act)


def documented(owner: Owner) -> list[str]:
    """The places that have records of their own, in the order of the region file."""
    recorded = {record.region for record in owner.rulebase.records.values()}
    return [path for path in owner.rulebase.regions.places if path in recorded]


def _begun(owner: Owner, uow: UnitOfWork, who: Speaker) -> View:
    """The first step, or the one at which somebody stopped."""
    resumed = take_up_draft(owner, uow, who)
    return resumed or ask_step(owner, uow, who, step(PLACE, "", Draft()))


def at_place(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, path: str) -> View:
    """A place was named: exact enough, or the choice of what lies in it."""
    if not is_county(path):
        _ask_place(uow, who, draft)
        return _tree(owner, who, path, 0)
    if asks_town(owner.rulebase, path):
        return ask_step(owner, uow, who, step(PLACE, path, replace(draft, said="")))
    return settled(owner, uow, who, draft, path)


def settled(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, path: str) -> View:
    """The place is known: on to the name, or corrected."""
    draft = replace(draft, said=draft.name, name="")
    if not draft.change:
        return ask_step(owner, uow, who, step(NAME, path, draft))
    before = firm_of(uow, who.person, Right.PROFILE)
    firm = before if before.region == path else move(uow, who.person, path)
    replan_after_change(uow, owner.rulebase, owner.zone, firm.id)
    where_ = who.t.words(place_words(owner.rulebase.regions, path))
    said = who.t("已改：经营地点 {place}。", place=where_)
    if draft.onwards:
        return step_back_to_name(owner, uow, who, draft, None if firm is before else said)
    close_question(uow, BOT, who.person.chat_id)
    return firm_form_views.changed(who.t, said, anew=before.standing != firm.standing)


def step_back_to_name(
    owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, before: Html | None = None
) -> View:
    """The name of a firm that is being registered, once more."""
    name = firm_of(uow, who.person, Right.PROFILE).name
    said = lines(before, firm_form_views.name_now(who.t, name))
    return ask_step(owner, uow, who, step(NAME, "", draft), said)


def _ask_place(uow: UnitOfWork, who: Speaker, draft: Draft) -> None:
    ask(uow, BOT, who.person.chat_id, step(PLACE, "", replace(draft, said="")))


def _tree(owner: Owner, who: Speaker, path: str, page: int) -> View:
    tree_ = divisions_of(owner.rulebase.regions)
    children = [(child, tree_.name(child)) for child in tree_.children(path)]
    above = (path, tree_.full_name(path)) if path else None
    higher = "/".join(names_of(path)[:-1]) if path else ""
    up = mark_of(higher) if higher else views.COUNTRY
    return views.tree(who.t, above, children, page, up=up)


def _marked(owner: Owner, press: Press) -> str:
    path = divisions_of(owner.rulebase.regions).of_mark(press.word())
    if path is None:
        raise Stale(StaleCode.CHANGED)
    return path


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "start:begin": begin,
    "start:more": one_more,
    "start:place": correct,
    "start:where": where,
    "start:tree": tree,
    "start:in": chosen,
    "start:towns": turn_towns,
    "start:notown": no_town,
    "start:asis": as_written,
}
