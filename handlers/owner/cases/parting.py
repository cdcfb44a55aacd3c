"""不是这个问题, under an answer that was given to all: the case goes on by itself."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.issues.parting import part_case
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.notices import issues as notices
from handlers.owner.answers import BOT
from handlers.owner.cases import parting_views as views
from handlers.owner.cases.screens import NOTE_KIND, PARTED
from handlers.owner.context import Owner, Speaker
from handlers.press import Press


async def part(event_update: Update, owner: Owner, press: Press) -> None:
    """It goes back at once; the words that are asked then go along."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        case_id, answer_id = press.number(), press.number(1)
        left = part_case(uow, owner.ground, who.person, case_id, answer_id)
        if left is None:
            return Replies(toast=who.t("这件已经单独办理，不用再点。"))
        question = OpenQuestion(NOTE_KIND, str(case_id), {PARTED: answer_id})
        ask(uow, BOT, who.person.chat_id, question)
        view = views.parted(who.t, owner.rulebase, left.card, owner.zone)
        return Replies(say=(view,), also=tuple(notices.parted(left)))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"case:not": part}
