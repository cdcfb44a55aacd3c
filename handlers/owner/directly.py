"""What a text does by itself: presses a button, asks plainly, corrects or supposes an answer."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiogram.types import Update

from bot.domain.group_sizes_said import read_group_size
from bot.store.questions import OpenQuestion
from handlers.owner.cases.screens import NOTE_KIND, TEXT_KIND
from handlers.owner.context import Owner
from handlers.owner.enquiring import LOOK_AROUND, answered_by
from handlers.owner.firm.naming import introduced
from handlers.owner.firm.registering import NAME, PLACE, STEPS, draft_in
from handlers.owner.firm.start_typed import stands
from handlers.owner.letting_go import newcomer_button
from handlers.owner.menu_words import OF_GROUPS
from handlers.owner.on_view.glance import Take
from handlers.owner.policies import whatif_typed
from handlers.owner.policies.supposing import KIND as WHATIF
from handlers.owner.problems.asking import KIND as DOCUMENTS
from handlers.owner.problems.particulars_views import PARTICULARS
from handlers.owner.questions.asked import KIND as FACT
from handlers.owner.questions.corrected import corrected
from handlers.owner.questions.correcting import Correcting, correcting
from handlers.owner.questions.fitting import FITTING
from handlers.owner.questions.readable import READABLE
from handlers.owner.typed_buttons import typed_button, typed_on_first_screens
from handlers.press import Press
from policies.spoken.choices import squeezed
from policies.spoken.corrections import says_correction
from policies.spoken.firm_names import introduced_in
from policies.spoken.own_place import newcomer_in, own_place_in

FOR_PEOPLE: Final = frozenset({TEXT_KIND, NOTE_KIND, PARTICULARS})
"""Whatever is written there goes to a person, but for the words of a button."""
POLICIES: Final = "policy:list"
ELSEWHERE: Final = Press("start:where", ())

Buttons = Mapping[str, Callable[..., Awaitable[None]]]


@dataclass(frozen=True, slots=True)
class Ask:
    """A text and what was so when it came.

    Attributes:
        region: Where the firm works.
        has_firm: Whether the person speaks for one.
        question: The one that is open.
        screen: The button that opens what is on view, which is newer than the question.
        undo: The button that takes back what was recorded last, if that is what it says.
    """

    said: str
    region: str
    has_firm: bool
    question: OpenQuestion | None
    screen: str = ""
    undo: Press | None = None


def directly(owner: Owner, update: Update, buttons: Buttons, asked: Ask) -> Take | None:
    """What is to be done with such a text; None if it is none."""
    press = _button(owner, asked)
    if press is not None and press.name in buttons:
        return lambda: _pressed(owner, update, buttons, press)
    if _is_for_people(asked):
        return None
    introduced_ = _introduces(owner, update, asked) or _stands(owner, update, asked)
    return introduced_ or _answers(owner, update, buttons, asked)


def _introduces(owner: Owner, update: Update, asked: Ask) -> Take | None:
    """俺厂叫…, of somebody who has no firm yet and is asked nothing."""
    if asked.has_firm or asked.question is not None:
        return None
    name = introduced_in(asked.said)
    return (lambda: introduced(owner, update, name)) if name else None


def _stands(owner: Owner, update: Update, asked: Ask) -> Take | None:
    """我们在方城县 那个 券桥, of somebody who is asked nothing; a newcomer may say more."""
    if asked.question is not None:
        return None
    if not asked.has_firm:
        new = newcomer_in(owner.rulebase.regions, asked.said)
        return (lambda: stands(owner, update, new.place, new.people)) if new else None
    place = own_place_in(owner.rulebase.regions, asked.said)
    return (lambda: stands(owner, update, place)) if place else None


def _answers(owner: Owner, update: Update, buttons: Buttons, asked: Ask) -> Take | None:
    """A supposition or a correction."""
    if _supposes(owner, asked):
        return lambda: whatif_typed.supposed(owner, update, asked.said)
    meant = _corrects(owner, asked)
    if meant is None:
        return None
    if asked.has_firm:
        return lambda: corrected(owner, update, meant)
    return lambda: _pressed(owner, update, buttons, ELSEWHERE)


def _button(owner: Owner, asked: Ask) -> Press | None:
    """The button that says the same; a question about the product goes to no person."""
    if asked.undo is not None and not _is_for_people(asked):
        return asked.undo
    said = typed_on_first_screens(asked.screen, asked.said)
    said = said or typed_button(owner.rulebase, asked.question, asked.said)
    said = said or (None if asked.has_firm else newcomer_button(asked.said))
    if said is not None and said.name == POLICIES and not asked.has_firm:
        return Press(LOOK_AROUND, ())  # nothing is compared for who has no firm
    if said is not None or _is_for_people(asked):
        return said
    return _of_groups(asked) or answered_by(asked.said, has_firm=asked.has_firm)


def _of_groups(asked: Ask) -> Press | None:
    kind = "" if asked.question is None else asked.question.kind
    if not asked.has_firm or kind == DOCUMENTS or squeezed(asked.said) not in OF_GROUPS:
        return None
    return Press("test:list", ())


def _is_for_people(asked: Ask) -> bool:
    return asked.question is not None and asked.question.kind in FOR_PEOPLE


def _supposes(owner: Owner, asked: Ask) -> bool:
    """What if: of a firm that is known; what is asked can be taken up again afterwards."""
    kind = "" if asked.question is None else asked.question.kind
    left_open = kind in STEPS or kind in READABLE or kind in FITTING
    open_to_it = kind in {"", FACT, WHATIF} or (asked.has_firm and left_open)
    return open_to_it and whatif_typed.supposes(owner.rulebase.facts, asked.said)


def _corrects(owner: Owner, asked: Ask) -> Correcting | None:
    """A correction; where something is supposed only one that is called so.

    Without a firm there is only one of its place.
    """
    question = asked.question
    if asked.has_firm and read_group_size(asked.said) is not None:
        return None  # 一车间改成280人: of a group, and no fact of the firm
    if question is not None and question.kind == WHATIF:
        if not says_correction(asked.said):
            return None
        question = None
    meant = correcting(owner.rulebase, asked.region, question, asked.said)
    if meant is None or asked.has_firm:
        return meant
    registering = question is not None and question.kind in {PLACE, NAME}
    fresh = question is not None and registering and not draft_in(question).change
    return meant if fresh and meant.step == PLACE else None


async def _pressed(owner: Owner, update: Update, buttons: Buttons, press: Press) -> None:
    """Do what the button does; a handler gets what it names."""
    handler = buttons[press.name]
    known: dict[str, Any] = {"owner": owner, "event_update": update, "press": press}
    named = inspect.signature(handler).parameters
    await handler(**{name: known[name] for name in named})
