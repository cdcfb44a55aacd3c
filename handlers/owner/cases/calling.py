"""我想找个真人说说: what about is asked first, and one tap goes without an answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services.cases.opening import Matter
from bot.services.firms.firms import firm_of
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.cases import views
from handlers.owner.cases.screens import TEXT_KIND, opened_case
from handlers.owner.context import Owner, Speaker
from handlers.owner.questions.parking import put_away
from handlers.press import button


async def wanted(event_update: Update, owner: Owner) -> None:
    """A person is wanted, and nothing was said of the matter."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm_of(uow, who.person, Right.CASE)
        put_away(uow, who)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(TEXT_KIND))
        asked = views.ask(who.t)
        bare = (button(who.t("先不写，请人联系我"), "case:bare"),)
        return Replies(say=(replace(asked, rows=(bare, *asked.rows)),))

    await owner.act(event_update, act)


async def bare(event_update: Update, owner: Owner) -> None:
    """先不写: an officer hears that somebody wants to talk."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        if question is None or question.kind != TEXT_KIND:
            raise Stale(StaleCode.ANSWERED)
        said = str(who.t("想找工作人员当面或电话说，事情还没有写。"))
        return opened_case(owner, uow, who, said, Matter())

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "case:person": wanted,
    "case:bare": bare,
}
