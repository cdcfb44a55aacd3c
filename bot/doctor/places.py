"""Whether others on the machine can read what they must not, and whether there is room."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from bot.doctor.findings import Finding, Findings, fine, watch, wrong
from bot.doctor.patient import Patient
from bot.settings import ENVIRONMENT
from policies.words import Words

LITTLE: Final = 200 * 2**20
SOME: Final = 2 * 2**30
MEGABYTE: Final = 2**20
MAKE_ROOM: Final = Words(
    "请腾出空间或换大一点的磁盘：磁盘满了，收到的消息会等着，不会丢，但机器人不再回答。",
    "Make room: when the disk is full, what people send waits and is not lost, "
    "but the bots answer nobody.",
)
LET_WRITE: Final = Words(
    "请让运行机器人的用户拥有 DATA_DIR（chown），并检查磁盘是否只读。",
    "Let the user who runs the bots own DATA_DIR (chown), and see whether the disk is read-only.",
)


def look_at_secrets(patient: Patient) -> Findings:
    """Nobody else reads `.env` or what is kept under DATA_DIR."""
    shown = [each for each in _secret(patient) if is_open_to_others(each)]
    for path in shown:
        mode = "700" if path.is_dir() else "600"
        name = path.name
        remedy = Words(f"请运行 chmod {mode} {name}。", f"Run chmod {mode} {name}.")
        en = f"Other users of this machine can read {name}."
        yield wrong(f"本机的其他用户能读到 {name}。", en, remedy)
    if not shown:
        en = "Nobody else on this machine reads the settings or the data."
        yield fine("设置和数据都只有运行机器人的用户读得到。", en)


def _secret(patient: Patient) -> Iterator[Path]:
    kept = [Path(ENVIRONMENT), patient.settings.data_dir]
    if patient.file is not None and patient.settings.data_dir not in patient.file.parents:
        kept.append(patient.file)
    return (each for each in kept if each.exists())


def is_open_to_others(path: Path) -> bool:
    """Whether users beside the owner and the group can read it: it and every folder above."""
    try:
        readable = path.stat().st_mode & stat.S_IROTH
        above = [each.stat().st_mode for each in path.resolve().parents]
    except OSError:  # where we may not look, others may not either
        return False
    return bool(readable) and all(mode & stat.S_IXOTH for mode in above)


def look_at_disk(patient: Patient) -> Findings:
    """There is room, and DATA_DIR can be written."""
    folder = patient.settings.data_dir
    there = _nearest(folder)
    free = shutil.disk_usage(there).free
    zh, en = f"磁盘还剩 {free // MEGABYTE} MB。", f"The disk has {free // MEGABYTE} MB left."
    if free < LITTLE:
        yield wrong(zh, en, MAKE_ROOM)
    elif free < SOME:
        yield watch(zh, en, MAKE_ROOM)
    else:
        yield fine(zh, en)
    yield _written(there)


def _nearest(folder: Path) -> Path:
    """The folder, or the one above in which it will be made."""
    return next(each for each in (folder, *folder.resolve().parents) if each.is_dir())


def _written(folder: Path) -> Finding:
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"0" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        why = error.strerror or type(error).__name__
        return wrong(
            f"DATA_DIR 写不进去（{why}）。", f"DATA_DIR cannot be written ({why}).", LET_WRITE
        )
    return fine("DATA_DIR 可以写。", "DATA_DIR can be written.")
