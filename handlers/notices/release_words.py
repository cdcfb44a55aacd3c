"""A release in words that every screen shares: what it holds, what it changes, what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.domain.releases import Origin, ReleaseState
from bot.services.releases.doors import ReleaseCard
from bot.services.releases.reading import Finding
from handlers.notices.impact_words import tally_lines
from handlers.tongue import Html, Tongue
from policies.words import Words

SHOWN: Final = 6


def state_words(t: Tongue, state: ReleaseState) -> Html:
    """Where a release stands."""
    return {
        ReleaseState.CHECKING: t("正在检查"),
        ReleaseState.DRAFT: t("草稿"),
        ReleaseState.SUBMITTED: t("待审批"),
        ReleaseState.APPROVED: t("已批准，等着生效"),
        ReleaseState.PUBLISHED: t("已生效，正在逐家核对"),
        ReleaseState.DONE: t("已生效"),
        ReleaseState.DROPPED: t("没有发布"),
    }[state]


def titled(t: Tongue, card: ReleaseCard) -> Html:
    """采样屋补贴 第 2 版, and how many more."""
    told = records_of(card)
    if not told:
        return t("政策文件")
    first = _named(t, told[0])
    return first if len(told) == 1 else t("{first}等 {count} 条", first=first, count=len(told))


def records_of(card: ReleaseCard) -> list[Mapping[str, Any]]:
    """What is published, record by record; none before it was compared."""
    return list((card.record.report or {}).get("records", []))


def record_lines(t: Tongue, card: ReleaseCard) -> Iterator[Html]:
    """Each record with its versions, and what it was tried with."""
    told = records_of(card)
    for each in told[:SHOWN]:
        if each["new"] is None:
            yield t("· {title}：不再执行", title=_title(t, each))
            continue
        yield t(
            "· {what}：{cases} 个用例全部通过，{mutants} 处改错都能发现",
            what=_named(t, each),
            cases=each["cases"],
            mutants=each["mutants"],
        )
    if len(told) > SHOWN:
        yield t("· 另有 {count} 条", count=len(told) - SHOWN)


def impact_lines(t: Tongue, card: ReleaseCard) -> Iterator[Html]:
    """How many firms it changes something for, and what it costs whom."""
    report = card.record.report
    if report is None or card.record.state is ReleaseState.CHECKING:
        return  # it does not hold any more
    yield from tally_lines(t, report["impact"])


def finding_lines(t: Tongue, findings: Sequence[Finding]) -> Iterator[Html]:
    """What is wrong, each with its place."""
    for each in findings[:SHOWN]:
        where, what = _place(t, each), t.words(each.sentence)
        yield t("· {where}：{what}", where=where, what=what)
    if len(findings) > SHOWN:
        yield t("…还有 {count} 处，改好这些再发一次就看得到。", count=len(findings) - SHOWN)


def origin_words(t: Tongue, card: ReleaseCard) -> Html:
    """Where it comes from."""
    if card.record.origin is Origin.GIT:
        return t("随软件更新带来的")
    name = "" if card.author is None else card.author.name
    if card.record.origin is Origin.ROLL_BACK:
        return t("{name} 要退回上一版", name=name)
    return t("{name} 发来的", name=name)


def headed(t: Tongue, card: ReleaseCard) -> Html:
    """#3 采样屋补贴 第 2 版."""
    return t("<b>#{number} {title}</b>", number=card.record.id, title=titled(t, card))


def _named(t: Tongue, told: Mapping[str, Any]) -> Html:
    title = _title(t, told)
    if told["new"] is None:
        return t("{title}（停止执行）", title=title)
    if told["old"] is None:
        return t("{title} 第 {new} 版（新增）", title=title, new=told["new"])
    return t("{title} 第 {new} 版", title=title, new=told["new"])


def _title(t: Tongue, told: Mapping[str, Any]) -> Html:
    return t.words(Words(told["title"]["zh"], told["title"]["en"]))


def _place(t: Tongue, finding: Finding) -> Html:
    named = {"file": finding.file, "line": finding.line, "column": finding.column}
    if not finding.line:
        return t("{file}", file=finding.file)
    if not finding.column:
        return t("{file} 第 {line} 行", **named)
    return t("{file} 第 {line} 行第 {column} 列", **named)
