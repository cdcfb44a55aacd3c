"""Measuring sets that are made from sentences: folds, pairs, and questions with their clauses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from benches.figures import Figure
from policies.problems import NONE, Category
from policies.rulebase import RuleBase
from policies.source.yaml_source import open_file
from policies.understanding.classifier import Understanding, trained
from policies.understanding.measure import Labelled, counted, labelled
from policies.understanding.search import ClauseSearch
from policies.understanding.urgency import read_urgency

FOLDS = 5
JOINT = "，另外"


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


def clauses(
    rulebase: RuleBase, understanding: Understanding, region: str, path: Path, nobodys: Path
) -> Figure:
    """Ask spoken questions, and some that no clause answers."""
    search = ClauseSearch.load(rulebase)

    def found(text: str) -> list[str]:
        likely = understanding.read(text).likely()
        return [item.clause.number for item in search.find(region, text, likely)]

    questions, nothing = _questions(path)
    nothing += [message.text for message in labelled(nobodys)]
    return Figure("clauses for spoken questions", _recall(found, questions, nothing), "share")


def _recall(
    found: Callable[[str], list[str]],
    questions: Sequence[tuple[str, tuple[str, ...]]],
    nothing: Sequence[str],
) -> dict[str, float | int]:
    answers = [(found(text), right) for text, right in questions]
    return {
        "recall3": round(sum(bool({*f} & {*right}) for f, right in answers) / len(answers), 3),
        "recall1": round(sum(bool({*f[:1]} & {*right}) for f, right in answers) / len(answers), 3),
        "questions": len(answers),
        "rightly_silent": round(sum(not found(text) for text in nothing) / len(nothing), 3),
        "unanswerable": len(nothing),
    }


def _questions(path: Path) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    with open_file(path, path.parent) as block:
        questions = []
        for item in block.blocks("questions"):
            with item:
                questions.append((item.text("ask"), item.texts("right")))
        return questions, list(block.texts("nothing"))
