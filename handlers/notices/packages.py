"""政策清单: what applies to a firm now, in one message."""

from collections.abc import Iterator, Sequence
from typing import Final

from babel.dates import format_date

from bot.domain.packages import LIST_LINES
from bot.services.duties.errands import Ground
from bot.services.packages.packages import Package
from bot.services.packages.packing import Packing
from handlers.notices.outcomes import MARKS, outcome_words
from handlers.notices.verdict_words import money_state
from handlers.tongue import Html, Tongue, lines
from policies.verdicts import Outcome, Source, Verdict

NAMED: Final = 3
"""So many of a part are named in its line; how many there are is always said."""
EACH: Final = 3
"""So many of what a firm may get have a line of their own where there is room."""
NEAR: Final = "↗️"
SHORT: Final = {"zh": 40, "en": 100}
"""What is said in so many characters has a line; what is longer stands in the file."""


def packing_of(ground: Ground) -> Packing:
    """How the lists of package broadcasts are worded."""
    return Packing(ground, say=lambda package, language: listed(Tongue(language), package))


def listed(t: Tongue, package: Package, most: int = LIST_LINES) -> Html:
    """The list in at most so many lines; a file has all of it.

    Args:
        most: At least `LIST_LINES`; with more, sums and benefits get lines of their own.
    """
    head = t("📦 <b>{day}对照，现在适用贵企业的</b>：", day=_day(t, package))
    if package.is_empty:
        return lines(_nothing(t, package), _unanswered(t, package))
    rest = [*_parts(t, package), _unanswered(t, package), _documents(t, package)]
    short = [head, *(each for each in rest if each is not None)]
    room = most - len(short)
    gists = [t.words(each.gist) for each in package.benefits]
    spread = [t("· {gist}", gist=each) for each in gists if len(each) <= SHORT[t.language]]
    spread = spread[: max(0, min(room, EACH))]
    at = 2 if package.benefits else 1
    return lines(*short[:at], *spread, *short[at:])


def _parts(t: Tongue, package: Package) -> Iterator[Html]:
    parts = (
        (MARKS[Outcome.MATCH], outcome_words(t, Outcome.MATCH), package.benefits),
        (MARKS[Outcome.OBLIGATION], outcome_words(t, Outcome.OBLIGATION), package.duties),
        (MARKS[Outcome.CONFIRM], outcome_words(t, Outcome.CONFIRM), package.confirms),
        (NEAR, t("差一点就够"), package.near),
    )
    for mark, called, verdicts in parts:
        if verdicts:
            yield t(
                "{mark} <b>{called} {count} 项</b>：{names}",
                mark=mark,
                called=called,
                count=len(verdicts),
                names=_names(t, verdicts),
            )


def _names(t: Tongue, verdicts: Sequence[Verdict]) -> Html:
    named = Html(t("、").join(_named(t, each) for each in verdicts[:NAMED]))
    return t("{names}等", names=named) if len(verdicts) > NAMED else named


def _named(t: Tongue, verdict: Verdict) -> Html:
    state = money_state(t, verdict)
    title = t.words(verdict.title)
    return title if state is None else t("{title}（{state}）", title=title, state=state)


def _unanswered(t: Tongue, package: Package) -> Html | None:
    if not package.unanswered:
        return None
    mark = MARKS[Outcome.NEED_INFO]
    return t("{mark} 还有 {count} 项，答几个问题才有结论", mark=mark, count=package.unanswered)


def _documents(t: Tongue, package: Package) -> Html:
    sources = [each.source for each in package.verdicts]
    named = list(dict.fromkeys((each.document, each.kind, each.date) for each in sources))
    words = _document(t, sources[0])
    if len(named) > 1:
        words = t("{document}等 {count} 份", document=words, count=len(named))
    return t("依据：{documents}。以主管部门核定为准", documents=words)


def _document(t: Tongue, source: Source) -> Html:
    return t(
        "《{document}》（{kind}，{date}）",
        document=t.words(source.document),
        kind=t.words(source.kind),
        date=source.date.isoformat(),
    )


def _nothing(t: Tongue, package: Package) -> Html:
    said = t("📦 {day}对照，收录的政策里现在没有适用贵企业的。", day=_day(t, package))
    return lines(said, t("情况变了，随时可以再对照。"))


def _day(t: Tongue, package: Package) -> Html:
    day = package.day
    if t.language == "zh":
        return Html(f"{day.month}月{day.day}日")
    return Html(format_date(day, "d MMM", locale="en"))
