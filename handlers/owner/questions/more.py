"""继续答题, under the list: what only some records ask, one question after the other."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.members import Right
from handlers.owner.context import Owner
from handlers.owner.policies.screens import list_shown, local_verdicts
from handlers.owner.policies.still_open import still_open
from handlers.owner.questions.questionnaire import ask_rest
from handlers.owner.scene import Apply, Scene, decide


async def ask_more(event_update: Update, owner: Owner) -> None:
    """All records that answers can settle, in one run."""

    def decision(scene: Scene) -> Apply:
        left = still_open(scene, scene.profile, local_verdicts(scene))
        if left.most:
            return ask_rest(scene, left.policies)
        return list_shown(scene, before=scene.who.t("能问的都答完了，没有剩下的题。"))

    await decide(owner, event_update, decision, Right.ANSWER)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"fact:more": ask_more}
