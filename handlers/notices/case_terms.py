"""Until when something happens in a case, and who laid that down: a document or this product."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_missed import Missed
from bot.domain.case_states import UNTAKEN, CaseAct
from bot.domain.case_terms import ClockKind
from bot.domain.workdays import is_working_day
from bot.domain.worktime import WorkTime
from bot.services.cases.cards import CaseCard
from handlers.notices.case_words import top_words
from handlers.phrases import deadline, duration, working_days
from handlers.tongue import Html, Tongue, lines
from policies.documents import Document
from policies.practice import CaseTerm, Practice
from policies.rulebase import RuleBase

TO_FIRM: Final = (ClockKind.CONTACT, ClockKind.INTERIM, ClockKind.HANDLING)
"""What a firm can hold the desk to."""
MINUTE: Final = timedelta(minutes=1)


def terms_words(t: Tongue, rulebase: RuleBase, card: CaseCard, zone: ZoneInfo) -> Html | None:
    """The next dates for a firm, what was not kept, and where they come from; None if none runs.

    While nobody is there who could keep one, none is named.
    """
    late = [_missed(t, card, each, zone) for each in card.missed if each.kind in TO_FIRM]
    if card.status in UNTAKEN and not card.officers:
        return lines(*late) if late else None
    running = _running(card)
    said = [_to_firm(t, card, kind, _until(t, card, kind, zone)) for kind in running]
    awaited = _awaited(t, rulebase, card, zone)
    dates = t("🕒 {dates}。", dates=Html(t("，").join(said))) if said else None
    sources = _sources(t, rulebase, card, running) if said else None
    return lines(*late, awaited, dates, sources) if said or awaited or late else None


def _missed(t: Tongue, card: CaseCard, missed: Missed, zone: ZoneInfo) -> Html:
    """A date that was not kept is said, with what was done about it."""
    known = {"step": step_words(t, missed.kind), "due": deadline(t, missed.due, zone)}
    if card.status in UNTAKEN and not card.officers:
        return t("⏰ {step}已超期，原定{due}前；现在没有人可以催。", **known)
    if any(step.act is CaseAct.ESCALATE and step.clock is missed.kind for step in card.steps):
        return t(
            "⏰ {step}已超期，原定{due}前；已自动上报到{top}。", top=top_words(t, card), **known
        )
    return t("⏰ {step}已超期，原定{due}前；我接着催。", **known)


def over_words(t: Tongue, dates: Iterable[tuple[ClockKind, datetime]], zone: ZoneInfo) -> Html:
    """What was not done by the date that was given for it, for each of these."""
    said = (
        t("{step}已超期，原定{due}前", step=step_words(t, kind), due=deadline(t, due, zone))
        for kind, due in dates
    )
    return Html(t("；").join(said))


def _running(card: CaseCard) -> list[ClockKind]:
    """The dates that matter now, the next first: until somebody has what cannot wait, only one."""
    now = card.firm.now
    running = [kind for kind in TO_FIRM if (due := card.given(kind)) is not None and due > now]
    if card.urgent and card.status in UNTAKEN:
        return running[:1]
    return sorted(running, key=lambda kind: card.due(kind) or now)


def desk_terms(t: Tongue, card: CaseCard, zone: ZoneInfo) -> Html | None:
    """The same for the desk, all that runs, in one line; None if nothing does."""
    running = sorted((clock.due, kind) for kind, clock in card.clocks.items() if clock.due)
    said = [
        t("{step} {until}前", step=step_words(t, kind), until=deadline(t, due, zone))
        for due, kind in running
    ]
    rests = any(clock.due is None for clock in card.clocks.values())
    if rests:
        said.append(t("办理计时暂停"))
    return t("🕒 {dates}", dates=Html(" · ".join(said))) if said else None


def contact_left(t: Tongue, rulebase: RuleBase, card: CaseCard, zone: ZoneInfo) -> Html | None:
    """How much time there is for the first contact as its clock counts, and who says so."""
    due, term = card.due(ClockKind.CONTACT), _term(rulebase, card, ClockKind.CONTACT)
    if due is None:
        return None
    left = duration(t, _whole(due - card.firm.now))
    if term.of(urgent=card.urgent).working:
        worked = _whole(WorkTime(zone, is_working_day).between(card.firm.now, due))
        left = t("{left}，{due}前", left=working_days(t, worked), due=deadline(t, due, zone))
    if _document(rulebase, card, ClockKind.CONTACT) is None or term.reading:
        return t("首次联系还剩 {left}（本系统设定）", left=left)
    return t("首次联系还剩 {left}（按文件{clause}）", left=left, clause=term.clause or "")


def _whole(left: timedelta) -> timedelta:
    """Up to the whole minute: a second after a day was given, a day is left."""
    return -(-left // MINUTE) * MINUTE


def step_words(t: Tongue, kind: ClockKind) -> Html:
    """What a clock waits for."""
    return {
        ClockKind.TAKE: t("受理"),
        ClockKind.CONTACT: t("首次联系"),
        ClockKind.INTERIM: t("阶段性答复"),
        ClockKind.HANDLING: t("办理"),
        ClockKind.SUPPLY: t("企业补充"),
        ClockKind.RULING: t("退单裁定"),
        ClockKind.FIRM: t("企业确认"),
        ClockKind.CALL: t("电话回访"),
        ClockKind.CHECK: t("核查销号"),
    }[kind]


def _to_firm(t: Tongue, card: CaseCard, kind: ClockKind, until: Html) -> Html:
    if kind is ClockKind.INTERIM and answers_after_the_end(card):
        return t("到时没办完，最晚{until}前再答复您", until=until)
    return {
        ClockKind.CONTACT: t("{until}前有人联系您", until=until),
        ClockKind.INTERIM: t("{until}前再答复您", until=until),
        ClockKind.HANDLING: t("{until}前办结", until=until),
    }[kind]


def answers_after_the_end(card: CaseCard) -> bool:
    """Whether the next answer is promised for later than the case is to be solved."""
    answer, end = card.due(ClockKind.INTERIM), card.due(ClockKind.HANDLING)
    return answer is not None and end is not None and answer > end


def _awaited(t: Tongue, rulebase: RuleBase, card: CaseCard, zone: ZoneInfo) -> Html | None:
    """What is the firm's turn, or the inspectors'."""
    kinds = (ClockKind.SUPPLY, ClockKind.FIRM, ClockKind.CHECK)
    kind = next((each for each in kinds if card.due(each)), None)
    if kind is None:
        return None
    until = _until(t, card, kind, zone)
    return {
        ClockKind.SUPPLY: t("🕒 等您在{until}前补充，这期间办理计时暂停。", until=until),
        ClockKind.FIRM: t(
            "🕒 {until}前等您一句话；没有回话会有人打电话来问，不会当您同意。", until=until
        ),
        ClockKind.CHECK: _to_check(t, _practice(rulebase, card), until),
    }[kind]


def _to_check(t: Tongue, practice: Practice, until: Html) -> Html:
    """That somebody checks is this product's, where no document names who does."""
    if practice.check_clause is None:
        return t("🕒 {until}前督导核查（由谁核查，文件没有写，是本系统设定）。", until=until)
    return t("🕒 {until}前督导核查。", until=until)


