"""Who may do what for a firm: roles, and the rights that each role has."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is to a firm."""

    OWNER = "owner"  # 负责人
    MANAGER = "manager"  # 管理员
    TEST_CONTACT = "test_contact"  # 采样联系人


class Right(StrEnum):
    """What somebody may do for a firm."""

    SEE = "see"  # that the firm is theirs: its name, the menu
    SAMPLE = "sample"  # test groups: their samplings, their reminders, who looks after them
    DUTY = "duty"  # whatever else the documents want kept
    READ = "read"  # what the firm said of itself, and what the rules say to it
    ANSWER = "answer"  # questionnaires
    PROFILE = "profile"  # name, place, credit code
    CASE = "case"  # ask a human for help, and go on with it
    INVITE = "invite"  # let others in, no higher than themselves
    REMOVE = "remove"  # let others go, or give them another role


_TESTING: Final = frozenset({Right.SEE, Right.SAMPLE, Right.DUTY})
_OFFICE: Final = frozenset({Right.READ, Right.ANSWER, Right.PROFILE, Right.CASE, Right.INVITE})

RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    Role.OWNER: frozenset(Right),
    Role.MANAGER: _TESTING | _OFFICE,
    Role.TEST_CONTACT: _TESTING,
}
INVITED_BY: Final[Mapping[Role, tuple[Role, ...]]] = {
    Role.OWNER: (Role.MANAGER, Role.TEST_CONTACT),
    Role.MANAGER: (Role.MANAGER, Role.TEST_CONTACT),
    Role.TEST_CONTACT: (),
}
"""Whom a member may invite; an owner is made by handing over, or by an officer's invitation."""

INVITED_BY_OFFICER: Final = (Role.OWNER, Role.MANAGER)


def may(role: Role, right: Right) -> bool:
    """Whether the role has the right."""
    return right in RIGHTS[role]
