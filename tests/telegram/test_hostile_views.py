"""Every view of both bots with hostile words in every field: nothing is refused, all is literal.

Views are found by what they return, so that a new one is tried as well; what needs values that
fit each other is named below, and meets such words in the stories of `test_hostile_stories`.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, get_type_hints

import pytest

import handlers
from bot.domain.errors import Refusal
from bot.domain.speech import Button, Notice, Replies, View
from bot.sandbox.checks import keyboard
from bot.sandbox.formatting import formatted
from bot.telegram import say
from tests.telegram.building import CannotBuild, Maker

SPEAKS: Final = ("View", "Notice", "Replies")
NEEDS: Final = frozenset({"UnitOfWork", "Update", "Owner", "Desk", "Scene", "Speaker", "Turn"})
"""What a function of a conversation gets: those are acts, no views."""
STEERING: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200b\ufeff"
)
UNBUILT: Final = frozenset(
    {
        "desk.broadcasts.audience_saved_views.bad_name",
        "desk.broadcasts.card_views.card",
        "desk.broadcasts.voice.broadcast_refused",
        "desk.bulk.views.done",
        "desk.bulk.views.plan",
        "desk.bulk.views.refused",
        "desk.canned.keep_views.bad_text",
        "desk.cases.moving_views.units",
        "desk.cases.views.firm",
        "desk.digests.views.with_ways",
        "desk.firms.look_views.known",
        "desk.issues.proposal_views.card",
        "desk.issues.voice.issue_refused",
        "desk.ledger.views.listing",
        "desk.registers.change_views.preview",
        "desk.registers.change_views.to_tap",
        "desk.registers.roll_views.by_list",
        "desk.registers.roll_views.coverage",
        "desk.registers.roll_views.named",
        "desk.registers.roll_views.roll",
        "desk.releases.card_views.examples",
        "desk.releases.voice.release_refused",
        "desk.staff.voice.not_at_work",
        "notices.arrivals.reminder",
        "notices.digests.digest_view",
        "notices.dispatches.dispatch_view",
        "notices.issues.proposed",
        "notices.release_news.to_firm",
        "owner.arrivals.card_views.card",
        "owner.arrivals.form_views.ask_alert",
        "owner.arrivals.form_views.ask_origin",
        "owner.duties.acts.said",
        "owner.duties.daily_views.exception",
        "owner.duties.daily_views.reported",
        "owner.duties.export_views.ask_period",
        "owner.firm.voice.not_applied",
        "owner.firm.voice.not_so",
        "owner.firm.voice.not_your_role",
        "owner.policies.look_views.around",
        "owner.policies.look_views.group",
        "owner.problems.asking_views.clause_card",
        "owner.problems.asking_views.found",
        "owner.problems.danger_views.first_of_all",
        "owner.problems.record_views.records",
        "owner.problems.walk_views.steps",
        "owner.testing.forms.time_refused",
    }
)
"""Their values must fit each other: a list that a register has, a refusal with its code."""
CANNOT: Final = (
    CannotBuild,
    Refusal,
    LookupError,
    ValueError,
    ArithmeticError,
    AssertionError,
    TypeError,
    StopIteration,
)


def _views() -> dict[str, Callable[..., Any]]:
    """Every public function of the conversations that makes messages of what it is given."""
    found = {}
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        for name, function in inspect.getmembers(importlib.import_module(module.name)):
            own = inspect.isfunction(function) and function.__module__ == module.name
            if own and not name.startswith("_") and _is_view(function):
                found[f"{module.name}.{name}".removeprefix("handlers.")] = function
    return found


def _is_view(function: Callable[..., Any]) -> bool:
    if inspect.iscoroutinefunction(function):
        return False
    hints = get_type_hints(function)
    says = str(hints.pop("return", None))
    asked = {str(each).replace("'", "").rpartition(".")[2].rstrip(">") for each in hints.values()}
    return not asked & NEEDS and any(f"speech.{kind}" in says for kind in SPEAKS)


VIEWS: Final = _views()


def views_in(told: Any) -> Iterator[View]:
    """The messages in what a view returns."""
    match told:
        case View():
            yield told
        case Notice():
            yield told.view
        case Replies():
            yield from told.say
            yield from views_in(told.edit)
            yield from views_in(told.also)
        case Button() | str() | None:
            return
        case Mapping():
            yield from views_in(list(told.values()))
        case _ if hasattr(told, "__iter__"):
            for each in told:
                yield from views_in(each)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", sorted({*VIEWS} - UNBUILT))
def test_a_view_shows_hostile_words_and_obeys_none(name: str, language: str) -> None:
    views = list(views_in(Maker(language).call(VIEWS[name])))
    for view in views:
        _is_literal(view)


@pytest.mark.parametrize("name", sorted(UNBUILT))
def test_what_is_left_to_the_stories_is_there_and_cannot_be_built(name: str) -> None:
    with pytest.raises(CANNOT):
        list(views_in(Maker("zh").call(VIEWS[name])))


def _is_literal(view: View) -> None:
    # Ids that no view gets from people stand in data here; what buttons carry is for the stories.
    rows = tuple(tuple(replace(each, data="x", url=None) for each in row) for row in view.rows)
    payload = say("u", "owner", 7, replace(view, file=None, rows=rows)).payload
    read = formatted(str(payload["text"]), "HTML")
    markup = payload.get("reply_markup")
    labels = [
        button.text for row in keyboard({"reply_markup": markup}, new=True) for button in row
    ]
    for shown in (read.text, *labels):
        assert not STEERING & {*shown}, f"steers: {shown}"
        assert shown.count("\u2068") == shown.count("\u2069"), f"open: {shown}"
        assert "&lt;" not in shown, f"escaped twice: {shown}"
    assert not any(each.get("url", "").startswith("javascript") for each in read.entities)
