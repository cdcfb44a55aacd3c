"""Look, decide, act: what takes long is decided before the transaction, and checked in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from aiogram.types import Update

from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services.arrivals.people_lists import facts_with_lists
from bot.services.firms.firms import Profile, firm_of, judge, profile_of
from bot.store.questions import OpenQuestion, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker, speaker_of
from policies.planning import Ask, next_question
from policies.rulebase import RuleBase
from policies.verdicts import Verdict

BOT = "owner"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scene:
    """What was known when the decision was made; nothing here changes.

    Args:
        today: The business date in the zone.
        pressed: Whether they tapped a button; otherwise they wrote.
    """

    owner: Owner
    who: Speaker
    profile: Profile
    question: OpenQuestion | None
    today: date
    pressed: bool

    @property
    def rulebase(self) -> RuleBase:
        """The rules."""
        return self.owner.rulebase

    def judged(self, profile: Profile | None = None, only: tuple[str, ...] = ()) -> list[Verdict]:
        """What the rules say to the firm today."""
        asked = profile or self.profile
        return judge(self.rulebase, asked, self.today, only=only or None)

    def next_ask(
        self, profile: Profile, only: tuple[str, ...] = (), trail: tuple[str, ...] = ()
    ) -> Ask | None:
        """What is still worth asking.

        Args:
            only: A policy whose card was left to answer: what was not known then is asked
                again. Or several, of which only what can be told in one answer is asked.
            trail: Facts that were answered in this run.
        """
        # Where a firm works is no answer to be typed: it is asked on its own way.
        skipped = set(self.rulebase.regions.levels)
        if len(only) == 1:
            skipped |= profile.unsure & set(trail)
        else:
            skipped |= profile.unsure | facts_with_lists(self.rulebase)
        return next_question(
            self.rulebase,
            region=profile.firm.region,
            as_of=self.today,
            facts=profile.facts,
            skipped=skipped,
            only=only or None,
            in_force=profile.in_force,
        )


Apply = Callable[[UnitOfWork, Speaker], Replies]
"""The second half: writes what was decided and says it."""


async def decide(
    owner: Owner,
    update: Update,
    decision: Callable[[Scene], Apply],
    right: Right = Right.READ,
) -> None:
    """Look at the firm, decide outside any transaction, then act on it in one.

    The act is refused as stale if the firm or the open question changed in between; a refusal
    of the decision itself is said like any other.

    Args:
        right: What the person must be allowed to do for the firm.
    """
    scene = await owner.app.read(lambda uow: look(owner, uow, update, right))
    chosen = _attempt(decision, scene)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if isinstance(chosen, Refusal):
            raise chosen
        assert isinstance(scene, Scene)  # a refused scene has made `chosen` a refusal
        _unchanged(uow, who, scene, right)
        return chosen(uow, who)

    await owner.act(update, act)


def look(
    owner: Owner, uow: UnitOfWork, update: Update, right: Right = Right.READ
) -> Scene | Refusal:
    """Read what a decision may need; a refusal if there is no firm to decide for."""
    turn = owner.app.turn_of(update)
    who = speaker_of(uow, turn)
    try:
        profile = profile_of(uow, owner.rulebase, firm_of(uow, who.person, right))
    except Refusal as refusal:
        return refusal
    question = open_question(uow, BOT, who.person.chat_id)
    today = uow.now.astimezone(owner.zone).date()
    return Scene(owner, who, profile, question, today, pressed=turn.pressed is not None)


def _attempt(decision: Callable[[Scene], Apply], scene: Scene | Refusal) -> Apply | Refusal:
    if isinstance(scene, Refusal):
        return scene
    try:
        return decision(scene)
    except Refusal as refusal:
        return refusal


def _unchanged(uow: UnitOfWork, who: Speaker, scene: Scene, right: Right) -> None:
    firm = firm_of(uow, who.person, right)
    asked = open_question(uow, BOT, who.person.chat_id)
    if (firm.id, firm.version, asked) != (
        scene.profile.firm.id,
        scene.profile.firm.version,
        scene.question,
    ):
        raise Stale(StaleCode.CHANGED)
