"""Whose digests an officer reads: by their own posts, and for whom they stand in."""

from collections.abc import Iterable

from bot.domain.digests import Scope, scope_of
from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.domain.staff import POWERS, Power, covers
from bot.services.cases.access import officers_stood_in_for
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import PostCard, lasting_posts
from bot.store.uow import UnitOfWork


def posts_to_read(uow: UnitOfWork, officer: OfficerCard) -> list[PostCard]:
    """The posts whose digests an officer reads, the widest first, each scope once.

    Their own, and of those whose work they do. What lies in a region of which they read the
    whole is left out: one message says it.
    """
    found = sorted(readable_posts(uow, officer), key=lambda post: (not opens(post), _width(post)))
    kept: list[PostCard] = []
    for post in found:
        if not any(_includes(wider, post) for wider in kept):
            kept.append(post)
    return kept


def readable_posts(uow: UnitOfWork, officer: OfficerCard) -> list[PostCard]:
    """All of them."""
    ids = (officer.id, *sorted(officers_stood_in_for(uow, officer)))
    posts = (post for each in ids for post in lasting_posts(uow.connection, each))
    return [
        post
        for post in posts
        if post.confirmed and Power.DIGEST_READ in POWERS[post.appointment.kind]
    ]


def headed_post(
    uow: UnitOfWork, officer: OfficerCard, scope: Scope, posts: Iterable[PostCard]
) -> PostCard | None:
    """Of posts whose units head a region that by which an officer hears of it.

    None if they hold none of them, or read the whole region anyway.
    """
    readable = readable_posts(uow, officer)
    if any(_covers_all(scope_of(post.appointment), scope) for post in readable if opens(post)):
        return None
    own = {post.id for post in readable}
    return next((post for post in posts if post.id in own), None)


def digest_post(uow: UnitOfWork, officer: OfficerCard, post_id: int) -> PostCard:
    """A post by an id that is not trusted, if this officer reads its digests.

    Raises:
        Stale: It has ended, or it is not theirs.
    """
    found = (post for post in readable_posts(uow, officer) if post.id == post_id)
    post = next(found, None)
    if post is None:
        raise Stale(StaleCode.CHANGED)
    return post


def require_opens(post: PostCard) -> None:
    """Make sure that whoever holds this post may see cases, not only how many there are.

    Raises:
        NotYours: They may not.
    """
    if not opens(post):
        raise NotYours("digest", AccessCode.ROLE)


def opens(post: PostCard) -> bool:
    """Whether whoever holds a post may see cases, not only how many there are."""
    return Power.CASE_READ in POWERS[post.appointment.kind]


def _width(post: PostCard) -> tuple[bool, int, bool, int]:
    scope = scope_of(post.appointment)
    return (not scope.whole, scope.region.count("/"), scope.sector is not None, post.id)


def _includes(wider: PostCard, post: PostCard) -> bool:
    """Whether one digest says all that the other would."""
    own, other = scope_of(wider.appointment), scope_of(post.appointment)
    if own == other:
        return True
    return opens(wider) and _covers_all(own, other)


def _covers_all(own: Scope, other: Scope) -> bool:
    return own.whole and own.sector is None and covers(own.region, other.region)
