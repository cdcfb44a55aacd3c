"""What the problem categories name must exist, and what they teach must be theirs alone."""

from collections.abc import Iterator
from pathlib import Path

from policies.checking.quotations import Problem
from policies.lessons import HELD_OUT, taught_by, utterances
from policies.problems import NONE, Category, Example, Walk
from policies.regions import Region
from policies.rulebase import RuleBase
from policies.understanding.text import normalised
from policies.understanding.urgency import read_urgency
from policies.words import Words

EXAMPLES = 30
EXAMPLES_OF_NONE = 120


def check_problems(rulebase: RuleBase, sources: Path) -> Iterator[Problem]:
    """Check every category, and the categories that clauses are tagged with.

    Args:
        rulebase: Loaded rules.
        sources: Folder with the texts of the documents; the measuring set is looked for beside it.

    Raises:
        RuleFileError: `urgency.yaml` does not fit.
    """
    families = {each.id for each in read_urgency(rulebase.root).families}
    yield from _Teaching(rulebase, _held_out(sources)).problems()
    for category in rulebase.problems.values():
        for walk in category.walks.values():
            for line, sentence in (*_in_walk(rulebase, walk), *_unknown_families(walk, families)):
                yield Problem(category.file, line, sentence)
    yield from _check_tags(rulebase)


def _held_out(sources: Path) -> frozenset[str]:
    path = sources.parent / HELD_OUT
    if not path.is_file():
        return frozenset()
    return frozenset(normalised(text) for text, _ in utterances(path))


class _Teaching:
    """Enough sentences, each taught once, none of them held out."""

    def __init__(self, rulebase: RuleBase, held_out: frozenset[str]) -> None:
        self._categories = rulebase.problems
        self._held_out = held_out
        self._taught: dict[str, str] = {}

    def problems(self) -> Iterator[Problem]:
        for category in self._categories.values():
            least = EXAMPLES_OF_NONE if category.id == NONE else EXAMPLES
            found = len(category.examples)
            if found < least:
                sentence = Words(
                    f"例句只有 {found} 条，至少要 {least} 条", f"{found} examples, {least} needed"
                )
                yield Problem(category.file, 1, sentence)
            for belongs, example in taught_by(category):
                for sentence in self._in_example(category, belongs, example):
                    yield Problem(category.file, example.line, sentence)

    def _in_example(self, category: Category, belongs: str, example: Example) -> Iterator[Words]:
        key = normalised(example.text)
        if belongs not in self._categories:
            yield _no("类别", "category", belongs)
        if key in self._held_out:
            yield Words(
                "这句话在测试集里，不能用来训练", "held out for measuring: never learnt from"
            )
        if key in self._taught:
            where = self._taught[key]
            yield Words(f"例句在 {where} 里已经有了", f"the example is already in {where}")
        self._taught.setdefault(key, category.file)


def _in_walk(rulebase: RuleBase, walk: Walk) -> Iterator[tuple[int, Words]]:
    place = rulebase.regions.places.get(walk.region)
    if place is None:
        yield walk.line, _no("地区", "region", walk.region)
        return
    yield from _in_steps(rulebase, walk, place)
    yield from _unsaid(walk)
    for name in _foreign_records(rulebase, walk):
        yield walk.line, _no("政策", "policy", name)
    for name in walk.exception_in:
        if not _is_daily_report(rulebase, name):
            yield walk.line, _no("每日报告", "daily report", name)
    for clause, line in walk.clauses():
        if walk.document_of(rulebase.documents, clause) is None:
            yield line, _no("条款", "clause", clause)


def _unknown_families(walk: Walk, families: set[str]) -> Iterator[tuple[int, Words]]:
    for name in walk.first.known_by if walk.first else ():
        if name not in families:
            yield walk.line, _no("紧急词类", "family of urgency", name)


def _in_steps(rulebase: RuleBase, walk: Walk, place: Region) -> Iterator[tuple[int, Words]]:
    for role, line in _unknown_roles(walk, place):
        yield line, _no("角色", "role", role)
    for name, line in _held_or_unknown(rulebase, walk):
        yield line, _no("未收录的文件", "document that is not held", name)


def _unsaid(walk: Walk) -> Iterator[tuple[int, Words]]:
    """Nobody forgets where to go and what to take along: it is there, or said to be unsaid."""
    for step in walk.steps:
        left_out, said = step.left_out(), set(step.unsaid)
        for name in sorted(left_out - said):
            zh = f"这一步没有 {name}：补上，或确认文件没有写，把 {name} 列进 unsaid"
            en = f"the step has no {name}: give it, or list it under unsaid if no document says it"
            yield step.line, Words(zh, en)
        for name in sorted(said - left_out):
            zh = f"unsaid 里的 {name} 不对：这一步已经有了，或者只是建议"
            en = f"unsaid names {name}, which the step does not lack, or it is mere advice"
            yield step.line, Words(zh, en)


def _held_or_unknown(rulebase: RuleBase, walk: Walk) -> Iterator[tuple[str, int]]:
    for step in walk.steps:
        for name in step.relies_on:
            document = rulebase.documents.get(name)
            if document is None or document.held:
                yield name, step.line


def _foreign_records(rulebase: RuleBase, walk: Walk) -> Iterator[str]:
    for name in walk.records:
        record = rulebase.records.get(name)
        if record is None or record.region != walk.region:
            yield name


def _is_daily_report(rulebase: RuleBase, name: str) -> bool:
    record = rulebase.records.get(name)
    keeping = None if record is None else record.keeping
    return keeping is not None and keeping.report is not None


def _unknown_roles(walk: Walk, place: Region) -> Iterator[tuple[str, int]]:
    named = [(role, walk.line) for role in walk.responsible]
    named += [(role, step.line) for step in walk.steps for role in step.roles]
    return ((role, line) for role, line in named if role not in place.roles)


def _check_tags(rulebase: RuleBase) -> Iterator[Problem]:
    for document in rulebase.documents.values():
        for clause in document.clauses.values():
            for tag in clause.categories:
                if tag not in rulebase.problems:
                    yield Problem(document.file, clause.line, _no("类别", "category", tag))


def _no(zh: str, en: str, name: str) -> Words:
    return Words(f"这里没有{zh} {name}", f"there is no {en} {name} here")
