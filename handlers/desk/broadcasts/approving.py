"""送审, 批准, 退回: a second person reads all of it before it goes."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.broadcast_lint import faults_of
from bot.domain.broadcasts import BroadcastState
from bot.domain.case_states import TEXT_MOST
from bot.domain.speech import Replies
from bot.services.broadcasts import approving as acts
from bot.services.broadcasts.broadcasts import BroadcastCard, submit
from bot.services.broadcasts.figures import card_of
from bot.services.broadcasts.steering import cancel
from bot.store.files.files import FileState
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import approving_views as views
from handlers.desk.broadcasts import card_views, cards, compose_views
from handlers.desk.broadcasts.judging_anew import judged_anew, keep_judged_anew
from handlers.desk.broadcasts.package_lists import counted, keep_counted
from handlers.desk.broadcasts.plans import plan_of
from handlers.desk.broadcasts.preview import as_received, just_looked_at, to_be_approved
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.notices import broadcast_changes as changes
from handlers.notices import broadcasts as notices
from handlers.press import Press

BACK: Final = "broadcast_back"


async def hand_in(desk: Desk, update: Update, press: Press) -> None:
    """送审: to whoever may approve it here."""
    anew = await judged_anew(desk, update, press)
    lists = await counted(desk, update, press)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        cards.leave(uow, who)
        keep_judged_anew(uow, who, press, anew)
        keep_counted(uow, lists)
        before = card_of(uow, who.officer, press.number())
        faults = faults_of(before.record.content, before.record.kind)
        if faults:
            return Replies(edit=compose_views.lacks(who.t, before, faults))
        file = cards.file_of(uow, before)
        if file is not None and file.state is not FileState.KEPT:
            waits = file.state is FileState.WANTED
            return Replies(edit=compose_views.no_file(who.t, before, waits=waits))
        card = submit(uow, desk.ground, who.officer, press.number())
        said = views.handed_in(who.t, card)
        told = notices.submitted(card, uow.new_uid(), desk.zone)
        return Replies(edit=cards.screen(desk, uow, who, card, said), also=told)

    await desk.act(update, act)


async def read(desk: Desk, update: Update, press: Press) -> None:
    """看内容: both texts as they will be received; then what can be decided."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        cards.leave(uow, who)
        card = card_of(uow, who.officer, press.number())
        waits = card.record.state is BroadcastState.SUBMITTED
        mark = to_be_approved if waits else just_looked_at
        texts = as_received(desk, uow, who, card, mark)
        reach = cards.reach_of(desk, uow, who, card)
        plan = plan_of(desk, uow, card.record)
        return Replies(say=(*texts, views.decision(who.t, card, reach, plan)))

    await desk.act(update, act)


async def approve(desk: Desk, update: Update, press: Press) -> None:
    """批准 exactly what was shown: the button carries its fingerprint."""
    anew = await judged_anew(desk, update, press)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        keep_judged_anew(uow, who, press, anew)
        shown = card_of(uow, who.officer, press.number())
        digest, mark = shown.record.digest or "", press.word(1)
        if shown.record.state is BroadcastState.DRAFT and shown.approves:
            return Replies(edit=views.being_changed(who.t, shown))
        if shown.record.state is BroadcastState.SUBMITTED and digest[: views.MARK] != mark:
            return Replies(edit=views.changed(who.t, shown))
        before = shown.record.count
        card = acts.approve(uow, desk.ground, who.officer, press.number(), digest)
        return _decided(desk, uow, who, card, before or 0)

    await desk.act(update, act)


def _decided(desk: Desk, uow: UnitOfWork, who: Clerk, card: BroadcastCard, before: int) -> Replies:
    """It goes, or waits for a third, or has to be read again."""
    if card.record.state is BroadcastState.HELD:
        told = notices.approved(card, uow.new_uid(), desk.zone)
        return Replies(edit=cards.screen(desk, uow, who, card, views.approved(who.t)), also=told)
    if card.record.approver_id != who.officer.id:
        return Replies(edit=views.counted_anew(who.t, card, before))
    told = changes.one_more(card, uow.new_uid())
    said = views.one_of_two(who.t, card)
    return Replies(edit=cards.screen(desk, uow, who, card, said), also=told)


async def ask_reason(desk: Desk, update: Update, press: Press) -> None:
    """退回: why?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = card_of(uow, who.officer, press.number())
        if not card.approves or card.record.state is not BroadcastState.SUBMITTED:
            return Replies(edit=cards.screen(desk, uow, who, card))
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(BACK, str(card.record.id)))
        return Replies(edit=views.ask_reason(who.t, card))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the reason; None if none was asked for."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != BACK:
        return None
    number = int(question.subject)
    if len(text) > TEXT_MOST:
        card = card_of(uow, who.officer, number)
        return Replies(say=(views.reason_too_long(who.t, card, len(text), TEXT_MOST),))
    close_question(uow, BOT, who.officer.chat_id)
    card = acts.send_back(uow, who.officer, number, text.strip())
    told = notices.sent_back(card, who.officer.name, uow.new_uid())
    return Replies(say=(views.sent_back(who.t, card),), also=told)


async def stop(desk: Desk, update: Update, press: Press) -> None:
    """停发 within the hold: nobody gets it."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = acts.stop(uow, who.officer, press.number())
        told = notices.stopped(card, who.officer, uow.new_uid())
        return Replies(
            edit=cards.screen(desk, uow, who, card, views.stopped(who.t, card)), also=told
        )

    await desk.act(update, act)


async def ask_drop(desk: Desk, update: Update, press: Press) -> None:
    """不发了: really?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        cards.leave(uow, who)
        return Replies(edit=views.ask_drop(who.t, card_of(uow, who.officer, press.number())))

    await desk.act(update, act)


async def drop(desk: Desk, update: Update, press: Press) -> None:
    """It is given up before it was approved."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = card_of(uow, who.officer, press.number())
        if card.record.state not in cards.WRITTEN:
            return Replies(edit=cards.screen(desk, uow, who, card))
        cancel(uow, who.officer, press.number())
        return Replies(edit=card_views.dropped(who.t, card))

    await desk.act(update, act)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "bc:submit": hand_in,
    "bc:read": read,
    "bc:ok": approve,
    "bc:back": ask_reason,
    "bc:stop": stop,
    "bc:drop": ask_drop,
    "bc:gone": drop,
}
