"""What the rules say to one firm about one record, with everything needed to explain it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from policies.documents import Document
from policies.keeping import Keeping
from policies.records import Modality, Quotation, Remark, Rhythm
from policies.words import Words


class Outcome(StrEnum):
    """Five answers and one piece of information, never just yes or no."""

    MATCH = "match"  # 适用
    NO_MATCH = "no_match"  # 不适用
    NEED_INFO = "need_info"  # 还差信息
    CONFIRM = "confirm"  # 文件未写明,须主管部门确认
    OBLIGATION = "obligation"  # 须履行
    INFO = "info"  # 说明


class Mark(StrEnum):
    """What one reason means for the firm."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    CONFIRM = "confirm"  # makes it a matter for the authority


@dataclass(frozen=True)
class Reason:
    """One test with the firm's own value.

    Attributes:
        fact: Fact id; None when the reason is the day.
        value: The firm's value as JSON; None if unknown.
        clause: Where the document says so.
        text: Plain words, the firm's own value in them.
    """

    fact: str | None
    value: object
    verdict: Mark
    clause: str
    text: Words

    def to_json(self) -> dict[str, object]:
        """Give the reason as JSON."""
        return {
            "fact": self.fact,
            "value": self.value,
            "verdict": self.verdict,
            "clause": self.clause,
            "text": self.text.to_json(),
        }


@dataclass(frozen=True)
class NearMiss:
    """What stands between the firm and a benefit.

    Attributes:
        gap: How much is missing, in the fact's own unit; None for a choice.
        decided_by: Who decides on it, if not the firm itself.
    """

    fact: str
    gap: int | Decimal | None
    text: Words
    decided_by: Words | None

    def to_json(self) -> dict[str, object]:
        """Give the near miss as JSON."""
        gap = f"{self.gap:.2f}" if isinstance(self.gap, Decimal) else self.gap
        decided_by = self.decided_by.to_json() if self.decided_by else None
        return {"fact": self.fact, "gap": gap, **self.text.to_json(), "decided_by": decided_by}


@dataclass(frozen=True)
class AmountLine:
    """One amount with its label and its formula in words.

    Attributes:
        share: What part of the whole a payer bears, e.g. 70%; None for a whole.
        total_of: Names of the lines that this one adds up; empty unless it is a total.
    """

    name: str
    value: Decimal
    label: Words
    formula: Words
    money: bool
    share: str | None = None
    total_of: tuple[str, ...] = ()

    def text(self) -> str:
        """Give the value for JSON: yuan with two decimals, a count without."""
        return f"{self.value:.2f}" if self.money else f"{self.value.normalize():f}"

    def to_json(self) -> dict[str, object]:
        """Give the line as JSON."""
        label, formula = self.label.to_json(), self.formula.to_json()
        return {
            "name": self.name,
            "value": self.text(),
            "label": label,
            "formula": formula,
            "total_of": list(self.total_of),
        }


@dataclass(frozen=True)
class Source:
    """Where a verdict comes from.

    Attributes:
        beside: Clauses of the same document that say otherwise, cited wherever this one is.
    """

    document: Words
    kind: Words
    date: date
    quotation: Quotation
    beside: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses to cite, its own first."""
        return (self.quotation.clause, *self.beside)

    @property
    def alone(self) -> "Source":
        """Where its own sentence stands, and no other."""
        return replace(self, beside=())

    def to_json(self) -> dict[str, object]:
        """Give the source as JSON; `en` holds title, kind and gloss in English."""
        english = {
            "document": self.document.en,
            "kind": self.kind.en,
            "gloss": self.quotation.gloss,
        }
        return {
            "document": self.document.zh,
            "kind": self.kind.zh,
            "date": self.date.isoformat(),
            "clause": self.quotation.clause,
            "quote": self.quotation.quote,
            "en": english,
        }


@dataclass(frozen=True)
class Verdict:
    """The answer to one firm about one record.

    Attributes:
        kind: Subject of the record, e.g. subsidy, testing.
        gist: What the firm gets or must do, in one plain sentence.
        missing: Facts of the owner that still decide; empty unless something is to be asked.
        amounts: Name → yuan (or a count) to which the firm is entitled.
        if_granted: The same, but only 如获认定: shown for `confirm`, never as an entitlement.
        lines: Labels and formulas of whichever of the two is filled.
        open: What the document leaves open, and who decides.
        also: Further clauses that must be cited beside the source.
        relies_on: Documents that the text refers to and that are not held here.
        useful: Facts that decide nothing but that whoever helps the firm will ask for.
        rhythm: How often it is due; only when the verdict is certain (match, obligation).
        keeping: How the firm keeps the duty; only when the verdict is certain.
        capped: A later calendar year than the document's: at most `confirm`.
        self_reported: Facts on which staff decide and that only the owner stated (自报).
        priority: Smaller is shown first.
    """

    policy: str
    version: int
    title: Words
    kind: str
    modality: Modality
    gist: Words
    outcome: Outcome
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    amounts: Mapping[str, Decimal]
    if_granted: Mapping[str, Decimal]
    lines: tuple[AmountLine, ...]
    notes: tuple[Remark, ...]
    near_miss: tuple[NearMiss, ...]
    open: tuple[Remark, ...]
    steps: tuple[Remark, ...]
    source: Source
    also: tuple[Source, ...]
    relies_on: tuple[Document, ...]
    useful: tuple[str, ...]
    rhythm: Rhythm | None
    keeping: Keeping | None
    capped: bool
    self_reported: tuple[str, ...]
    priority: int

    def to_json(self) -> dict[str, object]:
        """Give the verdict as JSON: money as "0.00", texts as `{"zh": …, "en": …}`."""
        texts = {line.name: line.text() for line in self.lines}
        return {
            "policy": self.policy,
            "title": self.title.to_json(),
            "outcome": self.outcome,
            "reasons": [reason.to_json() for reason in self.reasons],
            "missing": list(self.missing),
            "amounts": {name: texts[name] for name in self.amounts},
            "if_granted": {name: texts[name] for name in self.if_granted},
            "lines": [line.to_json() for line in self.lines],
            "notes": [note.to_json() for note in self.notes],
            "near_miss": [near.to_json() for near in self.near_miss],
            "open": [remark.to_json() for remark in self.open],
            "steps": [step.to_json() for step in self.steps],
            "source": self.source.to_json(),
            "also": [source.to_json() for source in self.also],
            "relies_on": [
                {"id": named.id, **named.title.to_json(), "held": False}
                for named in self.relies_on
            ],
            "useful": list(self.useful),
            **self._nature(),
        }

    def _nature(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "modality": self.modality,
            "gist": self.gist.to_json(),
            "rhythm": self.rhythm.to_json() if self.rhythm else None,
            "keeping": self.keeping.to_json() if self.keeping else None,
            "capped": self.capped,
            "self_reported": list(self.self_reported),
            "version": self.version,
            "priority": self.priority,
        }
