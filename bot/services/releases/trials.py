"""A release against the rules in force: what is tried, and what is told of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bot.services.releases.reading import Draft, Finding, Read
from policies.checking.release_check import Checked
from policies.editions import kept_record
from policies.errors import RuleFileError
from policies.records import Record
from policies.rulebase import RuleBase


@dataclass(frozen=True, slots=True)
class Trial:
    """A release against the rules in force.

    Attributes:
        changed: Record → what it becomes; None takes it out.
        region: In which all of them lie.
    """

    edition: int
    before: RuleBase
    after: RuleBase
    changed: dict[str, Record | None]
    region: str


def read_kept(rules: RuleBase, texts: dict[str, str]) -> Read:
    """What a release keeps, read again: the rules may have changed since."""
    drafts, findings = [], []
    for policy, text in texts.items():
        if not text:
            continue
        try:
            drafts.append(Draft(kept_record(rules, policy, text), text))
        except RuleFileError as error:
            findings.append(Finding(error.file, error.line, error.column or 1, error.sentence))
    return Read(tuple(drafts), tuple(findings))


def regions_of(versions: Collection[Any]) -> list[str]:
    """For which places they are."""
    return [each.region for each in versions]


def told_of(trial: Trial, checked: Collection[Checked]) -> list[dict[str, Any]]:
    """What is published, record by record, and what it was tried with."""
    tried = {each.record: each for each in checked}
    found = []
    for name, record in trial.changed.items():
        old = trial.before.records.get(name)
        titled = record or old
        found.append(
            {
                "id": name,
                "title": titled.title.to_json() if titled else {"zh": name, "en": name},
                "old": old.version if old else None,
                "new": record.version if record else None,
                "cases": tried[name].cases if name in tried else 0,
                "mutants": tried[name].mutants if name in tried else 0,
            }
        )
    return found
