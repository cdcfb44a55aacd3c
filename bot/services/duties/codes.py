"""Site codes: how many the rules count for each kind of place, applied for, and put up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.errands import Errand, Wanted
from bot.domain.errors import Stale, StaleCode
from bot.domain.evidence import CODE, Point, subject_of
from bot.services.duties.duties import Duty, FirmDuties, load_duties
from bot.services.duties.errands import Ground, keep_errands
from bot.services.duties.evidence import record_evidence
from bot.services.testing.rhythms import source_of
from bot.store.duties.book import choose
from bot.store.duties.evidence import EvidenceCard, NewEvidence
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork
from policies.keeping import Item
from policies.verdicts import AmountLine, Source
from policies.words import Words

FORM: Final = "codes"
SCOPE: Final = subject_of("form", FORM)
CHANGED: Final = "changed"
PLAN: Final = ""
"""The item under which the plan that was last shown is kept: a choice of the firm's book."""
MOST: Final = 100_000


@dataclass(frozen=True, slots=True)
class KindOfCode:
    """One rule that counts codes.

    Attributes:
        needed: How many codes it asks for.
        done: For each item of the keeping (applied for, put up) how many there are.
    """

    line: AmountLine
    needed: int
    done: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CodePlan:
    """All kinds of codes that a firm needs.

    Attributes:
        items: What is counted of each, in order; the last one is the end of it.
        missing: Facts without which the numbers are not complete.
        before: How many the plan had in all when it was shown last; None if it never was.
    """

    duty: Duty
    items: tuple[Item, ...]
    kinds: tuple[KindOfCode, ...]
    missing: tuple[str, ...]
    before: int | None

    @property
    def needed(self) -> int:
        """How many codes in all."""
        return sum(kind.needed for kind in self.kinds)

    def done(self, place: int) -> int:
        """How many of what is needed are there, of one item; more of a kind count for no other."""
        return sum(min(kind.done[place], kind.needed) for kind in self.kinds)

    @property
    def is_whole(self) -> bool:
        """Whether every number is known and everything is there."""
        places = range(len(self.items))
        return not self.missing and all(self.done(n) >= self.needed for n in places)

    def kind(self, name: str) -> KindOfCode:
        """A kind by its name.

        Raises:
            Stale: The rules count no such kind for this firm any more.
        """
        for each in self.kinds:
            if each.line.name == name:
                return each
        raise Stale(StaleCode.CHANGED)


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """The firm needs another number of codes than when it last looked."""

    record: str
    title: Words
    before: int
    needed: int
    source: Source | None


def code_plan(duties: FirmDuties, duty: Duty) -> CodePlan:
    """What a firm needs and what it has."""
    items = duty.keeping.items
    kinds = tuple(
        KindOfCode(
            line=line,
            needed=int(line.value),
            done=tuple(_count(duties, duty, item, line) for item in items),
        )
        for line in duty.verdict.lines
        if not line.total_of and line.value > 0
    )
    shown = duties.choices.get((duty.record, PLAN))
    before = None if shown is None else shown.target
    return CodePlan(duty, items, kinds, duty.verdict.missing, before)


def code_point(duty: Duty, item: str, kind: str) -> Point:
    """One item of one kind of code."""
    return duty.point(item, subject_of(CODE, kind))


def count_codes(
    uow: UnitOfWork, person: PersonCard, duties: FirmDuties, point: Point, amount: int
) -> EvidenceCard:
    """Keep that there are so many now.

    Raises:
        NotYours: The person may not keep duties of this firm.
        Stale: Nobody has so many.
    """
    if not 0 <= amount <= MOST:
        raise Stale(StaleCode.CHANGED)
    new = NewEvidence(point, duties.now, amount=amount)
    return record_evidence(uow, person, duties.firm_id, new)


def note_shown(uow: UnitOfWork, duties: FirmDuties, plan: CodePlan) -> None:
    """Remember how many codes the plan had when somebody looked at it."""
    if not plan.missing and plan.before != plan.needed:
        choose(uow, duties.firm_id, plan.duty.record, PLAN, target=plan.needed)


def plan_codes(uow: UnitOfWork, duties: FirmDuties, of_codes: Sequence[Duty]) -> None:
    """Tell once when the number changes after somebody looked at it."""
    wanted = [
        Wanted(FORM, _told(plan), CHANGED, duties.book.opened_at, duties.now, even_late=True)
        for plan in (code_plan(duties, duty) for duty in of_codes)
        if _has_changed(plan)
    ]
    keep_errands(uow, duties.firm_id, SCOPE, wanted)


def recheck_codes(
    uow: UnitOfWork, ground: Ground, firm_id: int, due: Sequence[Errand]
) -> Sequence[PlanChanged]:
    """Which plans are still others than those that were shown."""
    duties = load_duties(uow, ground, firm_id)
    records = {errand.point.record for errand in due}
    plans = [code_plan(duties, duty) for duty in duties.duties if duty.record in records]
    return [
        PlanChanged(
            record=plan.duty.record,
            title=plan.duty.verdict.title,
            before=plan.before or 0,
            needed=plan.needed,
            source=source_of(ground.rulebase, plan.duty.record),
        )
        for plan in plans
        if _has_changed(plan)
    ]


def _has_changed(plan: CodePlan) -> bool:
    return not plan.missing and plan.before is not None and plan.before != plan.needed


def _told(plan: CodePlan) -> Point:
    return plan.duty.point(PLAN, subject_of("plan", f"{plan.before}-{plan.needed}"))


def _count(duties: FirmDuties, duty: Duty, item: Item, line: AmountLine) -> int:
    card = duties.latest.get(code_point(duty, item.id, line.name))
    return 0 if card is None or card.amount is None else card.amount
