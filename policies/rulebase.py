"""Everything that the rules consist of, read once and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from policies.documents import Document
from policies.facts import Fact
from policies.problems import Category, known_only
from policies.records import Record
from policies.regions import Regions
from policies.registers import Registers
from policies.source.problem_file import read_problems
from policies.source.register_file import read_registers
from policies.source.topic_file import read_topics
from policies.topics import Topic


@dataclass(frozen=True, eq=False, repr=False)
class RuleBase:
    """A loaded rule base; all mappings are by id. Its `repr` is short: it is held by much else.

    Attributes:
        loaded: What this one was made from by putting other records in; None if it was loaded.
    """

    root: Path
    facts: Mapping[str, Fact]
    regions: Regions
    documents: Mapping[str, Document]
    records: Mapping[str, Record]
    loaded: "RuleBase | None" = None

    @property
    def taught(self) -> "RuleBase":
        """What it was loaded as: sentences and documents are learnt from that, and once."""
        return self.loaded or self

    def with_records(self, records: Mapping[str, Record]) -> "RuleBase":
        """The same rule base with these records, put in the order in which they are shown."""
        ordered = sorted(records.items(), key=lambda item: (item[1].priority, item[0]))
        return replace(self, records=MappingProxyType(dict(ordered)), loaded=self.taught)

    @cached_property
    def problems(self) -> Mapping[str, Category]:
        """Read the problem categories at first use: matching needs none of them.

        Raises:
            RuleFileError: The first thing that does not fit the schema.
        """
        if self.loaded is None:
            return read_problems(self.root)
        return known_only(self.loaded.problems, self.records)

    @cached_property
    def registers(self) -> Registers:
        """Read what staff keep, at first use: matching needs none of it.

        Raises:
            RuleFileError: The first thing that does not fit the schema.
        """
        if self.loaded is not None:
            return self.loaded.registers
        return read_registers(self.root, self.facts, self.regions, self.documents, self.records)

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Read the kinds of broadcasts, at first use.

        Raises:
            RuleFileError: The first thing that does not fit the schema.
        """
        return read_topics(self.root)
