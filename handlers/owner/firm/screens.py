"""我的企业: what is registered and what was said; one more firm, another firm."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.services.assignments.care import carers_of
from bot.services.firms.members import Members, own_firms, own_members, speak_as
from bot.services.firms.verification import registered_by
from bot.services.registers.applications import askings
from bot.store.firms.firms import facts_of
from bot.store.firms.people import find_person
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import views
from handlers.owner.home import menu_of
from handlers.owner.questions.parking import put_away, ways_back
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.facts import Fact, FactValue
from policies.spoken.place_words import place_words


async def show(event_update: Update, owner: Owner) -> None:
    """The firm at a glance; what was asked waits."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        put_away(uow, who)
        return Replies(edit=_screen(owner, uow, who, own_members(uow, who.person)))

    await owner.act(event_update, act)


async def facts(event_update: Update, owner: Owner, press: Press) -> None:
    """说过的情况: each line to be changed."""
    page = press.number()

    def decision(scene: Scene) -> Apply:
        more = scene.next_ask(scene.profile) is not None
        profile = scene.profile
        view = views.facts(scene.who.t, _said(scene), profile.rough, page, more=more)
        return lambda _, __: Replies(edit=view)

    await decide(owner, event_update, decision)


async def change(event_update: Update, owner: Owner) -> None:
    """改名称、地点、代码."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        own_members(uow, who.person, Right.PROFILE)
        return Replies(edit=views.change(who.t, registered_by(uow, who.person)))

    await owner.act(event_update, act)


async def switch(event_update: Update, owner: Owner, press: Press) -> None:
    """换一家: which?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firms = own_firms(uow, who.person)
        places = {firm.id: place_words(owner.rulebase.regions, firm.region) for firm in firms}
        speaking = who.person.firm_id
        page = press.number() if press.args else 0
        return Replies(edit=views.switch(who.t, firms, places, speaking, page))

    await owner.act(event_update, act)


async def use(event_update: Update, owner: Owner, press: Press) -> None:
    """Another firm was chosen: what is asked for this one is put away, and back later."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        put_away(uow, who)
        speak_as(uow, who.person, press.number())
        person = find_person(uow.connection, who.person.chat_id)
        assert person is not None  # they have just acted
        return Replies(edit=menu_of(uow, Speaker(person, who.t, who.name)))

    await owner.act(event_update, act)


def _screen(owner: Owner, uow: UnitOfWork, who: Speaker, members: Members) -> View:
    firm, role = members.firm, members.me.role
    place = place_words(owner.rulebase.regions, firm.region)
    firms = len(own_firms(uow, who.person))
    if not views.may_read(role):
        return views.small_screen(who.t, firm, place, role, firms)
    known = facts_of(uow.connection, firm.id)
    said = [fact for fact in owner.rulebase.facts if fact in known and not known[fact].by_staff]
    shown = views.FirmScreen(
        registration=registered_by(uow, who.person),
        place=place,
        role=role,
        members=len(members.everybody),
        said=len(said),
        firms=firms,
        back=ways_back(uow, who),
        carers=carers_of(uow, firm.id),
        askings=askings(uow, owner.rulebase, firm),
    )
    return views.screen(who.t, owner.rulebase, shown, owner.zone)


def _said(scene: Scene) -> list[tuple[Fact, FactValue | None]]:
    own = scene.profile.self_reported
    return [
        (fact, scene.profile.facts.get(name))
        for name, fact in scene.rulebase.facts.items()
        if name in own
    ]


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "firm:show": show,
    "firm:facts": facts,
    "firm:change": change,
    "firm:switch": switch,
    "firm:use": use,
}
