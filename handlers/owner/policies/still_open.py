"""What answers could still decide: how many records, and after how many questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.speech import Button
from bot.services.arrivals.people_lists import facts_with_lists
from bot.services.firms.firms import Profile
from handlers.owner.scene import Scene
from handlers.phrases import about
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.verdicts import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Questions that are left: first about the firm itself, then what only some records ask.

    Args:
        policies: Records that such answers settle; empty while the firm's own are asked.
        few: About so many questions.
        most: More cannot come.
        unsure: Records that lack only what the firm said it does not know.
        later: Other records that lack something: what no question of this kind asks.
    """

    policies: tuple[str, ...] = ()
    few: int = 0
    most: int = 0
    unsure: int = 0
    later: int = 0


def still_open(scene: Scene, profile: Profile, verdicts: Sequence[Verdict]) -> StillOpen:
    """See what is left to ask of this firm.

    Args:
        verdicts: Of the records of its place, as the profile stands.
    """
    ask = scene.next_ask(profile)
    if ask is not None:
        return StillOpen((), ask.remaining, ask.most)
    waiting = [verdict for verdict in verdicts if verdict.outcome is Outcome.NEED_INFO]
    apart = facts_with_lists(scene.rulebase) | set(scene.rulebase.regions.levels)
    unsure = sum(set(verdict.missing) <= profile.unsure for verdict in waiting)
    asked = tuple(v.policy for v in waiting if not set(v.missing) & (apart | profile.unsure))
    ask = scene.next_ask(profile, asked) if asked else None
    if ask is None:
        return StillOpen(unsure=unsure, later=len(waiting) - unsure)
    return StillOpen(asked, ask.remaining, ask.most, unsure, len(waiting) - unsure - len(asked))


def open_words(t: Tongue, left: StillOpen) -> list[Html]:
    """How far the answers carry, and what is missing for the rest."""
    count = about(t, left.few, left.most)
    said = []
    if left.most and not left.policies:
        said.append(t("您企业的基本情况还有约 {count} 题没答，答了才好对照。", count=count))
    if left.policies:
        n = len(left.policies)
        said.append(t("❓ 里有 {n} 项，再答约 {count} 题就有结论。", n=n, count=count))
    if left.unsure:
        n = left.unsure
        said.append(t("❓ 里有 {n} 项差的是您说不清楚的情况，弄清了点开那一项补。", n=n))
    if left.later:
        n = left.later
        said.append(t("❓ 里有 {n} 项要看来人、所在乡镇这些，点开那一项补。", n=n))
    return said


def go_on_button(t: Tongue, left: StillOpen) -> tuple[Button, ...]:
    """The way to these questions; none if nothing is left to ask."""
    if not left.most:
        return ()
    label = t("继续答题（约 {count} 题）", count=about(t, left.few, left.most))
    return (button(label, "fact:more" if left.policies else "fact:next"),)
