"""An interrupted question comes back afterwards, however often it was interrupted.

Whatever took its place says so by itself while it lasts; once it is over, its last message leads
back to what waits. What was left longer ago than people remember waits on the menu.
"""

from dataclasses import replace

from bot.domain.speech import Button, Replies, View
from bot.store.parked import last_parked_at
from bot.store.questions import OpenQuestion, open_question
from bot.store.uow import UnitOfWork
from bot.turns import Turn
from handlers.filing import RECENT
from handlers.owner.answers import BOT
from handlers.owner.context import Speaker
from handlers.owner.questions.parking import ways_back
from handlers.press import read_press

SHOWN = 2
PROBLEM = "prob"
"""The area of the buttons about words that interrupted something."""


def come_back(
    uow: UnitOfWork, who: Speaker, turn: Turn, before: OpenQuestion | None, replies: Replies
) -> Replies:
    """The same, with the way back below what is said last, if that ends an interruption.

    Args:
        before: The question that was open when the act began.
    """
    if not _ends_a_matter(turn, before) or open_question(uow, BOT, who.person.chat_id):
        return replies
    if uow.firm_id not in {None, who.person.firm_id}:
        return replies  # another firm is spoken for from here on
    at = last_parked_at(uow, who.person.id, who.person.firm_id)
    if at is None or uow.now - at > RECENT:
        return replies
    ways = ways_back(uow, who, uow.now - RECENT)[:SHOWN]
    if replies.say:
        return replace(replies, say=(*replies.say[:-1], _leading(replies.say[-1], ways)))
    return replies if replies.edit is None else replace(replies, edit=_leading(replies.edit, ways))


def _ends_a_matter(turn: Turn, before: OpenQuestion | None) -> bool:
    """Whether somebody wrote, or answered what was asked, or said what their words were about."""
    pressed = read_press(str((turn.pressed or {}).get("data") or ""))
    about_words = pressed.name.partition(":")[0] == PROBLEM
    return before is not None or "text" in turn.event or about_words


def _leading(view: View, ways: tuple[Button, ...]) -> View:
    """With the ways back above its last row, unless one of them is there or it has no ways on."""
    shown = {each.data for row in view.rows for each in row}
    if not view.rows or any(way.data in shown for way in ways) or not ways:
        return view
    return replace(view, rows=(*view.rows[:-1], ways, view.rows[-1]))
