"""The letter with which a region's case numbers begin is data, and nobody else's."""

from pathlib import Path

import pytest

from policies.errors import RuleFileError
from policies.practice import TERM_KINDS
from policies.source.region_file import read_regions
from tests.cases.district import COUNTY, RULES

REGIONS = """\
levels: [province, city]
quiet_hours: {{start: "22:00", end: "07:00"}}
places:
  - name: {{zh: 示例省, en: Sample Province}}
    slug: sample
    letter: {first}
    places:
      - name: {{zh: 示例市, en: Sample City}}
        slug: city
        letter: {second}
"""
TERMS = "cases: {terms: {" + ", ".join(f"{kind}: {{minutes: 1}}" for kind in TERM_KINDS) + "}}\n"


def letters(folder: Path, first: str, second: str) -> list[str | None]:
    path = folder / "regions.yaml"
    path.write_text(REGIONS.format(first=first, second=second) + TERMS, encoding="utf-8")
    places = read_regions(path, folder, RULES.facts).places
    return [place.letter for place in places.values()]


def test_every_place_may_have_its_own(tmp_path: Path) -> None:
    assert letters(tmp_path, "P", "C") == ["P", "C"]
    assert RULES.regions.places[COUNTY].letter == "F"


@pytest.mark.parametrize(("first", "second"), [("P", "P"), ("p", "C"), ("PP", "C"), ("方", "C")])
def test_a_letter_that_misleads_is_an_error_with_its_line(
    tmp_path: Path, first: str, second: str
) -> None:
    with pytest.raises(RuleFileError) as error:
        letters(tmp_path, first, second)
    assert error.value.line == (10 if first == second else 6)
