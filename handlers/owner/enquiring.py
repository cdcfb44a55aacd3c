"""Plain questions in their own words: what may we get, when is the next sampling, who are you?"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies, View
from bot.store.questions import open_question
from bot.store.uow import UnitOfWork
from handlers.owner import home_views as views
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.questions.left import how_many
from handlers.press import Press
from policies.spoken.enquiries import Enquiry, enquiry_in

LOOK_AROUND: Final = "home:look"
"""What there is to get, for somebody whose firm is not known."""
SCREENS: Final[Mapping[Enquiry, str]] = {
    Enquiry.BENEFITS: "policy:list",
    Enquiry.NEXT_SAMPLING: "test:list",
    Enquiry.QUESTIONS_LEFT: "left:count",
    Enquiry.WHO_SPEAKS: "home:who",
    Enquiry.FORGET_ME: "home:forget",
}
"""The button whose screen answers it."""


def answered_by(text: str, *, has_firm: bool) -> Press | None:
    """The screen that answers a text; None if it is no such question."""
    enquiry = enquiry_in(text)
    if enquiry is None:
        return None
    looks = enquiry is Enquiry.BENEFITS and not has_firm
    return Press(LOOK_AROUND if looks else SCREENS[enquiry], ())


async def who_speaks(event_update: Update, owner: Owner) -> None:
    """你是真人吗: honestly no, and where people are."""
    await _say(event_update, owner, views.who_speaks)


async def forgets(event_update: Update, owner: Owner) -> None:
    """删了俺哩信息: what is kept, and who deletes it."""
    await _say(event_update, owner, views.forgets)


async def _say(update: Update, owner: Owner, view: Callable[..., View]) -> None:
    """Say it; a question that is open stays so."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        asked = open_question(uow, BOT, who.person.chat_id) is not None
        return Replies(say=(view(who.t, asked=asked),))

    await owner.act(update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    SCREENS[Enquiry.QUESTIONS_LEFT]: how_many,
    SCREENS[Enquiry.WHO_SPEAKS]: who_speaks,
    SCREENS[Enquiry.FORGET_ME]: forgets,
}
