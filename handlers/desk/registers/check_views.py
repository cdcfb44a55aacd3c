"""Spot checks as the officers who do them see them."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.registers import CheckResult
from bot.domain.speech import Button, View, rows_of
from bot.services.registers.spot_checks import CheckFile
from handlers.desk.home_views import back
from handlers.desk.registers.history_views import result_words
from handlers.notices.case_words import clipped, place
from handlers.notices.register_words import clause_line, quoted
from handlers.phrases import day_of, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.registers import Register
from policies.rulebase import RuleBase

PAGE: Final = 8
LABEL: Final = 16
COUNTS: Final = (1, 3, 5, 10)


def listing(
    t: Tongue,
    rulebase: RuleBase,
    register: Register,
    files: Sequence[CheckFile],
    page: int,
    zone: ZoneInfo,
) -> View:
    """What was drawn: those without a result first."""
    checks = register.checks
    assert checks is not None  # only then there is a way here
    page = min(page, max(len(files) - 1, 0) // PAGE)
    shown = files[page * PAGE : (page + 1) * PAGE]
    text = lines(
        t("<b>{register}：抽查</b>", register=t.words(register.fact.label)),
        *(_line(t, each, zone) for each in shown),
        None if files else t("还没有抽查过。"),
        None if checks.open is None else t("ℹ️ {open}。", open=t.words(checks.open)),
        None if files else quoted(t, checks.source),
        clause_line(t, rulebase, checks.source),
    )
    rows = rows_of(*(_button(each) for each in shown))
    name, fact = "check:list", register.fact.id
    turn = [button(t("上一页"), name, fact, page - 1)] if page > 0 else []
    if (page + 1) * PAGE < len(files):
        turn.append(button(t("下一页"), name, fact, page + 1))
    draw = (button(t("抽一批"), "check:draw", fact),)
    return View(text, (*rows, *((tuple(turn),) if turn else ()), draw, _ways(t, register)))


def how_many(t: Tongue, register: Register, among: int) -> View:
    """How many are to be drawn?"""
    text = lines(
        t("从 {among} 家里随机抽几家？点按钮，或直接写数字。", among=among),
        t("已经抽中、还没有结果的不再抽。"),
    )
    fact = register.fact.id
    counts = [
        button(t("{count} 家", count=count), "check:count", fact, count)
        for count in COUNTS
        if count <= among
    ]
    return View(text, (*rows_of(*counts, width=4), _cancel(t, register)))


def why(t: Tongue, register: Register, count: int) -> View:
    """On what occasion?"""
    text = lines(
        t("抽 {count} 家。为什么抽？写一句。", count=count),
        t("例：7月例行抽查"),
    )
    return View(text, (_cancel(t, register),))


def drawn(t: Tongue, rulebase: RuleBase, register: Register, files: Sequence[CheckFile]) -> View:
    """Who was drawn; nobody is told before it is checked."""
    text = lines(
        t("🎲 随机抽中 {count} 家：", count=len(files)),
        *(
            Html(f"· {escaped(each.firm.name)} · {place(t, rulebase, each.firm.region)}")
            for each in files
        ),
        t("查完点企业名称记结果。抽中的企业现在不会收到通知，记了结果才告诉它。"),
    )
    rows = rows_of(*(_button(each) for each in files[:PAGE]))
    return View(text, (*rows, _ways(t, register, lists=True)))


def card(
    t: Tongue, rulebase: RuleBase, file: CheckFile, zone: ZoneInfo, *, before: Html | None = None
) -> View:
    """One spot check."""
    check = file.check
    text = lines(
        before,
        t("<b>抽查：{firm}</b>", firm=file.firm.name),
        place(t, rulebase, file.firm.region),
        t(
            "{when} {who}抽中：“{reason}”",
            when=moment(t, check.drawn_at, zone),
            who=file.drawn_by,
            reason=check.reason,
        ),
        _result(t, file, zone),
        *_hint(t, rulebase, file),
    )
    rows: list[tuple[Button, ...]] = []
    if check.result is None:
        good = button(t("措施落实"), "check:kept", check.id)
        rows.append((good, button(t("没有落实…"), "check:failed", check.id)))
    fact = file.register.fact.id
    rows.append(
        (
            button(t("看登记"), "reg:card", fact, f"f{file.firm.id}"),
            button(t("看企业"), "firm:show", file.firm.id),
        )
    )
    return View(text, (*rows, _ways(t, file.register, lists=True)))


def what_found(t: Tongue, file: CheckFile) -> View:
    """What was found, and what is to be put right?"""
    text = lines(
        t("“{firm}”哪一项没有落实？要怎么改？（企业会看到）", firm=file.firm.name),
        t("例：没有每日健康监测登记，请从今天起补上。"),
    )
    return View(text, ((button(t("取消"), "check:show", file.check.id), back(t)),))


def recorded(t: Tongue) -> Html:
    """It is written down."""
    return t("✅ 已记下，企业会收到结果。")


def recorded_before(t: Tongue) -> Html:
    """Somebody was faster."""
    return t("这家的抽查结果已经记过了，没有重复记。")


def _result(t: Tongue, file: CheckFile, zone: ZoneInfo) -> Html:
    check = file.check
    if check.result is None or check.recorded_at is None:
        return t("还没有结果。")
    said = t("：“{found}”", found=check.found) if check.found else ""
    line = t(
        "{when} {who}：{result}",
        when=moment(t, check.recorded_at, zone),
        who=file.recorded_by or "",
        result=result_words(t, check.result),
    )
    return Html(f"{line}{said}")


def _hint(t: Tongue, rulebase: RuleBase, file: CheckFile) -> list[Html]:
    """A failure alone removes nobody: both conditions of the document."""
    removal = file.register.removal
    if file.check.result is not CheckResult.FAILED or removal is None:
        return []
    joined = t("，").join(t.words(each) for each in removal.conditions)
    return [
        t("只有这一项不够移出：文件要“{conditions}”都占。", conditions=Html(joined)),
        clause_line(t, rulebase, removal.source),
    ]


def _line(t: Tongue, file: CheckFile, zone: ZoneInfo) -> Html:
    return t(
        "· {day} {firm}：{result}",
        day=day_of(t, file.check.drawn_at, zone),
        firm=clipped(file.firm.name, LABEL),
        result=result_words(t, file.check.result),
    )


def _button(file: CheckFile) -> Button:
    return button(clipped(file.firm.name, LABEL), "check:show", file.check.id)


def _cancel(t: Tongue, register: Register) -> tuple[Button, ...]:
    return button(t("取消"), "check:list", register.fact.id), back(t)


def _ways(t: Tongue, register: Register, *, lists: bool = False) -> tuple[Button, ...]:
    fact = register.fact
    if lists:
        return button(t("抽查"), "check:list", fact.id), back(t)
    return button(t.plain(fact.label), "reg:roll", fact.id), back(t)
