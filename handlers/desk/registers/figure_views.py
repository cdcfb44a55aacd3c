"""The county's own figures of what a list covers, beside the count of its firms."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from babel.dates import format_date

from bot.domain.coverage_figures import Part
from bot.domain.markup import unmarked
from bot.domain.speech import Button, View, rows_of
from bot.services.registers.coverage_figures import UNDO_WITHIN, FigureFile
from handlers.desk.home_views import back
from handlers.notices.staff_words import sector_words
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.registers import Coverage, Register
from policies.rulebase import RuleBase

ALL: Final = "all"
"""How buttons name all fields together."""
MINUTES: Final = int(UNDO_WITHIN.total_seconds()) // 60


def figure_lines(
    t: Tongue, rulebase: RuleBase, aim: Coverage, figures: Sequence[FigureFile]
) -> Iterator[Html]:
    """Each figure against both clauses; where there is none, that only firms are counted."""
    if not figures:
        yield t("本系统没有{of}数据，上面按家数算，不是文件说的覆盖率。", of=t.words(aim.of))
        yield t("有县里的数据，点“填覆盖率”记上。")
        return
    yield t("上面按家数算。下面是填报的{of}覆盖率：", of=t.words(aim.of))
    for each in figures:
        yield _figure(t, rulebase, aim, each)
    if aim.open is not None:
        yield t("ℹ️ {open}。", open=t.words(aim.open))


def which_field(
    t: Tongue, rulebase: RuleBase, register: Register, fields: Sequence[str | None]
) -> View:
    """Of which field?"""
    aim, fact = _aim(register), register.fact.id
    choices = (
        button(field_name(t, rulebase, each), "cover:fill", fact, each or ALL) for each in fields
    )
    text = t("填哪个领域的{of}覆盖率？", of=t.words(aim.of))
    return View(text, (*rows_of(*choices), cancel(t, register)))


def ask_figure(t: Tongue, rulebase: RuleBase, register: Register, field: str | None) -> View:
    """How much, of which month, by which source? What is written is kept."""
    text = lines(
        t(
            "{field}：名单企业占{of}的百分之几，哪个月的，数据从哪来？写一句，写完就记下。",
            field=Html(escaped(field_name(t, rulebase, field))),
            of=t.words(_aim(register).of),
        ),
        t("例：71.3% 2022年6月 县统计局月报"),
    )
    return View(text, (cancel(t, register),))


def written(t: Tongue, rulebase: RuleBase, file: FigureFile) -> Html:
    """It is kept, as it was read."""
    aim = _aim(file.register)
    return t("✅ 已记下：{figure}", figure=Html(_figure(t, rulebase, aim, file)[2:]))


def undo_button(t: Tongue, file: FigureFile) -> Button:
    """While it can be taken back."""
    return button(t("撤回（{minutes} 分钟内）", minutes=MINUTES), "cover:undo", file.card.id)


def no_figure(t: Tongue, part: object, most: object) -> Html | None:
    """What could not be read; None if that is not what was refused."""
    match part:
        case Part.SHARE:
            return t("没看懂覆盖率。请写 0% 到 100% 的百分数，最多两位小数，例：71.3%")
        case Part.MONTH:
            return t("没看懂是哪个月的。请写年月，例：71.3% 2022年6月 县统计局月报")
        case Part.AHEAD:
            return t("这个月还没到。请写已经有数据的月份，例：71.3% 2022年6月 县统计局月报")
        case Part.SOURCE:
            return t("还差数据来源（最多 {most} 字）。例：71.3% 2022年6月 县统计局月报", most=most)
        case _:
            return None


def field_name(t: Tongue, rulebase: RuleBase, field: str | None) -> str:
    """工业生产, or 各领域合计."""
    return unmarked(t("各领域合计") if field is None else sector_words(t, rulebase, field))


def month_words(t: Tongue, month: date) -> str:
    """2022年6月 / June 2022."""
    if t.language == "zh":
        return f"{month.year}年{month.month}月"
    return format_date(month, "MMMM y", locale="en")


def met_words(t: Tongue, *, is_met: bool) -> Html:
    """达到 or 没达到."""
    return t("达到") if is_met else t("没达到")


def cancel(t: Tongue, register: Register) -> tuple[Button, ...]:
    """Back to what is covered."""
    return button(t("取消"), "reg:cover", register.fact.id), back(t)


def _figure(t: Tongue, rulebase: RuleBase, aim: Coverage, file: FigureFile) -> Html:
    figure = file.card.figure
    said = t(
        "· {field}：{percent}%（{month}，{origin}，{by}填）：{clause} {met}",
        field=Html(escaped(field_name(t, rulebase, file.card.sector))),
        percent=_plain(figure.percent),
        month=month_words(t, figure.month),
        origin=figure.source,
        by=file.by,
        clause=aim.source.clause,
        met=_mark(t, is_met=aim.is_met(figure.percent)),
    )
    if aim.stricter is None or file.card.sector is None:
        return said
    mark = _mark(t, is_met=aim.is_met_strictly(figure.percent))
    return Html(f"{said} · {escaped(aim.stricter.source.clause)} {mark}")


def _mark(t: Tongue, *, is_met: bool) -> Html:
    return Html(("✅ " if is_met else "🔴 ") + met_words(t, is_met=is_met))


def _plain(percent: Decimal) -> str:
    return f"{percent.normalize():f}"


def _aim(register: Register) -> Coverage:
    assert register.coverage is not None  # only then there is a way here
    return register.coverage
