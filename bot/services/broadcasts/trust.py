"""Whose word lets a broadcast go: when a third is needed, and when an approval has lapsed.

What is urgent goes on two people's word at any size; headquarters are shown that it did, and a
third looks at it afterwards.
"""

from bot.domain.broadcast_changes import Kind
from bot.domain.broadcasts import BroadcastState, Urgency
from bot.domain.staff import Power, covers, kinds_with
from bot.services.broadcasts.cards import BroadcastCard, card_for
from bot.services.broadcasts.doors import audit, broadcast_to_look_over
from bot.services.broadcasts.news import Tell, tell
from bot.services.broadcasts.versions import unapproved
from bot.services.digests.headquarters import headquarters_scopes
from bot.services.duties.errands import Ground
from bot.services.staff.staff import may, officers_with
from bot.store.audit import note
from bot.store.broadcasts.broadcasts import BroadcastRecord, broadcast_by_id, change_broadcast
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.staff import posts_of_kinds
from bot.store.uow import UnitOfWork


def needs_third(ground: Ground, it: BroadcastRecord, count: int) -> bool:
    """Whether two more people have to approve it before it goes.

    What is urgent does not wait for a third, and neither does taking back what was wrong.
    """
    withdraws = it.change is not None and it.change.kind is Kind.WITHDRAWAL
    if it.urgency is Urgency.URGENT or withdraws:
        return False
    least = ground.rulebase.regions.third_from(it.region)
    return least is not None and count >= least


def approval_stands(uow: UnitOfWork, it: BroadcastRecord) -> bool:
    """Whether everybody who approved it may still approve what is said to its region."""
    ids = [each for each in (it.approver_id, it.third_id) if each is not None]
    who = [officer_by_id(uow, each) for each in ids]
    return bool(who) and all(may(uow, each, Power.APPROVE, it.region) for each in who)


def void(uow: UnitOfWork, it: BroadcastRecord, voided: Tell) -> bool:
    """It waits for another approval: whoever gave it may not any more.

    Returns:
        False: nothing more can be done now.
    """
    change_broadcast(uow, it.id, **unapproved(BroadcastState.SUBMITTED), version=it.version + 1)
    note(uow, actor="system", act="broadcast:void", subject=f"broadcast:{it.id}")
    author = officer_by_id(uow, it.author_id)
    card = card_for(uow, author, broadcast_by_id(uow, it.id))
    tell(uow, card, [author, *card.approvers], voided, "voided")
    return False


def tell_used(uow: UnitOfWork, ground: Ground, it: BroadcastRecord, used: Tell) -> None:
    """It goes urgently: whoever approves or dispatches there, and headquarters, hear that."""
    if it.urgency is not Urgency.URGENT:
        return
    author = officer_by_id(uow, it.author_id)
    there = {
        each.id: each
        for power in (Power.APPROVE, Power.CASE_DISPATCH)
        for each in officers_with(uow, power, it.region)
    }
    there |= {each.id: each for each in _headquarters(uow, ground, it.region)}
    told = [each for each in there.values() if each.id not in {it.author_id, it.approver_id}]
    tell(uow, card_for(uow, author, broadcast_by_id(uow, it.id)), told, used, "used")


def look_over(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int) -> BroadcastCard:
    """事后看过: somebody who had no part in it has looked at what went urgently.

    Raises:
        BroadcastRefusal: They wrote or approved it, it can wait, or somebody has looked at it.
        NotYours: No such broadcast, or this officer does not approve there.
    """
    broadcast_to_look_over(uow, officer, broadcast_id)
    change_broadcast(uow, broadcast_id, third_id=officer.id, third_at=uow.now)
    audit(uow, officer, "look_over", broadcast_id)
    return card_for(uow, officer, broadcast_by_id(uow, broadcast_id))


def _headquarters(uow: UnitOfWork, ground: Ground, region: str) -> list[OfficerCard]:
    """Who works in a unit that heads a place in which a region lies."""
    posts = posts_of_kinds(uow.connection, kinds_with(Power.DIGEST_READ))
    heading = headquarters_scopes(uow, ground, posts)
    ids = {post.officer_id for post, scope in heading if covers(scope.region, region)}
    return [officer_by_id(uow, each) for each in sorted(ids)]
