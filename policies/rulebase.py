"""Everything that the rules consist of, read once and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from policies.documents import Document
from policies.facts import Fact
from policies.problems import Category
from policies.records import Record
from policies.regions import Regions
from policies.registers import Registers
from policies.source.problem_file import read_problems
from policies.source.register_file import read_registers


@dataclass(frozen=True, eq=False, repr=False)
class RuleBase:
    """A loaded rule base; all mappings are by id. Its `repr` is short: it is held by much else."""

    root: Path
    facts: Mapping[str, Fact]
    regions: Regions
    documents: Mapping[str, Document]
    records: Mapping[str, Record]

    @cached_property
    def problems(self) -> Mapping[str, Category]:
        """Read the problem categories at first use: matching needs none of them.

        Raises:
            RuleFileError: The first thing that does not fit the schema.
        """
        return read_problems(self.root)

    @cached_property
    def registers(self) -> Registers:
        """Read what staff keep, at first use: matching needs none of it.

        Raises:
            RuleFileError: The first thing that does not fit the schema.
        """
        return read_registers(self.root, self.facts, self.regions, self.documents, self.records)
