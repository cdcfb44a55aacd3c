"""Everything that the rules consist of, read once and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policies.documents import Document
from policies.facts import Fact
from policies.records import Record
from policies.regions import Regions


@dataclass(frozen=True, eq=False)
class RuleBase:
    """A loaded rule base; all mappings are by id."""

    root: Path
    facts: Mapping[str, Fact]
    regions: Regions
    documents: Mapping[str, Document]
    records: Mapping[str, Record]
