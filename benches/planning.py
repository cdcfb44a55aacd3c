"""How many questions it takes until everything is settled, beside a form in a fixed order.

The firms are drawn by the weights of firms.yaml, which are assumptions.
"""

from collections.abc import AsyncIterator, Sequence
from statistics import mean

from benches.figures import Figure, Size
from benches.firms import County
from benches.interviews import Asked, Interviews
from benches.rules import rulebase
from policies.facts import Facts, Scope
from policies.matching import match
from policies.verdicts import Verdict

EVERYTHING = (Scope.PROFILE, Scope.CASE, Scope.RECORD)
RUNS = {"profile": (Scope.PROFILE,), "everything": EVERYTHING}
SHARE = 0.6
MOST_MS = 20

Shown = dict[str, float | int]


async def run(size: Size) -> AsyncIterator[Figure]:
    """Ask the same firms in every way."""
    for name, scopes in RUNS.items():
        county = County(rulebase())
        interviews = Interviews(county, scopes)
        firms = county.firms(size.of(2000, 4))
        ours = [interviews.ours(firm) for firm in firms]
        counts = [len(asked.estimates) for asked in ours]
        for form, title in (
            (interviews.form, "the whole form"),
            (interviews.short_form, "the form less what no record here uses"),
        ):
            by_form = [interviews.by_form(firm, form) for firm in firms]
            yield _against(f"questions, {name}, against {title}", counts, by_form)
        some = firms[: size.of(500, 4)]
        skipping = [interviews.skipping(firm) for firm in some]
        yield _peer(f"peer: the form, skipping what is settled, {name}", counts, skipping)
        fewest = [interviews.fewest(firm) for firm in some]
        yield _peer(f"peer: the fewest by hindsight, {name}", counts, fewest)
        yield _estimates(name, ours)
        yield _same_verdicts(name, interviews, firms, ours)
        yield _speed(name, ours)
        even = county.even_firms(size.of(500, 4))
        evenly = [len(interviews.ours(firm).estimates) for firm in even]
        by_form = [interviews.by_form(firm, interviews.short_form) for firm in even]
        yield _against(f"questions, {name}, every answer equally likely", evenly, by_form)


def _against(name: str, counts: Sequence[int], form: Sequence[int]) -> Figure:
    ours, theirs = _spread(counts), _spread(form)
    figures: Shown = {
        "mean": ours["mean"],
        "p95": ours["p95"],
        "longest": max(counts),
        "form_mean": theirs["mean"],
        "form_p95": theirs["p95"],
        "mean_share": round(ours["mean"] / theirs["mean"], 3),
        "p95_share": round(ours["p95"] / theirs["p95"], 3),
        "firms": len(counts),
    }
    met = figures["mean_share"] <= SHARE and figures["p95_share"] <= SHARE
    return Figure(name, figures, "questions", f"mean and p95 at most {SHARE:.0%} of it", met)


def _peer(name: str, counts: Sequence[int], peer: Sequence[int]) -> Figure:
    same_firms = counts[: len(peer)]
    figures: Shown = {
        **_spread(peer),
        "longest": max(peer),
        "ours_mean": _spread(same_firms)["mean"],
        "ours_p95": _spread(same_firms)["p95"],
        "ours_as_few": round(mean(a <= b for a, b in zip(same_firms, peer, strict=True)), 3),
        "firms": len(peer),
    }
    return Figure(name, figures, "questions")


def _spread(counts: Sequence[float]) -> Shown:
    ordered = sorted(counts)
    return {"mean": round(mean(ordered), 2), "p95": ordered[int(len(ordered) * 0.95)]}


def _estimates(name: str, interviews: Sequence[Asked]) -> Figure:
    """还有约 N～M 题: what was said at each question, and how many really came."""
    told = [
        (said, most, len(asked.estimates) - place)
        for asked in interviews
        for place, (said, most) in enumerate(zip(asked.estimates, asked.bounds, strict=True))
    ]
    pairs = [(said, left) for said, _, left in told]
    figures: Shown = {
        "right": round(mean(said == left for said, left in pairs), 3),
        "within_1": round(mean(abs(said - left) <= 1 for said, left in pairs), 3),
        "within_3": round(mean(abs(said - left) <= 3 for said, left in pairs), 3),
        "at_most_as_said": round(mean(left <= most for _, most, left in told), 3),
        "said_mean": round(mean(said for said, _ in pairs), 2),
        "left_mean": round(mean(left for _, left in pairs), 2),
    }
    return Figure(f"about N questions left, {name}", figures, "share")


def _same_verdicts(
    name: str, interviews: Interviews, firms: Sequence[Facts], ours: Sequence[Asked]
) -> Figure:
    """What is decided and granted after our questions and after the whole form."""
    same, settled = 0, 0
    for firm, asked in zip(firms, ours, strict=True):
        told = {name: firm[name] for name in interviews.short_form}
        for one, other in zip(
            _verdicts(interviews, asked.facts),
            _verdicts(interviews, {**asked.facts, **told}),
            strict=True,
        ):
            settled += 1
            same += (one.outcome, one.amounts) == (other.outcome, other.amounts)
    figures: Shown = {"same": round(same / settled, 5), "verdicts": settled}
    return Figure(f"same verdicts, {name}", figures, "share", "all of them", same == settled)


def _verdicts(interviews: Interviews, facts: Facts) -> list[Verdict]:
    county = interviews.county
    return match(county.rulebase, region=county.region, as_of=county.today, facts=facts)


def _speed(name: str, interviews: Sequence[Asked]) -> Figure:
    taken = sorted(1000 * second for asked in interviews for second in asked.seconds)
    figures: Shown = {
        "p95": round(taken[int(len(taken) * 0.95)], 2),
        "p50": round(taken[len(taken) // 2], 2),
        "first": round(1000 * interviews[0].seconds[0], 2),
    }
    aim = f"p95 at most {MOST_MS} ms"
    return Figure(f"choosing a question, {name}", figures, "ms", aim, figures["p95"] <= MOST_MS)
