"""How values of registers are put into words for either side: what holds, why, what changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.impact import Change
from bot.domain.registers import Grounds, SourceKind
from bot.services.impact.shifts import Shifted
from bot.services.registers.cards import Subject
from bot.services.registers.impact import Impact
from handlers.notices.case_words import clipped, place
from handlers.notices.impact_words import MARKS, change_words
from handlers.notices.shift_words import shift_title
from handlers.phrases import day_of, moment, source_words
from handlers.tongue import Html, Tongue, escaped, lines
from policies.fact_words import value_words
from policies.facts import Fact, FactValue
from policies.records import Modality, Quotation, Record
from policies.registers import Admission, Register
from policies.rulebase import RuleBase
from policies.verdicts import Source

REASON_SHOWN: Final = 200
TITLES_SHOWN: Final = 3
SHIFTS_SHOWN: Final = 6
TOLD: Final = (
    Change.GAINED,
    Change.AMOUNT,
    Change.TERMS,
    Change.LOST,
    Change.OPEN,
    Change.ASKED,
)
"""In this order changes are told, after what has to be done now."""


def value_of(t: Tongue, fact: Fact, value: FactValue | None) -> Html:
    """应急状态; 没有记录 if nobody has said anything."""
    return t("没有记录") if value is None else t.words(value_words(fact, value))


def subject_words(t: Tongue, rulebase: RuleBase, subject: Subject) -> Html:
    """Whose value it is: 方城县, or the firm."""
    if subject.firm is not None:
        return Html(escaped(subject.firm.name))
    return place(t, rulebase, subject.place)


def decider_words(t: Tongue, fact: Fact) -> Html:
    """Who has the last word on a fact."""
    return t.words(fact.decided_by) if fact.decided_by else t("工作人员")


def source_said(t: Tongue, grounds: Grounds) -> Html:
    """Where a value comes from: 文件, or what was written."""
    if grounds.words:  # of an officer, or of the operator
        return Html(escaped(grounds.words))
    return {
        SourceKind.DOCUMENT: t("文件"),
        SourceKind.MEETING: t("会议"),
        SourceKind.PHONE: t("电话"),
        SourceKind.VISIT: t("现场核查"),
        SourceKind.APPLICATION: t("企业申请"),
        SourceKind.OPERATOR: t("系统维护"),
    }[grounds.source]


def grounds_line(t: Tongue, grounds: Grounds) -> Html | None:
    """原因：“…”（来源：文件）; None if nobody gave any."""
    if not grounds.reason:
        return None
    return t(
        "原因：“{reason}”（来源：{origin}）",
        reason=clipped(grounds.reason, REASON_SHOWN),
        origin=source_said(t, grounds),
    )


def since_words(t: Tongue, at: datetime, zone: ZoneInfo) -> Html:
    """7月15日（周五）09:00, or the day alone if it holds from its first minute."""
    wall = at.astimezone(zone)
    return day_of(t, at, zone) if (wall.hour, wall.minute) == (0, 0) else moment(t, at, zone)


def quoted(t: Tongue, quotation: Quotation) -> Html:
    """The document's own words, with a short meaning for those who do not read them."""
    text = f"<blockquote>{escaped(quotation.quote)}</blockquote>"
    return Html(text if t.language == "zh" else f"{text}\n{escaped(quotation.gloss)}")


def clause_line(t: Tongue, rulebase: RuleBase, quotation: Quotation) -> Html:
    """依据：《…》（解读，2022-06-22）三(四)."""
    return source_words(t, source_of(rulebase, quotation))


def clauses_line(t: Tongue, sources: Sequence[Source]) -> Html | None:
    """The same of several clauses, each document once: 依据：《…》（…）二(一)、三(七)."""
    found: dict[tuple[str, str], dict[str, Source]] = {}
    for each in sources:
        clauses = found.setdefault((each.document.zh, each.date.isoformat()), {})
        clauses.setdefault(each.quotation.clause, each)
    told = []
    for clauses in found.values():
        [first, *_] = clauses.values()
        line = source_words(t, first)
        others = [clause for clause in clauses if clause != first.quotation.clause]
        told.append(Html(t("、").join([line, *others])))
    return lines(*told) if told else None


