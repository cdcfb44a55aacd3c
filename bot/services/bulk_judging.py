"""包保 by spreadsheet: each row carried out, or named with what is wrong and what is alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from bot.domain.bulk import (
    BYTES_MOST,
    ROWS_MOST,
    SIMILAR,
    BulkCode,
    Change,
    Failed,
    Plan,
    Problem,
)
from bot.domain.credit_codes import read_credit_code
from bot.domain.searching import plain
from bot.services.bulk_known import Held, Known, KnownFirm
from bot.sheets.columns import Column, Kind
from bot.sheets.reading import BadRow, Reading, Row, read_rows
from bot.sheets.values import CellCode

T = TypeVar("T")

FIRM: Final = Column("firm", ("企业名称", "Firm", "企业"), required=False)
CODE: Final = Column(
    "code", ("统一社会信用代码", "Credit code", "信用代码"), Kind.CODE, required=False
)
OFFICER: Final = Column("officer", ("工作人员", "Officer", "工作人员姓名或编号", "姓名"))
SLOT: Final = Column("slot", ("包保身份", "Slot", "岗位", "身份"), required=False)
SINCE: Final = Column("since", ("从哪天起", "Since", "起始日期"), Kind.DATE, required=False)
COLUMNS: Final = (FIRM, CODE, OFFICER, SLOT, SINCE)


def read_sheet(content: bytes) -> Reading:
    """Read a spreadsheet of assignments; in a thread, outside of any transaction.

    Raises:
        SheetRefusal: It is no such table.
    """
    return read_rows(content, columns=COLUMNS, most_rows=ROWS_MOST, most_bytes=BYTES_MOST)


def codes_in(reading: Reading) -> frozenset[str]:
    """The credit codes that are named, as they are kept."""
    read = (read_credit_code(row.text("code")) for row in reading.rows if row.text("code"))
    return frozenset(code for code in read if isinstance(code, str))


def judge(reading: Reading, known: Known, name: str, now: datetime, zone: ZoneInfo) -> Plan:
    """What the spreadsheet would do.

    Args:
        name: Of the file.
        now: Aware; `zone` says which day that is.
    """
    judging = _Judging(known, now.astimezone(zone).date(), zone)
    empty = [row for row in reading.bad if _names_nobody(row)]
    failed = [_unread(row) for row in reading.bad if not _names_nobody(row)]
    for row in reading.rows:
        judging.judge(row)
    both = sorted((*failed, *judging.failed), key=lambda each: each.number)
    return Plan(name, tuple(judging.changes), tuple(both), judging.same, len(empty))


def starts_at(since: str | None, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment from which a row counts: the midnight of its day, or now."""
    day = None if since is None else date.fromisoformat(since)
    if day is None or day >= now.astimezone(zone).date():
        return now
    return datetime.combine(day, time(), zone)


class _Wrong(Exception):
    """A row cannot be carried out."""

    def __init__(self, code: BulkCode, column: Column, shown: str, like: Sequence[str] = ()):
        super().__init__(code)
        self.problem = Problem(code, column.titles[0], shown, tuple(like))


@dataclass
class _Judging:
    known: Known
    today: date
    zone: ZoneInfo
    changes: list[Change] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    same: int = 0
    rows: dict[tuple[int, str], int] = field(default_factory=dict)

    def judge(self, row: Row) -> None:
        """Add a row to those that are carried out, are so already, or fail."""
        problems: list[Problem] = []
        firm = _tried(problems, lambda: self._firm(row))
        if firm is None:
            _tried(problems, lambda: self._somebody(row))
        else:
            _tried(problems, lambda: self._judge(row, firm))
        if problems:
            self.failed.append(Failed(row.number, row.shown(), tuple(problems)))

    def _judge(self, row: Row, firm: KnownFirm) -> None:
        officer = self._officer(row, firm)
        slot = _slot(row, firm)
        key = (firm.card.id, slot)
        if key in self.rows:
            raise _Wrong(BulkCode.TWICE, SLOT, row.text("slot"), [str(self.rows[key])])
        self.rows[key] = row.number
        held = self.known.held.get(key)
        if held is not None and held.officer_id == officer:
            self.same += 1
            return
        since = self._since(row, held)
        before = None if held is None else held.id
        self.changes.append(
            Change(row.number, firm.card.id, officer, slot, since, before, row.shown())
        )

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

    def _since(self, row: Row, held: Held | None) -> str | None:
        day = row.day("since")
        if day is None:
            return None
        if day > self.today:
            raise _Wrong(BulkCode.FUTURE, SINCE, day.isoformat())
        if held is not None and day < (began := held.since.astimezone(self.zone).date()):
            raise _Wrong(BulkCode.TOO_EARLY, SINCE, day.isoformat(), [began.isoformat()])
        return day.isoformat()


def _tried(problems: list[Problem], work: Callable[[], T]) -> T | None:
    try:
        return work()
    except _Wrong as wrong:
        problems.append(wrong.problem)
        return None


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


def _unread(row: BadRow) -> Failed:
    problems = (Problem(each.code, each.column, each.shown) for each in row.troubles)
    return Failed(row.number, row.shown, tuple(problems))
