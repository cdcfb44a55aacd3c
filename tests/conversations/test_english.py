"""Somebody who chose English reads English, but for what others wrote and what documents say."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from bot.services.packages.broadcasts import WORDS
from tests.conversations import story

HERE = Path(__file__).parent
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
CLAUSE = re.compile(r"[一二三四五六七八九十]+(?:\([一二三四五六七八九十]+\))?")
OTHER_LANGUAGE = "中文"
BOTH = re.compile(r"[^\n]*\n\[(?:Test|To be approved|Text)\] ")
"""A broadcast in either language, as firms will read it."""
QUOTED = "> "
"""What a document says."""
PACKAGE = WORDS.zh.replace("{firm}", "{企业}")
"""The Chinese half of what stands above a list of policies, until its author writes another."""
BRACKETS = "〔〕"  # the stories draw buttons with them


def english_people(told: Any) -> set[str]:
    return {role for role, who in told["people"].items() if who.get("language") == "en"}


def texts_to(read: str, roles: set[str]) -> list[str]:
    """The blocks of a `then` that these people read."""
    blocks = re.split(r"^→ ", read, flags=re.MULTILINE)
    theirs = [block for block in blocks if block.split(" ")[0].split("\n")[0] in roles]
    return [block for block in theirs if not BOTH.match(block)]


def own_words(text: str, typed: list[str]) -> str:
    """What is left without quotations, clause numbers, what was typed, a default, and 中文.

    Names of firms and of towns are theirs: nobody has translated them.
    """
    lines = [line for line in text.splitlines() if not line.startswith(QUOTED)]
    left = "\n".join(lines).replace(OTHER_LANGUAGE, "").replace(PACKAGE, "")
    for word in sorted(typed, key=len, reverse=True):
        left = left.replace(word, "")
    return re.sub(CLAUSE, "", left).translate(str.maketrans("", "", BRACKETS))


STORIES = [path for path in sorted(HERE.glob("*.yaml")) if english_people(story.load(path))]


@pytest.mark.parametrize("path", STORIES, ids=[path.stem for path in STORIES])
def test_english_conversations_hold_no_chinese_of_our_own(path: Path) -> None:
    told = story.load(path)
    roles = english_people(told)
    said = [step[act] for step in told["acts"] for act in step if act.endswith(" says")]
    lines = [step["operator runs"] for step in told["acts"] if "operator runs" in step]
    said += [word for line in lines for word in shlex.split(line)]
    people = told["people"].values()
    firms = [str(who.get("firm", "")).partition(" in ") for who in people]
    names = [name for firm, _, place in firms for name in (firm, place.rpartition("/")[2])]
    typed = [str(each) for each in (*said, *(who["name"] for who in people), *names)]
    heard = [text for step in told["acts"] for text in texts_to(step.get("then", ""), roles)]

    assert heard
    assert [text for text in heard if HAN.search(own_words(text, typed))] == []


def test_there_are_english_stories_of_both_bots() -> None:
    people = [who for path in STORIES for who in story.load(path)["people"].values()]

    assert {who["bot"] for who in people if who.get("language") == "en"} == {"owner", "desk"}


def test_chinese_of_our_own_would_be_found() -> None:
    assert HAN.search(own_words("Source: 依据 三(六)", []))
    assert HAN.search(own_words("Deadline： soon", []))
    assert not HAN.search(
        own_words("> 鼓励用工\nSource: Plan, 三(六)\n示例厂\n〔中文〕", ["示例厂"])
    )
