"""Reading what somebody sent to be published: one YAML file, or several in a ZIP; no database.

Whatever is wrong is a finding with its place; nothing that was sent can cost more than its size.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from bot.domain.file_refusals import SheetRefusal
from bot.sheets.archive import LOCAL, Archive, open_archive
from bot.store.releases.versions import VersionCard, hash_of
from policies.checking.quotations import Problem
from policies.editions import ENDINGS, sent_record
from policies.errors import RuleFileError
from policies.records import Record
from policies.rulebase import RuleBase
from policies.source.sent_text import MOST_BYTES, text_of
from policies.words import Words

MOST_UNPACKED: Final = 5_000_000
MOST_FILES: Final = 100
LEFT_BY_SYSTEMS: Final = ("__MACOSX/", ".DS_Store")
KEPT_NAME: Final = ".txt"
"""How a text file without a usual ending was named when it was kept."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where.

    Attributes:
        line: Counted from 1; 0 if it is about the file as a whole.
        column: Counted from 1; 0 if it is about the line as a whole.
    """

    file: str
    line: int
    column: int
    sentence: Words


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that was read, and the text that it was read from."""

    record: Record
    text: str


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]


def read_sent(
    rulebase: RuleBase, name: str, content: bytes, in_force: Mapping[str, VersionCard]
) -> Read:
    """Read all records of what was sent, and compare each with its version in force."""
    try:
        files = list(_files(name, content))
    except SheetRefusal as refusal:
        return Read((), (_unopened(name, refusal),))
    if not files:
        zh, en = "里面没有 .yaml 文件", "there is no .yaml file in it"
        return Read((), (Finding(name, 0, 0, Words(zh, en)),))
    drafts: dict[str, Draft] = {}
    findings: list[Finding] = []
    for file, text in files:
        found = _read_one(rulebase, file, text)
        if isinstance(found, Finding):
            findings.append(found)
            continue
        findings += _against(file, found, in_force, drafts)
        drafts.setdefault(found.record.id, found)
    return Read(tuple(drafts.values()), tuple(findings))


def finding_of(file: str, text: str, problem: Problem) -> Finding:
    """What the check says, as a finding in the file that was sent."""
    return Finding(file, problem.line, _first_sign(text, problem.line), problem.sentence)


def to_json(findings: Iterable[Finding]) -> list[list[Any]]:
    """As a row keeps them."""
    return [[f.file, f.line, f.column, f.sentence.zh, f.sentence.en] for f in findings]


def _files(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if not content.startswith(LOCAL):
        yield name.removesuffix(KEPT_NAME), content
        return
    archive = open_archive(content, MOST_UNPACKED)
    wanted = [each for each in sorted(archive.names) if each.endswith(ENDINGS)]
    named = (each for each in wanted if not each.startswith(LEFT_BY_SYSTEMS))
    for each, _ in zip(named, range(MOST_FILES), strict=False):
        yield PurePosixPath(each).name, _unpacked(archive, each)


def _unpacked(archive: Archive, name: str) -> bytes:
    part, found = archive.open(name), bytearray()
    while piece := part.read(MOST_BYTES):
        found += piece
    return bytes(found)


def _read_one(rulebase: RuleBase, file: str, content: bytes) -> Draft | Finding:
    try:
        record = sent_record(rulebase, file, content)
        return Draft(record, text_of(file, content))
    except RuleFileError as error:
        text = content.decode("utf-8", errors="replace")
        column = error.column or _first_sign(text, error.line)
        return Finding(file, error.line, column, error.sentence)


def _against(
    file: str, draft: Draft, in_force: Mapping[str, VersionCard], others: Mapping[str, Draft]
) -> Iterator[Finding]:
    record, line = draft.record, _line_of(draft.text, "version")
    now = in_force.get(record.id)
    if record.id in others:
        zh, en = f"编号重复：{record.id}", f"id used twice: {record.id}"
        yield Finding(file, _line_of(draft.text, "id"), 1, Words(zh, en))
    if now is None:
        return
    if now.hash == hash_of(draft.text):
        zh, en = (
            "和现行的一字不差，没有要发布的",
            "the same as what is in force: nothing to release",
        )
        yield Finding(file, 0, 0, Words(zh, en))
    elif record.version <= now.number:
        zh = f"version 要比现行的第 {now.number} 版大，请写 {now.number + 1}"
        en = f"version must be higher than {now.number}, which is in force: {now.number + 1}"
        yield Finding(file, line, 1, Words(zh, en))
    if record.region != now.region:
        zh, en = f"这条政策属于{now.region}，不能改地区", f"it belongs to {now.region}"
        yield Finding(file, _line_of(draft.text, "region"), 1, Words(zh, en))


def _line_of(text: str, key: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def _first_sign(text: str, line: int) -> int:
    """The column in which a line begins to say something."""
    lines = text.splitlines()
    own = lines[line - 1] if 0 < line <= len(lines) else ""
    return len(own) - len(own.lstrip()) + 1


def _unopened(name: str, refusal: SheetRefusal) -> Finding:
    zh = "压缩包打不开或内部结构不正常，没有读。请重新压缩，只放 .yaml 文件"
    en = "the archive is damaged or strange and was not read: pack it again, with .yaml files only"
    return Finding(name, 0, 0, Words(f"{zh}（{refusal.code}）", f"{en} ({refusal.code})"))
