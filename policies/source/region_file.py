"""Reading regions.yaml."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import time
from pathlib import Path

from policies.errors import FactError
from policies.fact_values import parse_value
from policies.facts import Fact, FactValue
from policies.practice import Practice
from policies.regions import QuietHours, Region, Regions, names_of
from policies.source.ladder_file import check_roles, read_ladder
from policies.source.practice_file import read_base, read_practice
from policies.source.yaml_files import open_file
from policies.source.yaml_source import Block
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
        quiet_hours, sector = _read_quiet_hours(block), _read_sector(block, facts)
        practice = read_base(block)
        third = _read_third(block, None)
        reader = _Reader(facts, levels, quiet_hours, practice, third)
        places = {place.path: place for place in reader.places(block, None)}
    return Regions(levels, places, quiet_hours, practice, sector, third)


class _Reader:
    def __init__(
        self,
        facts: Mapping[str, Fact],
        levels: tuple[str, ...],
        quiet_hours: QuietHours,
        practice: Practice,
        third: int | None,
    ) -> None:
        self._facts = facts
        self._levels = levels
        self._quiet_hours = quiet_hours
        self._practice = practice
        self._third = third
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
        roles = {**(above.roles if above else {}), **_read_roles(item)}
        hours = above.quiet_hours if above else self._quiet_hours
        return Region(
            path=f"{above.path}/{name.zh}" if above else name.zh,
            name=name,
            slug=f"{above.slug}-{slug}" if above else slug,
            level=level,
            parent=above,
            defaults={**(above.defaults if above else {}), **self._defaults(item)},
            roles=roles,
            ladder=read_ladder(item, self._facts, roles) or (above.ladder if above else None),
            quiet_hours=_read_quiet_hours(item) if "quiet_hours" in item else hours,
            practice=read_practice(item, above.practice if above else self._practice, roles),
            letter=self._letter(item),
            slots=_read_slots(item, roles) or (above.slots if above else ()),
            third_from=_read_third(item, above.third_from if above else self._third),
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


def _read_slots(item: Block, roles: Collection[str]) -> tuple[str, ...]:
    line, slots = item.line_of("slots"), item.texts("slots")
    check_roles(item, line, slots, roles)
    return slots


def _read_sector(block: Block, facts: Mapping[str, Fact]) -> str | None:
    line, sector = block.line_of("sector"), block.text_or("sector", None)
    if sector is not None and (sector not in facts or not facts[sector].options):
        sentence = Words(f"{sector} 不是可选值的事实", f"{sector} is no fact with options")
        raise block.error_at(line, sentence)
    return sector


def _read_third(item: Block, above: int | None) -> int | None:
    """From how many people on a broadcast needs a third: more than none."""
    if "broadcasts" not in item:
        return above
    with item.block("broadcasts") as block:
        line, least = block.line_of("third_approval_from"), block.integer("third_approval_from")
        if least is not None and least < 1:
            sentence = Words("third_approval_from 至少是 1", "third_approval_from is at least 1")
            raise block.error_at(line, sentence)
        return above if least is None else least


def _read_quiet_hours(block: Block) -> QuietHours:
    with block.block("quiet_hours") as hours:
        start, end = hours.text("start"), hours.text("end")
        try:
            return QuietHours(time.fromisoformat(start), time.fromisoformat(end))
        except ValueError as error:
            raise hours.error("时间要写成 22:00", "write a time as 22:00") from error
