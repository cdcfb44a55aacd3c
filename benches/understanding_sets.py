"""Measuring sets that are made from sentences: folds, pairs, and questions with their clauses."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from benches.figures import Figure
from policies.problems import NONE, Category
from policies.rulebase import RuleBase
from policies.source.yaml_files import open_file
from policies.source.yaml_source import Block
from policies.understanding.classifier import Understanding, trained
from policies.understanding.entries import Found
from policies.understanding.measure import Labelled, counted, labelled
from policies.understanding.search import ClauseSearch
from policies.understanding.urgency import read_urgency

FOLDS = 5
BUSINESS = "business"  # the style of what is nobody's matter and sounds like a firm's
JOINT = "，另外"
PARTS = (
    "tuning",
    "held_out",
    "english",
    "manager",
    "shop_floor",
    "visitor",
)  # thresholds are chosen on the first alone


def cross_validation(rulebase: RuleBase, folds: int) -> Figure:
    """Learn without every fifth sentence of our own, then read just those."""
    first = among = messages = 0
    for fold in range(folds):
        kept, left_out = _split(rulebase.problems, fold)
        understanding = trained(kept, read_urgency(rulebase.root), "")
        whole = counted("fold", understanding, left_out).whole
        first, among = first + whole.first, among + whole.among
        messages += whole.messages
    figures = {"top1": round(first / messages, 3), "top3": round(among / messages, 3)}
    return Figure("our own sentences, cross-validated", {**figures, "messages": messages}, "share")


def _split(
    problems: Mapping[str, Category], fold: int
) -> tuple[dict[str, Category], list[Labelled]]:
    kept, left_out = {}, []
    for name, category in problems.items():
        examples = category.examples
        stay = tuple(e for n, e in enumerate(examples) if n % FOLDS != fold)
        kept[name] = replace(category, examples=stay)
        left_out += [Labelled(e.text, (name,), "plain") for e in examples[fold::FOLDS]]
    return kept, left_out


def two_matters(understanding: Understanding, messages: Sequence[Labelled], most: int) -> Figure:
    """Join sentences of different categories, spread evenly over all such pairs."""
    single = [m for m in messages if len(m.right) == 1 and NONE not in m.right]
    pairs = [pair for pair in combinations(single, 2) if pair[0].right != pair[1].right]
    ticked = proposed = 0
    chosen = pairs[:: max(1, len(pairs) // most)][:most]
    for one, other in chosen:
        read = understanding.read(one.text + JOINT + other.text)
        both = {*one.right, *other.right}
        ticked += both <= set(read.several)
        proposed += both <= {proposal.id for proposal in read.categories}
    needless = sum(bool(understanding.read(message.text).several) for message in single)
    figures = {
        "both_proposed": round(proposed / len(chosen), 3),
        "both_ticked": round(ticked / len(chosen), 3),
        "pairs": len(chosen),
        "single_not_ticked": round(1 - needless / len(single), 3),
    }
    return Figure("two matters in one message", figures, "share")


Asking = Callable[[str], tuple[Found, ...]]


def clauses(rulebase: RuleBase, region: str, folder: Path) -> Iterator[Figure]:
    """Ask spoken questions, and some that no clause answers.

    Args:
        folder: With `questions.yaml`, `nobodys.yaml` and `unanswerable.yaml`.
    """
    search = ClauseSearch.load(rulebase)

    def ask(text: str) -> tuple[Found, ...]:
        return search.find(region, text).clauses

    for part, questions in _questions(folder / "questions.yaml").items():
        yield Figure(f"clauses for spoken questions, {part}", _recall(ask, questions), "share")
    nothing = [m.text for m in labelled(folder / "nobodys.yaml")]
    yield _silence("nobody's matters", ask, nothing)
    for part, texts in _unanswerable(folder / "unanswerable.yaml").items():
        yield _silence(f"what no clause answers, {part}", ask, texts)


def _recall(ask: Asking, questions: Sequence[tuple[str, tuple[str, ...]]]) -> dict[str, float]:
    answers = [(ask(text), set(right)) for text, right in questions]

    def share(hits: Iterator[bool]) -> float:
        return round(sum(hits) / len(answers), 3)

    return {
        "recall3": share(any(_is(each, right) for each in found) for found, right in answers),
        "recall1": share(any(_is(each, right) for each in found[:1]) for found, right in answers),
        "answered_right": share(
            any(each.answers and _is(each, right) for each in found) for found, right in answers
        ),
        "questions": len(answers),
    }


def _is(found: Found, right: Collection[str]) -> bool:
    return found.clause.number in right


def _silence(name: str, ask: Asking, texts: Sequence[str]) -> Figure:
    found = [ask(text) for text in texts]
    answered = sum(any(each.answers for each in clauses) for clauses in found)
    figures = {
        "not_answered": round(1 - answered / len(texts), 3),
        "nothing_shown": round(sum(not clauses for clauses in found) / len(texts), 3),
        "messages": len(texts),
    }
    return Figure(f"nothing to quote: {name}", figures, "share")


def _unanswerable(path: Path) -> dict[str, list[str]]:
    with open_file(path, path.parent) as block:
        return {part: list(block.texts(part)) for part in (*PARTS, "talk")}


def _questions(path: Path) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    with open_file(path, path.parent) as block:
        return {part: [_question(item) for item in block.blocks(part)] for part in PARTS}


def _question(item: Block) -> tuple[str, tuple[str, ...]]:
    with item:
        return item.text("ask"), item.texts("right")
