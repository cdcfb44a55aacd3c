"""What a case can be, what can be done to it, and what is kept of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

TEXT_MOST: Final = 1000
"""Characters of one text: it must fit into a message together with what stands around it."""


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"  # 登记: nobody is there to be given it
    ASSIGNED = "assigned"  # 分派: it lies on desks, nobody has taken it
    CLAIMED = "claimed"  # 办理中
    WAITING = "waiting"  # 待企业补充
    RULING = "ruling"  # 待裁定: refused twice, the superior says whose it is
    SOLVED = "solved"  # 已办结: the firm is asked whether it is so (回访)
    CALL = "call"  # 待电话回访: the firm was silent, which is no yes
    CONFIRMED = "confirmed"  # 企业已确认: an inspector has yet to check
    CLOSED = "closed"  # 销号


class CaseAct(StrEnum):
    """What is done to a case: by officers, by the firm, by inspectors, or by a clock."""

    OPEN = "open"  # 登记
    ASSIGN = "assign"  # 分派, 转办: it lies on a desk now
    CLAIM = "claim"  # 受理
    ANSWER = "answer"  # 阶段性答复
    ASK = "ask"  # 请企业补充
    SUPPLY = "supply"  # 企业已补充
    LAPSE = "lapse"  # 补充到期: handling goes on without
    RETURN = "return"  # 退单
    RULE = "rule"  # 裁定
    ESCALATE = "escalate"  # 上报
    SOLVE = "solve"  # 办结
    CONFIRM = "confirm"  # 企业确认
    DENY = "deny"  # 企业说没解决: 重开
    WITHDRAW = "withdraw"  # 企业撤回: it says that nothing has to be done any more
    PART = "part"  # 企业说不是这个问题: what was answered to all was not about it
    SILENCE = "silence"  # 企业没有回音
    MISS = "miss"  # 电话没打通
    CHECK = "check"  # 核查通过: 销号
    FAULT = "fault"  # 核查不通过: 重开
    REFER = "refer"  # 外部单号: how another platform calls it; it moves nothing
    REMARK = "remark"  # 内部备注: it moves nothing, and the firm never sees it
    DEPART = "depart"  # 离岗: who had it has left the desk; whose it is now is said with it
    RESTORE = "restore"  # 停用撤回: who had left is there again, and so is what they left
    REPEAT = "repeat"  # a term is over and nobody is above: it starts again, and is told
    PROMISE = "promise"  # 下次答复的日期: it moves nothing, and the firm is told
    JOIN = "join"  # 有人到岗: it lies at the desks of its rungs as well, the clocks run on
    REWORD = "reword"  # 企业改了原话: `text` is what it said before
    CORRECT = "correct"  # 企业更正了补充: `text` is what it says now
    LINK = "link"  # 并入共性问题: it moves nothing, and the firm never sees it


class CheckWay(StrEnum):
    """How an inspector made sure of what the firm and the desk say."""

    PHONE = "phone"  # 电话
    SITE = "site"  # 现场
    PAPERS = "papers"  # 材料


HANDLING: Final = frozenset(
    {
        CaseAct.ASSIGN,
        CaseAct.CLAIM,
        CaseAct.ANSWER,
        CaseAct.ASK,
        CaseAct.RETURN,
        CaseAct.RULE,
        CaseAct.ESCALATE,
        CaseAct.SOLVE,
        CaseAct.PROMISE,
        CaseAct.LINK,
    }
)
"""By these an officer has a part in what became of it, in hand or not."""
FREEING: Final = frozenset(
    {
        CaseAct.ASSIGN,
        CaseAct.RETURN,
        CaseAct.RULE,
        CaseAct.ESCALATE,
        CaseAct.DENY,
        CaseAct.FAULT,
        CaseAct.PART,
    }
)
"""After these it lies on desks, and nobody has it in hand."""
FOUND_LEAST: Final = 8
"""Letters of what an inspector found when closing a case: whom they asked, what was said."""
VERDICTS: Final = frozenset({CaseAct.CONFIRM, CaseAct.DENY, CaseAct.WITHDRAW, CaseAct.FAULT})
"""What a firm or an inspector says of what was done."""
REFERENCE_MOST: Final = 40
"""Characters of the number that a case has elsewhere."""
WORKING = frozenset({CaseStatus.CLAIMED, CaseStatus.WAITING})
"""Somebody has it in hand."""
UNSOLVED = frozenset({*WORKING, CaseStatus.OPEN, CaseStatus.ASSIGNED, CaseStatus.RULING})
"""Nobody says yet that it is solved."""
UNTAKEN = frozenset({CaseStatus.OPEN, CaseStatus.ASSIGNED})
"""Nobody has it in hand."""
CHECKING = frozenset({CaseStatus.CALL, CaseStatus.CONFIRMED})
"""An inspector has to do something."""
DONE = frozenset({CaseStatus.CONFIRMED, CaseStatus.CLOSED})
"""The firm has nothing left to say."""


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case as far as its acts can change it; moments are aware UTC.

    Attributes:
        opened_by: The person who raised it.
        level: The highest rung of the region's ladder that has it.
        held_by: The officer who has it in hand, or had it last before it was solved.
        first_answered_at: First contact; later answers leave it.
        results: What officers wrote when they solved it, oldest first; a denied one stays.
        denials: How often it was reopened, by the firm or by an inspector.
        returns: How often a unit refused it.
        waits: How often the firm was asked for something.
        calls: How often an inspector called in vain.
        worked_by: Everybody who had it in hand.
        handled_by: Every officer who handled it, see `HANDLING`: none of them may check it.
    """

    status: CaseStatus
    opened_by: int
    opened_at: datetime
    level: int = 0
    held_by: int | None = None
    held_since: datetime | None = None
    first_answered_at: datetime | None = None
    results: tuple[str, ...] = ()
    solved_at: datetime | None = None
    confirmed_at: datetime | None = None
    closed_at: datetime | None = None
    denials: int = 0
    returns: int = 0
    waits: int = 0
    calls: int = 0
    worked_by: frozenset[int] = frozenset()
    handled_by: frozenset[int] = frozenset()

    @property
    def result(self) -> str | None:
        """The newest result, as the firm sees it."""
        return self.results[-1] if self.results else None


@dataclass(frozen=True, slots=True)
class CaseRules:
    """What a region lays down for its cases.

    Attributes:
        levels: Rungs of its ladder, lowest first.
        returns: So often a case may be refused before the superior decides.
        waits: So often the firm may be asked for something while the handling clock rests.
    """

    levels: tuple[int, ...] = (0,)
    returns: int = 2
    waits: int = 2

    def above(self, level: int) -> int | None:
        """The next rung, or None at the top."""
        return next((each for each in self.levels if each > level), None)
