"""政策台账: how a document stands here, from being named to being in force to being replaced."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from bot.domain.staff import Power
from policies.documents import Document


class LedgerState(StrEnum):
    """Where a document stands (dossier, table of states; FC-05, ZB-72)."""

    CITED = "cited"  # 已引用、未收录: a held document names it
    HELD = "held"  # 收录: its text is here, and nothing of it was published
    PUBLISHED = "published"  # 发布: firms are judged by it
    ENDED = "ended"  # 失效: all that was published of it was taken out of force
    REPLACED = "replaced"  # 被替代: a later document came in its place


READS: Final = frozenset({Power.POLICY_EDIT, Power.APPROVE, Power.CASE_DISPATCH})
"""Any of these in a place lets somebody read what documents bind there."""


def state_of(
    document: Document,
    *,
    in_force: Collection[str],
    published: Collection[str],
    replaced: Collection[str],
) -> LedgerState:
    """Where a document stands.

    Args:
        in_force: Ids of documents of which a record is in force.
        published: The same of which one ever was.
        replaced: Ids of documents in whose place another one came.
    """
    if document.id in replaced:
        return LedgerState.REPLACED
    if not document.held:
        return LedgerState.CITED
    if document.id in in_force:
        return LedgerState.PUBLISHED
    return LedgerState.ENDED if document.id in published else LedgerState.HELD
