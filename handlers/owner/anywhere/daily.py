"""今天没事, 今日零报告: the card of the daily report, said anywhere."""

import re
from dataclasses import replace
from functools import partial
from typing import Final

from bot.domain.speech import Replies
from bot.services.duties.duties import Duty, FirmDuties, load_duties
from bot.services.firms.firms import firm_of
from bot.store.uow import UnitOfWork
from handlers.notices.private import masked
from handlers.owner.context import Speaker, speaker_of
from handlers.owner.duties import daily
from handlers.owner.duties.scene import duty_named, ground_of, with_duties
from handlers.owner.on_view.glance import Glance, Take
from handlers.tongue import lines
from policies.keeping import Form
from policies.spoken.all_well import says_all_well

_OF_TODAY: Final = re.compile(
    r"今[天日儿]|零报告|发[烧热]|隔离|阳性"
    r"|\b(?:today|nothing to report|sick|ill|fevers?|symptoms?)\b",
    re.IGNORECASE,
)
"""都好 and 没问题 are a report only on the card of the duty."""


async def daily_report(glance: Glance) -> Take | None:
    """Nothing happened today: one tap reports it."""
    if not says_all_well(glance.said) or not _OF_TODAY.search(glance.said):
        return None
    record = await glance.owner.app.read(lambda uow: _record(uow, glance))
    return None if record is None else partial(_offered, glance, record)


def duties_now(uow: UnitOfWork, glance: Glance) -> FirmDuties:
    """The duties of the firm that the person speaks for."""
    who = speaker_of(uow, glance.owner.app.turn_of(glance.update))
    return load_duties(uow, ground_of(glance.owner), firm_of(uow, who.person).id)


def _record(uow: UnitOfWork, glance: Glance) -> str | None:
    held = duties_now(uow, glance).duties
    return next((each.record for each in held if _is_daily(each)), None)


def _is_daily(duty: Duty) -> bool:
    return duty.keeping.form is Form.DAILY


async def _offered(glance: Glance, record: str) -> None:
    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        card = daily.card(uow, who.t, duties, duty_named(duties, record))
        said = who.t("您说：“{said}”", said=masked(who.t, glance.said)[:60])
        return Replies(say=(replace(card, html=lines(said, card.html)),))

    await with_duties(glance.update, glance.owner, act)
