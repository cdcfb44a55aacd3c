"""The steps of registering a firm, and of correcting it: each is a question kept in a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import View
from bot.services.firms.firms import firm_of
from bot.services.firms.places import has_records, towns_of
from bot.services.firms.verification import registered_by
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import form_views as firm_form_views
from handlers.owner.firm import start_views
from handlers.tongue import Html
from policies.regions import names_of
from policies.spoken.divisions import COUNTY, divisions_of
from policies.spoken.place_words import place_words
from policies.words import Words

BOT: Final = "owner"
PLACE: Final = "place"
NAME: Final = "firm_name"
CODE: Final = "credit_code"
STEPS: Final = frozenset({PLACE, NAME, CODE})


@dataclass(frozen=True, slots=True)
class Draft:
    """What travels with the steps.

    Args:
        change: It corrects the firm that the person speaks for; otherwise it makes a new one.
        early: A number that was written before it was asked for.
        said: A place that was given before, or as it was typed while it is not found; or a name
            that is hardly one.
        meant: A credit code that was probably meant.
        onwards: A correction in the middle of a registration, which goes on after it.
        name: What the firm is called, while it is asked where it is.
    """

    change: bool = False
    early: str = ""
    said: str = ""
    meant: str = ""
    onwards: bool = False
    name: str = ""

    def to_context(self) -> dict[str, Any]:
        """As JSON; what is not set is left out."""
        held = {"early": self.early, "said": self.said, "meant": self.meant, "name": self.name}
        kept: dict[str, Any] = {name: text for name, text in held.items() if text}
        flags = {"change": self.change, "onwards": self.onwards}
        return kept | {name: True for name, is_set in flags.items() if is_set}


def draft_in(question: OpenQuestion) -> Draft:
    """What travelled with a question."""
    kept: Mapping[str, Any] = question.context
    held = {name: str(kept.get(name, "")) for name in ("early", "said", "meant", "name")}
    return Draft(change=bool(kept.get("change")), onwards=bool(kept.get("onwards")), **held)


def correction_within(question: OpenQuestion | None, kind: str) -> Draft:
    """The draft of a correction; the credit code of a new firm is asked again after it.

    Args:
        question: The one that is open.
        kind: The step that is to be corrected.
    """
    if question is None or question.kind not in STEPS or kind == CODE:
        return Draft(change=True)
    draft = draft_in(question)
    onwards = draft.onwards or (question.kind == CODE and not draft.change)
    return Draft(change=True, early=draft.early, onwards=True) if onwards else Draft(change=True)


def draft_of(uow: UnitOfWork, who: Speaker) -> Draft:
    """The draft that a pressed button goes on with.

    Raises:
        Stale: Nothing is being registered, and the person has a firm.
    """
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind in STEPS:
        return draft_in(question)
    if who.person.firm_id is None:
        return Draft()
    raise Stale(StaleCode.CHANGED)


def ask_step(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    question: OpenQuestion,
    before: Html | None = None,
) -> View:
    """Open a step, and what it says."""
    ask(uow, BOT, who.person.chat_id, question)
    return step_view(owner, uow, who, question, before)


def step(kind: str, subject: str, draft: Draft) -> OpenQuestion:
    """A step as the question that it is."""
    return OpenQuestion(kind, subject, draft.to_context())


def step_view(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    question: OpenQuestion,
    before: Html | None = None,
    page: int = 0,
) -> View:
    """What a step says; what was given there before is one tap away.

    Args:
        page: Of the towns to choose from.
    """
    asked = _asked(owner, uow, who, question, before, page)
    draft = draft_in(question)
    if question.kind == PLACE and draft.said:
        place = who.t.plain(place_words(owner.rulebase.regions, draft.said))
        return firm_form_views.or_as_before(who.t, asked, place, "start:asis")
    return _name_ways(uow, who, asked, draft) if question.kind == NAME else asked


def _name_ways(uow: UnitOfWork, who: Speaker, asked: View, draft: Draft) -> View:
    """The name as it is may stay; what hardly looked like one is one tap away."""
    if draft.onwards:
        name = firm_of(uow, who.person, Right.PROFILE).name
        asked = firm_form_views.or_as_before(who.t, asked, name, "start:on")
    elif draft.change:
        asked = firm_form_views.or_unchanged(who.t, asked)
    return firm_form_views.or_so_called(who.t, asked, draft.said) if draft.said else asked


def _asked(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    question: OpenQuestion,
    before: Html | None,
    page: int,
) -> View:
    t, regions = who.t, owner.rulebase.regions
    if question.kind == CODE:
        return code_view(uow, who, draft_in(question), before)
    where = place_words(regions, question.subject) if question.subject else None
    if question.kind == NAME or where is None:
        if question.kind == PLACE:
            return start_views.place(t, home_of(owner), before=before)
        held = where is None or has_records(owner.rulebase, question.subject)
        change = draft_in(question).change
        return firm_form_views.name(t, where, change=change, held=held, before=before)
    towns = towns_of(uow, question.subject)
    asked = owner.rulebase.facts[regions.levels[COUNTY]].question
    return start_views.towns(t, (question.subject, where), asked, towns, page, before=before)


def code_view(
    uow: UnitOfWork, who: Speaker, draft: Draft, before: Html | None = None, meant: str = ""
) -> View:
    """Ask for the credit code; see `firm_form_views.credit_code`."""
    has_code = draft.change and registered_by(uow, who.person).code is not None
    return firm_form_views.credit_code(
        who.t, change=draft.change, has_code=has_code, before=before, meant=meant
    )


def home_of(owner: Owner) -> tuple[str, Words]:
    """The place that runs this bot: offered first."""
    return owner.home_region, divisions_of(owner.rulebase.regions).name(owner.home_region)


def is_county(path: str) -> bool:
    """Whether a place is exact enough to compare documents with."""
    return len(names_of(path)) >= COUNTY
