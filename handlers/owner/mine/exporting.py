"""/export, 导出我的数据: all that is kept of a person, to read and for machines."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.privacy.own_data import OwnData, note_exported, own_data
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.mine import exporting_views as views
from handlers.owner.mine.export_docx import written
from handlers.owner.mine.export_json import dumped
from handlers.tongue import Tongue


async def export(event_update: Update, owner: Owner) -> None:
    """Gather, write both files aside, then hand them out."""
    t, data = await owner.app.read(lambda uow: _gathered(owner, uow, event_update))
    document, machine = await asyncio.to_thread(_made, owner, t, data)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        note_exported(uow, who.person)
        return Replies(say=views.files(who.t, data, document, machine, owner.zone))

    await owner.act(event_update, act)


def _gathered(owner: Owner, uow: UnitOfWork, update: Update) -> tuple[Tongue, OwnData]:
    who = speaker_of(uow, owner.app.turn_of(update))
    return who.t, own_data(uow, who.person)


def _made(owner: Owner, t: Tongue, data: OwnData) -> tuple[bytes, bytes]:
    return written(t, owner.rulebase, data, owner.zone), dumped(data)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"mine:export": export}
