"""The words of a report as a message that can still be taken for something else."""

from bot.store.problems import Told
from handlers.owner.context import speaker_of
from handlers.owner.on_view.glance import Glance
from handlers.owner.problems.understanding import understand


async def told_of(glance: Glance) -> Told:
    """What else the words may be: 其实是另一件事 goes on with it."""
    turn = glance.owner.app.turn_of(glance.update)
    t = await glance.owner.app.read(lambda uow: speaker_of(uow, turn).t)
    return await understand(glance.owner.rulebase, glance.region, t, glance.said)
