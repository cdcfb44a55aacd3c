"""One register of one subject: what holds, since when, who set it, and what comes."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.registers import UNDO_WITHIN, SourceKind, ahead, holding
from bot.store.firms.firms import FirmCard
from bot.store.registers.registers import EntryCard, Held
from policies.facts import Fact, FactType, FactValue
from policies.registers import Register


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose value it is: a place's, or that of a firm in it."""

    place: str
    firm: FirmCard | None = None

    @property
    def key(self) -> str:
        """How rows and the audit name it."""
        return self.place if self.firm is None else f"firm:{self.firm.id}"


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """What stands in a register about one subject.

    Attributes:
        value: What holds now; None if nobody has said anything.
        since: From when (aware UTC); None if nobody entered it.
        by_staff: Staff set it; otherwise the firm said so itself, or it holds by itself.
        held: How the fact stands in its own row; None if there is none.
        entries: Everything that was entered, by age; also what was taken back.
        mine: The officer who looks may set it.
    """

    register: Register
    subject: Subject
    value: FactValue | None
    since: datetime | None
    by_staff: bool
    held: Held | None
    entries: tuple[EntryCard, ...]
    mine: bool

    @property
    def fact(self) -> Fact:
        """What it is about."""
        return self.register.fact

    @property
    def number(self) -> int:
        """Of the newest entry; 0 if there is none."""
        return max((each.number for each in self.entries), default=0)

    @property
    def version(self) -> int:
        """Grows with every entry and every one that is taken back: what an officer has seen."""
        return self.number + sum(each.undone_at is not None for each in self.entries)

    @property
    def newest(self) -> EntryCard | None:
        """The newest entry that was not taken back."""
        standing = [each for each in self.entries if each.undone_at is None]
        return max(standing, key=lambda each: each.number, default=None)

    def holding(self, now: datetime) -> EntryCard | None:
        """The entry that holds."""
        return holding(self.entries, now)

    def ahead(self, now: datetime) -> list[EntryCard]:
        """What will hold later."""
        return ahead(self.entries, now)

    def in_the_way(self, now: datetime) -> EntryCard | None:
        """Lists that are planned: the day they begin they would undo what is changed before.

        An entry of a set says every list on which the firm stands from its day on.
        """
        planned = self.ahead(now) if self.fact.type is FactType.SET else []
        return planned[0] if planned else None

    def undoable(self, now: datetime) -> EntryCard | None:
        """What can be taken back: the newest entry, for two minutes or until it begins.

        What the operator set is for the operator to set back.
        """
        newest = self.newest
        if newest is None or not self.mine or newest.grounds.source is SourceKind.OPERATOR:
            return None
        fresh = now - newest.made_at <= UNDO_WITHIN or newest.starts_at > now
        return newest if fresh else None

    @property
    def self_reported(self) -> bool:
        """Only the firm itself said so."""
        return self.held is not None and self.value is not None and not self.by_staff
