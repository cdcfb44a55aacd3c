"""What a card says of one verdict: answer first, reason second, source third."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from handlers.notices.outcomes import MARKS
from handlers.notices.verdict_words import state_words, total_of
from handlers.owner.policies.shelves import Shelf
from handlers.owner.policies.words import (
    nature_words,
    remarks_words,
    unheld_line,
    value_text,
)
from handlers.phrases import source_words
from handlers.tongue import Html, Tongue, lines
from policies.facts import Fact
from policies.records import Modality, Remark
from policies.verdicts import AmountLine, Mark, NearMiss, Outcome, Reason, Verdict
from policies.words import Words, joined

REASON_MARKS: Final = {Mark.YES: "✓", Mark.NO: "✗", Mark.UNKNOWN: "?", Mark.CONFIRM: "🟡"}
_FIRST: Final = (Mark.NO, Mark.CONFIRM, Mark.YES)
OPEN_SHOWN: Final = 2
AMOUNTS_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class CardOf:
    """A verdict with all that its card says.

    Args:
        standing: Notes of the record itself; what is said of this firm comes after them.
        officer: What the first human is called there.
        shelf: Where the card was opened from; None for the list itself.
        admission: What the firm can ask staff for at once, and for which fact.
    """

    verdict: Verdict
    facts: Mapping[str, Fact]
    standing: Sequence[Remark]
    officer: Words
    shelf: Shelf | None = None
    admission: tuple[str, Words] | None = None

    @property
    def of_firm(self) -> tuple[Remark, ...]:
        """What is noted of this firm and this day: 自报, 仍执行至, an old document."""
        return self.verdict.notes[len(self.standing) :]

    @property
    def place(self) -> tuple[object, ...]:
        """What a button needs to come back to this card as it is."""
        shelf = () if self.shelf is None else (self.shelf,)
        return (self.verdict.policy, *shelf)


def card_text(t: Tongue, of: CardOf) -> Html:
    """What it is worth, why, what stays open, and where it is written."""
    verdict = of.verdict
    return lines(
        _head(t, verdict),
        *_amounts(t, verdict),
        *_why(t, verdict),
        *_near(t, verdict.near_miss),
        *_missing(t, of),
        *_remarks(t, of),
        *_unheld(t, verdict),
        source_words(t, verdict.source),
    )


def _head(t: Tongue, verdict: Verdict) -> Html:
    mark, title = MARKS[verdict.outcome], t.words(verdict.title)
    head = t(
        "<b>{mark} {title}：{state}</b>", mark=mark, title=title, state=state_words(t, verdict)
    )
    if verdict.amounts and total_of(verdict) is not None:
        return head  # the formula below says what the gist says, with the firm's own numbers
    nature = t("（{nature}）", nature=nature_words(t, verdict.modality))
    return lines(head, Html(t.words(verdict.gist) + (nature if _is_unsaid(verdict) else "")))


def _is_unsaid(verdict: Verdict) -> bool:
    """Whether the answer itself leaves open who is bound: 须履行 and 自愿 say it."""
    if verdict.modality is Modality.DUTY_OF_AUTHORITY:
        return verdict.outcome is not Outcome.NO_MATCH
    return verdict.outcome in {Outcome.CONFIRM, Outcome.NEED_INFO}


def _amounts(t: Tongue, verdict: Verdict) -> Iterable[Html]:
    if verdict.if_granted:
        yield t("以下只是<b>如获认定</b>的算法，不是承诺：")
    whole = [line for line in verdict.lines if line.share is None]
    whole.sort(key=lambda line: not line.total_of)
    for line in whole[:AMOUNTS_SHOWN]:
        yield _amount(t, line)
    if len(whole) > AMOUNTS_SHOWN:
        yield t("· 另有 {count} 项，都算在总数里", count=len(whole) - AMOUNTS_SHOWN)
    payers = [_payer(t, line) for line in verdict.lines if line.share is not None]
    if payers:
        yield Html("· " + " · ".join(payers))


def _amount(t: Tongue, line: AmountLine) -> Html:
    return t(
        "· {label} {value}（{formula}）",
        label=t.words(line.label),
        value=value_text(line),
        formula=t.words(line.formula),
    )


def _payer(t: Tongue, line: AmountLine) -> Html:
    label = t.words(line.label)
    return t("{label} {share}：{value}", label=label, share=line.share, value=value_text(line))


def _why(t: Tongue, verdict: Verdict) -> Iterable[Html]:
    """The reasons in one paragraph, what stands in the way first; a refusal needs no more."""
    marks = (Mark.NO,) if verdict.outcome is Outcome.NO_MATCH else _FIRST
    told = [reason for reason in verdict.reasons if reason.verdict in marks]
    told.sort(key=lambda reason: _FIRST.index(reason.verdict))
    if told:
        reasons = Html(t("；").join(reason_words(t, reason) for reason in told))
        yield t("为什么：{reasons}", reasons=reasons)


def reason_words(t: Tongue, reason: Reason) -> Html:
    """One reason with its mark."""
    return Html(f"{REASON_MARKS[reason.verdict]} {t.words(reason.text)}")


def _near(t: Tongue, misses: Sequence[NearMiss]) -> Iterable[Html]:
    if len(misses) > 1:
        yield t("还差 {count} 样，要都满足：", count=len(misses))
    if misses:  # on one line: a card stays short
        yield Html(t("；").join(near_words(t, near) for near in misses))


def near_words(t: Tongue, near: NearMiss) -> Html:
    """What is missing, by how much, and who decides."""
    text = Html(f"<b>{t.words(near.text)}</b>")
    if near.gap is None:  # a choice is half a sentence: 如自行配置采样屋
        text = t("{wish}，就可能适用", wish=text)
    decided = None if near.decided_by is None else t.words(near.decided_by)
    return text if decided is None else t("{text}（由{who}定）", text=text, who=decided)


def missing_names(t: Tongue, of: CardOf) -> Html | None:
    """The facts that still decide."""
    labels = [of.facts[name].label for name in of.verdict.missing if name in of.facts]
    return t.words(joined(labels)) if labels else None


def _missing(t: Tongue, of: CardOf) -> Iterable[Html]:
    names = missing_names(t, of)
    if names is None:
        return
    if of.verdict.rhythm is not None:
        yield t("还差：{names}。记下来，到期前我提醒您。", names=names)
    elif of.verdict.outcome is Outcome.OBLIGATION:
        yield t("还差：{names}。说清了，我把数给您算出来。", names=names)
    else:
        yield t("还差：{names}。这些没说清，我不下结论，也不报数。", names=names)


def _remarks(t: Tongue, of: CardOf) -> Iterable[Html]:
    """What the document leaves open, and what must be known beside the answer."""
    if _says_remarks(of.verdict):
        shown = of.verdict.open[:OPEN_SHOWN]
        if shown:
            yield t("未定：{remarks}。", remarks=remarks_words(t, shown))
        decided = [note for note in of.standing if note.decided_by is not None]
        notes = (*decided[:1], *of.of_firm)
    else:
        notes = of.of_firm
    if notes:
        yield t("说明：{remarks}。", remarks=remarks_words(t, notes))


def _says_remarks(verdict: Verdict) -> bool:
    """Of what does not apply nothing is left open; of a duty it is still said how it is read."""
    if verdict.outcome is Outcome.NO_MATCH:
        return verdict.modality is Modality.DUTY
    return verdict.outcome is not Outcome.NEED_INFO


def has_more(of: CardOf) -> bool:
    """Whether the record says more than the card does."""
    decided = [note for note in of.standing if note.decided_by is not None]
    if not _says_remarks(of.verdict):
        return bool(of.verdict.open or of.standing)
    hidden = len(of.verdict.open) > OPEN_SHOWN or len(of.standing) > len(decided[:1])
    return hidden or len(of.verdict.relies_on) > 1


def _unheld(t: Tongue, verdict: Verdict) -> Iterable[Html]:
    named = unheld_line(t, verdict.relies_on)
    if named is not None and verdict.outcome is not Outcome.NO_MATCH:
        yield named
