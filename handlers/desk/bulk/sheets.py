"""The spreadsheets that go out: the template, filled in as it is now, and the rows that failed."""

from collections.abc import Iterator
from typing import Final

from bot.domain.bulk import ROWS_MOST, Plan
from bot.services.assignments.columns import CODE, COLUMNS, FIRM, OFFICER, SINCE, SLOT
from bot.services.assignments.known import Known
from bot.sheets.writing import OutSheet, Shown
from handlers.notices.bulk_words import plain_problems
from handlers.tongue import Tongue

ENGLISH: Final = 1


def template(t: Tongue, known: Known) -> list[OutSheet]:
    """Every firm with who has each slot now, and the officers who may be named."""
    rows = [row for row, _ in zip(_slots(t, known), range(ROWS_MOST), strict=False)]
    staff = [(f"{name} #{number}",) for number, name in sorted(known.staff.items())]
    return [
        OutSheet(str(t("包保分工")), header(t), rows),
        OutSheet(str(t("可以填的工作人员")), (str(t("姓名和编号")),), staff),
    ]


def failed_rows(t: Tongue, plan: Plan) -> list[OutSheet]:
    """The rows that were not carried out, as they were, with what is wrong: to be sent again."""
    names = [column.name for column in COLUMNS]
    rows: list[list[Shown]] = [
        [*(row.shown.get(name, "") for name in names), row.number, plain_problems(t, row)]
        for row in plan.failed
    ]
    head = (*header(t), str(t("原来的行号")), str(t("问题")))
    return [OutSheet(str(t("没有办的行")), head, rows)]


def header(t: Tongue) -> tuple[str, ...]:
    """The titles in the reader's language: each is read in both."""
    at = ENGLISH if t.language == "en" else 0
    return tuple(column.titles[at] for column in (FIRM, CODE, OFFICER, SLOT, SINCE))


def _slots(t: Tongue, known: Known) -> Iterator[tuple[str, str, str, str, str]]:
    for number, firm in known.firms.items():
        for slot, words in firm.slots.items():
            held = known.held.get((number, slot))
            name = "" if held is None else known.staff.get(held.officer_id, "")
            shown = f"{name} #{held.officer_id}" if held and name else ""
            yield (firm.card.name, "", shown, t.plain(words), "")
