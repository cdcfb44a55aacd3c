"""The record of a duty in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.evidence import is_late_entry
from bot.domain.members import Role
from bot.domain.speech import View
from bot.services.duties.duties import Duty
from bot.services.files import Taken, to_send
from bot.store.duties.evidence import EvidenceCard
from bot.store.files.files import FileState
from handlers.notices.files import count, named
from handlers.notices.member_words import role_words
from handlers.notices.private import masked
from handlers.owner.duties.evidence_views import what_words
from handlers.owner.duties.words import back_to_duty
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase

PAGE: Final = 8
WORDS: Final = 40
_GONE: Final = frozenset({FileState.REFUSED, FileState.ERASING, FileState.ERASED})


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries of a duty, the newest first, each with its files."""

    duty: Duty
    entries: tuple[EvidenceCard, ...]
    files: Mapping[int, tuple[Taken, ...]]
    number: int
    has_more: bool


def log(t: Tongue, rulebase: RuleBase, page: LogPage, zone: ZoneInfo) -> View:
    """What was recorded, when, by whom (a role, no name), and with what."""
    record = page.duty.record
    text = lines(
        t("<b>{title}：记录</b>", title=t.words(page.duty.verdict.title)),
        *(_line(t, rulebase, entry, page.files[entry.id], zone) for entry in page.entries),
        None if page.entries else t("还没有记录。做好一样记一笔，以后说得清、查得到。"),
    )
    turns = []
    if page.number:
        turns.append(button(t("‹ 上一页"), "duty:log", record, page.number - 1))
    if page.has_more:
        turns.append(button(t("下一页 ›"), "duty:log", record, page.number + 1))
    look = button(t("看照片、文件"), "duty:files", record, page.number)
    rows = [(look,)] if any(page.files.values()) else []
    return View(text, (*rows, *([tuple(turns)] if turns else []), back_to_duty(t, record)))


def files(
    t: Tongue,
    rulebase: RuleBase,
    page: LogPage,
    shown: Sequence[tuple[EvidenceCard, Taken]],
) -> tuple[View, ...]:
    """Each file with what it shows; what could not be kept is said."""
    back = (back_to_duty(t, page.duty.record),)
    views = [
        View(
            lines(what_words(t, rulebase, entry), _gone(t, file)),
            file=None if file.state in _GONE else to_send(file),
        )
        for entry, file in shown
    ]
    if not views:
        return (View(t("这一页没有照片、文件。"), back),)
    *others, last = views
    return (*others, View(last.html, back, file=last.file))


def _gone(t: Tongue, file: Taken) -> Html | None:
    return t("{file}没有留下", file=named(t, file)) if file.state in _GONE else None


def _line(
    t: Tongue,
    rulebase: RuleBase,
    entry: EvidenceCard,
    attached: Sequence[Taken],
    zone: ZoneInfo,
) -> Html:
    words = masked(t, " ".join(entry.words.split()))
    marks = [
        t("（补报）") if is_late_entry(entry.point.subject, entry.recorded_at, zone) else None,
        t("（已撤销）") if entry.undone_at is not None else None,
        Html(f" {count(t, attached)}") if attached else None,
        t(" “{words}”", words=words[:WORDS] + ("…" if len(words) > WORDS else ""))
        if words
        else None,
    ]
    said = t(
        "· {at} {role}：{what}",
        at=moment(t, entry.recorded_at, zone),
        role=role_words(t, Role(entry.role)),
        what=what_words(t, rulebase, entry),
    )
    return Html(said + "".join(mark for mark in marks if mark is not None))