def _sources(t: Tongue, rulebase: RuleBase, card: CaseCard, running: list[ClockKind]) -> Html:
    cited = list(_cited(t, rulebase, card, running))
    if cited:
        own = len(cited) < len(running)
        rest = t("其余时限是本系统设定的；到时没办，自动催办、上报。") if own else None
        return lines(*cited, rest)
    if any(term.document for term in _practice(rulebase, card).terms.values()):
        return t("时限是本系统设定的；到时没办，自动催办、上报。")
    return t("时限是本系统设定的，文件没有规定；到时没办，自动催办、上报。")


def _cited(
    t: Tongue, rulebase: RuleBase, card: CaseCard, running: list[ClockKind]
) -> Iterator[Html]:
    for kind in running:
        source = _named(t, rulebase, card, kind)
        if source is not None:
            yield t("“{step}”的时限：{by}。", step=step_words(t, kind), by=source)


def _named(t: Tongue, rulebase: RuleBase, card: CaseCard, kind: ClockKind) -> Html | None:
    """Where a term is written; None if the product sets it."""
    document, term = _document(rulebase, card, kind), _term(rulebase, card, kind)
    if document is None:
        return None
    place = {"document": t.words(document.title), "clause": term.clause or ""}
    if term.reading:
        return t("本系统按《{document}》{clause}的理解设定", **place)
    return t("依据《{document}》{clause}", **place)


def _document(rulebase: RuleBase, card: CaseCard, kind: ClockKind) -> Document | None:
    """The document that sets this date; none sets the date of a second try."""
    clock = card.clocks.get(kind)
    again = kind is ClockKind.CONTACT and clock is not None and clock.since > card.opened_at
    named = _term(rulebase, card, kind).cited(urgent=card.urgent)
    return None if again else rulebase.documents.get(named or "")


def _term(rulebase: RuleBase, card: CaseCard, kind: ClockKind) -> CaseTerm:
    return _practice(rulebase, card).terms[kind]


def _practice(rulebase: RuleBase, card: CaseCard) -> Practice:
    region = rulebase.regions.nearest(card.firm.region)
    return rulebase.regions.practice if region is None else region.practice


def _until(t: Tongue, card: CaseCard, kind: ClockKind, zone: ZoneInfo) -> Html:
    due = card.due(kind)
    return Html("—") if due is None else deadline(t, due, zone)
