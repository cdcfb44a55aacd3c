"""发给谁: all its buttons, and what a text is while an audience is chosen."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.broadcasts import BroadcastAct
from bot.domain.speech import Replies, View
from bot.services.broadcasts.doors import own_broadcast
from bot.store.questions import open_question
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import (
    audience,
    audience_facts,
    audience_judging,
    audience_rules,
    audience_saved,
)
from handlers.desk.broadcasts.audience_draft import Draft, draft_of
from handlers.desk.context import BOT, Clerk, Desk, HandlePress

BUTTONS: Final[Mapping[str, HandlePress]] = {
    **audience.BUTTONS,
    **audience_facts.BUTTONS,
    **audience_rules.BUTTONS,
    **audience_judging.BUTTONS,
    **audience_saved.BUTTONS,
}
ASKED: Final[Mapping[str, Callable[[Desk, UnitOfWork, Clerk, Draft, str], View]]] = {
    audience_facts.NUMBER: audience_facts.number_written,
    audience_rules.PLACE: audience_rules.place_written,
    audience_rules.RECORD: audience_rules.record_written,
    audience_saved.NAME: audience_saved.name_written,
    audience_saved.RENAME: audience_saved.other_name_written,
}


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as what is asked of an audience now; None if no audience is being chosen."""
    draft = draft_of(open_question(uow, BOT, who.officer.chat_id))
    if draft is None:
        return None
    own_broadcast(uow, who.officer, draft.broadcast, BroadcastAct.EDIT)
    if draft.asks not in ASKED:
        return Replies(say=(audience.screen(desk, uow, who, draft),))
    return Replies(say=(ASKED[draft.asks](desk, uow, who, draft, text),))
