"""Matching many firms: what a record cannot tell apart is judged and written only once."""

import json
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace

from policies.alike import Alike, marks_of
from policies.errors import PolicyError
from policies.facts import Facts
from policies.firms import Asked, read_object, read_question, unknown_place
from policies.matching import judge_record
from policies.records import Record
from policies.rulebase import RuleBase
from policies.ruling import Question

KEPT = 500
"""Verdicts kept of each record, a few kilobytes each."""


@dataclass(frozen=True)
class Told:
    """What a batch says of one firm.

    Attributes:
        line: JSON for standard output, with its line feed.
        warnings: For standard error.
        refused: The line could not be read; its JSON holds an `error`.
    """

    line: bytes
    warnings: tuple[str, ...] = ()
    refused: bool = False


class Batch:
    """Answers firm after firm; byte for byte what each would be told alone."""

    def __init__(
        self, rulebase: RuleBase, asked: Asked, only: Collection[str] | None = None
    ) -> None:
        self._rulebase = rulebase
        self._asked = asked
        records = rulebase.records.values()
        self._records: list[tuple[Record, Alike[bytes]]] = [
            (record, Alike(KEPT)) for record in records if only is None or record.id in only
        ]

    def answer(self, number: int, written: str) -> Told:
        """Answer one firm.

        Args:
            number: Of its line, for warnings.
            written: JSON: facts, and optionally `id`, `region` and `as_of`.
        """
        try:
            raw = read_object(written)
            question = read_question(self._rulebase, self._asked, raw)
        except PolicyError as error:
            told = _json({"line": number, "error": error.sentence.to_json()})
            return Told(told + b"\n", (f"{number}: {error.sentence}",), refused=True)
        unknown = unknown_place(self._rulebase, question.region)
        warnings = tuple(f"{number}: {warning}" for warning in unknown)
        firm = {"id": raw.get("id"), "region": question.region, "as_of": str(question.as_of)}
        marks = marks_of(question.facts)
        parts = [self._verdict(*kept, question, marks) for kept in self._records]
        head = _json({**firm, "verdicts": []}).removesuffix(b"]}")
        return Told(b"".join((head, b", ".join(parts), b"]}\n")), warnings)

    def _verdict(
        self,
        record: Record,
        alike: Alike[bytes],
        question: Question,
        marks: Mapping[str, Hashable],
    ) -> bytes:
        def written(facts: Facts) -> bytes:
            asked = replace(question, facts=facts)
            return _json(judge_record(self._rulebase, record, asked).to_json())

        return alike.find((question.region, question.as_of), question.facts, marks, written)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
