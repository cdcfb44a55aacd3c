"""What a verdict comes to in a few words, in either bot."""

from handlers.notices.outcomes import outcome_words
from handlers.phrases import money
from handlers.tongue import Html, Tongue
from policies.records import Modality
from policies.verdicts import AmountLine, Outcome, Verdict


def state_words(t: Tongue, verdict: Verdict) -> Html:
    """The answer in a few words: the sum, if there is one."""
    sum_of = money_state(t, verdict)
    if sum_of is not None:
        return sum_of
    if verdict.outcome is Outcome.MATCH and verdict.modality is Modality.OFFER:
        return t("可享受（自愿，不是必须）")
    if verdict.outcome is Outcome.MATCH and verdict.modality is Modality.ENCOURAGEMENT:
        return t("符合（文件是鼓励，不是必须）")
    return outcome_words(t, verdict.outcome)


def money_state(t: Tongue, verdict: Verdict) -> Html | None:
    """The sum to which a firm is entitled; None if there is none."""
    total = total_of(verdict)
    if total is None or not verdict.amounts:
        return None
    return t("预计 {amount} 元", amount=money(total.value))


def total_of(verdict: Verdict) -> AmountLine | None:
    """The sum of money that a verdict comes to, whoever bears it."""
    sums = [line for line in verdict.lines if line.money and line.share is None]
    return next((line for line in sums if line.total_of), sums[0] if sums else None)
