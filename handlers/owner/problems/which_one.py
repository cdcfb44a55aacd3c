"""刚才那个, where nothing is in view that it could mean: asked back, and nothing new begins."""

from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services import problems
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import which_one_views as views
from handlers.owner.problems.scene import open_lines
from handlers.owner.questions.parking import ways_back

CASES: Final = 3


async def asked(owner: Owner, event_update: Update, said: str) -> None:
    """Which one do they mean? What waits, what is open, and what they wrote last."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        cases = open_lines(uow, who)[:CASES]
        before, left = problems.said_last(uow, who.person), ways_back(uow, who)
        return Replies(say=(views.which(who.t, said, before, cases, left),))

    await owner.act(event_update, act)
