"""What a change means for all firms, in words for officers: of a release, or of a register."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from bot.domain.impact import Change
from handlers.phrases import money
from handlers.tongue import Html, Tongue, escaped
from policies.words import Words

PAYERS: Final = 4
MARKS: Final[Mapping[Change, str]] = {
    Change.GAINED: "✅",
    Change.LOST: "➖",
    Change.OPEN: "🟡",
    Change.ASKED: "❓",
    Change.AMOUNT: "💰",
    Change.TERMS: "📌",
}


def change_words(t: Tongue, change: Change) -> Html:
    """What becomes of a record's answer to a firm."""
    return {
        Change.GAINED: t("新适用"),
        Change.LOST: t("不再适用"),
        Change.OPEN: t("改为需确认"),
        Change.ASKED: t("需补充信息"),
        Change.AMOUNT: t("金额有变"),
        Change.TERMS: t("要求有变"),
    }[change]


def tally_lines(t: Tongue, impact: Mapping[str, Any]) -> Iterator[Html]:
    """How many firms it changes something for, and what it costs whom.

    Args:
        impact: As `Tally.to_json` gives it.
    """
    touched = {Change(name): count for name, count in impact["touched"].items()}
    shown = [Change.GAINED, Change.LOST, Change.ASKED]
    shown += [each for each in Change if each in touched and each not in shown]
    counted = (
        t(
            "{mark} {change} <b>{count}</b> 家",
            mark=MARKS[each],
            change=change_words(t, each),
            count=touched.get(each, 0),
        )
        for each in shown
    )
    yield t("对照全部 {count} 家企业：", count=impact["firms"])
    yield Html(" · ".join(counted))
    yield t("无变化 {count} 家", count=impact["unchanged"])
    yield from outlay_lines(t, impact["outlay"])


def with_sums(t: Tongue, name: str, was: str, becomes: str) -> Html:
    """A firm, or a record, with the sum that it gets or gives, as "0.00"; "" if there is none."""
    if not was and not becomes:
        return Html(escaped(name))
    sums = {"was": money(Decimal(was or 0)), "becomes": money(Decimal(becomes or 0))}
    return t("{name}（{was} → {becomes} 元）", name=name, **sums)


def outlay_lines(t: Tongue, payers: Sequence[Sequence[str]]) -> Iterator[Html]:
    """Of payers, each by how much more or less it bears."""
    told = [
        t("{payer} {sum}", payer=t.words(Words(zh, en)), sum=_signed(sum_))
        for zh, en, sum_ in payers[:PAYERS]
    ]
    if told:
        yield t("预计支出变化（元）：{payers}", payers=Html(" · ".join(told)))


def _signed(sum_: str) -> str:
    value = Decimal(sum_)
    return f"+{money(value)}" if value > 0 else f"−{money(-value)}"
