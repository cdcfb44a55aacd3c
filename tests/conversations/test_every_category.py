"""Every step of every walk, and all that it leaves open, is read by somebody in a story."""

from collections.abc import Iterator

import pytest

from policies.problems import NONE, Category, Step, Walk
from policies.rulebase import RuleBase
from tests.conversations.read import FOLDERS, messages


def said_of(rules: RuleBase) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What one message should say together: a name for it, and its lines."""
    for category in rules.problems.values():
        for walk in category.walks.values():
            place = f"{category.id} in {walk.region}"
            yield f"{place}, what it says", (walk.says.zh,)
            if category.id == NONE:  # nobody's business: no steps are shown
                continue
            for n, step in enumerate(walk.steps, 1):
                who = (rules.regions.places[walk.region].roles[role].zh for role in step.roles)
                yield f"{place}, step {n}", (*who, *_lines(category, n, step))
            for n, open_still in enumerate(walk.silent, 1):
                yield f"{place}, silent {n}", (_open_head(category), f"· {open_still.zh}\n")
            yield f"{place}, below the steps", _below(category, walk)


def _lines(category: Category, n: int, step: Step) -> Iterator[str]:
    yield category.name.zh
    yield f"{n}. {step.do.zh}〔{step.clause or '建议'}〕\n"
    if step.where is not None:
        yield f"在哪：{step.where.zh}"
    if step.have:
        yield "备好：" + "、".join(thing.zh for thing in step.have) + "\n"


def _open_head(category: Category) -> str:
    return f"{category.name.zh}：文件没写明的\n"


def _below(category: Category, walk: Walk) -> tuple[str, ...]:
    """Under the last step the owner reads what its missing marks mean."""
    marks = {"where": "“在哪”", "have": "“备好”"}
    left = "".join(mark for name, mark in marks.items() if name in walk.unsaid)
    last = f"{len(walk.steps)}. {walk.steps[-1].do.zh}"
    return (category.name.zh, last, f"没标{left}的，文件没有写") if left else (last,)


@pytest.mark.parametrize("name", FOLDERS)
def test_all_of_every_walk_is_read_in_a_story(name: str) -> None:
    rules, folder = FOLDERS[name]
    read = messages(folder)

    unread = [
        what
        for what, lines in said_of(rules())
        if not any(all(line in message for line in lines) for message in read)
    ]

    assert unread == []
