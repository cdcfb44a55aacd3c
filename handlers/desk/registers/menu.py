"""登记册: what an officer keeps; the registers of a firm; who stands on a list, and how many."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.assignments.care import firm_in_reach
from bot.services.registers.application_desk import waiting_applications
from bot.services.registers.cards import RegisterCard
from bot.services.registers.keepers import documents_kept, places_kept, registers_kept
from bot.services.registers.lists import Roll, Shelf, roll_of
from bot.services.registers.registers import register_of_place, registers_of_firm
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.desk.registers import figures, roll_views
from handlers.desk.registers import menu_views as views
from handlers.desk.registers.draft import drop_draft
from handlers.desk.registers.subjects import register_named, token_of
from handlers.press import Press
from policies.registers import Register


async def menu(desk: Desk, update: Update, _: Press) -> None:
    """登记册."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        drop_draft(uow, who)
        kept = registers_kept(uow, desk.rulebase, who.officer)
        places = [each for each in kept if each.of_places]
        counted = {
            each.fact.id: places_kept(uow, desk.rulebase, who.officer, each) for each in places
        }
        few = [
            _of_place(desk, uow, who, each, place)
            for each in places
            if len(counted[each.fact.id]) <= views.PLACES
            for place in counted[each.fact.id]
        ]
        shown = views.Menu(
            places=tuple((card, token_of(desk, uow, who, card)) for card in few),
            many=tuple(e for e in places if len(counted[e.fact.id]) > views.PLACES),
            of_firms=tuple(each for each in kept if not each.of_places),
            waiting=len(waiting_applications(uow, desk.rulebase, who.officer)),
            documents=len(documents_kept(uow, desk.rulebase, who.officer)),
        )
        return Replies(edit=views.menu(who.t, desk.rulebase, shown, desk.zone))

    await desk.act(update, act)


async def places(desk: Desk, update: Update, press: Press) -> None:
    """The places of a register that is kept for many, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        kept = registers_kept(uow, desk.rulebase, who.officer)
        named = [each for each in kept if each.of_places and each.fact.id == press.word()]
        if not named:
            raise Stale(StaleCode.CHANGED)
        own = places_kept(uow, desk.rulebase, who.officer, named[0])
        page = press.number(1)
        cards = [_of_place(desk, uow, who, named[0], place) for place in views.page_of(own, page)]
        view = views.places(who.t, desk.rulebase, named[0], cards, len(own), page)
        return Replies(edit=view)

    await desk.act(update, act)


async def of_firm(desk: Desk, update: Update, press: Press) -> None:
    """登记册, on a firm's card."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        drop_draft(uow, who)
        firm = firm_in_reach(uow, desk.rulebase, who.officer, press.number())
        cards = registers_of_firm(uow, desk.rulebase, who.officer, firm.id)
        return Replies(edit=views.of_firm(who.t, desk.rulebase, firm, cards, uow.now, desk.zone))

    await desk.act(update, act)


async def roll(desk: Desk, update: Update, press: Press) -> None:
    """A register of firms: how many stand how."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = _roll(desk, uow, who, press)
        if found.register.lists:
            return Replies(edit=roll_views.by_list(who.t, found))
        applied = [
            each
            for each in waiting_applications(uow, desk.rulebase, who.officer)
            if each.fact == found.register.fact.id
        ]
        return Replies(edit=roll_views.roll(who.t, found, len(applied)))

    await desk.act(update, act)


async def shelf(desk: Desk, update: Update, press: Press) -> None:
    """The firms that stand so, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = _roll(desk, uow, who, press)
        if press.word(1) not in {each.value for each in Shelf}:
            raise Stale(StaleCode.CHANGED)
        chosen = Shelf(press.word(1))
        return Replies(edit=roll_views.shelf(who.t, desk.rulebase, found, chosen, press.number(2)))

    await desk.act(update, act)


async def named(desk: Desk, update: Update, press: Press) -> None:
    """The firms on one of several lists, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found, option = _roll(desk, uow, who, press), press.word(1)
        if option not in found.lists:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=roll_views.named(who.t, desk.rulebase, found, option, press.number(2)))

    await desk.act(update, act)


async def coverage(desk: Desk, update: Update, press: Press) -> None:
    """覆盖情况: of the firms that are registered here."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = _roll(desk, uow, who, press)
        if found.register.coverage is None:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=figures.coverage_view(desk, uow, who, found))

    await desk.act(update, act)


def _roll(desk: Desk, uow: UnitOfWork, who: Clerk, press: Press) -> Roll:
    register = register_named(desk, uow, who, press.word())
    return roll_of(uow, desk.rulebase, who.officer, register)


def _of_place(
    desk: Desk, uow: UnitOfWork, who: Clerk, register: Register, place: str
) -> RegisterCard:
    return register_of_place(uow, desk.rulebase, who.officer, register.fact.id, place)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "reg:menu": menu,
    "reg:places": places,
    "reg:firm": of_firm,
    "reg:roll": roll,
    "reg:list": shelf,
    "reg:named": named,
    "reg:cover": coverage,
}
