"""A kind of problem beside the rules: its records for this firm, its facts, values by the way."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services import problems
from bot.services.firms.fact_changes import put_answer
from bot.services.firms.firms import with_answer
from bot.services.testing.replanning import replan_after_change
from bot.store.problems import ProblemCard
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.problems.record_views import counts, records
from handlers.owner.problems.scene import case_facts, category_named
from handlers.owner.problems.stated_views import KEEP, noted
from handlers.owner.problems.stating import stated_values
from handlers.owner.questions.asked import Asking
from handlers.owner.questions.questionnaire import go_on, set_by_staff, show
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.problems import Walk


async def show_records(event_update: Update, owner: Owner, press: Press) -> None:
    """须履行, 可享受, 鼓励: the records of a walk with this firm's verdicts."""

    def decision(scene: Scene) -> Apply:
        category, shelf = category_named(owner, press.word(1)), press.word(2)
        walk = _walk(scene, press)
        verdicts = scene.judged(only=walk.records) if walk.records else []
        known = {code for code, _ in counts(verdicts)}
        if shelf[:1] not in known or not shelf[1:].isdecimal() or len(shelf) > 4:
            raise Stale(StaleCode.CHANGED)
        place = f"{press.number()}:{category.id}"
        view = records(scene.who.t, category, verdicts, place, shelf)
        return lambda _, __: Replies(edit=view)

    await decide(owner, event_update, decision)


async def ask_facts(event_update: Update, owner: Owner, press: Press) -> None:
    """补充几个情况: what its records ask about this very case."""

    def decision(scene: Scene) -> Apply:
        walk = _walk(scene, press)
        asking = Asking(
            walk=f"{press.number()}:{press.word(1)}",
            queue=tuple(case_facts(owner, walk)),
        )
        return show(scene, go_on(scene, scene.profile, asking, None))

    await decide(owner, event_update, decision, Right.ANSWER)


async def yes_stated(event_update: Update, owner: Owner, press: Press) -> None:
    """对: the values that the words state are kept, and what is missing is asked."""
    problem = await owner.app.read(lambda uow: _own(owner, uow, event_update, press))

    def decision(scene: Scene) -> Apply:
        if isinstance(problem, Refusal):
            raise problem
        return _kept(scene, problem, changes=KEEP not in press.args)

    await decide(owner, event_update, decision, Right.ANSWER)


def _kept(scene: Scene, problem: ProblemCard, *, changes: bool) -> Apply:
    """Keep what the words state and go on.

    Args:
        changes: Also what takes the place of another value.
    """
    said, rules = problem.told, scene.rulebase
    record = next((name for name in said.records if name in rules.records), None)
    if record is None or not said.stated:
        raise Stale(StaleCode.CHANGED)
    profile = scene.profile
    # What staff set stays as it is, whatever the words say.
    stated = [
        each
        for each in stated_values(rules.facts, said.stated.items(), profile.facts)
        if not set_by_staff(profile, each.fact) and (changes or not each.is_change)
    ]
    for each in stated:
        profile = with_answer(rules, profile, each.fact.id, each.value)
    following = go_on(scene, profile, Asking(only=(record,)), None)
    answered = noted(scene.who.t, stated)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        for each in stated:
            put_answer(uow, profile.firm.id, each.fact.id, each.raw)
        replan_after_change(uow, rules, scene.owner.zone, profile.firm.id)
        mine = problems.problem_of(uow, who.person, problem.id)
        problems.chosen(uow, mine, said.proposals[0])
        shown = show(scene, following)(uow, who)
        new = () if shown.edit is None else (shown.edit,)
        return replace(shown, edit=answered, say=(*new, *shown.say))

    return apply


def _own(owner: Owner, uow: UnitOfWork, update: Update, press: Press) -> ProblemCard | Refusal:
    who = speaker_of(uow, owner.app.turn_of(update))
    try:
        return problems.problem_of(uow, who.person, press.number())
    except Refusal as refusal:
        return refusal


def _walk(scene: Scene, press: Press) -> Walk:
    walk = category_named(scene.owner, press.word(1)).walk_in(scene.profile.firm.region)
    if walk is None:
        raise Stale(StaleCode.CHANGED)
    return walk


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "prob:recs": show_records,
    "prob:facts": ask_facts,
    "prob:yes": yes_stated,
}
