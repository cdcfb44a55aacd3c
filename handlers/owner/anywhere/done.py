"""防疫教育搞了, 昨天搞了演练: onto the record of a duty, said anywhere, with its day."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from enum import IntEnum
from functools import partial
from typing import Final

from aiogram.types import Update

from bot.domain.evidence import Point
from bot.domain.speech import Replies
from bot.services import problems
from bot.services.duties.duties import Duty, FirmDuties
from bot.services.duties.evidence import record_evidence
from bot.store.duties.evidence import NewEvidence
from bot.store.uow import UnitOfWork
from handlers.owner.anywhere import done_views as views
from handlers.owner.anywhere.daily import duties_now
from handlers.owner.anywhere.words import told_of
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.amounts import item_names
from handlers.owner.duties.evidence_views import recorded as recorded_view
from handlers.owner.duties.scene import duty_named, item_named, with_duties
from handlers.owner.on_view.glance import Glance, Take
from handlers.press import Press
from policies.keeping import Form, ItemForm
from policies.spoken.done import DoneSaid, read_done

MOST: Final = 4
"""So many things may be meant; words for more say nothing."""
Named = tuple[str, str]
"""A record and its item; the item is empty where a card has to be opened first."""


async def done(glance: Glance) -> Take | None:
    """Something that a duty asks for was done: one tap records it."""
    said = read_done(glance.said)
    if said is None:
        return None
    named = await glance.owner.app.read(lambda uow: _named(duties_now(uow, glance), said))
    return partial(_offered, glance, said, named) if 0 < len(named) <= MOST else None


def _named(duties: FirmDuties, said: DoneSaid) -> list[Named]:
    """What the words name; what they name in full comes before what only holds them."""
    held = [each for each in duties.duties if each.keeping.form in {Form.ITEMS, Form.CODES}]
    found = [fit for duty in held for fit in _called(duty, said.names)]
    best = min((fit for fit, _ in found), default=_Fit.IN_FULL)
    return list(dict.fromkeys(name for fit, name in found if fit is best))


class _Fit(IntEnum):
    """How words name an item, the surest way first."""

    IN_FULL = 0
    AT_ITS_END = 1  # 演练 of 应急演练: what it is stands last
    BY_DUTY = 2  # only the title of its duty has them


def _called(duty: Duty, names: tuple[str, ...]) -> Iterator[tuple[_Fit, Named]]:
    title = duty.verdict.title
    titled = any(name in title.zh or name in title.en.lower() for name in names)
    if duty.keeping.form is Form.CODES:
        if titled:
            yield _Fit.IN_FULL, (duty.record, "")
        return
    for item in duty.keeping.items:
        if item.form is ItemForm.STOCK:
            continue  # it is counted, not done
        ways = ["".join(way.split()) for way, _ in item_names([item])]
        plain = ["".join(name.split()) for name in names]
        if any(way in name for way in ways for name in plain):
            yield _Fit.IN_FULL, (duty.record, item.id)
        elif any(way.endswith(name) for way in ways for name in plain):
            yield _Fit.AT_ITS_END, (duty.record, item.id)
        elif titled:
            yield _Fit.BY_DUTY, (duty.record, item.id)


async def _offered(glance: Glance, said: DoneSaid, named: list[Named]) -> None:
    told = await told_of(glance)

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        problem = problems.keep_problem(uow, who.person, told)
        offered = [(duty_named(duties, record), item) for record, item in named]
        day = duties.today - timedelta(days=said.days_ago)
        return Replies(say=(views.offer(who.t, problem, offered, day),))

    await with_duties(glance.update, glance.owner, act)


async def recorded(event_update: Update, owner: Owner, press: Press) -> None:
    """记下: this was done, on the day that was said."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        problem, duty = problems.problem_of(uow, who.person, press.number()), press.word(1)
        item = item_named(duty_named(duties, duty), press.word(2))
        label, said = f"done:{duty}:{item.id}", read_done(problem.told.text)
        if said is None or label in problem.progress.tapped:
            return Replies(toast=who.t("这一条已经点过了，不用再点。"))
        problems.tapped(uow, problem, label)
        point, at = Point(duty, item.id), problem.at - timedelta(days=said.days_ago)
        new = NewEvidence(point, at, problem.told.text)
        card = record_evidence(uow, who.person, duties.firm_id, new)
        return Replies(say=(recorded_view(who.t, owner.rulebase, card, owner.zone),))

    await with_duties(event_update, owner, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"duty:said": recorded}
