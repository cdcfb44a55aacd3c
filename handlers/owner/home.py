"""/start, the menu, /language, /privacy, and what nobody else wanted."""

from aiogram.types import Update

from bot.domain.members import Right, may
from bot.domain.speech import Replies, View
from bot.services.firms.members import own_members
from bot.services.firms.people import note_membership
from bot.store.questions import open_question
from bot.store.uow import UnitOfWork
from handlers.owner import home_views as views
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.left_behind import asked_before, leave_behind
from handlers.owner.on_view.looking import WELCOME, newcomer_sees
from handlers.owner.questions.parking import put_away, ways_back
from handlers.press import Press
from policies.words import Words

PRODUCT = Words("本地", "the local")
MENU = Press("home:show", ())


async def start(event_update: Update, owner: Owner) -> None:
    """/start: who we are, or, to somebody we know, where they were."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if who.person.firm_id is None:
            return Replies(say=(_welcome(owner, uow, who),))
        leave_behind(uow, who.person, asked_before(uow, who.person, MENU))
        return Replies(say=(menu_of(uow, who),))

    await owner.act(event_update, act)


async def show(event_update: Update, owner: Owner) -> None:
    """/menu or 返回."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        put_away(uow, who)
        return Replies(edit=menu_of(uow, who))

    await owner.act(event_update, act)


async def anew(event_update: Update, owner: Owner) -> None:
    """菜单 under what is to stay as it is."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        put_away(uow, who)
        return Replies(say=(menu_of(uow, who),))

    await owner.act(event_update, act)


async def bye(event_update: Update, owner: Owner) -> None:
    """不弄，没空: nothing is asked, and how to come back."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        newcomer_sees(uow, who.person, WELCOME)  # 行 begins here too
        return Replies(say=(views.bye(who.t, ways_back(uow, who)),))

    await owner.act(event_update, act)


async def languages(event_update: Update, owner: Owner) -> None:
    """/language."""
    await owner.act(event_update, lambda _, who: Replies(say=(views.languages(who.t),)))


async def privacy(event_update: Update, owner: Owner) -> None:
    """/privacy."""
    await owner.act(event_update, lambda _, who: Replies(say=(views.privacy(who.t),)))


async def only_text(event_update: Update, owner: Owner) -> None:
    """A message that is no text."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        return Replies(say=(views.only_text(who.t, asked=question is not None),))

    await owner.act(event_update, act)


async def group(event_update: Update, owner: Owner) -> None:
    """Somebody added the bot to a group: say once where it works, then keep quiet."""
    message = event_update.message
    members = message.new_chat_members if message else None
    joined = any(member.id == owner.bot_id for member in members or ())

    def act(_: UnitOfWork, who: Speaker) -> Replies:
        return Replies(say=(views.only_private(who.t),)) if joined else Replies()

    await owner.act(event_update, act)


async def membership(event_update: Update, owner: Owner) -> None:
    """They blocked or unblocked the bot."""
    change = event_update.my_chat_member
    blocked = change is not None and change.new_chat_member.status in {"kicked", "left"}

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        note_membership(uow, BOT, who.person.chat_id, blocked=blocked)
        return Replies()

    await owner.act(event_update, act)


def first_screen(owner: Owner, uow: UnitOfWork, who: Speaker) -> View:
    """The menu; for who speaks for no firm yet, the first words of all."""
    if who.person.firm_id is None:
        return _welcome(owner, uow, who)
    return menu_of(uow, who)


def _welcome(owner: Owner, uow: UnitOfWork, who: Speaker) -> View:
    newcomer_sees(uow, who.person, WELCOME)
    return views.welcome(who.t, place_name(owner), ways_back(uow, who))


def menu_of(uow: UnitOfWork, who: Speaker) -> View:
    """The menu, by name if they speak for a firm."""
    back = ways_back(uow, who)
    if who.person.firm_id is None:
        return views.menu(who.t, None, back=back)
    members = own_members(uow, who.person)
    if not may(members.me.role, Right.READ):
        return views.testing_menu(who.t, members.firm.name)
    return views.menu(who.t, members.firm.name, back=back)


def place_name(owner: Owner) -> Words:
    """Whose bot this is."""
    place = owner.rulebase.regions.nearest(owner.home_region)
    return PRODUCT if place is None else place.name
