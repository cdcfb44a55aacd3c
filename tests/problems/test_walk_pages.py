"""A walk is read on a telephone: a few steps on a page, none lost, and the way to the others."""

import re
from datetime import UTC, datetime

import pytest

from bot.domain.speech import View
from bot.store.problems import ProblemCard, Progress, Told
from handlers.owner.problems.walk_card import WalkOf
from handlers.owner.problems.walk_views import steps
from handlers.tongue import Tongue
from policies.words import Words
from tests.cases.district import COUNTY, RULES

SAID = ProblemCard(1, 1, None, datetime(2022, 7, 15, tzinfo=UTC), Told("车被拦了"), Progress())
ROLES = RULES.regions.places[COUNTY].roles
WALKS = {name: walk for name, each in RULES.problems.items() if (walk := each.walk_in(COUNTY))}
NUMBER = re.compile(r"^(\d+)\. ", re.MULTILINE)


def page(language: str, category: str, number: int) -> View:
    officer = Words("工作人员", "officer")
    of = WalkOf(
        RULES.problems[category], WALKS[category], ROLES, {}, officer, unheld=RULES.documents
    )
    return steps(Tongue(language), SAID, of, page=number)


def onward(view: View, number: int) -> bool:
    labels = [button.data for row in view.rows for button in row]
    return any(data.startswith("prob:walk:") and data.endswith(f":{number}") for data in labels)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("category", WALKS)
def test_every_step_is_on_one_short_page(language: str, category: str) -> None:
    pages = [page(language, category, 0)]
    while onward(pages[-1], len(pages)):
        pages.append(page(language, category, len(pages)))

    shown = [int(number) for view in pages for number in NUMBER.findall(view.html)]
    assert shown == list(range(1, len(WALKS[category].steps) + 1))
    assert all(len(view.html.splitlines()) <= 10 for view in pages)
    assert page(language, category, 99) == pages[-1]
    assert all(onward(view, number - 1) for number, view in enumerate(pages) if number)
