"""A firm's duties as they stand: what the rules ask, what is shown for it, what it chose."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.duties import REPORT_AT
from bot.domain.evidence import Point
from bot.domain.quiet import QuietHours
from bot.services.duties.errands import Ground
from bot.services.firms.firms import Profile, judge, profile_of
from bot.store.duties.book import BookCard, Choice, begin_duties, choices_of, hold_book
from bot.store.duties.evidence import EvidenceCard, latest_evidence
from bot.store.firms.firms import load_firm
from bot.store.uow import UnitOfWork
from policies.keeping import Act, Form, Keeping
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.verdicts import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Duty:
    """A verdict that says how the firm keeps the duty."""

    verdict: Verdict
    keeping: Keeping

    @property
    def record(self) -> str:
        """The id of its record."""
        return self.verdict.policy

    def point(self, item: str, subject: str = "") -> Point:
        """One thing that it asks for."""
        return Point(self.record, item, subject)


@dataclass(frozen=True, slots=True)
class FirmDuties:
    """Everything that says how a firm's duties stand at one moment.

    Attributes:
        profile: The firm with its facts; None of them is changed by keeping a duty.
        duties: In force for it, in the order in which they are shown.
        latest: Of each point the newest evidence that counts.
        choices: The firm's own intervals and targets, by record and item.
        begun: Since when duties with an interval of their document hold, by record.
        ground: What they were judged by.
        unsure: How many duties are still open: an answer is missing, or an authority decides.
    """

    profile: Profile
    duties: tuple[Duty, ...]
    book: BookCard
    latest: Mapping[Point, EvidenceCard]
    choices: Mapping[tuple[str, str], Choice]
    begun: Mapping[str, datetime]
    now: datetime
    quiet: QuietHours
    ground: Ground
    unsure: int = 0

    @property
    def firm_id(self) -> int:
        """Whose they are."""
        return self.book.firm_id

    @property
    def zone(self) -> ZoneInfo:
        """Whose calendar counts."""
        return self.quiet.zone

    @property
    def today(self) -> date:
        """The business date there."""
        return self.now.astimezone(self.zone).date()

    @property
    def report_at(self) -> int:
        """The minute of the day of the daily reminder: the firm's own, or ours."""
        return REPORT_AT if self.book.report_at is None else self.book.report_at

    def of(self, form: Form) -> tuple[Duty, ...]:
        """The duties that are kept in this form."""
        return tuple(duty for duty in self.duties if duty.keeping.form is form)

    def duty(self, record: str) -> Duty | None:
        """The duty of this record, if it is in force for the firm."""
        return next((duty for duty in self.duties if duty.record == record), None)


def duties_in(verdicts: list[Verdict]) -> tuple[Duty, ...]:
    """Those verdicts that say how a duty is kept; encouragements and information say none."""
    kept = [Duty(each, each.keeping) for each in verdicts if each.keeping is not None]
    return tuple(sorted(kept, key=lambda duty: duty.verdict.priority))


def with_interval(duties: Iterable[Duty]) -> list[str]:
    """The records among them whose document names an interval for something."""
    return [each.record for each in duties if any(item.days for item in each.keeping.items)]


def forms_in(rulebase: RuleBase, region: str) -> frozenset[Form]:
    """The ways in which the records of a place want duties kept."""
    return frozenset(keeping.form for _, keeping in _kept_in(rulebase, region))


def points_shown(rulebase: RuleBase, region: str, act: Act) -> tuple[Point, ...]:
    """What an act is evidence of in a place, whether the duty is in force yet or not."""
    return tuple(
        Point(record, item.id)
        for record, keeping in _kept_in(rulebase, region)
        for item in keeping.items
        if item.shown_by is act
    )


def _kept_in(rulebase: RuleBase, region: str) -> Iterator[tuple[str, Keeping]]:
    for record in rulebase.records.values():
        inside = standing(region, record.region) is not Standing.OUTSIDE
        if record.keeping is not None and inside:
            yield record.id, record.keeping


def kept_records(ground: Ground) -> tuple[str, ...]:
    """The records that may be duties of a firm."""
    return tuple(each.id for each in ground.rulebase.records.values() if each.keeping is not None)


def load_duties(
    uow: UnitOfWork, ground: Ground, firm_id: int, verdicts: list[Verdict] | None = None
) -> FirmDuties:
    """Read how a firm's duties stand, and hold its book until the act ends.

    The caller has made sure that whoever asks may.

    Args:
        verdicts: What the rules said before the act, where that was asked already.
    """
    book = hold_book(uow, firm_id)
    profile = profile_of(uow, ground.rulebase, load_firm(uow, firm_id))
    if verdicts is None:
        today = uow.now.astimezone(ground.zone).date()
        verdicts = judge(ground.rulebase, profile, today, only=kept_records(ground))
    duties = duties_in(verdicts)
    return FirmDuties(
        profile=profile,
        duties=duties,
        book=book,
        latest=latest_evidence(uow, firm_id),
        choices=choices_of(uow.connection, firm_id),
        begun=begin_duties(uow, firm_id, with_interval(duties)),
        now=uow.now,
        quiet=ground.quiet_of(profile.firm.region),
        ground=ground,
        unsure=sum(_is_unsure(ground, verdict) for verdict in verdicts),
    )


def _is_unsure(ground: Ground, verdict: Verdict) -> bool:
    """Whether a duty that is kept for the firm itself may yet concern it."""
    keeping = ground.rulebase.records[verdict.policy].keeping
    own_list = keeping is not None and keeping.form in {Form.PEOPLE, Form.TRIPS}
    return verdict.outcome in {Outcome.CONFIRM, Outcome.NEED_INFO} and not own_list
