"""Reading regions.yaml."""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path

from policies.errors import ExpressionError, FactError
from policies.expressions import Expression
from policies.fact_values import parse_value
from policies.facts import Fact, FactValue
from policies.grammar import parse_condition
from policies.regions import Ladder, QuietHours, Region, Regions, Rung, names_of
from policies.source.yaml_source import Block, open_file
from policies.words import Words

_LETTER = re.compile(r"[A-Z]")


def read_regions(path: Path, root: Path, facts: Mapping[str, Fact]) -> Regions:
    """Read the region tree.

    Raises:
        RuleFileError: The file does not fit the schema or names an unknown fact.
    """
    with open_file(path, root) as block:
        line, levels = block.line_of("levels"), block.texts("levels")
        for level in levels:
            if level not in facts:
                raise block.error_at(line, Words(f"没有事实 {level}", f"no fact {level}"))
        quiet_hours = _read_quiet_hours(block)
        reader = _Reader(facts, levels, quiet_hours)
        places = {place.path: place for place in reader.places(block, None)}
    return Regions(levels, places, quiet_hours)


class _Reader:
    def __init__(
        self, facts: Mapping[str, Fact], levels: tuple[str, ...], quiet_hours: QuietHours
    ) -> None:
        self._facts = facts
        self._levels = levels
        self._quiet_hours = quiet_hours
        self._letters: set[str] = set()

    def places(self, block: Block, above: Region | None) -> Iterator[Region]:
        depth = len(names_of(above.path)) if above else 0
        for item in block.blocks("places"):
            with item:
                if depth >= len(self._levels):
                    raise item.error("地区层级太深", "too many levels of regions")
                region = self._place(item, above, self._levels[depth])
                yield region
                yield from self.places(item, region)

    def _place(self, item: Block, above: Region | None, level: str) -> Region:
        name, slug = item.words("name"), item.text("slug")
        own_roles = _read_roles(item)
        hours = above.quiet_hours if above else self._quiet_hours
        return Region(
            path=f"{above.path}/{name.zh}" if above else name.zh,
            name=name,
            slug=f"{above.slug}-{slug}" if above else slug,
            level=level,
            parent=above,
            defaults={**(above.defaults if above else {}), **self._defaults(item)},
            roles={**(above.roles if above else {}), **own_roles},
            ladder=_read_ladder(item, self._facts) or (above.ladder if above else None),
            quiet_hours=_read_quiet_hours(item) if "quiet_hours" in item else hours,
            letter=self._letter(item),
        )

    def _letter(self, item: Block) -> str | None:
        line, letter = item.line_of("letter"), item.text_or("letter", None)
        if letter is None:
            return None
        if not _LETTER.fullmatch(letter):
            raise item.error_at(
                line, Words("letter 是一个大写字母", "letter is one capital letter")
            )
        if letter in self._letters:
            taken = Words(f"字母 {letter} 用了两次", f"the letter {letter} is used twice")
            raise item.error_at(line, taken)
        self._letters.add(letter)
        return letter

    def _defaults(self, item: Block) -> dict[str, FactValue]:
        line, values = item.line_of("defaults"), {}
        for fact, raw in item.plain("defaults").items():
            if fact not in self._facts:
                raise item.error_at(line, Words(f"没有事实 {fact}", f"no fact {fact}"))
            try:
                values[fact] = parse_value(self._facts[fact], raw)
            except FactError as error:
                raise item.error_at(line, error.sentence) from error
        return values


def _read_roles(item: Block) -> dict[str, Words]:
    if "roles" not in item:
        return {}
    with item.block("roles") as block:
        return {role: block.words(role) for role in block.keys()}  # noqa: SIM118 - as in entries


def _read_ladder(item: Block, facts: Mapping[str, Fact]) -> Ladder | None:
    if "ladder" not in item:
        return None
    with item.block("ladder") as block:
        opens_on = tuple(int(level) for level in block.texts("opens_on"))
        rungs = tuple(_read_rung(rung, facts) for rung in block.blocks("rungs"))
        return Ladder(rungs, opens_on, block.words_list("immediate"))


def _read_rung(block: Block, facts: Mapping[str, Fact]) -> Rung:
    with block:
        return Rung(
            level=block.integer("level") or 0,
            roles=block.texts("roles"),
            trigger=block.words("trigger"),
            source=block.choice("source", ["document", "product"]),
            when=_read_when(block, facts) if "when" in block else None,
        )


def _read_when(block: Block, facts: Mapping[str, Fact]) -> Expression:
    line = block.line_of("when")
    try:
        return parse_condition(block.text("when"), facts)
    except ExpressionError as error:
        raise block.error_at(line, error.sentence) from error


def _read_quiet_hours(block: Block) -> QuietHours:
    with block.block("quiet_hours") as hours:
        start, end = hours.text("start"), hours.text("end")
        try:
            return QuietHours(time.fromisoformat(start), time.fromisoformat(end))
        except ValueError as error:
            raise hours.error("时间要写成 22:00", "write a time as 22:00") from error
