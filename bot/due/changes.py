"""What an officer changed for many goes on to each: answers to a common issue, registers."""

from dataclasses import dataclass
from typing import Final

from bot.due.batches import Batches
from bot.services.issues.answering import IssueAnswering, carry_out_answers
from bot.services.registers.follow import follow_registers
from bot.services.registers.words import RegisterFollow

ANSWERED: Final = 10
"""So many cases of a common issue get their answer in one transaction."""
REGISTER_FIRMS: Final = 10
"""So many firms hear of a register in one transaction."""


@dataclass(frozen=True)
class IssuesDue:
    """How answers to all of a common issue are carried out."""

    answering: IssueAnswering

    async def fire(self, batches: Batches) -> int:
        """Carry each answer into the cases that lack it."""
        await batches.until_done(lambda uow: carry_out_answers(uow, self.answering, ANSWERED))
        return 0


@dataclass(frozen=True)
class RegistersDue:
    """How changes of registers are followed."""

    follow: RegisterFollow

    async def fire(self, batches: Batches) -> int:
        """Go on with the walk over the firms of each change."""
        await batches.until_done(lambda uow: follow_registers(uow, self.follow, REGISTER_FIRMS))
        return 0
