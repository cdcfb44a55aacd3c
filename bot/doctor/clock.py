"""Whether this machine's clock agrees with the clocks of others."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.doctor.findings import Finding, Findings, fine, watch, wrong
from policies.words import Words

DRIFTS: Final = timedelta(seconds=5)
"""The servers tell whole seconds, and an answer takes some time."""
IS_WRONG: Final = timedelta(minutes=1)
SET_IT: Final = Words(
    "请打开自动对时：timedatectl set-ntp true。",
    "Let the machine set its clock by itself: timedatectl set-ntp true.",
)
ASK_TELEGRAM: Final = Words(
    "填好令牌、连上 Telegram 后再查。", "Look again when there are tokens and a line to Telegram."
)


def look_at_clock(ahead: Mapping[str, timedelta | None]) -> Findings:
    """How far the clocks are apart.

    Args:
        ahead: How far ours is ahead of each other one, by whose that is: `Telegram`,
            `PostgreSQL`; None if it did not say.
    """
    known = {whose: by for whose, by in ahead.items() if by is not None}
    for whose, by in known.items():
        yield _compared(whose, by)
    if not known:
        zh = "时钟没有可以对照的：没有别的机器应答。"
        yield watch(zh, "There is no other clock to compare this one with.", ASK_TELEGRAM)


def _compared(whose: str, ahead: timedelta) -> Finding:
    seconds = round(abs(ahead.total_seconds()))
    if abs(ahead) <= DRIFTS:
        return fine(f"时钟和 {whose} 的一致。", f"The clock agrees with {whose}.")
    fast = ahead > timedelta()
    zh = f"时钟比 {whose} 的{'快' if fast else '慢'} {seconds} 秒。"
    en = f"The clock is {seconds} s {'ahead of' if fast else 'behind'} {whose}."
    return wrong(zh, en, SET_IT) if abs(ahead) > IS_WRONG else watch(zh, en, SET_IT)
