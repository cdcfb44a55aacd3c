"""Recording when one group was sampled."""

from datetime import datetime

from bot.domain.sampling_refusals import SamplingRefusal
from bot.domain.speech import Replies
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.sampling import record_sampling
from bot.services.testing.standing import GroupStatus
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import forms
from handlers.owner.testing import record_views as records
from handlers.owner.testing.scene import close_own_question, wording


def record_one(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    scene: tuple[SamplingRules, GroupStatus],
    moment: datetime,
    *,
    correct: bool = False,
) -> Replies:
    """Record, or say why not and leave the question open; nothing was written in that case."""
    rules, status = scene
    say, ids = wording(uow, owner, who.t), [status.group.id]
    try:
        [made] = record_sampling(uow, who.person, ids, moment, rules, correct=correct)
    except SamplingRefusal as refusal:
        return Replies(say=(forms.time_refused(say, status, refusal),))
    close_own_question(uow, who)
    return Replies(say=(records.recorded(say, made, rules=rules),))
