"""还有几题: how many questions are left, with the one that waits."""

from typing import Final

from aiogram.types import Update

from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.store.parked import unpark
from bot.store.questions import OpenQuestion
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.firm.registering import CODE, NAME, PLACE, STEPS, ask_step, draft_in
from handlers.owner.home_views import first_register, navigation
from handlers.owner.policies.screens import local_verdicts
from handlers.owner.policies.still_open import go_on_button, still_open
from handlers.owner.questions.asked import KIND, asking_of
from handlers.owner.questions.naming import still_open_words
from handlers.owner.questions.parking import firm_behind, waiting
from handlers.owner.questions.resuming import take_up
from handlers.owner.scene import Apply, Scene, decide
from handlers.phrases import about
from handlers.tongue import Html, Tongue, lines
from policies.remaining import remaining_after

ONE: Final = (1, 1)


async def how_many(event_update: Update, owner: Owner) -> None:
    """So many; what was being asked is asked again."""
    who, left = await owner.app.read(lambda uow: _waiting(owner, uow, event_update))
    if who.person.firm_id is None or (left is not None and left.kind in STEPS):
        await owner.act(event_update, lambda uow, who: _of_registration(owner, uow, who))
    else:
        await decide(owner, event_update, lambda scene: _of_facts(scene, left), Right.ANSWER)


def _waiting(owner: Owner, uow: UnitOfWork, update: Update) -> tuple[Speaker, OpenQuestion | None]:
    who = speaker_of(uow, owner.app.turn_of(update))
    return who, waiting(uow, who, who.person.firm_id)


def _of_registration(owner: Owner, uow: UnitOfWork, who: Speaker) -> Replies:
    left = waiting(uow, who, who.person.firm_id)
    if left is None or left.kind not in STEPS:
        return Replies(say=(first_register(who.t),))
    unpark(uow, who.person.id, firm_behind(who, left), STEPS)
    return Replies(say=(ask_step(owner, uow, who, left, _steps_left(who.t, left)),))


def _steps_left(t: Tongue, step: OpenQuestion) -> Html | None:
    if draft_in(step).change:
        return None
    said = {
        PLACE: t("登记还有两题：在哪里、叫什么。后面对照政策的题，随时可以停。"),
        NAME: t("登记只剩这一题。后面对照政策的题，随时可以停。"),
        CODE: t("登记好了，这一题可以跳过。后面对照政策的题，随时可以停。"),
    }
    return said.get(step.kind)


def _of_facts(scene: Scene, left: OpenQuestion | None) -> Apply:
    """The very question again; where something else is asked, only how many."""
    asked = scene.question
    if left is None or left.kind != KIND or (asked is not None and asked.kind != KIND):
        return _only_counted(scene)
    count = about(scene.who.t, *_count(scene, left))
    said = scene.who.t("连这一题，还有约 {count} 题。答过的都留着，随时可以停。", count=count)
    return take_up(scene, left, said)


def _count(scene: Scene, left: OpenQuestion) -> tuple[int, int]:
    """About how many are left of the run, and at most; the open one included."""
    asking = asking_of(left)
    if asking.walk:
        of_case = len(set(asking.queue) - set(asking.trail))
        return of_case, of_case
    best = scene.next_ask(scene.profile, asking.only, asking.trail)
    if best is None:
        return ONE
    now = remaining_after(asking.remaining, best)
    return now.few, now.most


def _only_counted(scene: Scene) -> Apply:
    t, left = scene.who.t, still_open(scene, scene.profile, local_verdicts(scene))
    said = t("该问的都问过了，没有等您答的题。")
    if left.most:
        count = about(t, left.few, left.most)
        said = t(
            "对照政策的题，还有约 {count} 题没答。答过的都留着，随时可以接着答。", count=count
        )
    still = None if scene.question is None else still_open_words(t, scene.rulebase, scene.question)
    go_on = go_on_button(t, left)
    view = View(lines(said, still), ((go_on,) if go_on else ()) + (navigation(t),))
    return lambda _, __: Replies(say=(view,))
