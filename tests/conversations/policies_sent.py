"""Policies that somebody sends in a story: a record of the catalogue with changes, or a text.

policies:
  新版.yaml: {of: P-FC-01, change: {"version: 1": "version: 2"}}
  坏的.yaml: {text: "id: ["}
  两条.zip: [新版.yaml, 坏的.yaml]
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from benches.rules import rulebase


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


def _packed(files: Mapping[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, each in files.items():
            archive.writestr(name, each)
    return content.getvalue()
