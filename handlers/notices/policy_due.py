"""What editors hear of records near their end, or not read for a year."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.policy_dates import DueKind
from bot.domain.speech import View
from bot.services.duties.errands import Ground
from bot.services.releases.due import DueRecord, PolicyDue
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

SHOWN: Final = 5
LABEL: Final = 40


def due_of(ground: Ground) -> PolicyDue:
    """How it is worded."""
    return PolicyDue(ground, lambda found, language: due(Tongue(language), found))


def due(t: Tongue, found: Sequence[DueRecord]) -> View:
    """What falls due, and what can be done: read it again, extend it, prepare another version."""
    shown = found[:SHOWN]
    text = lines(
        t("📅 <b>{count} 条政策要您看一看</b>", count=len(found)),
        *_lines(t, found),
        t("与原文核对过、仍然正确的，点“已复核”；要延期的，记录“仍执行至”；要改的，准备新版本。"),
    )
    rows = [
        (button(t.plain(each.record.title)[:LABEL], "pol:one", each.record.id),) for each in shown
    ]
    ends = any(each.due.kind is DueKind.ENDS for each in found)
    until = (button(t("文件仍执行至"), "reg:docs", 0),) if ends else ()
    ways = (button(t("现行政策"), "pol:all", 0), button(t("返回"), "desk:menu"))
    return View(text, (*rows, *((until,) if until else ()), ways))


def _lines(t: Tongue, found: Sequence[DueRecord]) -> Iterator[Html]:
    """A line for each document and day, with how many records rest on it."""
    counted = Counter((each.due, each.document) for each in found)
    for (due_, document), count in counted.items():
        said = {"document": t.words(document), "day": due_.day.isoformat(), "count": count}
        if due_.kind is DueKind.ENDS:
            yield t("· 《{document}》到 {day} 为止，之后一律按“需确认”答复：{count} 条", **said)
        else:
            yield t("· 《{document}》：{day} 满一年没有与原文核对：{count} 条", **said)
