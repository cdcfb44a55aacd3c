"""已做好，记一笔: any message after it is the evidence; without any it can be noted, too."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.errors import Stale, StaleCode
from bot.domain.evidence import Point
from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.services.duties.duties import FirmDuties
from bot.services.duties.evidence import own_evidence, record_evidence, undo_evidence
from bot.services.files import Taken
from bot.services.firms.firms import firm_of
from bot.store.duties.evidence import NewEvidence, latest_evidence
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, FileAnswer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties import evidence_views as views
from handlers.owner.duties.scene import (
    EVIDENCE,
    duty_pressed,
    item_named,
    with_duties,
)
from handlers.press import Press


async def ask_evidence(event_update: Update, owner: Owner, press: Press) -> None:
    """记一笔: what shows that it is done?"""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        item = item_named(duty, press.word(1))
        point = duty.point(item.id, press.args[2] if press.args[2:] else "")
        asked = {"firm": duties.firm_id, "point": [point.record, point.item, point.subject]}
        ask(uow, BOT, who.person.chat_id, OpenQuestion(EVIDENCE, duty.record, asked))
        return Replies(edit=views.ask(who.t, duty.verdict.title, item, point))

    await with_duties(event_update, owner, act)


async def without(event_update: Update, owner: Owner) -> None:
    """没有材料，先记: that it was done, and nothing to show for it yet."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        if question is None or question.kind != EVIDENCE:
            raise Stale(StaleCode.ANSWERED)
        return _recorded(owner, uow, who, question)

    await owner.act(event_update, act)


async def told(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A text is the evidence."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if len(text) > TEXT_MOST:
            return Replies(say=(views.too_long(who.t, len(text), TEXT_MOST),))
        return _recorded(owner, uow, who, question, text.strip())

    await owner.act(event_update, act)


def sent(
    owner: Owner, uow: UnitOfWork, who: Speaker, file: Taken, question: OpenQuestion
) -> Replies:
    """A photo or a file is the evidence; what was sent as one with it follows by itself."""
    return _recorded(owner, uow, who, question, file.caption, file)


async def undo(event_update: Update, owner: Owner, press: Press) -> None:
    """撤销, for ten minutes."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        entry = own_evidence(uow, who.person, press.number())
        try:
            undone = undo_evidence(uow, who.person, entry.id)
        except Stale as stale:
            late = stale.code is StaleCode.EXPIRED
            return Replies(say=(views.not_undone(who.t, owner.rulebase, entry, late=late),))
        return Replies(edit=views.undone(who.t, owner.rulebase, undone))

    await owner.act(event_update, act)


def _recorded(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    question: OpenQuestion,
    words: str = "",
    file: Taken | None = None,
) -> Replies:
    firm = firm_of(uow, who.person, Right.DUTY)
    if firm.id != question.context["firm"]:
        raise Stale(StaleCode.CHANGED)
    point = Point(*question.context["point"])
    view = keep_evidence(owner, uow, who, firm.id, point, words, file)
    close_question(uow, BOT, who.person.chat_id)
    return Replies(say=(view,))


def keep_evidence(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    firm_id: int,
    point: Point,
    words: str,
    file: Taken | None,
) -> View:
    """Keep it, and give the receipt."""
    files = () if file is None else (file.id,)
    # A photo of what was counted before counts nothing anew.
    before = latest_evidence(uow, firm_id, {point.record}).get(point)
    new = NewEvidence(point, uow.now, words, None if before is None else before.amount)
    card = record_evidence(uow, who.person, firm_id, new, files)
    return views.recorded(who.t, owner.rulebase, card, owner.zone, file)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "duty:note": ask_evidence,
    "duty:bare": without,
    "duty:undo": undo,
}
ANSWERS: Final[Mapping[str, Answer]] = {EVIDENCE: told}
FILES: Final[Mapping[str, FileAnswer]] = {EVIDENCE: sent}
