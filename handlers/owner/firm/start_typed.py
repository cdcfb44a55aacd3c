"""The place where a firm works, typed: a county, a town, both, or something nobody knows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies, View
from bot.services.firms.firms import firm_of
from bot.services.firms.places import towns_named, towns_of
from bot.store.parked import unpark
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import start_views as views
from handlers.owner.firm.counted_early import counted_early, is_count
from handlers.owner.firm.form_views import NAME_LENGTH, greeted, why_place
from handlers.owner.firm.registering import (
    BOT,
    PLACE,
    Draft,
    ask_step,
    draft_in,
    home_of,
    is_county,
    step,
    step_view,
)
from handlers.owner.firm.start import at_place, settled
from handlers.owner.questions.parking import waiting
from policies.regions import names_of
from policies.spoken.divisions import COUNTY, Divisions, divisions_of, plain_name, town_named
from policies.spoken.firm_names import called_in, is_like_a_firm
from policies.spoken.greetings import only_greets
from policies.spoken.place_words import place_words
from policies.spoken.puzzled import asks_meaning
from policies.spoken.remarks import asks, complains, doubts
from policies.spoken.suppositions import supposed_in

MOST: Final = 8
LONGEST_PLACE: Final = 40


async def typed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A place in their own words."""
    found = divisions_of(owner.rulebase.regions).find(text)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        aside = _aside(owner, uow, who, question, text)
        return Replies(say=(aside or _read(owner, uow, who, question, text, found),))

    await owner.act(event_update, act)


async def stands(owner: Owner, event_update: Update, text: str, people: str = "") -> None:
    """我们在方城县券桥, of somebody who is asked nothing: a firm is registered from there on.

    Args:
        text: The place, as they wrote it.
        people: How many they are, as they wrote it; it waits for its own question.
    """
    found = divisions_of(owner.rulebase.regions).find(text)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if who.person.firm_id is not None:
            place = place_words(owner.rulebase.regions, firm_of(uow, who.person).region)
            return Replies(say=(views.stands(who.t, place),))
        left = waiting(uow, who, None)
        unpark(uow, who.person.id, None)
        is_place = left is not None and left.kind == PLACE
        draft = draft_in(left) if is_place and left is not None else Draft()
        question = step(PLACE, "", replace(draft, early=people or draft.early))
        ask(uow, BOT, who.person.chat_id, question)
        return Replies(say=(_read(owner, uow, who, question, text, found),))

    await owner.act(event_update, act)


def _read(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    question: OpenQuestion,
    text: str,
    found: tuple[str, ...],
) -> View:
    """What a text means as a place.

    Args:
        found: The places of the country's tree that it names.
    """
    draft, county = draft_in(question), question.subject
    named = found or towns_named(uow, owner.rulebase, text)
    if county and (named in {(), (county,)} or _is_town_here(uow, county, text, named)):
        return _town_typed(owner, uow, who, question, text)
    if len(named) == 1:
        tree_, path = divisions_of(owner.rulebase.regions), named[0]
        town = _town_behind(uow, tree_, path, text) if is_county(path) else None
        if town:
            return settled(owner, uow, who, draft, town)
        return at_place(owner, uow, who, draft, path)
    early = called_in(text) or (text.strip() if not named and is_like_a_firm(text) else "")
    if early and not draft.change:
        return name_kept(owner, uow, who, question, early)
    return _not_one(owner, uow, who, draft, named, text)


def _aside(
    owner: Owner, uow: UnitOfWork, who: Speaker, question: OpenQuestion, text: str
) -> View | None:
    """What is said to something that is no place: hello, what for?, or how many people."""
    if only_greets(text) or asks_meaning(text):
        before = greeted(who.t) if only_greets(text) else why_place(who.t)
        return step_view(owner, uow, who, question, before)
    return counted_early(owner, uow, who, question, text) if is_count(text) else None


def _town_typed(
    owner: Owner, uow: UnitOfWork, who: Speaker, question: OpenQuestion, text: str
) -> View:
    """A town of the county that was chosen; one that no list knows is taken as it is."""
    draft, county = draft_in(question), question.subject
    listed = town_named(towns_of(uow, county), text)
    name = listed.name.zh if listed else " ".join(text.replace("/", " ").split())
    if not _could_be_place(name):
        said = who.t("没看懂“{text}”。请写地名。", text=text[:40])
        return step_view(owner, uow, who, question, said)
    if listed is None and is_like_a_firm(name):
        return name_kept(owner, uow, who, question, called_in(name) or name)
    return settled(owner, uow, who, draft, f"{county}/{name}")


def name_kept(
    owner: Owner, uow: UnitOfWork, who: Speaker, question: OpenQuestion, name: str
) -> View:
    """A name that comes one question too early waits for its own; where it is comes first."""
    short = name[:NAME_LENGTH]
    kept = step(PLACE, question.subject, replace(draft_in(question), name=short))
    said = who.t("“{name}”我先记着，下一题用。先说在哪里。", name=short)
    return ask_step(owner, uow, who, kept, said)


def _is_town_here(uow: UnitOfWork, county: str, text: str, named: tuple[str, ...]) -> bool:
    """广阳 in a county that has such a town; 广阳区 is the place elsewhere that is called so."""
    said = plain_name(text)
    in_full = any(names_of(path)[-1] in said for path in named if path != county)
    return not in_full and town_named(towns_of(uow, county), text) is not None


def _could_be_place(name: str) -> bool:
    """Whether a name that no list knows may be a place's: no number, question or remark."""
    plain = plain_name(name)
    if not plain or plain.isdecimal() or len(name) > LONGEST_PLACE:
        return False
    if asks(name) or complains(name) or doubts(name):
        return False
    return supposed_in(name) is None


def _town_behind(uow: UnitOfWork, tree_: Divisions, path: str, text: str) -> str | None:
    """The town that is written behind the county's name, as a path."""
    county, own = "/".join(names_of(path)[:COUNTY]), names_of(path)[COUNTY:]
    if own:
        return path
    town = town_named(towns_of(uow, county), tree_.behind(county, text))
    return None if town is None else f"{county}/{town.name.zh}"


def _not_one(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    draft: Draft,
    named: tuple[str, ...],
    text: str,
) -> View:
    tree_ = divisions_of(owner.rulebase.regions)
    if not named:
        written = " ".join(text.replace("/", " ").split())[:LONGEST_PLACE]
        question = step(PLACE, "", replace(draft, said=written))
        ask(uow, BOT, who.person.chat_id, question)
        return views.unknown(who.t, text, home_of(owner))
    if len(named) > MOST:
        return views.too_many(who.t, text)
    return views.which(who.t, text, [(path, tree_.full_name(path)) for path in named])


ANSWERS: Final[Mapping[str, Answer]] = {PLACE: typed}
