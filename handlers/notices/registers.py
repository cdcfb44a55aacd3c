"""What firms and their officers hear when a register changed, or a change was taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.speech import Button, View
from bot.services.impact.shifts import Shifted
from bot.services.registers.words import Followed, Reader, RegisterFollow
from bot.services.reminders.wording import Render
from bot.services.testing.cards import RhythmChange
from handlers.notices.case_buttons import home
from handlers.notices.duty_words import open_point
from handlers.notices.register_walks import Walks
from handlers.notices.register_words import (
    TOLD,
    clauses_line,
    decider_words,
    grounds_line,
    register_title,
    shift_lines,
    since_words,
    source_of,
    subject_words,
    value_of,
)
from handlers.notices.sampling_words import rhythm
from handlers.notices.shift_words import FIRST, look, shift_told
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.registers import Removal
from policies.rulebase import RuleBase


def follow_of(render: Render) -> RegisterFollow:
    """How changes of registers are worded."""
    words, walks = _Words(render.rulebase, render.zone), Walks(render.rulebase)
    return RegisterFollow(render, words.to_firm, words.to_carer, walks.walking, walks.finished)


@dataclass(frozen=True)
class _Words:
    rulebase: RuleBase
    zone: ZoneInfo

    def to_firm(self, told: Followed, reader: Reader) -> View:
        """What holds now and why, what changes for the firm, and where it is written."""
        t = Tongue(reader.language)
        text = lines(
            self._corrected(t, told) if told.undone else self._head(t, told),
            Html(escaped(told.firm.name)) if reader.several else None,
            None if told.undone else self._was(t, told),
            None if told.undone else grounds_line(t, told.grounds),
            *self._removed(t, told),
            *(changes := [*self._changes(t, told)] if reader.whole else []),
            *self._samplings(t, told.rhythm),
            self._sources(t, told, changes),
        )
        return View(text, (*self._ways(t, told, reader), home(t)))

    def to_carer(self, told: Followed, language: str) -> View:
        """The same for whoever looks after the firm."""
        t = Tongue(language)
        what: dict[str, object] = {
            "firm": told.firm.name,
            "register": register_title(t, told.register),
            "value": value_of(t, told.register.fact, told.value),
            "was": value_of(t, told.register.fact, told.before),
        }
        head = (
            t("↩️ <b>{firm}</b>：{register}的变更已撤销，仍是“{value}”。", **_but(what, "was"))
            if told.undone
            else t("📋 <b>{firm}</b>：{register} {was} → {value}", **what)
        )
        text = lines(
            head,
            None if told.undone else grounds_line(t, told.grounds),
            *shift_lines(t, told.shifts),
        )
        show = button(t("看企业"), "firm:show", told.firm.id)
        return View(text, ((show, button(t("返回"), "desk:menu")),))

    def _head(self, t: Tongue, told: Followed) -> Html:
        fact = told.register.fact
        since = since_words(t, told.since, self.zone)
        value, before = value_of(t, fact, told.value), value_of(t, fact, told.before)
        mark, what = "📋", register_title(t, told.register)
        if told.subject.firm is None:
            place = subject_words(t, self.rulebase, told.subject)
            mark, what = "📣", Html(f"{place} · {what}")
        said = {"mark": mark, "what": what, "value": value, "since": since}
        if told.register.document is not None:
            was = {"mark": mark, "what": what, "value": value, "before": before}
            return t("{mark} <b>{what}：{value}</b>（原来：{before}）", **was)
        if told.reported or told.before is None:
            return t("{mark} <b>{what}：{value}</b>（{since}起）", **said)
        return t(
            "{mark} <b>{what}：{value}</b>（{since}起，原来：{before}）", before=before, **said
        )

    def _corrected(self, t: Tongue, told: Followed) -> Html:
        fact = told.register.fact
        if told.register.document is not None:
            return t(
                "↩️ <b>更正：{register}：{value}</b>（“{was}”已撤销），以这条为准。",
                register=register_title(t, told.register),
                was=value_of(t, fact, told.before),
                value=value_of(t, fact, told.value),
            )
        if told.register.lists:
            return t(
                "↩️ <b>更正：{register}的变更已撤销</b>，现在是{value}，以这条为准。",
                register=register_title(t, told.register),
                value=value_of(t, fact, told.value),
            )
        return t(
            "↩️ <b>更正：{register}“{was}”已撤销</b>，现在是{value}，以这条为准。",
            register=register_title(t, told.register),
            was=value_of(t, fact, told.before),
            value=value_of(t, fact, told.value),
        )

    def _was(self, t: Tongue, told: Followed) -> Html | None:
        """That it is the firm's own wish, or that its own statement counts no longer."""
        fact = told.register.fact
        who = decider_words(t, fact)
        if told.granted:
            return t("您的申请通过了，由{who}核定。", who=who)
        if not told.reported:
            return None
        before, value = value_of(t, fact, told.before), value_of(t, fact, told.value)
        if told.before == told.value:
            return t("您自报的“{value}”，{who}已经核定。", value=value, who=who)
        return t(
            "您原来自报的是“{before}”，现在由{who}核定为“{value}”，以核定的为准。",
            before=before,
            who=who,
            value=value,
        )

    def _changes(self, t: Tongue, told: Followed) -> Iterator[Html]:
        if not told.shifts:
            yield t("您能享受的政策和要做的事没有变化。")
            return
        yield t("对您的影响：")
        first, others = _parted(told)
        yield from filter(None, (shift_told(t, each) for each in first))
        if others:
            yield t("另有：")
            yield from shift_lines(t, others)

    def _removed(self, t: Tongue, told: Followed) -> Iterator[Html]:
        """By which conditions, and what the document leaves open to somebody who objects."""
        removal = _removal(told)
        if removal is None:
            return
        joined = Html(t("；").join(t.words(each) for each in removal.conditions))
        yield t("文件的条件都已核实：{conditions}。", conditions=joined)
        if removal.open is not None:
            yield t("ℹ️ {open}；有不同意见请找人工。", open=t.words(removal.open))

    def _samplings(self, t: Tongue, change: RhythmChange | None) -> Iterator[Html]:
        if change is None:
            return
        said = Html(t("、").join(rhythm(t, each) for each in change.becomes))
        every = said or t("没有确定的采样周期")
        if change.due is None:
            yield t("⏰ {count} 个采样组改按{every}提醒。", count=change.groups, every=every)
        else:
            by = deadline(t, change.due.at, self.zone)
            yield t(
                "⏰ {count} 个采样组改按{every}提醒，最近一次须在 {by} 前采样。",
                count=change.groups,
                every=every,
                by=by,
            )
        point = open_point(t, change.open)
        if point is not None and len(change.sources) > 1:
            yield point
            yield t("按状态区分，是本系统的理解。")

    def _sources(self, t: Tongue, told: Followed, changes: Sequence[Html]) -> Html | None:
        """The clause of the register; None if it was cited just before."""
        removal = _removal(told)
        stands = told.register.source if removal is None else removal.source
        sources = told.rhythm.sources if told.rhythm else ()
        if told.register.document is not None and sources:
            return clauses_line(t, sources)  # of the same document, and they say where in it
        line = clauses_line(t, [source_of(self.rulebase, stands), *sources])
        cited = line is not None and any(change.endswith(line) for change in changes)
        return None if cited and told.rhythm is None else line

    def _ways(self, t: Tongue, told: Followed, reader: Reader) -> Iterator[tuple[Button, ...]]:
        row = []
        if reader.whole:
            yield from look(t, _parted(told)[0])
        if told.shifts and reader.whole:
            row.append(button(t("看全部政策"), "policy:list"))
        if told.rhythm is not None:
            row.append(button(t("采样和提醒"), "test:list"))
        if row:
            yield tuple(row)


def _parted(told: Followed) -> tuple[list[Shifted], list[Shifted]]:
    """What is told in full, money and duties first, and of what only the title."""
    ranked = sorted(told.shifts, key=_rank)
    return ranked[:FIRST], ranked[FIRST:]


def _rank(each: Shifted) -> tuple[bool, bool, int]:
    return not each.has_sums, not each.is_new_duty, TOLD.index(each.change)


def _removal(told: Followed) -> Removal | None:
    """The conditions under which the firm was removed; None if it was not."""
    removal = told.register.removal
    off = removal is not None and told.value == removal.value and not told.undone
    return removal if off else None


def _but(what: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in what.items() if key != name}
