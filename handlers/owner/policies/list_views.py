"""能享受什么政策: how the firm stands to all that is held, in one screen."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.domain.speech import Button, View, rows_of
from bot.services.firms.looks import Changes
from handlers.notices.outcomes import MARKS, ORDER, outcome_words
from handlers.notices.verdict_words import state_words, total_of
from handlers.owner.home_views import navigation
from handlers.owner.policies.shelves import (
    CHANGED,
    CODES,
    NEWS,
    PAGE,
    Shelf,
    entry,
    on_shelf,
    ordered,
    since_words,
    told,
)
from handlers.owner.policies.still_open import StillOpen, go_on_button, open_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.records import Modality
from policies.verdicts import Outcome, Source, Verdict

BEST: Final = 3
"""So many are shown by name above the groups: nothing important is two taps away."""
TOLD: Final = 3
NOTHING_LEFT: Final = StillOpen()
_HOPEFUL: Final = (Outcome.MATCH, Outcome.CONFIRM, Outcome.NEED_INFO)


def listing(
    t: Tongue,
    verdicts: Sequence[Verdict],
    changes: Changes,
    *,
    before: Html | None = None,
    left: StillOpen = NOTHING_LEFT,
) -> View:
    """How the firm stands: the sums first, then how many of each answer.

    Args:
        verdicts: Of the records of the firm's own place.
        before: What is said first.
        left: What answers could still decide.
    """
    if all(v.outcome is Outcome.NO_MATCH for v in verdicts):
        return _nothing(t, ordered(verdicts), before)
    counted = [
        t(
            "{mark} {outcome} {count} 项",
            mark=MARKS[group],
            outcome=outcome_words(t, group),
            count=n,
        )
        for group, n in _counts(verdicts)
    ]
    summed = Html(t("，").join(counted))
    text = lines(
        before,
        t("对照您的厂，{sum}。点开看依据和金额。", sum=summed),
        *open_words(t, left),
        *_sums(t, verdicts),
        *_news(t, verdicts, changes),
        *_documents(t, [verdict.source for verdict in verdicts]),
    )
    go_on = go_on_button(t, left)
    answer = (go_on,) if go_on else ()
    return View(text, (*_choices(t, verdicts, changes), *answer, *_tools(t), navigation(t)))


def _counts(verdicts: Sequence[Verdict]) -> list[tuple[Outcome, int]]:
    counts = [(group, sum(v.outcome is group for v in verdicts)) for group in ORDER]
    return [(group, count) for group, count in counts if count]


def _sums(t: Tongue, verdicts: Sequence[Verdict]) -> list[Html]:
    rich = [v for v in ordered(verdicts) if v.amounts and total_of(v) is not None]
    return [
        t("· <b>{title}：{state}</b>", title=t.words(verdict.title), state=state_words(t, verdict))
        for verdict in rich[:TOLD]
    ]


def _news(t: Tongue, verdicts: Sequence[Verdict], changes: Changes) -> Iterable[Html]:
    fresh = on_shelf(verdicts, changes, CHANGED)
    since = since_words(t, changes, len(fresh))
    if fresh and since is not None:
        yield since
        yield from (told(t, verdict, changes) for verdict in fresh[:TOLD])


def _documents(t: Tongue, sources: Sequence[Source]) -> list[Html]:
    """What the answers rest on, and of what kind it is."""
    named = dict.fromkeys((source.document, source.kind, source.date) for source in sources)
    return [
        t(
            "依据：《{document}》（{kind}，{date}）",
            document=t.words(document),
            kind=t.words(kind),
            date=day.isoformat(),
        )
        for document, kind, day in list(named)[:TOLD]
    ]


def _choices(
    t: Tongue, verdicts: Sequence[Verdict], changes: Changes
) -> Iterable[tuple[Button, ...]]:
    fresh = len(on_shelf(verdicts, changes, CHANGED))
    news = button(
        t("{mark} 有变化 {count}", mark=NEWS, count=fresh), "policy:group", Shelf(CHANGED)
    )
    if fresh:
        yield (news,)
    if len(verdicts) <= PAGE:
        yield from ((entry(t, verdict, changes),) for verdict in ordered(verdicts))
        return
    yield from ((entry(t, verdict, changes),) for verdict in best(verdicts))
    groups = [
        button(
            t("{mark} {group} {count}", mark=MARKS[group], group=_short(t, group), count=count),
            "policy:group",
            Shelf(CODES[group]),
        )
        for group, count in _counts(verdicts)
    ]
    yield from rows_of(*groups)


def best(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """What a firm may get, sums first; duties have a group of their own."""
    hopeful = [
        v
        for v in verdicts
        if v.outcome in _HOPEFUL and v.modality not in {Modality.DUTY, Modality.INFORMATION}
    ]
    return sorted(hopeful, key=lambda v: (not v.amounts, v.priority))[:BEST]


def _short(t: Tongue, outcome: Outcome) -> str:
    return t("需确认") if outcome is Outcome.CONFIRM else outcome_words(t, outcome)


def _tools(t: Tongue) -> tuple[tuple[Button, ...], ...]:
    return (
        (button(t("如果情况变了呢？"), "whatif:start"),),
        (button(t("问政策"), "ask:start"), button(t("发我一份"), "package:show")),
    )


def _nothing(t: Tongue, verdicts: Sequence[Verdict], before: Html | None) -> View:
    head = t("按您说的情况，目前收录的文件里没有适用的。条件变了随时告诉我，我重新对照。")
    if not verdicts:
        head = t(
            "您那里的政策目前还没有收录，我说不准就不说，免得耽误您；请向当地主管部门咨询，或者点“找人工”。"
        )
    change = (button(t("我的企业"), "firm:show"),)
    return View(lines(before, head), (*_choices(t, verdicts, Changes()), change, navigation(t)))
