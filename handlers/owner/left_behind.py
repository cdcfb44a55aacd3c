"""A question that belongs to one screen is over when another one is opened.

Words that are written there were never meant for it. What was begun is put away for its firm; a
correction and a supposition are given up: nothing was changed by them.
"""

from collections.abc import Mapping
from typing import Final

from bot.store.firms.people import PersonCard
from bot.store.parked import park, unpark
from bot.store.questions import OpenQuestion, close_question, open_question
from bot.store.uow import UnitOfWork
from bot.turns import Turn
from handlers.owner.menu_words import MENU
from handlers.press import Press, read_press
from policies.spoken.choices import squeezed

BOT: Final = "owner"
GIVEN_UP: Final = frozenset({"whatif", "arrival_moved", "trip_point"})
"""Kinds of questions of which nothing is kept."""
_WRITTEN_ANEW: Final = frozenset({"case_text", "case_note", "application"})
"""Kinds that a button asks anew, without what was said before."""
_BEGUN: Final[Mapping[str, str]] = {"trip_truck": "route", "arrival_new": "since"}
"""What travels with a first question once something was said; before that nothing is kept."""
_NAMES: Final = frozenset({"firm:name", "firm:code", "firm:called"})
STAYS: Final = frozenset({"fact", "credit_code"})
"""Kinds that stay open while something else is looked at; only another question puts them away."""
_OWN: Final[Mapping[str, frozenset[str]]] = {
    "fact": frozenset({"fact", "go"}),
    "trip": frozenset({"trip"}),
    "arrival": frozenset({"arrival"}),
    "whatif": frozenset({"whatif"}),
    "firm": frozenset({"start", "code"}),
    "credit": frozenset({"start", "code"}),
    "place": frozenset({"start", "code"}),
}
"""The first word of a kind, and the areas of the buttons that belong to its screens."""
_BESIDE: Final = frozenset({"home:speak"})
_BESIDE_AREAS: Final = frozenset({"file"})
"""Buttons that open no screen of their own."""


def opened_by(turn: Turn) -> Press | None:
    """The button that was pressed, or whose words were written; None for any other text."""
    written = MENU.get(squeezed(str(turn.event.get("text") or "")), "")
    data = str((turn.pressed or {}).get("data") or written)
    return read_press(data) if data else None


def asked_before(uow: UnitOfWork, person: PersonCard, press: Press | None) -> OpenQuestion | None:
    """The open question that this button leaves, as it stands before the button acts."""
    if press is None or press.name in _BESIDE:
        return None
    question = open_question(uow, BOT, person.chat_id)
    return question if question is not None and _leaves(question, press) else None


def leave_behind(uow: UnitOfWork, person: PersonCard, left: OpenQuestion | None) -> None:
    """Put away what was left, unless the act has settled it."""
    if left is None:
        return
    now = open_question(uow, BOT, person.chat_id)
    if now is None:
        return
    if now == left:
        if _stays(left):
            return
        close_question(uow, BOT, person.chat_id)
    elif _area(now) == _area(left):
        return
    if not is_given_up(left):
        park(uow, person.id, person.firm_id, left)


def asked_anew(uow: UnitOfWork, person: PersonCard, press: Press | None) -> None:
    """What a button asks anew does not wait any more."""
    now = None if press is None else open_question(uow, BOT, person.chat_id)
    if now is not None and now.kind in _WRITTEN_ANEW:
        unpark(uow, person.id, person.firm_id, {now.kind})


def is_given_up(question: OpenQuestion) -> bool:
    """Whether nothing is kept of a question that is left."""
    begun = _BEGUN.get(question.kind)
    empty = begun is not None and begun not in question.context
    return empty or question.kind in GIVEN_UP or _corrects(question)


def _leaves(question: OpenQuestion, press: Press) -> bool:
    area = _area(question)
    if area not in _OWN:
        return False
    if area in {"firm", "credit", "place"} and not (_stays(question) or _corrects(question)):
        return False
    pressed = press.name.partition(":")[0]
    return not (pressed in _OWN[area] | _BESIDE_AREAS or press.name in _NAMES)


def _area(question: OpenQuestion) -> str:
    return question.kind.partition("_")[0]


def _stays(question: OpenQuestion) -> bool:
    return question.kind in STAYS and not _corrects(question)


def _corrects(question: OpenQuestion) -> bool:
    """Whether it corrects a step of a registration that is done."""
    kept = question.context
    return bool(kept.get("change")) and not kept.get("onwards")
