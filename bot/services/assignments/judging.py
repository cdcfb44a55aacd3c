"""包保 by spreadsheet: each row carried out, or named with what is wrong and what is alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.assigned_since import Since
from bot.domain.bulk import (
    SIMILAR,
    Away,
    BulkCode,
    Change,
    Failed,
    Plan,
    Problem,
)
from bot.domain.credit_codes import read_credit_code
from bot.domain.errors import BadAnswer
from bot.domain.searching import plain
from bot.services.assignments.columns import CODE, COLUMNS, FIRM, OFFICER, SINCE, SLOT
from bot.services.assignments.known import Held, Known, KnownFirm
from bot.sheets.columns import Column
from bot.sheets.reading import BadRow, Reading, Row
from bot.sheets.values import CellCode

T = TypeVar("T")


def judge(reading: Reading, known: Known, name: str, now: datetime, zone: ZoneInfo) -> Plan:
    """What the spreadsheet would do.

    Args:
        name: Of the file.
        now: Aware; `zone` says which day that is.
    """
    judging = _Judging(known, now, zone)
    empty = [row for row in reading.bad if _names_nobody(row)]
    for row in reading.rows:
        judging.judge(_Asked(row, row.shown(), frozenset(), []))
    for bad in reading.bad:
        if not _names_nobody(bad):
            judging.judge(_half_read(bad))
    failed = sorted(judging.failed, key=lambda each: each.number)
    changes = tuple(judging.changes)
    return Plan(
        name,
        changes,
        tuple(failed),
        judging.same,
        len(empty),
        away=_away(known, changes),
    )


class _Wrong(Exception):
    """A row cannot be carried out."""

    def __init__(self, code: BulkCode, column: Column, shown: str, like: Sequence[str] = ()):
        super().__init__(code)
        self.problem = Problem(code, column.titles[0], shown, tuple(like))


@dataclass(frozen=True)
class _Asked:
    """A row as far as it could be read.

    Attributes:
        unread: The names of the columns in which something stands that could not be.
        problems: What is wrong with it so far.
    """

    row: Row
    shown: Mapping[str, str]
    unread: frozenset[str]
    problems: list[Problem]

    def tried(self, work: Callable[[], T], *columns: Column) -> T | None:
        """What it gives, if all that it needs was read; else nothing, or one problem more."""
        if self.unread.intersection(each.name for each in columns):
            return None
        try:
            return work()
        except _Wrong as wrong:
            self.problems.append(wrong.problem)
            return None


@dataclass
class _Judging:
    known: Known
    now: datetime
    zone: ZoneInfo
    changes: list[Change] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    same: int = 0
    rows: dict[tuple[int, str], int] = field(default_factory=dict)

    def judge(self, asked: _Asked) -> None:
        """Add a row to those that are carried out, are so already, or fail, with every fault."""
        row = asked.row
        firm = asked.tried(lambda: self._firm(row), FIRM, CODE)
        if firm is None:
            asked.tried(lambda: self._somebody(row), OFFICER)
            asked.tried(lambda: self._check_day(row, None), SINCE)
        else:
            self._judge(asked, firm)
        if asked.problems:
            self.failed.append(Failed(row.number, asked.shown, tuple(asked.problems)))

    def _judge(self, asked: _Asked, firm: KnownFirm) -> None:
        row = asked.row
        officer = asked.tried(lambda: self._officer(row, firm), OFFICER)
        slot = asked.tried(lambda: _slot(row, firm), SLOT)
        held = None if slot is None else self.known.held.get((firm.card.id, slot))
        if slot is not None:
            asked.tried(lambda: self._check_once(row, firm, slot))
        is_so = held is not None and held.officer_id == officer
        if not is_so:
            asked.tried(lambda: self._check_day(row, held), SINCE)
        if asked.problems or slot is None or officer is None:
            return
        self.rows[firm.card.id, slot] = row.number
        if is_so:
            self.same += 1
            return
        day, before = row.day("since"), None if held is None else held.id
        since = None if day is None else day.isoformat()
        self.changes.append(
            Change(row.number, firm.card.id, officer, slot, since, before, asked.shown)
        )

    def _check_once(self, row: Row, firm: KnownFirm, slot: str) -> None:
        earlier = self.rows.get((firm.card.id, slot))
        if earlier is not None:
            raise _Wrong(BulkCode.TWICE, SLOT, row.text("slot"), [str(earlier)])

    def _firm(self, row: Row) -> KnownFirm:
        name, typed = row.text("firm"), row.text("code")
        if not name and not typed:
            raise _Wrong(BulkCode.NO_FIRM, FIRM, "")
        found = self.known.names.get(plain(name), []) if name else []
        column, shown = FIRM, name
        if typed:
            code = read_credit_code(typed)
            if not isinstance(code, str):
                raise _Wrong(BulkCode.BAD_CODE, CODE, typed)
            coded = self.known.codes.get(code, [])
            column, shown = CODE, typed
            both = [each for each in coded if each in found]
            if coded and name and not both:
                others = [self.known.firms[each].card.name for each in coded]
                raise _Wrong(BulkCode.OTHER_NAME, FIRM, name, others)
            # A firm may not have given its code yet: its name is enough if it is the only one.
            found = both or coded or found
        if not found:
            like = self.known.firms_like.like(name) if name else ()
            raise _Wrong(BulkCode.UNKNOWN_FIRM, column, shown, like)
        if len(found) > 1:
            raise _Wrong(BulkCode.TWO_FIRMS, column, shown)
        return self.known.firms[found[0]]

    def _officer(self, row: Row, firm: KnownFirm) -> int:
        said = row.text("officer")
        able = _named(said, firm.able)
        if len(able) == 1:
            return able[0]
        if able:
            like = [f"{firm.able[each]} #{each}" for each in able]
            raise _Wrong(BulkCode.TWO_OFFICERS, OFFICER, said, like)
        self._somebody(row)
        raise _Wrong(BulkCode.NOT_THERE, OFFICER, said, sorted(firm.able.values())[:SIMILAR])

    def _somebody(self, row: Row) -> None:
        """Make sure that a row names somebody who works on cases somewhere in reach."""
        said = row.text("officer")
        if not _named(said, self.known.staff):
            like = self.known.staff_like.like(said)
            raise _Wrong(BulkCode.UNKNOWN_OFFICER, OFFICER, said, like)

    def _check_day(self, row: Row, held: Held | None) -> None:
        day = row.day("since")
        if day is None:
            return
        try:
            Since(day, self.zone).at(self.now, None if held is None else held.since)
        except BadAnswer as refused:
            least = refused.params["least"]
            early = least is not None and day.isoformat() < str(least)
            code, like = (BulkCode.TOO_EARLY, [str(least)]) if early else (BulkCode.FUTURE, [])
            raise _Wrong(code, SINCE, day.isoformat(), like) from refused


def _slot(row: Row, firm: KnownFirm) -> str:
    said = plain(row.text("slot"))
    if not said and len(firm.slots) == 1:
        return next(iter(firm.slots))
    for slot, words in firm.slots.items():
        if said in {plain(words.zh), plain(words.en), slot}:
            return slot
    called = [f"{words.zh}\t{words.en}" for words in firm.slots.values()]
    raise _Wrong(BulkCode.UNKNOWN_SLOT, SLOT, row.text("slot"), called)


def _named(said: str, officers: Mapping[int, str]) -> list[int]:
    """Who is meant: by number, by name, or by both as `王干部 #12`."""
    name, _, number = said.replace("＃", "#").rpartition("#")
    typed = number.strip()
    if typed.isdecimal() and int(typed) in officers:
        called = not name.strip() or plain(name) == plain(officers[int(typed)])
        return [int(typed)] if called else []
    return [each for each, called in officers.items() if plain(called) == plain(said)]


def _names_nobody(row: BadRow) -> bool:
    """It is a line of the template that was left as it is."""
    codes = [(each.code, each.column) for each in row.troubles]
    return codes == [(CellCode.MISSING, OFFICER.titles[0])]


def _half_read(bad: BadRow) -> _Asked:
    """What could be read is judged all the same: whoever puts a row right does it once."""
    values = {column.name: bad.values.get(column.name) for column in COLUMNS}
    problems = [Problem(each.code, each.column, each.shown) for each in bad.troubles]
    unread = frozenset(values) - bad.values.keys()
    return _Asked(Row(bad.number, values), bad.shown, unread, problems)


def _away(known: Known, changes: Iterable[Change]) -> tuple[Away, ...]:
    """Who of those that get firms is not there, with how many they get."""
    firms: dict[int, set[int]] = {}
    for each in changes:
        firms.setdefault(each.officer_id, set()).add(each.firm_id)
    return tuple(
        replace(known.away[officer], firms=len(theirs))
        for officer, theirs in firms.items()
        if officer in known.away
    )
