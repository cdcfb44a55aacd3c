"""A common issue in figures, for both those who wrote a proposal and those who read it."""

from collections.abc import Mapping

from handlers.tongue import Html, Tongue


def figures(t: Tongue, known: Mapping[str, int]) -> Html:
    """How many cases of how many firms, since when, and how they stand."""
    return t(
        "{cases} 件、{firms} 家企业，最早一件到今天 {days} 天；未办结 {unsolved}，"
        "已办结等确认 {solved}，企业已确认 {confirmed}，说过没解决 {denied}",
        **known,
    )
