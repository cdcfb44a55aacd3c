"""撤销, typed after something was recorded: as its button 撤销（10 分钟内） does."""

from typing import Final

from aiogram.types import Update

from bot.services.undoing import Last, Undoable, last_undoable
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, speaker_of
from handlers.owner.problems.scene import open_lines
from handlers.press import Press
from policies.spoken.undo import says_undo

_BUTTONS: Final = {
    Undoable.SAMPLING: "test:undo",
    Undoable.PAUSE: "test:pundo",
    Undoable.EVIDENCE: "duty:undo",
}


async def undoing(owner: Owner, update: Update, said: str) -> Press | None:
    """The button that takes back what they recorded last; None if nothing can be, or is meant.

    Who has opened a case since then may mean that.
    """
    if not says_undo(said):
        return None
    last = await owner.app.read(lambda uow: _last(uow, owner, update))
    return None if last is None else Press(_BUTTONS[last.kind], (str(last.id),))


def _last(uow: UnitOfWork, owner: Owner, update: Update) -> Last | None:
    who = speaker_of(uow, owner.app.turn_of(update))
    last = last_undoable(uow, who.person)
    if last is None or any(line.opened_at > last.at for line in open_lines(uow, who)):
        return None
    return last
