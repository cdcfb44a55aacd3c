"""Other texts of records put into a loaded rule base: what a release would make of it."""

from collections.abc import Mapping
from typing import Final

from policies.loader import check_whole
from policies.records import Record
from policies.rulebase import RuleBase
from policies.source.record_file import record_in
from policies.source.sent_text import open_sent
from policies.source.yaml_files import open_text

ENDINGS: Final = (".yaml", ".yml")


def sent_record(rulebase: RuleBase, name: str, content: bytes) -> Record:
    """Read a record that somebody sent, as strictly as one of the catalogue.

    Args:
        name: What to call it in errors.

    Raises:
        RuleFileError: With line and mostly column, the first thing that does not fit.
    """
    block = open_sent(name, content)
    record = record_in(block, rulebase.facts, rulebase.regions.levels, rulebase.documents)
    check_whole(record, rulebase.regions, rulebase.documents)
    return record


def kept_record(rulebase: RuleBase, policy: str, text: str) -> Record:
    """Read a record that was released before.

    Raises:
        RuleFileError: It no longer fits: facts, regions or documents are others now.
    """
    block = open_text(f"{policy}.yaml", text)
    record = record_in(block, rulebase.facts, rulebase.regions.levels, rulebase.documents)
    check_whole(record, rulebase.regions, rulebase.documents)
    return record


def with_changes(rulebase: RuleBase, changed: Mapping[str, Record | None]) -> RuleBase:
    """The rule base after a release; None takes a record out."""
    records = {**rulebase.records, **changed}
    return rulebase.with_records({name: each for name, each in records.items() if each})
