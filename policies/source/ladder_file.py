"""Reading `ladder:` of a region: who is responsible at which level."""

from collections.abc import Collection, Iterable, Mapping

from policies.errors import ExpressionError
from policies.expressions import Expression
from policies.facts import Fact
from policies.grammar import parse_condition
from policies.regions import Ladder, Rung
from policies.source.yaml_source import Block
from policies.words import Words


def read_ladder(item: Block, facts: Mapping[str, Fact], roles: Collection[str]) -> Ladder | None:
    """The ladder that a place lays down itself; None if it says nothing of one.

    Args:
        roles: Ids of the roles that the place knows.

    Raises:
        RuleFileError: An unknown role or fact, or levels that do not ascend.
    """
    if "ladder" not in item:
        return None
    with item.block("ladder") as block:
        line, opens_on = block.line_of("opens_on"), block.texts("opens_on")
        rungs = tuple(_read_rung(rung, facts, roles) for rung in block.blocks("rungs"))
        levels = [str(rung.level) for rung in rungs]
        if levels != sorted(set(levels)) or not opens_on or not {*opens_on} <= {*levels}:
            zh = "rungs 由低到高各写一次，opens_on 只写其中的级别"
            en = "rungs stand once each from the lowest up; opens_on names some of them"
            raise block.error_at(line, Words(zh, en))
        return Ladder(rungs, tuple(map(int, opens_on)), block.words_list("immediate"))


def _read_rung(block: Block, facts: Mapping[str, Fact], known: Collection[str]) -> Rung:
    with block:
        line, roles = block.line_of("roles"), block.texts("roles")
        check_roles(block, line, roles, known)
        return Rung(
            level=block.integer("level") or 0,
            roles=roles,
            trigger=block.words("trigger"),
            source=block.choice("source", ["document", "product"]),
            when=_read_when(block, facts) if "when" in block else None,
            by_category=block.flag("by_category"),
        )


def _read_when(block: Block, facts: Mapping[str, Fact]) -> Expression:
    line = block.line_of("when")
    try:
        return parse_condition(block.text("when"), facts)
    except ExpressionError as error:
        raise block.error_at(line, error.sentence) from error


def check_roles(item: Block, line: int, named: Iterable[str], roles: Collection[str]) -> None:
    """Make sure that a region knows these roles.

    Raises:
        RuleFileError: It does not know one of them.
    """
    for role in named:
        if role not in roles:
            raise item.error_at(line, Words(f"roles 里没有 {role}", f"no role {role}"))
