"""刚刚都采了, 一车间采了80个, 一车间300人, 停产三天, 复工了: of test groups, said anywhere."""

import re
from functools import partial
from typing import Final

from bot.domain.pauses_said import read_pause
from bot.services.firms.firms import firm_of
from bot.services.testing.pausing import any_pause
from bot.services.testing.rhythms import posts_in
from bot.store.testing.testing import GroupCard, groups_of
from bot.store.uow import UnitOfWork
from handlers.owner.anywhere.words import told_of
from handlers.owner.context import speaker_of
from handlers.owner.on_view.glance import Glance, Take
from handlers.owner.testing import resizing, said
from policies.spoken.resumed import says_resumed

_SAMPLING: Final = re.compile(r"采|核酸|检测|sampl|swab|tested", re.IGNORECASE)
"""都做完了 is one only beside the groups."""
_PEOPLE: Final = re.compile(
    r"[人名位]|\b(?:people|workers|staff|employees|persons)\b", re.IGNORECASE
)
_SIZE_MOST: Final = 40
"""Characters; how many people a group has is said in fewer."""


async def samplings(glance: Glance) -> Take | None:
    """Groups were sampled, or have so many people, or nobody works on certain days."""
    owner, posts = glance.owner, posts_in(glance.owner.rulebase, glance.region)
    if not posts:
        return None
    if _SAMPLING.search(glance.said):
        groups = await owner.app.read(lambda uow: _groups(uow, glance))
        if said.says_sampled(glance.said, glance.now, owner.zone, posts, groups) is not None:
            return partial(said.sampled, owner, glance.update, glance.said, None)
    if len(glance.said) <= _SIZE_MOST and _PEOPLE.search(glance.said):
        groups = await owner.app.read(lambda uow: _groups(uow, glance))
        if resizing.says_size(glance.said, posts, groups) is not None:
            return partial(_sized, glance)
    if says_resumed(glance.said) and await owner.app.read(lambda uow: _is_paused(uow, glance)):
        return partial(said.resumed, owner, glance.update)
    pause = read_pause(glance.said, glance.now.astimezone(owner.zone).date())
    if pause is None or pause.days is None:
        return None
    return partial(said.paused, owner, glance.update, pause, None)


async def _sized(glance: Glance) -> None:
    await resizing.said(glance.owner, glance.update, await told_of(glance))


def _is_paused(uow: UnitOfWork, glance: Glance) -> bool:
    who = speaker_of(uow, glance.owner.app.turn_of(glance.update))
    return any_pause(uow, firm_of(uow, who.person).id) is not None


def _groups(uow: UnitOfWork, glance: Glance) -> list[GroupCard]:
    who = speaker_of(uow, glance.owner.app.turn_of(glance.update))
    return groups_of(uow.connection, firm_of(uow, who.person).id)
