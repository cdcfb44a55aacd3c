"""What is so before a story begins: units of a region, who works in them, and firms.

    units:
      县交通运输局: transport_department                # of the home region
      释之街道办事处: town in 河南省/南阳市/方城县/释之街道
    people:
      clerk: {bot: desk, name: 交通局小李, post: unit at 县交通运输局}
      chief: {bot: desk, name: 调度员钱, post: dispatcher}     # of the home region; or: … in PLACE
      owner: {bot: owner, name: 李厂长, firm: 示例纺织 in 河南省/南阳市/方城县/释之街道}

A post may name several kinds of work: `unit+dispatcher`. A firm may have `facts: {…}` beside it.
All of it goes through the bots where they have a way for it, and nothing of it is read.
"""

from collections.abc import Mapping
from typing import Any

from tests.bed import Bed
from tests.sandbox_client import Person


async def prepare(bed: Bed, story: Mapping[str, Any], people: Mapping[str, Person]) -> None:
    """Open the units, let the staff join, and register the firms."""
    units = {}
    for name, what in story.get("units", {}).items():
        role, _, region = str(what).partition(" in ")
        units[name] = await bed.open_unit(role, name, region)
    for role, who in story["people"].items():
        if "post" in who:
            await _join(bed, people[role], str(who["post"]), units)
        if "firm" in who:
            name, _, region = str(who["firm"]).partition(" in ")
            await people[role].say("/start")
            await bed.settled()
            await bed.register(people[role].person_id, name, region, who.get("facts", {}))


async def _join(bed: Bed, person: Person, post: str, units: Mapping[str, Any]) -> None:
    work, _, unit = post.partition(" at ")
    kinds, _, region = work.partition(" in ")
    code = await bed.invite_to(kinds.split("+"), region, units.get(unit))
    await person.say(code)
    await bed.settled()