def source_of(rulebase: RuleBase, quotation: Quotation) -> Source:
    """A sentence with the document that it stands in."""
    document = rulebase.documents[quotation.document]
    assert document.date is not None  # the loader refuses a source without a date
    return Source(document.title, document.kind, document.date, quotation)


def standards_line(
    t: Tongue, rulebase: RuleBase, admission: Admission, *, desk: bool = False
) -> Html | None:
    """By what it is decided; a document that is not held is said to be so.

    Args:
        desk: Whoever reads it judges by the standard, and does not have to meet it.
    """
    documents = [rulebase.documents[name] for name in admission.standards]
    if not documents:
        return None
    titles = Html("".join(t("《{title}》", title=t.words(each.title)) for each in documents))
    if all(each.held for each in documents):
        return t("标准：{titles}", titles=titles)
    if desk:
        return t("标准：{titles}，本系统没有收录，请按已公布的审核。", titles=titles)
    return t("标准：{titles}，本系统没有收录，请向主管部门要。", titles=titles)


def shift_lines(t: Tongue, shifts: Sequence[Shifted]) -> list[Html]:
    """What has to be done, what applies now, what is over, what is open: their titles."""
    duties = [each for each in shifts if each.is_new_duty]
    kinds = {kind: [each for each in shifts if each.change is kind] for kind in Change}
    kinds[Change.GAINED] = [each for each in kinds[Change.GAINED] if not each.is_new_duty]
    found = (duties, *(kinds[kind] for kind in TOLD))
    named = [_titles(t, each) for each in found]
    said = (
        t("📌 须履行：{titles}", titles=named[0]),
        t("✅ 新适用：{titles}", titles=named[1]),
        t("💰 金额有变：{titles}", titles=named[2]),
        t("📌 要求有变：{titles}", titles=named[3]),
        t("➖ 不再适用：{titles}", titles=named[4]),
        t("🟡 需主管部门确认：{titles}", titles=named[5]),
        t("❓ 需补充信息：{titles}", titles=named[6]),
    )
    return [line for line, titles in zip(said, named, strict=True) if titles]


def counted_lines(t: Tongue, rulebase: RuleBase, impact: Impact) -> list[Html]:
    """Record by record for how many firms its answer changes, the most frequent first."""
    found = [
        (count, record, change)
        for record in rulebase.records.values()
        for change, count in impact.tally.changes.get(record.id, {}).items()
    ]
    found.sort(key=lambda each: -each[0])
    more = len(found) - SHIFTS_SHOWN
    lines_ = [_counted(t, *each) for each in found[:SHIFTS_SHOWN]]
    return [*lines_, t("… 另有 {count} 项", count=more)] if more > 0 else lines_


def _counted(t: Tongue, count: int, record: Record, change: Change) -> Html:
    title = t.words(record.title)
    if change is Change.GAINED and record.modality is Modality.DUTY:
        return t("📌 {title}：{count} 家须履行", title=title, count=count)
    said = {"mark": MARKS[change], "change": change_words(t, change)}
    return t("{mark} {title}：{change} {count} 家", title=title, count=count, **said)


def register_title(t: Tongue, register: Register) -> Html:
    """What a register is called: by its fact."""
    return t.words(register.fact.label)


def _titles(t: Tongue, shifts: Sequence[Shifted]) -> Html:
    titles = Html(t("、").join(shift_title(t, each) for each in shifts[:TITLES_SHOWN]))
    if len(shifts) <= TITLES_SHOWN:
        return titles
    return t("{titles}等 {count} 项", titles=titles, count=len(shifts))
