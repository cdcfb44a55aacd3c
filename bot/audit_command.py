"""`python -m bot audit verify`: whether anybody changed, dropped or moved what is on record."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.audit_check import Report, check_audit, seal_all
from bot.domain.audit_chain import Kind, Mark
from bot.process import Process
from bot.services.audit_sealing import next_anchor
from bot.settings import BadSettings
from bot.store.anchors import BadAnchor, read_marks

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

NAME: Final = "audit"
COUNTS: Final = (
    "已封存 {sealed} 条，待封存 {waiting} 条，对照锚点 {anchors} 个。\n"
    "Entries sealed: {sealed}; waiting: {waiting}; anchors compared: {anchors}."
)
WHOLE: Final = "审计记录完整。/ The audit is whole."
BROKEN: Final = "审计记录有损坏，共 {damaged} 处： / The audit is damaged, in places: {damaged}"
NO_ANCHOR: Final = (
    "没有锚点可对照：如果最新的记录连同封印一起被截去，单看数据库看不出来。\n"
    "No anchor to compare with: an end that was cut off together with its seals would not show."
)
BAD_ANCHOR: Final = (
    "读不出锚点：{file}。文件里应是日志中 “audit anchored” 的那些行。\n"
    "No anchors can be read from {file}: it should hold lines “audit anchored” of the log."
)
KINDS: Final = {
    Kind.CHANGED: ("第 {id} 条被改动", "entry {id} was changed"),
    Kind.DELETED: ("第 {id} 条被删除", "entry {id} was deleted"),
    Kind.MOVED: ("第 {id} 条与别的记录换了位置", "entry {id} changed places with another"),
    Kind.SEAL_CHANGED: ("第 {id} 条的封印被改动", "the seal of entry {id} was changed"),
    Kind.MISSING: (
        "第 {id} 条之前有记录连同封印一起消失",
        "something before entry {id} is gone, seal and all",
    ),
    Kind.TRUNCATED: ("第 {id} 条之后的记录全部消失", "everything after entry {id} is gone"),
    Kind.REPLACED: (
        "第 {id} 条及之前的链与锚点不符",
        "the chain up to entry {id} is another one than was anchored",
    ),
    Kind.MARK: ("数据库里的链尾标记丢失或被改动", "the database's mark is gone or was changed"),
    Kind.ANCHOR: ("锚点被改动", "an anchor was changed"),
    Kind.KEY_GONE: (
        "第 {id} 条所用的密钥已不在 FIELD_KEY 中",
        "the key for entry {id} is no longer in FIELD_KEY",
    ),
    Kind.UNSEALED: (
        "第 {id} 条早该封存而没有封存",
        "entry {id} should have been sealed long since",
    ),
}


def add_parser(commands: "Actions") -> None:
    """Add the command and its arguments."""
    acts = commands.add_parser(NAME, help="the record of who did what").add_subparsers(
        dest="act", required=True
    )
    verify = acts.add_parser("verify", help="check it against its seals; exit code 1 if damaged")
    verify.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
    verify.add_argument("--read-only", action="store_true", help="seal nothing first")
    verify.add_argument(
        "--anchor",
        type=Path,
        metavar="FILE",
        help="compare with these marks as well: lines “audit anchored” of the log",
    )


def run(process: Process, options: argparse.Namespace) -> tuple[str, int]:
    """Check the audit; returns what to print and the exit code.

    Raises:
        BadSettings: `--anchor` names a file without anchors.
    """
    anchors = [*_kept(process), *_more(options.anchor)]
    if not options.read_only:
        seal_all(process.database, process.vault)
    report = check_audit(process.database, process.vault, anchors, process.clock.now())
    if report.is_whole and not options.read_only:
        _anchor(process)
    said = _as_json(report) if options.json else "\n".join(_sentences(report))
    return said, 0 if report.is_whole else 1


def _kept(process: Process) -> list[Mark | None]:
    try:
        mark = process.anchors.read()
    except BadAnchor:
        return [None]
    return [] if mark is None else [mark]


def _more(file: Path | None) -> list[Mark]:
    try:
        return [] if file is None else read_marks(file.read_text(encoding="utf-8").splitlines())
    except (OSError, BadAnchor, UnicodeDecodeError) as error:
        raise BadSettings(BAD_ANCHOR.format(file=file)) from error


def _anchor(process: Process) -> None:
    kept = process.anchors.read()
    mark = process.database.run_sync(lambda c: next_anchor(c, process.vault, kept))
    if mark is not None:
        process.anchors.write(mark)


def _as_json(report: Report) -> str:
    return json.dumps({"whole": report.is_whole, **asdict(report)}, ensure_ascii=False)


def _sentences(report: Report) -> Iterator[str]:
    counts = asdict(report)
    yield (WHOLE if report.is_whole else BROKEN).format_map(counts)
    for damage in report.damage:
        zh, en = KINDS[damage.kind]
        yield f"{zh} / {en}".format(id=damage.audit_id or 0)
    if report.damaged > len(report.damage):
        yield "…"
    yield COUNTS.format_map(counts)
    if report.anchors == 0:
        yield NO_ANCHOR
