"""Danger to life in the words of a case: whom to call, beside whatever else is said of it."""

from handlers.tongue import Html, Tongue
from policies.rulebase import RuleBase
from policies.understanding.dangers import load_dangers


def numbers(t: Tongue, rulebase: RuleBase, text: str) -> Html | None:
    """To the firm: the numbers in one line; None where nobody is in danger."""
    alert = load_dangers(rulebase.root).of(text)
    if alert is None:
        return None
    return t("🚨 {call}不要等这里的回复。", call=t.words(alert.danger.call))


def make_sure(t: Tongue, rulebase: RuleBase, text: str) -> Html | None:
    """To the desk: what to ask before anything else."""
    alert = load_dangers(rulebase.root).of(text)
    if alert is None:
        return None
    name = t.words(alert.danger.name)
    return t("❗ {danger}：先打电话问清人是否安全、该打的电话打了没有。", danger=name)
