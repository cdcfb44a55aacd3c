"""发我一份: what applies to the firm now, as one message, and as a file with the clauses."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import OutFile, Replies
from bot.services.firms.firms import Profile, firm_of, profile_of
from bot.services.firms.rights import speak_for
from bot.services.packages.packages import Package
from bot.services.packages.packing import package_for
from bot.store.firms.firms import load_firm
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.policies import package_views as views
from handlers.owner.policies.package_text import written
from handlers.owner.policies.report import place_of
from handlers.owner.policies.report_docx import rendered
from handlers.owner.policies.report_text import About
from handlers.owner.policies.report_views import file_name
from handlers.owner.policies.screens import card_of
from handlers.owner.scene import Scene
from handlers.press import Press


@dataclass(frozen=True, slots=True)
class Asked:
    """For which firm somebody wants a list, as it stood when they asked."""

    who: Speaker
    profile: Profile
    today: date


async def show(event_update: Update, owner: Owner) -> None:
    """发我一份: one message to keep or pass on."""
    asked = await owner.app.read(lambda uow: _asked(owner, uow, event_update, None))
    package = await asyncio.to_thread(_package, owner, asked)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm_id = _still(uow, who, asked, package)
        return Replies(say=(views.listing(who.t, _made(package), firm_id),))

    await owner.act(event_update, act)


async def send(event_update: Update, owner: Owner, press: Press) -> None:
    """下载清单: the file is made now, of the firm that the button names.

    Judging and writing the file take long: both are done aside, before the transaction.
    """
    firm_id = press.number() if press.args else None
    asked = await owner.app.read(lambda uow: _asked(owner, uow, event_update, firm_id))
    package = await asyncio.to_thread(_package, owner, asked)
    file = await asyncio.to_thread(_file, owner, asked, package)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _still(uow, who, asked, package)
        assert isinstance(file, OutFile)  # a refused asking was refused before
        return Replies(say=(views.file(who.t, file),))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "package:show": show,
    "package:file": send,
}


def _asked(
    owner: Owner, uow: UnitOfWork, event_update: Update, firm_id: int | None
) -> Asked | Refusal:
    who = speaker_of(uow, owner.app.turn_of(event_update))
    try:
        profile = profile_of(uow, owner.rulebase, load_firm(uow, _firm(uow, who.person, firm_id)))
    except Refusal as refusal:
        return refusal
    return Asked(who, profile, uow.now.astimezone(owner.zone).date())


def _firm(uow: UnitOfWork, person: PersonCard, firm_id: int | None) -> int:
    """The firm that they speak for now, or another of theirs that a button names.

    Raises:
        NotYours: They may not read what the rules say to it.
    """
    if firm_id is None:
        return firm_of(uow, person, Right.READ).id
    speak_for(uow, person, firm_id, Right.READ, "package")
    return firm_id


def _package(owner: Owner, asked: Asked | Refusal) -> Package | Refusal:
    if isinstance(asked, Refusal):
        return asked
    return package_for(owner.rulebase, asked.profile, asked.today)


def _made(package: Package | Refusal) -> Package:
    if isinstance(package, Refusal):
        raise package
    return package


def _still(
    uow: UnitOfWork, who: Speaker, asked: Asked | Refusal, package: Package | Refusal
) -> int:
    """The firm whose list it is, if nothing has changed since it was judged."""
    _made(package)
    assert isinstance(asked, Asked)  # a refused asking has made the list a refusal
    before = asked.profile.firm
    firm = load_firm(uow, _firm(uow, who.person, before.id))
    if firm.version != before.version:
        raise Stale(StaleCode.CHANGED)
    return firm.id


def _file(owner: Owner, asked: Asked | Refusal, package: Package | Refusal) -> OutFile | Refusal:
    if isinstance(asked, Refusal):
        return asked
    if isinstance(package, Refusal):
        return package
    t, firm = asked.who.t, asked.profile.firm
    scene = Scene(owner, asked.who, asked.profile, None, asked.today, pressed=True)
    about = About(firm.name, t.plain(place_of(owner.rulebase, firm.region)), asked.today)
    cards = {each.policy: card_of(scene, each) for each in package.verdicts}
    title = views.title(t)
    content = rendered(written(t, title, about, package, cards), title, t.language, asked.today)
    return OutFile(file_name(title, about), content)
