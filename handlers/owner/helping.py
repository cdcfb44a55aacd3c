"""/help: what can be done here and how, as things stand now; what is asked stays open."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.members import Right, may
from bot.domain.speech import Replies
from bot.services.cases.lists import unfinished_cases
from bot.services.firms.members import own_members
from bot.store.questions import open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.helping_views import Standing, explained
from handlers.owner.questions.parking import ways_back


async def show(event_update: Update, owner: Owner) -> None:
    """/help, and 帮助 written."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return Replies(say=(explained(who.t, _standing(uow, who)),))

    await owner.act(event_update, act)


def _standing(uow: UnitOfWork, who: Speaker) -> Standing:
    asked = open_question(uow, BOT, who.person.chat_id) is not None
    ways = ways_back(uow, who)
    if who.person.firm_id is None:
        return Standing(None, asked=asked, ways=ways)
    members = own_members(uow, who.person)
    role = members.me.role
    cases = len(unfinished_cases(uow, who.person).lines) if may(role, Right.CASE) else 0
    only_tests = not may(role, Right.READ)
    return Standing(members.firm.name, only_tests, asked, cases, ways)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"home:help": show}
