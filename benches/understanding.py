"""How well and how fast messages are understood, beside two bare ways to do it.

The set of owners' sentences by other authors is used where it is at hand; the repository's own
clear sentences show only that nothing broke.
"""

import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from benches.figures import Figure, Size
from benches.understanding_sets import BUSINESS, FOLDS, clauses, cross_validation, two_matters
from policies.lessons import HELD_OUT, lessons
from policies.loader import load_rulebase
from policies.problems import NONE
from policies.rulebase import RuleBase
from policies.understanding.classifier import Understanding, digest_of, trained
from policies.understanding.keywords import Keywords
from policies.understanding.measure import Labelled, Measured, counted, labelled
from policies.understanding.search import ClauseSearch
from policies.understanding.text import letters_of, normalised
from policies.understanding.urgency import read_urgency

ROOT = Path(__file__).resolve().parents[1]
OTHERS = ROOT.parent / "shared" / HELD_OUT
OWN = ROOT / "tests" / "understanding"
MEGABYTE = 1024  # the kernel counts in kilobytes
# Not ru_maxrss: that begins with the peak of whoever started the process.
ONE_MESSAGE = """
from pathlib import Path
from policies.loader import load_rulebase
from policies.understanding.classifier import Understanding
Understanding.load(load_rulebase()).read("truck")
lines = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
"""
PROPOSALS = 3

Ranking = Callable[[str], list[str]]  # a message → ids of categories, best first


async def run(size: Size) -> AsyncIterator[Figure]:
    """Train once, then read every sentence on one thread."""
    rulebase = load_rulebase()
    with threadpool_limits(1):
        begun = time.perf_counter()
        understanding = Understanding.load(rulebase)
        loading = time.perf_counter() - begun
        yield _training(rulebase, loading)
        messages = labelled(OTHERS) if OTHERS.is_file() else labelled(OWN / "must-pass.yaml")
        messages = messages[: size.of(len(messages), 10)]
        result = counted("understanding", understanding, messages)
        yield _accuracy(result)
        nobodys = labelled(OWN / "nobodys.yaml")
        for sounds in (False, True):
            some = [message for message in nobodys if (message.style == BUSINESS) is sounds]
            yield _refusing(understanding, some[: size.of(len(some), 10)], sounds=sounds)
        yield _speed("reading a message", messages, understanding.read, most=5)
        yield _searching(rulebase, understanding, messages)
        yield two_matters(understanding, messages, size.of(150, 5))
        yield cross_validation(rulebase, size.of(FOLDS, 1))
        region = max(rulebase.regions.places, key=len)
        for figure in clauses(rulebase, region, OWN):
            yield figure
        ours = [message for message in messages if NONE not in message.right]
        yield _peer("peer: nearest example by TF-IDF cosine", _nearest(rulebase), ours)
        yield _peer("peer: keywords alone", _keywords(rulebase), ours)


def _training(rulebase: RuleBase, loading: float) -> Figure:
    begun = time.perf_counter()
    trained(rulebase.problems, read_urgency(rulebase.root), digest_of(rulebase))
    seconds = time.perf_counter() - begun
    figures = {
        "training_s": round(seconds, 2),
        "first_use_s": round(loading, 2),  # with reading the files and importing scikit-learn
        "megabytes": round(_peak_of_a_process()),
    }
    return Figure("training the classifier", figures, "s", "at most 1.5 s", seconds <= 1.5)


def _accuracy(result: Measured) -> Figure:
    whole, direct = result.whole, result.direct
    figures = {
        "top1": round(whole.top1, 3),
        "top3": round(whole.top3, 3),
        "messages": whole.messages,
        "offered": round(result.shown / max(1, result.chosen.messages), 2),  # in a choice
        "kept": round(1 - result.wronged / max(1, whole.messages), 3),
        "answered_directly": round(direct.messages / max(1, whole.messages), 3),
        "direct_right": round(direct.top1, 3),
        **{f"top1_{style}": round(score.top1, 3) for style, score in result.styles.items()},
    }
    if not OTHERS.is_file():
        return Figure("clear sentences of our own", figures, "share")
    met = whole.top1 >= 0.75 and whole.top3 >= 0.92
    return Figure("owners' sentences", figures, "share", "top-1 ≥ .75, top-3 ≥ .92", met)


def _refusing(
    understanding: Understanding, messages: Sequence[Labelled], *, sounds: bool
) -> Figure:
    refused = counted("none", understanding, messages).refused
    figures = {
        "refused": round(refused.top1, 3),
        "none_likeliest": round(refused.top3, 3),
        "messages": refused.messages,
    }
    name = "nobody's matters that sound like business" if sounds else "nobody's matters"
    return Figure(name, figures, "share")


def _searching(
    rulebase: RuleBase, understanding: Understanding, messages: Sequence[Labelled]
) -> Figure:
    search = ClauseSearch.load(rulebase)
    region = max(rulebase.regions.places, key=len)
    return _speed(
        "searching clauses, reading included",
        messages,
        lambda text: (understanding.read(text), search.find(region, text)),
    )


def _speed(
    name: str,
    messages: Sequence[Labelled],
    act: Callable[[str], object],
    most: float | None = None,
) -> Figure:
    taken = []
    for message in messages:
        begun = time.perf_counter()
        act(message.text)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    figures = {"p50": round(p50, 2), "p95": round(p95, 2)}
    if most is None:
        return Figure(name, figures, "ms")
    return Figure(name, figures, "ms", f"p50 below {most:g} ms", p50 < most)


def _peer(name: str, rank: Ranking, messages: Sequence[Labelled]) -> Figure:
    proposed = [(set(message.right), rank(message.text)[:PROPOSALS]) for message in messages]
    first = sum(bool(right & set(ids[:1])) for right, ids in proposed)
    among = sum(bool(right & set(ids)) for right, ids in proposed)
    count = max(1, len(messages))
    return Figure(
        name, {"top1": round(first / count, 3), "top3": round(among / count, 3)}, "share"
    )


def _nearest(rulebase: RuleBase) -> Ranking:
    pairs = [pair for pair in lessons(rulebase.problems) if pair[1] != NONE]
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
    matrix = vectors.fit_transform([letters_of(text) for text, _ in pairs])

    def rank(text: str) -> list[str]:
        likeness = (matrix @ vectors.transform([letters_of(text)]).T).toarray().ravel()
        return list(dict.fromkeys(pairs[n][1] for n in (-likeness).argsort()))

    return rank


def _keywords(rulebase: RuleBase) -> Ranking:
    keywords = Keywords(rulebase.problems.values())

    def rank(text: str) -> list[str]:
        weights = keywords.weights(keywords.hits(normalised(text)))
        return sorted(weights.keys() - {NONE}, key=lambda name: (-weights[name], name))

    return rank


def _peak_of_a_process() -> float:
    """Peak memory in megabytes of a fresh process that has read one message."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_MESSAGE], cwd=ROOT, capture_output=True, check=True
    )
    return int(done.stdout) / MEGABYTE
