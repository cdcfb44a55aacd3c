"""Stories lived by people and firms with hostile names: each message comes, none is obeyed."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.store import inbox, outbox
from tests.bed import Bed
from tests.conversations import story
from tests.conversations.lived import STORIES

NAMES = {
    "示例纺织有限公司": "<b>示&amp;例</b>\u202e纺\u200b织& \"'",
    "示例纺织": "<i>示&例\u202e纺织",
    "李厂长": "</b>李&\u202e厂长\u2066",
    "王干部": '<a href="javascript:x">王&</a>\u202e干部',
    "明天上门核对": "明天<上门>&amp;\u202e核对",
    "张三": "张<&\u202e三",
}
LIVED = (
    "01-main-story",
    "30-photos-and-files",
    "50-held-truck",
    "62-a-second-person",
    "120-the-whole-ladder",
    "151-canned-answers",
    "170-a-broadcast-approved-by-a-second-person",
    "420-edited-messages",
)
STEERING = re.compile("[\u202a-\u202e\u2066\u2067\u200b]")


def _hostile(told: Any) -> Any:
    """The same story with other names, wherever they are said, tapped or set."""
    match told:
        case str():
            for name, other in NAMES.items():
                told = told.replace(name, other)
            return str(told)
        case list():
            return [_hostile(each) for each in told]
        case dict():
            return {key: _hostile(value) for key, value in told.items() if key != "then"}
    return told


@pytest.mark.parametrize("name", LIVED)
async def test_a_story_goes_its_way_with_hostile_names(stage: Bed, name: str) -> None:
    path: Path = STORIES[name]
    read = await story.live(stage, _hostile(story.load(path)))
    database = stage.process.database
    assert (await database.run(inbox.count_by_state)).keys() == {"done"}
    states = await database.run(outbox.count_by_state)
    assert "dead" not in states, states
    said = "\n".join(read)
    assert not STEERING.search(said)
    assert "&lt;" not in said
    assert "&amp;amp;" not in said
