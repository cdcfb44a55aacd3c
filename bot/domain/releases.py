"""政策发布: what becomes of a text that is to be published, and how it changes verdicts."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from bot.domain.release_refusals import ReleaseCode, ReleaseRefusal


class Origin(StrEnum):
    """Where a release comes from."""

    INSTALL = "install"  # what a first installation finds on disk
    GIT = "git"  # what the software brought along later
    DESK = "desk"  # a file that somebody sent
    ROLL_BACK = "roll_back"  # what was in force before


class ReleaseState(StrEnum):
    """Where a release stands. DONE and DROPPED are final."""

    CHECKING = "checking"  # its texts are checked, or compared with all firms
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"  # waits for the walk of the release before it
    PUBLISHED = "published"  # in force; its firms are gone through
    DONE = "done"
    DROPPED = "dropped"


class ReleaseAct(StrEnum):
    """What an officer does to a release."""

    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    DROP = "drop"


_S: Final = ReleaseState
FITS: Final[Mapping[ReleaseAct, frozenset[ReleaseState]]] = {
    ReleaseAct.SUBMIT: frozenset({_S.DRAFT}),
    ReleaseAct.APPROVE: frozenset({_S.SUBMITTED}),
    ReleaseAct.SEND_BACK: frozenset({_S.SUBMITTED}),
    ReleaseAct.DROP: frozenset({_S.CHECKING, _S.DRAFT, _S.SUBMITTED}),
}
"""In which states each act is possible."""
UNDECIDED: Final = frozenset({_S.CHECKING, _S.DRAFT, _S.SUBMITTED})
IN_FORCE: Final = frozenset({_S.PUBLISHED, _S.DONE})


def require_fitting(act: ReleaseAct, state: ReleaseState) -> None:
    """Make sure that an act is possible in a state.

    Raises:
        ReleaseRefusal: It is not.
    """
    if state not in FITS[act]:
        raise ReleaseRefusal(ReleaseCode.STATE, act=act, state=state)


def digest_of(hashes: Mapping[str, str], base: int, report: Mapping[str, Any]) -> str:
    """The fingerprint of what is approved: SHA-256 over texts, edition and what firms make of it.

    Args:
        hashes: Of each record's text, by id.
        base: The edition that it was compared with.
        report: What was shown, as JSON; the number of firms is part of it.
    """
    approved = {"hashes": dict(hashes), "base": base, "report": report}
    canonical = json.dumps(approved, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
