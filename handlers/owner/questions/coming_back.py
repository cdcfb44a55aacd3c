"""An interrupted question comes back afterwards, however often it was interrupted.

Whatever took its place says so by itself while it lasts; once it is over, its last message names
what was asked and leads back to it. What was left longer ago than people remember waits on the
menu.
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
from handlers.owner.questions.naming import still_waits
from handlers.owner.questions.parking import waiting_ways
from handlers.press import read_press
from handlers.tongue import Html, lines
from policies.rulebase import RuleBase

SHOWN = 2
URGENT = "🚨"
PROBLEM = "prob"
"""The area of the buttons about words that interrupted something."""


def come_back(
    rulebase: RuleBase,
    uow: UnitOfWork,
    who: Speaker,
    turn: Turn,
    before: OpenQuestion | None,
    replies: Replies,
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
    found = waiting_ways(uow, who, uow.now - RECENT)[:SHOWN]
    ways = tuple(way for way, _ in found)
    named = (still_waits(who.t, rulebase, question) for _, question in found)
    said = tuple(words for words in named if words is not None)
    if replies.say:
        return replace(replies, say=(*replies.say[:-1], _leading(replies.say[-1], ways, said)))
    edit = None if replies.edit is None else _leading(replies.edit, ways, said)
    return replace(replies, edit=edit)


def _ends_a_matter(turn: Turn, before: OpenQuestion | None) -> bool:
    """Whether somebody wrote, or answered what was asked, or said what their words were about."""
    pressed = read_press(str((turn.pressed or {}).get("data") or ""))
    about_words = pressed.name.partition(":")[0] == PROBLEM
    return before is not None or "text" in turn.event or about_words


def _leading(view: View, ways: tuple[Button, ...], said: tuple[Html, ...]) -> View:
    """With the ways back above its last row, unless one of them is there or it has no ways on.

    Args:
        said: What they lead back to, where their labels do not say it.
    """
    shown = {each.data for row in view.rows for each in row}
    if not view.rows or any(way.data in shown for way in ways) or not ways:
        return view
    urgent = URGENT in view.html  # who reads that is not asked for anything else
    unsaid = () if urgent else (words for words in said if words not in view.html)
    html = lines(view.html, *unsaid)
    return replace(view, html=html, rows=(*view.rows[:-1], ways, view.rows[-1]))
