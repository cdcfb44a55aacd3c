"""打包推送: a broadcast becomes a package, and what one of its firms would read."""

import json
from dataclasses import replace

from sqlalchemy import select

from bot.domain.audience_reading import read_audience
from bot.domain.broadcasts import Content
from bot.domain.errors import Stale, StaleCode
from bot.domain.packages import Nothing
from bot.services.audiences.audiences import condition_of, count_of, require_reading
from bot.services.broadcasts.broadcasts import put_content
from bot.services.broadcasts.cards import BroadcastCard
from bot.services.broadcasts.doors import is_own
from bot.services.broadcasts.figures import card_of
from bot.services.duties.errands import Ground
from bot.services.firms.firms import Profile, profile_of
from bot.services.packages.counts import for_readers
from bot.store.broadcasts.broadcasts import BroadcastRecord, broadcast_by_id, change_broadcast
from bot.store.firms.firms import FIRM, load_firm
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

WORDS = Content(
    zh="{firm}：这是按贵企业的情况对照出来的政策清单。",
    en="{firm}: the policies that apply to you, by what is known of your firm.",
)
"""What stands above a list until its author writes something else."""


def put_package(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    broadcast_id: int,
    nothing: Nothing | None,
) -> BroadcastCard:
    """Say that each firm reads its own list, or that none does; what was handed in is a draft.

    A list goes without a file, and only to those who may read what the rules say to their firm.

    Args:
        nothing: What becomes of firms to which nothing applies; None: no lists.

    Raises:
        BroadcastRefusal: It was approved, sent or cancelled, or none of its people may read one.
        NotYours: No such broadcast, or somebody else's.
        Stale: It corrects or withdraws another one.
    """
    card = card_of(uow, officer, broadcast_id)
    if card.record.change is not None:
        raise Stale(StaleCode.CHANGED)
    content = replace(card.record.content, package=nothing)
    if nothing is not None:
        zh, en = content.zh or WORDS.zh, content.en or WORDS.en
        content = replace(content, zh=zh, en=en, file_id=None)
    made = put_content(uow, officer, broadcast_id, content)
    if nothing is None or made.audience is None:
        return made
    return _narrowed(uow, ground, officer, made.record)


def _narrowed(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, record: BroadcastRecord
) -> BroadcastCard:
    """The same audience, without those who may not read a list."""
    audience = for_readers(read_audience(record.audience or {}))
    judged_for = record.id if audience.verdicts else None
    count = count_of(uow, ground, audience, judged_for).persons
    kept = json.dumps(audience.to_json(), ensure_ascii=False, sort_keys=True)
    change_broadcast(uow, record.id, audience=kept, count=count)
    return card_of(uow, officer, record.id)


def package_to_count(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int
) -> BroadcastRecord | None:
    """The officer's own package with an audience; None if there is nothing to count.

    Raises:
        NotYours: No such broadcast, or none of theirs.
    """
    record = card_of(uow, officer, broadcast_id).record
    counts = record.content.package is not None and record.audience is not None
    return record if counts and is_own(uow, officer, record) else None


def same_audience(uow: UnitOfWork, before: BroadcastRecord) -> bool:
    """Whether a broadcast still is for whom it was when it was read."""
    return broadcast_by_id(uow, before.id).audience == before.audience


def example_profile(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, record: BroadcastRecord
) -> Profile | None:
    """The firm of its audience that registered first, for somebody who writes or approves there.

    Raises:
        NotYours: They do not.
    """
    if record.audience is None:
        return None
    audience = read_audience(record.audience)
    require_reading(uow, officer, audience.region)
    judged_for = record.id if audience.verdicts else None
    wanted = select(FIRM.c.id).where(condition_of(uow, ground, audience, judged_for))
    found = uow.connection.execute(wanted.order_by(FIRM.c.id).limit(1)).scalar()
    return None if found is None else profile_of(uow, ground.rulebase, load_firm(uow, found))
