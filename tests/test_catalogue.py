"""The English catalogue says all that the Chinese sources say, and nothing else."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from handlers.tongue import LOCALES, Tongue

HANDLERS = LOCALES.parent / "handlers"
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
TAG = re.compile(r"</?[a-z]+>")
HALF_WIDTH = re.compile(r"[\u3400-\u9fff}>”》][,:;?!(]|[)][\u3400-\u9fff]")


@cache
def sources() -> frozenset[str]:
    """Every Chinese sentence that `t(...)` says, as Babel finds it."""
    found = extract_from_dir(HANDLERS, method_map=[("**.py", "python")], keywords={"t": None})
    return frozenset(text for _, _, text, _, _ in found if isinstance(text, str))


def calls() -> set[str]:
    """The same, read from the syntax: Babel's reader overlooks a call inside another one."""
    trees = (ast.parse(path.read_text()) for path in HANDLERS.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    said = (node.args[0] for node in nodes if node.args and _is_t(node.func))
    return {each.value for each in said if isinstance(each, ast.Constant)}


def _is_t(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)
    return name == "t"


def catalogue() -> Catalog:
    with (LOCALES / "en" / "LC_MESSAGES" / "zhuqi.po").open("rb") as file:
        return read_po(file, locale="en")


def pairs() -> Iterator[tuple[str, str]]:
    for message in catalogue():
        if message.id:
            yield str(message.id), str(message.string)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_a_quotation_in_a_quotation_has_single_marks() -> None:
    said = Tongue("zh")("“{text}”在{place}", text="进“四保”名单", place="“四保”企业")

    assert said == "“进‘四保’名单”在“四保”企业"


def test_babel_finds_every_call() -> None:
    assert sorted(calls() ^ sources()) == []


def test_every_source_has_its_english() -> None:
    assert sorted(sources() - {source for source, english in pairs() if english}) == []


def test_nothing_in_the_catalogue_is_unused() -> None:
    assert sorted({source for source, _ in pairs()} - sources()) == []


def test_no_entry_is_fuzzy_or_left_over() -> None:
    found = catalogue()

    assert [message.id for message in found if message.id and message.fuzzy] == []
    assert list(found.obsolete) == []


def test_placeholders_and_tags_are_the_same_in_both() -> None:
    unlike = [
        (source, english)
        for source, english in pairs()
        if fields(source) != fields(english)
        or sorted(TAG.findall(source)) != sorted(TAG.findall(english))
    ]

    assert unlike == []


def test_the_english_holds_no_chinese() -> None:
    assert [english for _, english in pairs() if HAN.search(english)] == []


def test_the_chinese_uses_full_width_punctuation() -> None:
    assert [source for source, _ in pairs() if HALF_WIDTH.search(source)] == []
