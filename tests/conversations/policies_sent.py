"""Policies that somebody sends in a story: a record of the catalogue with changes, or a text.

policies:
  新版.yaml: {of: P-FC-01, change: {"version: 1": "version: 2"}}
  坏的.yaml: {text: "id: ["}
  两条.zip: [新版.yaml, 坏的.yaml]

With the next software `新版.yaml` comes as the record's own file: `software brings: 新版.yaml`;
`software brings: without P-FC-19` leaves one out.
"""

import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from benches.rules import rulebase
from bot.services.releases.rules import install_policies
from policies.loader import load_rulebase
from tests.bed import Bed


def content_of(name: str, policies: Mapping[str, Any]) -> bytes:
    """What is sent under a name of the story."""
    what = policies[name]
    if isinstance(what, list):
        return _packed({each: content_of(each, policies) for each in what})
    if "of" not in what:
        return str(what["text"]).encode()
    rules = rulebase()
    text = (rules.root / rules.records[what["of"]].file).read_text(encoding="utf-8")
    for old, new in what["change"].items():
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


async def update_software(bed: Bed, what: str, policies: Mapping[str, Any]) -> None:
    """Another process starts with the next software, whose catalogue has these changes."""
    rules = rulebase()
    with TemporaryDirectory() as folder:
        root = Path(folder) / "policies"
        shutil.copytree(rules.root, root, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
        gone = what.removeprefix("without ")
        if gone != what:
            (root / rules.records[gone].file).unlink()
        else:
            changed = root / rules.records[policies[what]["of"]].file
            changed.write_bytes(content_of(what, policies))
        newer = load_rulebase(root)
        await bed.process.database.run(lambda c: install_policies(bed.process.uow(c), newer))


def _packed(files: Mapping[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, each in files.items():
            archive.writestr(name, each)
    return content.getvalue()
