"""Reading the problem categories; what they name elsewhere is compared by `problem_check`."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from policies.problems import (
    NONE,
    Category,
    Choice,
    Example,
    FirstQuestion,
    Pointer,
    Step,
    Walk,
)
from policies.source.yaml_files import open_file
from policies.source.yaml_source import Block
from policies.words import Words

OUT_OF_SCOPE = "out_of_scope"  # the file of the category NONE

_WEIGHT = re.compile(r"[0-9]*\.?[0-9]+")
_HEAVIEST = 3.0


def read_problems(root: Path) -> Mapping[str, Category]:
    """Read all of `problems/`, in the order in which owners browse.

    Returns:
        Category id → category; NONE, if there is one, comes last.

    Raises:
        RuleFileError: The first thing that does not fit the schema.
    """
    read = [_read_category(path, root) for path in sorted(root.glob("problems/*.yaml"))]
    read.sort(key=lambda category: (category.id == NONE, category.order, category.id))
    return MappingProxyType({category.id: category for category in read})


def _read_category(path: Path, root: Path) -> Category:
    with open_file(path, root) as block:
        line, name = block.line_of("id"), block.text("id")
        stem = OUT_OF_SCOPE if name == NONE else name
        if path.stem != stem:
            sentence = Words(f"文件名应当是 {stem}.yaml", f"the file should be {stem}.yaml")
            raise block.error_at(line, sentence)
        return Category(
            id=name,
            name=block.words("name"),
            meaning=block.words("meaning"),
            order=block.integer("order") or 0,
            keywords=_read_keywords(block),
            examples=_read_examples(block),
            not_this=_read_not_this(block, name),
            walks=_read_walks(block),
            file=block.file,
        )


def _read_keywords(block: Block) -> dict[str, float]:
    if "keywords" not in block:
        return {}
    with block.block("keywords") as inner:
        return {word: _weight(inner, word) for word in inner.keys()}  # noqa: SIM118 - as elsewhere


def _weight(block: Block, word: str) -> float:
    line, written = block.line_of(word), block.text(word)
    if not _WEIGHT.fullmatch(written) or not 0 < float(written) <= _HEAVIEST:
        zh = f"“{word}”的权重要在 0 和 3 之间"
        raise block.error_at(line, Words(zh, f"the weight of {word} must be between 0 and 3"))
    return float(written)


def _read_examples(block: Block) -> tuple[Example, ...]:
    lines = block.lines_of("examples")
    return tuple(map(Example, block.texts("examples"), lines))


def _read_not_this(block: Block, own: str) -> dict[str, tuple[Example, ...]]:
    found: dict[str, list[Example]] = {}
    for item in block.blocks("not_this"):
        with item:
            line, belongs = item.line_of("is"), item.text("is")
            if belongs == own:
                zh = f"not_this 里的句子不能属于 {own} 自己"
                raise item.error_at(line, Words(zh, f"a sentence of not_this is {own} itself"))
            found.setdefault(belongs, []).append(Example(item.text("text"), line))
    return {belongs: tuple(examples) for belongs, examples in found.items()}


def _read_walks(block: Block) -> dict[str, Walk]:
    walks: dict[str, Walk] = {}
    for item in block.blocks("walks"):
        with item:
            walk = _read_walk(item)
        if walk.region in walks:
            raise item.error(f"两份 {walk.region}", f"two walks for {walk.region}")
        walks[walk.region] = walk
    return walks


def _read_walk(item: Block) -> Walk:
    return Walk(
        line=item.line,
        region=item.text("region"),
        says=item.words("says"),
        first=_read_first(item),
        steps=tuple(_read_step(step) for step in item.blocks("steps")),
        point_to=tuple(_read_pointer(pointer) for pointer in item.blocks("point_to")),
        records=item.texts("records"),
        silent=item.words_list("silent"),
        responsible=item.texts("responsible"),
        escalate=item.words("escalate"),
        immediate=item.flag("immediate"),
        exception_in=item.texts("exception_in"),
        act_first=item.flag("act_first"),
    )


def _read_first(item: Block) -> FirstQuestion | None:
    if "first" not in item:
        return None
    with item.block("first") as first:
        question, known_by = first.words("question"), first.texts("known_by")
        given = tuple(_read_choice(c) for c in first.blocks("answers"))
        return FirstQuestion(question, given, known_by)


def _read_choice(item: Block) -> Choice:
    with item:
        return Choice(item.words("label"), item.flag("urgent"))


def _read_step(item: Block) -> Step:
    with item:
        return Step(
            line=item.line,
            do=item.words("do"),
            roles=(item.text("role"),) if "role" in item else item.texts("roles"),
            where=item.words_or_none("where"),
            have=item.words_list("have"),
            clause=item.text_or("clause", None),
            relies_on=item.texts("relies_on"),
            unsaid=item.texts("unsaid"),
        )


def _read_pointer(item: Block) -> Pointer:
    with item:
        return Pointer(
            line=item.line_of("quote"),
            clause=item.text("clause"),
            quote=item.text("quote"),
            gloss=item.text("gloss"),
        )
