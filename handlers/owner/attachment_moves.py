"""放错了, 其实是另一件事: a file that went to the wrong place goes to another one."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.speech import Notice, Replies
from bot.services.cases.files import withdraw_file
from bot.services.duties.evidence import own_evidence, undo_evidence
from bot.services.file_places import CASE, kept_with, not_attached, take_from
from bot.services.files import Taken
from bot.services.problems import keep_problem
from bot.store.duties.evidence import SUBJECT as EVIDENCE
from bot.store.files.links import Link
from bot.store.problems import Told
from bot.store.questions import OpenQuestion, ask
from bot.store.screens import take_off_view
from bot.store.uow import UnitOfWork
from handlers.filing import Seen, Sent
from handlers.notices import cases as notices
from handlers.notices.files import named
from handlers.owner import attachment_views as views
from handlers.owner.answers import BOT
from handlers.owner.attachment_captions import named_in
from handlers.owner.attachment_places import places_of, sent_of, theirs
from handlers.owner.cases.screens import TEXT_KIND
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.on_view.looking import duty_beside
from handlers.owner.problems.proposing import proposed
from handlers.owner.problems.scene import open_lines, region_of
from handlers.owner.problems.understanding import understand
from handlers.owner.questions.parking import put_away
from handlers.press import Press
from handlers.tongue import Html


async def wrong(event_update: Update, owner: Owner, press: Press) -> None:
    """放错了: it is taken from where it is, and asked where it belongs; for ten minutes."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        [file, *_] = theirs(uow, who, press)
        link = kept_with(uow, file.id)
        before: Html | None = None
        also: tuple[Notice, ...] = ()
        if link is not None:
            before, also = _taken_from(owner, uow, who, file, link)
            take_off_view(uow, who.person.id)
        seen, named = _seen_before(owner, uow, who, link), None
        if link is None or link.subject == CASE:
            named = named_in(owner, uow, who, file.caption)
        places = places_of(owner, uow, who, seen, named, every=True)
        without = link.subject_id if link is not None and link.subject == CASE else None
        left = tuple(line for line in places.cases if line.id != without)
        view = views.which(who.t, file, replace(places, cases=left), before=before)
        return Replies(edit=view, also=also)

    def within(uow: UnitOfWork, who: Speaker) -> Replies:
        try:
            return act(uow, who)
        except Stale as stale:
            if stale.code is not StaleCode.EXPIRED:
                raise
            return Replies(say=(views.too_late(who.t),))

    await owner.act(event_update, within)


def _seen_before(
    owner: Owner, uow: UnitOfWork, who: Speaker, link: Link | None
) -> tuple[Sent, Press]:
    """What was looked at before a file went to the wrong place."""
    sent, screen = sent_of(owner, uow, who, None, open_lines(uow, who))
    if link is not None and link.subject == EVIDENCE:
        return replace(sent, seen=Seen.NOTHING), screen  # it was just the wrong one
    record = duty_beside(screen)
    if record is None:
        return sent, screen
    return replace(sent, seen=Seen.DUTY), Press("duty:show", (record,))


async def other(event_update: Update, owner: Owner, press: Press) -> None:
    """其实是另一件事: as its words say; without words they are asked for."""
    told = await _words_under(owner, event_update, press)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        files = theirs(uow, who, press)
        not_attached(uow, [file.id for file in files])
        if told is not None:
            put_away(uow, who)
            problem = keep_problem(uow, who.person, replace(told, files=(files[0].id,)))
            return proposed(owner, uow, who, problem)
        return _words_asked(uow, who, files[0])

    await owner.act(event_update, act)


async def ask_words(event_update: Update, owner: Owner, press: Press) -> None:
    """先写一句再转: what is it about?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        files = theirs(uow, who, press)
        not_attached(uow, [file.id for file in files])
        return _words_asked(uow, who, files[0])

    await owner.act(event_update, act)


def _words_asked(uow: UnitOfWork, who: Speaker, file: Taken) -> Replies:
    waiting = {"files": [file.id]}
    ask(uow, BOT, who.person.chat_id, OpenQuestion(TEXT_KIND, context=waiting))
    return Replies(edit=views.words_wanted(who.t, file))


async def _words_under(owner: Owner, update: Update, press: Press) -> Told | None:
    """What the words under a file are about; None without words."""
    turn = owner.app.turn_of(update)

    def words(uow: UnitOfWork) -> tuple[Speaker, str, str]:
        who = speaker_of(uow, turn)
        try:
            said = " ".join(file.caption for file in theirs(uow, who, press) if file.caption)
        except (NotYours, Stale):  # the act itself refuses it, and says so
            said = ""
        return who, region_of(owner, uow, who), said

    who, region, said = await owner.app.read(words)
    return await understand(owner.rulebase, region, who.t, said) if said else None


def _taken_from(
    owner: Owner, uow: UnitOfWork, who: Speaker, file: Taken, link: Link
) -> tuple[Html, tuple[Notice, ...]]:
    """Take a file from where it is: what to say to them, and to others."""
    if link.subject == EVIDENCE:
        entry = own_evidence(uow, who.person, link.subject_id)
        take_from(uow, [file.id], link)
        if entry.undone_at is None:
            undo_evidence(uow, who.person, entry.id)
        return who.t("已从履职记录里拿出来，那一笔撤销了。"), ()
    text = views.taken_out_words(who.t, file)
    card = withdraw_file(uow, owner.ground, who.person, file.id, link, text)
    before = who.t("已从事项 <b>{number}</b> 拿走。", number=card.number)
    return before, notices.taken_out(card, lambda t: named(t, file))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "file:wrong": wrong,
    "file:other": other,
    "file:words": ask_words,
}
