"""Reading `rhythm`: how often people are sampled, and whom that concerns."""

from collections.abc import Mapping

from policies.facts import Fact
from policies.records import Rhythm, RhythmKind
from policies.source.yaml_source import Block
from policies.words import Words


def read_rhythm(block: Block, facts: Mapping[str, Fact]) -> Rhythm | None:
    """Read a record's `rhythm`, if it has one.

    Args:
        block: The record.
        facts: All facts of the rule base by id.

    Raises:
        RuleFileError: It does not fit its kind, or names what is not there.
    """
    if "rhythm" not in block:
        return None
    with block.block("rhythm") as item:
        rhythm = _rhythm(item, facts)
        if (rhythm.hours is None) != rhythm.daily:
            raise item.error("hours 和 daily 要写一个", "write either hours or daily")
        if (rhythm.called is not None) != (rhythm.kind is RhythmKind.OFFER):
            zh = "offer 要写 called，duty 不写"
            raise item.error(zh, "an offer says what it is called, a duty does not")
        return rhythm


def _rhythm(item: Block, facts: Mapping[str, Fact]) -> Rhythm:
    groups_fact = _fact_named(item, "groups_of", facts)
    return Rhythm(
        kind=RhythmKind(item.choice("kind", [k.value for k in RhythmKind])),
        hours=item.integer("hours"),
        daily=item.flag("daily"),
        groups_fact=groups_fact,
        groups=_groups(item, groups_fact, facts),
        since=_fact_named(item, "since", facts),
        called=item.words_or_none("called"),
    )


def _fact_named(item: Block, key: str, facts: Mapping[str, Fact]) -> str | None:
    line, name = item.line_of(key), item.text_or(key, None)
    if name is not None and name not in facts:
        raise item.error_at(line, Words(f"没有事实 {name}", f"no fact {name}"))
    return name


def _groups(item: Block, groups_fact: str | None, facts: Mapping[str, Fact]) -> frozenset[str]:
    line, groups = item.line_of("groups"), item.texts("groups")
    options = facts[groups_fact].options if groups_fact else {}
    for group in groups:
        if group not in options:
            sentence = Words(f"groups_of 没有 {group}", f"groups_of has no {group}")
            raise item.error_at(line, sentence)
    return frozenset(groups)
