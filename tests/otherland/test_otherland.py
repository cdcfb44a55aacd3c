"""A province that does not exist, as a folder of data: checked, asked, and talked through.

Everything has other names than in the shipped rules: levels, facts, roles, states, categories.
Whatever a program or a sentence takes for granted of one place shows here.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benches.rules import rulebase
from bot.store import inbox
from policies.__main__ import main
from policies.rulebase import RuleBase
from tests.bed import Bed
from tests.conversations import story

HERE = Path(__file__).parent
STORIES = sorted((HERE / "stories").glob("*.yaml"))
REGION = "霁川省/乌岚盟/苏木尔旗"
FIRM = {"trade_kind": "company", "vent_done": True, "hands": 85, "vent_cost": "90000"}


def asked(capsys: pytest.CaptureFixture[str], command: str, *more: str) -> object:
    """What a command of the rules prints for this folder."""
    assert main(["--root", str(HERE), command, *more]) == 0
    return json.loads(capsys.readouterr().out)


def firm_of(folder: Path, facts: dict[str, object]) -> list[str]:
    """Arguments for a firm of the banner."""
    path = folder / "firm.json"
    path.write_text(json.dumps(facts), encoding="utf-8")
    return ["--region", REGION, "--as-of", "2022-07-15", "--facts", str(path)]


@pytest.mark.parametrize("sources", ["at hand", "not at hand"])
def test_every_check_passes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, sources: str
) -> None:
    folder = HERE / "sources" if sources == "at hand" else tmp_path

    code = main(["--root", str(HERE), "check", "--sources", str(folder)])

    assert code == 0, capsys.readouterr().out


def test_a_grant_has_this_provinces_limit_and_payers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found = asked(capsys, "match", *firm_of(tmp_path, FIRM), "--policy", "SM-B1")

    [verdict] = found if isinstance(found, list) else []
    assert verdict["outcome"] == "match"
    assert verdict["amounts"] == {
        "grant": "30000.00",
        "sheng_share": "15000.00",
        "meng_share": "9000.00",
        "qi_share": "6000.00",
    }


def test_records_of_the_league_and_of_the_banner_are_both_matched(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found = asked(capsys, "match", *firm_of(tmp_path, FIRM))

    assert isinstance(found, list)
    outcomes = {verdict["policy"]: verdict["outcome"] for verdict in found}
    assert len(outcomes) == 11
    assert outcomes["WL-D1"] == "obligation"


def test_the_next_question_is_one_of_its_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, otherland: RuleBase
) -> None:
    found = asked(capsys, "ask", *firm_of(tmp_path, {}))

    assert isinstance(found, dict)
    assert found["fact"] in otherland.facts


@pytest.mark.parametrize(
    ("text", "category", "urgent"),
    [
        ("拉鲜奶的车让人扣住了", "road_cards", True),
        ("工人几天采一回样", "sampling_matters", False),
        ("冷库停电了", "power_water", False),
        ("剪毛工招不到", "hands_short", False),
    ],
)
def test_its_problems_are_recognised(
    capsys: pytest.CaptureFixture[str], text: str, category: str, urgent: bool
) -> None:
    found = asked(capsys, "classify", text)

    assert isinstance(found, dict)
    assert (found["categories"][0]["id"], found["urgent"]) == (category, urgent)


def test_a_question_finds_its_clause(capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "search", "--region", REGION, "改通风设备补多少钱")

    assert isinstance(found, list)
    assert (found[0]["document_id"], found[0]["clause"]) == ("sumuer-measures", "第七条")


@pytest.mark.parametrize("path", STORIES, ids=[path.stem for path in STORIES])
async def test_people_of_the_province_read_what_the_story_says(
    stage: Bed, path: Path, request: pytest.FixtureRequest
) -> None:
    told = story.load(path)
    read = await story.live(stage, told)
    states = await stage.process.database.run(inbox.count_by_state)
    assert states.keys() == {"done"}, "a handler has failed"
    if request.config.getoption("--update"):
        story.write(path, told, read)
        return
    assert not (wrong := story.differences(told, read)), f"{path.name}\n{wrong}"


def foreign_words() -> Iterator[str]:
    """Names that only the shipped rules may bring into a conversation."""
    shipped = rulebase()
    for place in shipped.regions.places.values():
        yield from (place.name.zh, place.name.en)
        yield from (word for role in place.roles.values() for word in (role.zh, role.en))
    yield from ("四保", "白名单", "乡镇", "48 小时", "采样屋", "方城", "包保", "48 h", "whitelist")
    yield "免费检测"


@pytest.mark.parametrize("path", STORIES, ids=[path.stem for path in STORIES])
def test_nothing_of_another_place_is_said(path: Path, otherland: RuleBase) -> None:
    words = set(foreign_words()) - {"government", "town"}
    said = "\n".join(str(step.get("then", "")) for step in story.load(path)["acts"])

    assert said
    assert {word for word in words if re.search(re.escape(word), said)} == set()
