"""看记录: what was recorded of a duty, newest first, and the files that show it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.duties.duties import FirmDuties
from bot.services.files import ask_again, linked_files
from bot.store.duties.evidence import SUBJECT, evidence_of
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties import log_views as views
from handlers.owner.duties.scene import close_own_question, duty_pressed, with_duties
from handlers.press import Press


async def log(event_update: Update, owner: Owner, press: Press) -> None:
    """A page of entries; what was taken back is there, too."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        close_own_question(uow, who)
        view = views.log(who.t, owner.rulebase, _page(uow, duties, press), owner.zone)
        return Replies(edit=view)

    await with_duties(event_update, owner, act)


async def files(event_update: Update, owner: Owner, press: Press) -> None:
    """看照片、文件: those of one page, each as a message."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        page = _page(uow, duties, press)
        shown = [(entry, file) for entry in page.entries for file in page.files[entry.id]]
        ask_again(uow, [file for _, file in shown])
        return Replies(say=views.files(who.t, owner.rulebase, page, shown))

    await with_duties(event_update, owner, act)


def _page(uow: UnitOfWork, duties: FirmDuties, press: Press) -> views.LogPage:
    duty = duty_pressed(duties, press)
    number = press.number(1) if press.args[1:] else 0
    found = evidence_of(uow, duties.firm_id, record=duty.record, undone=True)
    start = number * views.PAGE
    shown = tuple(found[start : start + views.PAGE])
    return views.LogPage(
        duty=duty,
        entries=shown,
        files={entry.id: linked_files(uow, SUBJECT, entry.id) for entry in shown},
        number=number,
        has_more=len(found) > start + views.PAGE,
    )


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "duty:log": log,
    "duty:files": files,
}
