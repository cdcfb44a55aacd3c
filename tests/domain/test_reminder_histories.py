"""Random histories of one group: samplings, of some too, undos, snoozes, pauses, downtimes.

`World` is the product without a database: rows that wait, a loop that fires them.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cycles import (
    Course,
    Cycle,
    Deadline,
    Ruled,
    deadlines,
    openings,
    part_deadline,
)
from bot.domain.firing import Pick, at_firing, picks, still_wanted
from bot.domain.parts import Part, Parts, all_sampled, newest, some_sampled
from bot.domain.pauses import Pause, pause_at
from bot.domain.quiet import QuietHours
from bot.domain.reminders import LEAST_LEAD, MERGE_WITHIN, Stage, StageName, plan, snooze
from bot.domain.sampling_refusals import SnoozeRefusal
from bot.domain.stages import duty_stages, offer_stages
from bot.domain.testing import Rhythm, RhythmKind, deadline, may_undo

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2022, 7, 11, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BEFORE_DUE = {StageName.EARLY, StageName.EVENING, StageName.LATE, StageName.SNOOZED}
ONCE = set(StageName) - {StageName.SNOOZED}
APART = {StageName.OFFER, StageName.OVERDUE}


@dataclass(frozen=True)
class Row:
    planned_for: datetime
    stage: Stage


@dataclass(frozen=True)
class Sent:
    at: datetime
    planned_for: datetime
    stage: Stage
    current: bool  # the deadline was still the group's own, and the group at work


@dataclass
class World:
    quiet: QuietHours
    duty: Rhythm
    offer: Rhythm | None
    now: datetime
    parts: Parts
    recorded: list[tuple[datetime, Parts, Parts]] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    told_with: list[Sent] = field(default_factory=list)  # by another deadline's message
    planned: dict[datetime, datetime] = field(default_factory=dict)
    disturbed: list[tuple[datetime, datetime]] = field(default_factory=list)

    @property
    def course(self) -> Course:
        hourly = None if self.duty.daily else Ruled(self.duty, "duty")
        daily = Ruled(self.duty, "duty") if self.duty.daily else None
        offer = Ruled(self.offer, "offer") if self.offer else None
        cycle = Cycle(hourly, daily, MONDAY - timedelta(days=9) if daily else None, offer)
        return Course(cycle, self.parts, tuple(self.pauses))

    def dues(self) -> dict[datetime, Deadline]:
        return {due.at: due for due in deadlines(self.course, ZONE)}

    def opens(self) -> set[datetime]:
        return {each.at for each in openings(self.course, ZONE)}

    def told(self) -> dict[datetime, set[StageName]]:
        found: dict[datetime, set[StageName]] = {}
        notes = [each for each in self.told_with if each.stage.name is StageName.OVERDUE]
        for sent in [*self.sent, *notes]:
            found.setdefault(sent.planned_for, set()).add(sent.stage.name)
        return found

    def plans(self) -> None:
        """Old rows stay, as if a claim of them were under way: the recheck must stop them."""
        duty = duty_stages(self.course, self.now, self.quiet, self.told())
        offer = offer_stages(self.course, self.now, self.quiet, self.told(), duty)
        current = {*self.dues(), *self.opens()}
        self.rows = [row for row in self.rows if row.planned_for not in current]
        self.rows += [Row(at, stage) for stage, at in (*duty, *offer)]
        self.planned |= dict.fromkeys(self.dues(), self.now)

    def changes(self, after: Parts) -> None:
        self.recorded.append((self.now, self.parts, after))
        self.parts = after
        self.plans()

    def samples(self, minutes_ago: int) -> None:
        at = max(newest(self.parts) or self.now, self.now - minutes_ago * MINUTE)
        self.changes(all_sampled(self.parts, at))

    def samples_some(self, number: int) -> None:
        """Some people of one part are sampled now; the others keep their clock."""
        chosen = self.parts[number % len(self.parts)]
        assert chosen.size is not None
        self.changes(some_sampled(self.parts, chosen, number % chosen.size + 1, self.now))

    def undoes(self, _: int) -> None:
        if not self.recorded:
            return
        at, before, after = self.recorded[-1]
        if may_undo(at, self.now) and self.parts == after:
            self.recorded.pop()
            self.parts = before
            self.plans()

    def snoozes(self, _: int) -> None:
        ahead = [at for at in self.dues() if at > self.now]
        if not ahead or not self.told().get(ahead[0], set()) & BEFORE_DUE or self.rests():
            return
        pending = [
            row.stage
            for row in self.rows
            if row.planned_for == ahead[0] and row.stage.name is not StageName.OFFER
        ]
        try:
            after = snooze(pending, self.now, ahead[0], self.quiet)
        except SnoozeRefusal:
            return
        self.rows = [
            row
            for row in self.rows
            if row.planned_for != ahead[0] or row.stage.name is StageName.OFFER
        ] + [Row(ahead[0], stage) for stage in after]

    def pauses_for(self, minutes: int) -> None:
        """Nobody works for so long; the plan is laid out around it at once."""
        if not self.rests():
            span = Pause(self.now, self.now + (minutes + 1) * MINUTE)
            self.pauses.append(span)
            self.disturbed.append((span.starts_at, span.ends_at or self.now))
            self.plans()

    def returns(self, _: int) -> None:
        if self.rests():
            self.pauses[-1] = Pause(self.pauses[-1].starts_at, self.now)
            self.plans()

    def rests(self) -> bool:
        return pause_at(self.pauses, self.now) is not None

    def is_down(self, minutes: int) -> None:
        began, self.now = self.now, self.now + minutes * MINUTE
        self.disturbed.append((began, self.now))
        self.ticks()

    def runs(self, minutes: int) -> None:
        until = self.now + minutes * MINUTE
        while self.rows and (soonest := min(row.stage.fire_on for row in self.rows)) <= until:
            self.now = max(self.now, soonest)
            self.ticks()
        self.now = until

    def ticks(self) -> None:
        due = [row for row in self.rows if row.stage.fire_on <= self.now]
        self.rows = [row for row in self.rows if row not in due]
        wanted = [row for row in due if self.wants(row)]
        for pick in picks([(row.stage, row.planned_for) for row in wanted], self.now):
            self.fires(pick, wanted)

    def fires(self, pick: Pick, wanted: list[Row]) -> None:
        stage = at_firing(pick.due.stage, self.now, pick.about, self.quiet)
        kind = {stage.name} if stage.name in APART else BEFORE_DUE
        others = [
            row for row in wanted if row.stage.name in kind and row.planned_for != pick.about
        ]
        if stage.fire_on > self.now:
            self.rows.append(Row(pick.about, stage))
            notes = [row for row in others if row.planned_for in pick.covers]
            self.rows += [
                Row(row.planned_for, replace(row.stage, fire_on=stage.fire_on)) for row in notes
            ]
            return
        known = self.opens() if stage.name is StageName.OFFER else self.dues()
        current = pick.about in known and not self.rests()
        self.sent.append(Sent(self.now, pick.about, stage, current))
        self.told_with += [Sent(self.now, row.planned_for, row.stage, current) for row in others]

    def wants(self, row: Row) -> bool:
        known = self.opens() if row.stage.name is StageName.OFFER else self.dues()
        own = row.planned_for if row.planned_for in known else None
        return still_wanted(
            row.stage, row.planned_for, deadline=own, now=self.now, paused=self.rests()
        )

    def calm(self, since: datetime, until: datetime) -> bool:
        return not any(a < until and b > since for a, b in self.disturbed)


def walls(*hours: float) -> list[time]:
    return [time(int(hour), round(hour % 1 * 60)) for hour in hours]


QUIETS = st.builds(
    QuietHours,
    zone=st.just(ZONE),
    start=st.sampled_from(walls(22, 20, 21.5, 23.5)),
    end=st.sampled_from(walls(7, 5.5, 9)),
) | st.builds(
    QuietHours,
    zone=st.just(ZONE),
    start=st.sampled_from(walls(0, 1, 12, 17)),
    end=st.sampled_from(walls(0, 14, 23)),
)
HOURLY = st.sampled_from([3, 6, 24, 48, 72]).map(lambda h: Rhythm(RhythmKind.DUTY, hours=h))
DUTIES = HOURLY | st.just(Rhythm(RhythmKind.DUTY, daily=True))
OFFERS = st.none() | st.just(Rhythm(RhythmKind.OFFER, hours=24))
DAY_MINUTES = st.integers(0, 24 * 60 - 1)
SHORT, LONG = st.integers(0, 90), st.integers(0, 60 * 60)
ACTS = st.one_of(
    st.tuples(st.just(World.samples), SHORT | LONG),
    st.tuples(st.just(World.undoes), st.just(0)),
    st.tuples(st.just(World.snoozes), st.just(0)),
    st.tuples(st.just(World.runs), SHORT | LONG),
    st.tuples(st.just(World.runs), LONG),
    st.tuples(st.just(World.is_down), SHORT | LONG),
    st.tuples(st.just(World.samples_some), st.integers(0, 40)),
    st.tuples(st.just(World.pauses_for), SHORT | LONG),
    st.tuples(st.just(World.returns), st.just(0)),
)


@st.composite
def histories(draw: st.DrawFn) -> World:
    now = MONDAY + draw(DAY_MINUTES) * MINUTE
    parts = (Part(now - draw(SHORT | LONG) * MINUTE, draw(st.integers(1, 30))),)
    world = World(draw(QUIETS), draw(DUTIES), draw(OFFERS), now, parts)
    world.plans()
    for act, minutes in draw(st.lists(ACTS, max_size=12)):
        act(world, minutes)
    world.runs(4 * 24 * 60)
    return world


@settings(deadline=None, max_examples=400)
@given(world=histories())
def test_whatever_happens_the_group_hears_what_it_must_and_nothing_else(world: World) -> None:
    nothing_is_said_twice(world)
    nothing_comes_after_a_sampling_or_in_a_pause(world)
    nothing_rings_at_night(world)
    offers_never_chase(world)
    every_undisturbed_deadline_was_announced_in_time(world)
    the_last_deadlines_were_noted_when_they_passed(world)
    a_pause_delays_and_deletes_nothing(world)


def nothing_is_said_twice(world: World) -> None:
    stages = Counter((s.planned_for, s.stage.name) for s in world.sent if s.stage.name in ONCE)
    moments = Counter((s.planned_for, s.at) for s in world.sent)
    assert not stages or max(stages.values()) == 1
    assert not moments or max(moments.values()) == 1


def nothing_comes_after_a_sampling_or_in_a_pause(world: World) -> None:
    assert all(sent.current for sent in world.sent)


def nothing_rings_at_night(world: World) -> None:
    for sent in world.sent:
        assert sent.stage.silent is world.quiet.contains(sent.at)
        assert not sent.stage.silent or sent.stage.name in BEFORE_DUE


def offers_never_chase(world: World) -> None:
    offers = [sent for sent in world.sent if sent.stage.name is StageName.OFFER]
    assert not offers or world.offer
    for sent in offers:
        assert sent.at >= sent.planned_for
        assert not world.quiet.contains(sent.at)


def every_undisturbed_deadline_was_announced_in_time(world: World) -> None:
    """By its own reminder, or by that of a part that is due up to half an hour earlier."""
    noted = [sent.planned_for for sent in world.sent if sent.stage.name is StageName.OVERDUE]
    ahead = [s for s in (*world.sent, *world.told_with) if s.stage.name in BEFORE_DUE]
    for due in noted:
        began = world.planned[due]
        if began <= due - LEAST_LEAD and world.calm(began - timedelta(days=1), due):
            heard = [s.at for s in ahead if timedelta() <= due - s.planned_for <= MERGE_WITHIN]
            assert min(heard) <= due - LEAST_LEAD


def the_last_deadlines_were_noted_when_they_passed(world: World) -> None:
    """By a note of their own, or by that of a part that was due up to half an hour later."""
    noted = [at for at, names in world.told().items() if StageName.OVERDUE in names]
    for due in world.dues():
        if world.now > due + timedelta(hours=30):
            assert any(timedelta() <= at - due <= MERGE_WITHIN for at in noted)


def a_pause_delays_and_deletes_nothing(world: World) -> None:
    bare = replace(world.course, pauses=())
    for part in world.parts:
        without, within = (part_deadline(each, part, ZONE) for each in (bare, world.course))
        assert without is not None
        assert within is not None
        assert within.at >= without.at
        assert within.at == without.at or within.returned or within.ruled.rhythm.daily
        assert pause_at(world.pauses, within.at - timedelta(milliseconds=1)) is None or (
            not within.ruled.rhythm.daily
        )


@settings(deadline=None, max_examples=400)
@given(
    quiet=QUIETS,
    duty=DUTIES,
    sampled=DAY_MINUTES,
    after=st.integers(0, 80 * 60),
    offer=OFFERS,
)
def test_every_plan_keeps_its_promises(
    quiet: QuietHours, duty: Rhythm, sampled: int, after: int, offer: Rhythm | None
) -> None:
    sampled_at = MONDAY + sampled * MINUTE
    planned_at = sampled_at + after * MINUTE
    due = deadline(sampled_at, duty, ZONE)

    stages = plan(due, duty, planned_at, quiet)

    *before, overdue = stages
    assert overdue.name is StageName.OVERDUE
    assert overdue.fire_on >= due
    assert all(planned_at <= stage.fire_on < due for stage in before)
    assert bool(before) is (planned_at < due)
    if planned_at <= due - LEAST_LEAD:
        assert before[-1].fire_on <= due - LEAST_LEAD
    gaps = [b.fire_on - a.fire_on for a, b in pairwise(before)]
    assert all(gap > MERGE_WITHIN for gap in gaps)
    assert all(stage.silent is quiet.contains(stage.fire_on) for stage in stages)
    assert {stage.name for stage in stages if stage.silent} <= {StageName.LATE}
    assert all(stage.fire_on.tzinfo is UTC for stage in stages)
    if offer:
        free = plan(deadline(sampled_at, offer, ZONE), offer, planned_at, quiet, duty=stages)
        assert len(free) <= 1
        assert all(stage.fire_on < stages[0].fire_on - MERGE_WITHIN for stage in free)
        assert not any(quiet.contains(stage.fire_on) for stage in free)
