"""Digests must name kinds of problems that exist, and come when people may be told something."""

from collections.abc import Iterator
from datetime import time

from policies.checking.quotations import Problem
from policies.digests import Gathering
from policies.loader import REGIONS
from policies.regions import QuietHours, Regions
from policies.rulebase import RuleBase
from policies.words import Words


def check_digests(rulebase: RuleBase) -> Iterator[Problem]:
    """Check what each place gathers; what several places share is named once."""
    found = (each for each in _in_places(rulebase.regions, set(rulebase.problems)))
    yield from dict.fromkeys(found)


def _in_places(regions: Regions, categories: set[str]) -> Iterator[Problem]:
    for place in regions.places.values():
        digests = place.practice.digests
        for each in digests.all:
            yield from _in_the_night(place.quiet_hours, each, each.at)
        if digests.weekly is None:
            continue
        yield from _in_the_night(place.quiet_hours, digests.weekly, digests.weekly.ask_at)
        for name in digests.weekly.categories:
            if name not in categories:
                sentence = Words(f"这里没有类别 {name}", f"there is no category {name} here")
                yield Problem(REGIONS, digests.weekly.line, sentence)


def _in_the_night(quiet: QuietHours, gathering: Gathering, at: time) -> Iterator[Problem]:
    over_midnight = quiet.start > quiet.end
    late, early = at >= quiet.start, at < quiet.end
    if (late or early) if over_midnight else (late and early):
        shown = f"{at:%H:%M}"
        sentence = Words(f"{shown} 在夜间不打扰的时段里", f"{shown} is within the quiet hours")
        yield Problem(REGIONS, gathering.line, sentence)
