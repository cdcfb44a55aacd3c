"""覆盖情况 as a spreadsheet: what counts now, field by field, and every figure with its date."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.services.registers.coverage_figures import FigureFile
from bot.services.registers.lists import Covered
from bot.sheets.writing import OutSheet, Shown
from handlers.desk.registers.figure_views import field_name, met_words, month_words
from handlers.tongue import Tongue
from policies.registers import Coverage, Register
from policies.rulebase import RuleBase

TENTH = Decimal("0.1")


def coverage_sheet(
    t: Tongue,
    rulebase: RuleBase,
    register: Register,
    covered: Sequence[Covered],
    figures: Sequence[FigureFile],
) -> OutSheet:
    """One row a field: its firms, and its output against both clauses."""
    counts: dict[str | None, Covered] = {e.sector: e for e in covered if e.sector is not None}
    shares = {each.card.sector: each for each in figures}
    aim = register.coverage
    assert aim is not None  # only then there is a way here
    fields = dict.fromkeys((*counts, *shares))
    header = (
        t("领域"),
        t("名单企业"),
        t("已登记企业"),
        t("家数占比（%）"),
        t("覆盖率（%）"),
        t("月份"),
        t("数据来源"),
        *(t("{clause} 要求", clause=clause) for clause in _clauses(aim)),
    )
    rows = [
        (
            field_name(t, rulebase, field),
            *_counted(counts.get(field)),
            *_measured(t, aim, shares.get(field)),
        )
        for field in fields
    ]
    unknown = next((each for each in covered if each.sector is None), None)
    if unknown is not None:
        rows.append((str(t("没填行业")), *_counted(unknown), *_measured(t, aim, None)))
    return OutSheet(str(t("覆盖情况")), tuple(map(str, header)), rows)


def figures_sheet(t: Tongue, rulebase: RuleBase, every: Sequence[FigureFile]) -> OutSheet:
    """One row a figure, by age, those that were replaced or taken back too."""
    header = (
        t("领域"),
        t("覆盖率（%）"),
        t("月份"),
        t("数据来源"),
        t("谁填的"),
        t("填报时间"),
        t("撤回时间"),
    )
    rows = [
        (
            field_name(t, rulebase, each.card.sector),
            each.card.figure.percent,
            month_words(t, each.card.figure.month),
            each.card.figure.source,
            each.by,
            each.card.made_at,
            each.card.undone_at,
        )
        for each in every
    ]
    return OutSheet(str(t("填报记录")), tuple(map(str, header)), rows)


def _clauses(aim: Coverage) -> Iterator[str]:
    yield aim.source.clause
    if aim.stricter is not None:
        yield aim.stricter.source.clause


def _counted(covered: Covered | None) -> tuple[Shown, ...]:
    if covered is None:
        return None, None, None
    share = Decimal(100 * covered.listed) / covered.firms
    return covered.listed, covered.firms, share.quantize(TENTH)


def _measured(t: Tongue, aim: Coverage, file: FigureFile | None) -> tuple[Shown, ...]:
    if file is None:
        return (None, "", "", *("" for _ in _clauses(aim)))
    figure = file.card.figure
    met = [str(met_words(t, is_met=aim.is_met(figure.percent)))]
    if aim.stricter is not None:
        strictly = met_words(t, is_met=aim.is_met_strictly(figure.percent))
        met.append("" if file.card.sector is None else str(strictly))
    return (figure.percent, month_words(t, figure.month), figure.source, *met)
