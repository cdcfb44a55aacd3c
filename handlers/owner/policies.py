"""能享受什么政策: the list, a card, the words of the document, what to do."""

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from handlers.owner import policy_views as views
from handlers.owner.context import Owner
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.verdicts import Verdict
from policies.words import Words

OFFICER_ROLE = "assigned_officer"
SOMEBODY = Words("工作人员", "an officer")


async def listing(event_update: Update, owner: Owner) -> None:
    """Every verdict on the firm."""
    await decide(
        owner, event_update, lambda scene: _shown(views.listing(scene.who.t, scene.judged()))
    )


async def card(event_update: Update, owner: Owner, press: Press) -> None:
    """One verdict."""

    def decision(scene: Scene) -> Apply:
        facts = dict(scene.rulebase.facts)
        return _shown(views.card(scene.who.t, _named(scene, press), facts, officer_of(scene)))

    await decide(owner, event_update, decision)


async def quotation(event_update: Update, owner: Owner, press: Press) -> None:
    """看原文."""
    await decide(
        owner,
        event_update,
        lambda scene: _shown(views.quotation(scene.who.t, _named(scene, press))),
    )


async def steps(event_update: Update, owner: Owner, press: Press) -> None:
    """需要做什么."""
    await decide(
        owner, event_update, lambda scene: _shown(views.steps(scene.who.t, _named(scene, press)))
    )


async def look_around(event_update: Update, owner: Owner) -> None:
    """先随便看看: what is held, without a firm."""
    rules = owner.rulebase
    cited = {record.source.document for record in rules.records.values()}
    documents = [rules.documents[name] for name in sorted(cited)]
    records = sorted(rules.records.values(), key=lambda record: record.priority)
    await owner.act(
        event_update,
        lambda _, who: Replies(edit=views.look_around(who.t, records, documents)),
    )


def officer_of(scene: Scene) -> Words:
    """What the first human of the firm's region is called there."""
    place = scene.rulebase.regions.nearest(scene.profile.firm.region)
    return SOMEBODY if place is None else place.roles.get(OFFICER_ROLE, SOMEBODY)


def _named(scene: Scene, press: Press) -> Verdict:
    if press.word() not in scene.rulebase.records:
        raise Stale(StaleCode.CHANGED)
    return scene.judged(only=(press.word(),))[0]


def _shown(view: View) -> Apply:
    return lambda _, __: Replies(edit=view)
