"""Texts on the screens of test groups: they were sampled, or nobody works."""

from functools import partial

from bot.domain.pauses_said import read_pause
from bot.domain.times import read_moment
from bot.services.testing.rhythms import posts_in
from handlers.owner.on_view.glance import Glance, Take
from handlers.owner.testing import said, screens


async def overview(glance: Glance) -> Take | None:
    """都采罢了, 俺厂停产三天: what the buttons below the groups say, in their own words."""
    return _of_groups(glance, None)


async def sampled(glance: Glance) -> Take | None:
    """The same of the one group on view; a moment alone is when it was sampled."""
    if not glance.screen.args:
        return None
    group = glance.screen.number()
    if read_moment(glance.said, glance.now, glance.owner.zone) is not None:
        return partial(screens.replied, glance.owner, glance.update, group, glance.said)
    return _of_groups(glance, group)


def _of_groups(glance: Glance, group: int | None) -> Take | None:
    owner, now = glance.owner, glance.now
    posts = posts_in(owner.rulebase, glance.region)
    if said.says_sampled(glance.said, now, owner.zone, posts, asked=True) is not None:
        return partial(said.sampled, owner, glance.update, glance.said, group)
    pause = read_pause(glance.said, now.astimezone(owner.zone).date())
    return None if pause is None else partial(said.paused, owner, glance.update, pause, group)
