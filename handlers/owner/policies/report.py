"""发我一份: the list or one card as a file to print, keep, or show at a counter."""

import asyncio

from aiogram.types import Update

from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import OutFile, Replies
from bot.services.firms.firms import firm_of
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.policies import report_views as views
from handlers.owner.policies.report_docx import rendered
from handlers.owner.policies.report_text import About, report
from handlers.owner.policies.screens import card_of, local_verdicts, named_verdict
from handlers.owner.scene import Scene, look
from handlers.press import Press
from policies.rulebase import RuleBase
from policies.words import Words


async def send(event_update: Update, owner: Owner, press: Press) -> None:
    """The whole list, or the record that the button names.

    Judging and writing the file take long: both are done aside, before the transaction.
    """
    scene = await owner.app.read(lambda uow: look(owner, uow, event_update, Right.READ))
    policy = press.args[0] if press.args else None
    made = await asyncio.to_thread(_made, scene, policy)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if isinstance(made, Refusal):
            raise made
        assert isinstance(scene, Scene)  # a refused scene has made `made` a refusal
        firm = firm_of(uow, who.person, Right.READ)
        if (firm.id, firm.version) != (scene.profile.firm.id, scene.profile.firm.version):
            raise Stale(StaleCode.CHANGED)
        return Replies(say=(views.file(who.t, made, policy),))

    await owner.act(event_update, act)


BUTTONS = {"policy:file": send}


def place_of(rulebase: RuleBase, path: str) -> Words:
    """The place of operation from the top, with what is below the places that are known."""
    known = rulebase.regions.nearest(path)
    if known is None:
        return Words(path, path)
    below = path.removeprefix(known.path)
    names = [place.name.en for place in known.lineage()]
    return Words(path, ", ".join([*below.strip("/").split("/")[::-1], *names] if below else names))


def _made(scene: Scene | Refusal, policy: str | None) -> OutFile | Refusal:
    if isinstance(scene, Refusal):
        return scene
    try:
        verdicts = [named_verdict(scene, policy)] if policy else local_verdicts(scene)
    except Refusal as refusal:
        return refusal
    t, firm = scene.who.t, scene.profile.firm
    about = About(firm.name, t.plain(place_of(scene.rulebase, firm.region)), scene.today)
    cards = [card_of(scene, verdict) for verdict in verdicts]
    title = views.title(t, verdicts[0].title if policy else None)
    content = rendered(report(t, title, about, cards), title, t.language, scene.today)
    return OutFile(views.file_name(title, about), content)
