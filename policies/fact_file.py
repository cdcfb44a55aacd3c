"""Reading facts.yaml."""

from pathlib import Path

from policies.facts import Fact, FactType, Scope
from policies.words import Words
from policies.yaml_source import Block, open_file

_YES_NO = {"true": Words("是", "yes"), "false": Words("否", "no")}
_SCALARS = [t.value for t in FactType if t not in (FactType.SET, FactType.RECORDS)]


def read_facts(path: Path, root: Path) -> dict[str, Fact]:
    """Read every fact once, in the order of the file.

    Raises:
        RuleFileError: The file does not fit the schema.
    """
    facts = {}
    with open_file(path, root) as block:
        for name, entry in block.entries("facts"):
            with entry:
                facts[name] = _read_fact(name, entry)
                _check_limit(facts, facts[name], entry)
    return facts


def _read_fact(name: str, block: Block) -> Fact:
    kind = FactType(block.choice("type", [t.value for t in FactType]))
    options, aliases, wishes = _read_options(block)
    if kind in (FactType.ENUM, FactType.SET) and not options:
        raise block.error(f"{name} 没有选项", f"{name} has no options")
    return Fact(
        id=name,
        type=kind,
        scope=Scope(block.choice("scope", [s.value for s in Scope])),
        label=block.words("label"),
        question=block.words("question"),
        hint=block.words_or_none("hint"),
        unit=block.words_or_none("unit"),
        unit_one=block.text_or("unit_one", None),
        options={**_YES_NO, **options} if kind is FactType.BOOL else options,
        aliases=aliases,
        wishes=wishes,
        minimum=block.integer("minimum"),
        maximum=block.integer("maximum"),
        at_most=block.text_or("at_most", None),
        changeable=block.flag("changeable"),
        decided_by=block.words_or_none("decided_by"),
        confirmed_by_staff=block.flag("confirmed_by_staff"),
        of_region=block.flag("of_region"),
        owner_may_propose=block.flag("owner_may_propose"),
        fields=_read_fields(block),
    )


def _read_options(
    block: Block,
) -> tuple[dict[str, Words], dict[str, tuple[str, ...]], dict[str, Words]]:
    options, aliases, wishes = {}, {}, {}
    for value, entry in block.entries("options"):
        with entry:
            options[value] = Words(entry.text("zh"), entry.text("en"))
            aliases[value] = entry.texts("aliases")
            wish = entry.words_or_none("wish")
        if wish:
            wishes[value] = wish
    return options, aliases, wishes


def _read_fields(block: Block) -> dict[str, Fact]:
    fields = {}
    for name, entry in block.entries("fields"):
        with entry:
            kind = FactType(entry.choice("type", _SCALARS))
            label = entry.words("label")
            options, aliases, _ = _read_options(entry)
            fields[name] = Fact(
                id=name,
                type=kind,
                scope=Scope.RECORD,
                label=label,
                question=label,
                options={**_YES_NO, **options} if kind is FactType.BOOL else options,
                aliases=aliases,
            )
    return fields


def _check_limit(facts: dict[str, Fact], fact: Fact, block: Block) -> None:
    limit = fact.at_most
    if limit is not None and (limit not in facts or facts[limit].type is not fact.type):
        zh = f"at_most 要写前面一项同类型的事实：{limit}"
        raise block.error(zh, f"at_most names an earlier fact of the same type: {limit}")
