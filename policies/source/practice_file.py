"""Reading `cases:` of a region: terms, limits, who checks, and what is gathered."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Final

from policies.practice import TERM_KINDS, CaseTerm, Practice, Span
from policies.source.digest_file import read_digests
from policies.source.yaml_source import Block
from policies.words import Words

_UNITS: Final = {
    "minutes": timedelta(minutes=1),
    "working_minutes": timedelta(minutes=1),
    "working_days": timedelta(days=1),
}


def read_practice(item: Block, above: Practice, roles: Collection[str] = ()) -> Practice:
    """What a place says of its cases, over what holds above it.

    Args:
        roles: Ids of the roles that the place knows.

    Raises:
        RuleFileError: An unknown term or role, or a term without a length.
    """
    if "cases" not in item:
        return above
    with item.block("cases") as block:
        terms = dict(above.terms)
        for kind, term in block.entries("terms"):
            with term:
                terms[_known(kind, term)] = _read_term(term)
        practice = replace(above, terms=terms, digests=read_digests(block, above.digests, roles))
        practice = replace(practice, common_from=_read_common(block, above.common_from))
        if (most_returns := block.integer("most_returns")) is not None:
            practice = replace(practice, most_returns=most_returns)
        if (most_waits := block.integer("most_waits")) is not None:
            practice = replace(practice, most_waits=most_waits)
        line, checked_by = block.line_of("checked_by"), block.text_or("checked_by", None)
        if checked_by is not None and checked_by not in roles:
            sentence = Words(f"roles 里没有 {checked_by}", f"no role {checked_by}")
            raise block.error_at(line, sentence)
        return _checked(practice, checked_by, block.text_or("check_clause", None))


def _checked(practice: Practice, by: str | None, clause: str | None) -> Practice:
    """Who checks, and where that is written; another role than above comes from its own clause."""
    if by is None and clause is None:
        return practice
    return replace(practice, checked_by=by or practice.checked_by, check_clause=clause)


def read_base(block: Block) -> Practice:
    """What holds where no place says anything: all terms must be there.

    Raises:
        RuleFileError: A term is missing.
    """
    line = block.line_of("cases")
    practice = read_practice(block, Practice())
    if missing := [kind for kind in TERM_KINDS if kind not in practice.terms]:
        listed = ", ".join(missing)
        sentence = Words(f"cases 缺少时限：{listed}", f"cases lacks the terms {listed}")
        raise block.error_at(line, sentence)
    return practice


def _read_common(block: Block, above: int) -> int:
    """How many alike make a common problem: one alone is never one."""
    line, least = block.line_of("common_from"), block.integer("common_from")
    if least is not None and least < 2:
        sentence = Words("common_from 至少是 2", "common_from is at least 2")
        raise block.error_at(line, sentence)
    return above if least is None else least


def _known(kind: str, block: Block) -> str:
    if kind not in TERM_KINDS:
        listed = ", ".join(TERM_KINDS)
        raise block.error(f"时限只能是：{listed}", f"a term is one of: {listed}")
    return kind


def _read_term(block: Block) -> CaseTerm:
    urgent = urgent_again = None
    if "urgent" in block:
        with block.block("urgent") as inner:
            urgent, urgent_again = _read_span(inner), _read_other(inner, "again")
    term = CaseTerm(
        urgent=urgent,
        again=_read_other(block, "again"),
        urgent_again=urgent_again,
        span=_read_span(block),
        document=block.text_or("document", None),
        clause=block.text_or("clause", None),
        reading=block.flag("reading"),
        line=block.line,
    )
    if (term.document is None) is not (term.clause is None) or (
        term.reading and term.document is None
    ):
        raise block.error(
            "document 和 clause 要一起写，reading 要写明出处",
            "give document and clause together, and a source for a reading",
        )
    return term


def _read_other(block: Block, key: str) -> Span | None:
    if key not in block:
        return None
    with block.block(key) as inner:
        return _read_span(inner)


def _read_span(block: Block) -> Span:
    lengths = {unit: block.integer(unit) for unit in _UNITS}
    given = [(unit, number) for unit, number in lengths.items() if number is not None]
    if len(given) != 1 or given[0][1] < 1:
        listed = ", ".join(_UNITS)
        raise block.error(f"时限写这些之一：{listed}", f"give a term as one of {listed}")
    [(unit, number)] = given
    return Span(_UNITS[unit] * number, working=unit.startswith("working"))
