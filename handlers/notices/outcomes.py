"""What the rules answer, in the marks and words of every screen of either bot."""

from typing import Final

from handlers.tongue import Html, Tongue
from policies.verdicts import Outcome

MARKS: Final = {
    Outcome.MATCH: "✅",
    Outcome.CONFIRM: "🟡",
    Outcome.NEED_INFO: "❓",
    Outcome.OBLIGATION: "📌",
    Outcome.INFO: "ℹ️",
    Outcome.NO_MATCH: "➖",
}
ORDER: Final = tuple(MARKS)


def outcome_words(t: Tongue, outcome: Outcome) -> Html:
    """The outcome in the fixed words of every screen."""
    words = {
        Outcome.MATCH: t("适用"),
        Outcome.CONFIRM: t("需主管部门确认"),
        Outcome.NEED_INFO: t("还差信息"),
        Outcome.OBLIGATION: t("须履行"),
        Outcome.INFO: t("说明"),
        Outcome.NO_MATCH: t("不适用"),
    }
    return words[outcome]
