"""Texts on the screens of members: the name of somebody who is to be let in."""

from functools import partial

from handlers.owner.firm import members
from handlers.owner.on_view.glance import Glance, Take
from policies.spoken.own_people import person_named


async def newcomer(glance: Glance) -> Take | None:
    """周敏: no name is needed, only as what; then there is a code to hand on."""
    name = person_named(glance.said)
    return partial(members.whom_named, glance.update, glance.owner, name) if name else None
