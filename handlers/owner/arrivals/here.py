"""Somebody of the list is here: noted, and asked whether they had reported."""

from datetime import datetime

from bot.domain.speech import Replies
from bot.services.arrivals.arrivals import arrive
from bot.store.uow import UnitOfWork
from handlers.owner.arrivals import card_views as cards
from handlers.owner.arrivals.since_views import since_words
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.acts import said
from handlers.owner.duties.scene import ground_of


def is_here(
    owner: Owner, uow: UnitOfWork, who: Speaker, arrival_id: int, since: datetime | None = None
) -> Replies:
    """Somebody of the list is here, maybe since earlier; had they reported?"""
    changed = arrive(uow, ground_of(owner), who.person, arrival_id, since)
    when = None if since is None else since_words(who.t, since, owner.zone)
    if changed.status.reported is None and changed.status.of.done is not None:
        return Replies(say=(cards.report_asked(who.t, changed.status, when),))
    here = who.t("记下了：到了。") if when is None else who.t("记下了：{when}到的。", when=when)
    return said(who.t, cards.card, changed, here)
