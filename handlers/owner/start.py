"""Meeting a firm: place, name, then the questions that matter."""

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.firms import found_firm, profile_of
from bot.store.firms import FirmCard
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner import start_views as views
from handlers.owner.answers import still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.home import menu_of
from handlers.owner.questionnaire import Asking, Next, go_on
from handlers.owner.scene import BOT, Scene
from handlers.press import Press
from handlers.tongue import Html, Tongue
from policies.regions import Region

NAME_KIND = "firm_name"
PLACE_KIND = "place"


async def begin(event_update: Update, owner: Owner) -> None:
    """开始: where is it? Somebody whose firm is known goes to the menu."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if who.person.firm_id is not None:
            return Replies(edit=menu_of(uow, who))
        known = with_documents(owner)
        home = next((n for n, r in enumerate(known) if r.path == owner.home_region), 0)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(PLACE_KIND))
        view = views.place(who.t, (home, known[home].name), others=True)
        return Replies(edit=view)

    await owner.act(event_update, act)


async def placed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """The place was typed: take one that is known, or show which ones are."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        known = with_documents(owner)
        named = [place for place in known if _names(place, text)]
        if len(named) != 1:
            listed = [(n, place.name) for n, place in enumerate(known)]
            return Replies(say=(views.places(who.t, listed),))
        return Replies(say=(_ask_name(uow, who, named[0]),))

    await owner.act(event_update, act)


def _names(place: Region, text: str) -> bool:
    """Whether a text names a place, with or without its 县 or County."""
    said = "".join(text.split()).lower()
    short = (place.name.zh[:-1], place.name.en.split()[0].lower())
    return any(name in said for name in short)


def _ask_name(uow: UnitOfWork, who: Speaker, place: Region) -> View:
    ask(uow, BOT, who.person.chat_id, OpenQuestion(NAME_KIND, place.path))
    return views.name(who.t, place.name)


async def where(event_update: Update, owner: Owner) -> None:
    """其他地方: what is held, and what is not."""
    known = [(n, region.name) for n, region in enumerate(with_documents(owner))]
    await owner.act(event_update, lambda _, who: Replies(edit=views.places(who.t, known)))


async def here(event_update: Update, owner: Owner, press: Press) -> None:
    """A place was chosen: what is the firm called?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        known = with_documents(owner)
        number = press.number()
        if number >= len(known):
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=_ask_name(uow, who, known[number]))

    await owner.act(event_update, act)


async def named(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """The name was typed: keep the firm and ask the first thing that matters."""
    name = " ".join(text.split())

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if who.person.firm_id is not None:
            return Replies(say=(menu_of(uow, who),))
        if not 1 <= len(name) <= views.NAME_LENGTH:
            return Replies(say=(views.name_again(who.t, name),))
        firm = found_firm(uow, who.person, name, question.subject)
        first = _first_question(owner, uow, who, firm)
        if first.question is not None:
            ask(uow, BOT, who.person.chat_id, first.question)
        return Replies(say=(first.view,))

    await owner.act(event_update, act)


def _first_question(owner: Owner, uow: UnitOfWork, who: Speaker, firm: FirmCard) -> Next:
    """An empty profile is cheap to plan: nothing has been read that could be out of date."""
    profile = profile_of(uow, owner.rulebase, firm)
    today = uow.now.astimezone(owner.zone).date()
    scene = Scene(owner, who, profile, None, today, pressed=False)
    return go_on(scene, profile, Asking(), _welcome(who.t, profile.firm.name))


def _welcome(t: Tongue, name: str) -> Html:
    return t("{name}，您好。下面只问用得上的。", name=name)


def with_documents(owner: Owner) -> list[Region]:
    """The places that have records of their own, in the order of the region file."""
    recorded = {record.region for record in owner.rulebase.records.values()}
    return [place for path, place in owner.rulebase.regions.places.items() if path in recorded]
