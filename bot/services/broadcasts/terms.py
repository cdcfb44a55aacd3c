"""附带的要求: what a broadcast asks of its readers, chosen by its author before it is approved."""

from dataclasses import replace

from bot.domain.broadcast_changes import Kind
from bot.domain.broadcast_terms import CHASED_MOST, CHASES, Terms
from bot.domain.broadcasts import BroadcastAct
from bot.domain.errors import Stale, StaleCode
from bot.services.broadcasts.broadcasts import put_content
from bot.services.broadcasts.cards import BroadcastCard
from bot.services.broadcasts.doors import own_broadcast
from bot.services.duties.errands import Ground
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


def put_terms(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, broadcast_id: int, terms: Terms
) -> BroadcastCard:
    """Say what it asks, and what goes on afterwards. What was handed in is a draft again.

    Whoever asks for no confirmation reminds nobody of it.

    Raises:
        BroadcastRefusal: It was approved, sent or cancelled.
        NotYours: No such broadcast, or somebody else's.
        Stale: Nothing of that can be asked, the day has passed, or a withdrawal asks nothing.
    """
    before = own_broadcast(uow, officer, broadcast_id, BroadcastAct.EDIT)
    withdraws = before.change is not None and before.change.kind is Kind.WITHDRAWAL
    today = uow.now.astimezone(ground.zone).date()
    past = terms.lasts is not None and terms.lasts < today
    if withdraws or past or not _is_known(ground, terms):
        raise Stale(StaleCode.CHANGED)
    asked = terms if terms.receipt else replace(terms, chase=0, chases=1)
    return put_content(uow, officer, broadcast_id, replace(before.content, terms=asked))


def _is_known(ground: Ground, terms: Terms) -> bool:
    topic = not terms.topic or terms.topic in ground.rulebase.topics
    return topic and terms.chase in {0, *CHASES} and 1 <= terms.chases <= CHASED_MOST
