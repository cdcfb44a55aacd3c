"""What was said of samplings, by groups: recorded if beyond doubt, else asked with one tap."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.samplings_said import SampledSaid
from bot.domain.speech import Replies
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.standing import GroupStatus
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import forms, many, moments
from handlers.owner.testing import said_views as views
from handlers.owner.testing.recording import record_one
from handlers.owner.testing.scene import NOW_LASTS, SAMPLED_AT, wording
from handlers.owner.testing.some_recording import so_many
from handlers.tongue import lines

Scene = tuple[SamplingRules, Sequence[GroupStatus]]
A_MOMENT: Final = timedelta(minutes=1)


def reported(
    uow: UnitOfWork, owner: Owner, who: Speaker, scene: Scene, heard: tuple[SampledSaid, str]
) -> Replies:
    """These groups were sampled.

    Args:
        heard: What was read, and the text.
    """
    (rules, chosen), (said, text) = scene, heard
    if len(chosen) == 1:
        return _of_one(uow, owner, who, (rules, chosen[0]), heard)
    ids = [each.group.id for each in chosen]
    if said.partly:
        return many.ask_when(uow, owner, who, ids, wrong=text)
    many.keep_ticked(uow, who, ids, said.at or uow.now)
    view = views.confirm_several(wording(uow, owner, who.t), chosen, said.at)
    return Replies(say=(view,))


def reported_then(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    scene: tuple[SamplingRules, GroupStatus],
    heard: tuple[SampledSaid, str],
    written: datetime,
) -> Replies:
    """One group, by words that have waited: what was just now then may be another moment by now.

    Args:
        written: When the words were written (aware UTC).
    """
    (rules, status), (said, _) = scene, heard
    just_then = said.at is None or abs(written - said.at) < A_MOMENT
    if not just_then or uow.now - written <= NOW_LASTS:
        return reported(uow, owner, who, (rules, [status]), heard)
    say = wording(uow, owner, who.t)
    before = views.written_long_ago(say, written)
    if said.count is not None and said.count != status.group.size:
        first, *others = so_many(uow, owner, who, scene, said.count, None).say
        return Replies(say=(replace(first, html=lines(before, first.html)), *others))
    ask(uow, BOT, who.person.chat_id, OpenQuestion(SAMPLED_AT, str(status.group.id)))
    return Replies(say=(forms.when(say, status, before=before, written=written),))


def _of_one(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    scene: tuple[SamplingRules, GroupStatus],
    heard: tuple[SampledSaid, str],
) -> Replies:
    (_, status), (said, text) = scene, heard
    if said.count is not None and said.count != status.group.size:
        return so_many(uow, owner, who, scene, said.count, said.at)
    if said.at is not None:
        return record_one(uow, owner, who, scene, said.at)
    say, proposed = wording(uow, owner, who.t), None if said.partly else uow.now
    question = OpenQuestion(SAMPLED_AT, str(status.group.id), moments.proposal(proposed))
    ask(uow, BOT, who.person.chat_id, question)
    if said.partly:
        return Replies(say=(forms.when(say, status, wrong=text),))
    return Replies(say=(views.confirm_one(say, status),))
