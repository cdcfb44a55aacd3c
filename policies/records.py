"""One record of the catalogue: a policy, an offer or a duty, with its source and its cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from policies.calendar import Extension
from policies.expressions import Expression
from policies.formulas import Formula
from policies.keeping import Keeping
from policies.source.yaml_source import Plain
from policies.words import Words


class Modality(StrEnum):
    """How binding the document's own verb is; these are never mixed."""

    DUTY = "duty"  # 须、要、不得: the firm must
    OFFER = "offer"  # 可: the firm may
    ENCOURAGEMENT = "encouragement"  # 鼓励、支持、引导
    DUTY_OF_AUTHORITY = "duty_of_authority"  # the government must
    INFORMATION = "information"  # nothing to claim and nothing to do


@dataclass(frozen=True)
class Quotation:
    """A verbatim sentence and where it stands.

    Attributes:
        document: Id of the document.
        clause: Number in the document's index, e.g. 三(六).
        quote: Exact substring of the source, always Chinese.
        gloss: Short English meaning.
        always: Beside the main one: it says otherwise, so wherever the main clause is cited,
            this one is too.
    """

    document: str
    clause: str
    quote: str
    gloss: str
    line: int = 0
    always: bool = False


@dataclass(frozen=True)
class Line:
    """One line of `when`, `confirm_if` or `silent_if`.

    Attributes:
        text: As written, for error messages.
        clause: Where the document says so; the record's main clause if not given.
        because: What the document says about it, in plain words.
        place: Line in the file.
        means: What it would mean to close the gap; goes on after “还差 40 人”, “40 people short”.
        our_reading: The clause does not say so itself; the product reads it so.
        if_known: Speaks only when the fact is known: it leaves no verdict open, and it is asked
            about last, of whoever asks for this very record.
    """

    text: str
    test: Expression
    clause: str
    because: Words | None
    place: int
    means: Words | None = None
    our_reading: bool = False
    if_known: bool = False


@dataclass(frozen=True)
class Amount:
    """A number that the firm gets or owes: by a formula, a payer's share, or a total.

    Attributes:
        when: The line counts only where this holds; None: always.
        share: Fraction of `part_of`; None for the last payer, who bears the remainder.
        total_of: Names of the lines that a total adds up; those that do not count are left out.
        money: Yuan rounded to the fen; otherwise a plain count.
    """

    name: str
    label: Words
    when: Expression | None
    formula: Formula | None
    part_of: str | None
    share: Decimal | None
    total_of: tuple[str, ...]
    money: bool


class RhythmKind(StrEnum):
    """Whether keeping the rhythm is a must or a may."""

    DUTY = "duty"
    OFFER = "offer"


@dataclass(frozen=True)
class Rhythm:
    """How often something is due.

    Attributes:
        hours: Due again so many hours after the last time; None if `daily`.
        daily: Due by 24:00 of each calendar day.
        groups_fact: Id of the fact whose options are the groups that keep the rhythm apart.
        groups: Options of that fact that it concerns; empty means everyone.
        since: Id of the fact that says when it was last done.
        called: What an offer gives, in words that follow “可以”; None for a duty.
    """

    kind: RhythmKind
    hours: int | None
    daily: bool
    groups_fact: str | None
    groups: frozenset[str]
    since: str | None
    called: Words | None = None

    def to_json(self) -> dict[str, object]:
        """Give the rhythm as JSON."""
        return {
            "kind": self.kind,
            "hours": self.hours,
            "daily": self.daily,
            "groups_fact": self.groups_fact,
            "groups": sorted(self.groups),
            "since": self.since,
            "called": self.called.to_json() if self.called else None,
        }


@dataclass(frozen=True)
class Remark:
    """Something to say beside a verdict, and who decides it if somebody does."""

    text: Words
    decided_by: Words | None = None
    clause: str | None = None

    def to_json(self) -> dict[str, object]:
        """Give the remark as JSON."""
        decided_by = self.decided_by.to_json() if self.decided_by else None
        return {**self.text.to_json(), "decided_by": decided_by, "clause": self.clause}


@dataclass(frozen=True)
class Case:
    """An example by the policy officer, run by `check` and by the tests.

    Attributes:
        given: Facts as JSON values.
        expect: What must come out; only what is named is compared.
    """

    name: str
    given: Mapping[str, Plain]
    expect: Mapping[str, Plain]
    region: str
    as_of: date
    in_force: Mapping[str, Extension]
    self_reported: tuple[str, ...]
    line: int


@dataclass(frozen=True, eq=False)
class Record:
    """One YAML file of the catalogue.

    Attributes:
        region: Path such as 省/市/县; nothing of one region applies in another.
        gist: What the firm gets or must do, in one plain sentence.
        when: All must hold.
        confirm_if: While `when` holds, any of these makes it a matter for the authority.
        silent_if: While `when` does not hold, any of these means that the document is silent.
        relies_on: Ids of documents that the text refers to and that are not held here.
        useful: Facts that decide nothing but that whoever helps the firm will ask for.
        read_on: When a person last compared this file with the text.
        priority: Smaller is shown first.
    """

    id: str
    version: int
    region: str
    title: Words
    kind: str
    modality: Modality
    gist: Words
    source: Quotation
    also: tuple[Quotation, ...]
    relies_on: tuple[str, ...]
    useful: tuple[str, ...]
    read_on: date
    priority: int
    when: tuple[Line, ...]
    confirm_if: tuple[Line, ...]
    silent_if: tuple[Line, ...]
    amounts: tuple[Amount, ...]
    rhythm: Rhythm | None
    keeping: Keeping | None
    steps: tuple[Remark, ...]
    notes: tuple[Remark, ...]
    open: tuple[Remark, ...]
    cases: tuple[Case, ...]
    file: str

    @property
    def beside(self) -> tuple[str, ...]:
        """Clauses that are cited wherever the main one is: they say otherwise."""
        return tuple(each.clause for each in self.also if each.always)
