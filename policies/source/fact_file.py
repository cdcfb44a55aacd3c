"""Reading facts.yaml."""

from dataclasses import dataclass, field
from pathlib import Path

from policies.errors import FactError
from policies.fact_values import parse_record
from policies.facts import NOTHING, Fact, FactRecord, FactType, Scope
from policies.source.yaml_files import open_file
from policies.source.yaml_source import Block
from policies.words import Words

_YES_NO = {"true": Words("是", "yes"), "false": Words("否", "no")}
_SCALARS = [t.value for t in FactType if t not in (FactType.SET, FactType.RECORDS)]


@dataclass
class _Options:
    """What is said of each option; `ready` is where it stands for a record."""

    labels: dict[str, Words] = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    wishes: dict[str, Words] = field(default_factory=dict)
    ready: dict[str, tuple[FactRecord, ...]] = field(default_factory=dict)


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
                _check_said(facts, facts[name], entry)
    return facts


def _read_fact(name: str, block: Block) -> Fact:
    kind = FactType(block.choice("type", [t.value for t in FactType]))
    fields = _read_fields(block)
    options = _read_options(block, fields if kind is FactType.RECORDS else None)
    if kind in (FactType.ENUM, FactType.SET) and not options.labels:
        raise block.error(f"{name} 没有选项", f"{name} has no options")
    nothing, spoken = _read_nothing(block)
    return Fact(
        id=name,
        type=kind,
        scope=Scope(block.choice("scope", [s.value for s in Scope])),
        label=block.words("label"),
        question=block.words("question"),
        hint=block.words_or_none("hint"),
        help=block.words_or_none("help"),
        unit=block.words_or_none("unit"),
        unit_one=block.text_or("unit_one", None),
        said=block.texts("said"),
        options=_labels(kind, options),
        aliases={**options.aliases, **spoken},
        wishes=options.wishes,
        minimum=block.integer("minimum"),
        maximum=block.integer("maximum"),
        at_most=block.text_or("at_most", None),
        changeable=block.flag("changeable"),
        decided_by=block.words_or_none("decided_by"),
        confirmed_by_staff=block.flag("confirmed_by_staff"),
        of_region=block.flag("of_region"),
        at_a_glance=block.flag("at_a_glance"),
        fields=fields,
        ready=options.ready,
        nothing=nothing,
    )


def _read_nothing(block: Block) -> tuple[Words | None, dict[str, tuple[str, ...]]]:
    if NOTHING not in block:
        return None, {}
    with block.block(NOTHING) as entry:
        return Words(entry.text("zh"), entry.text("en")), {NOTHING: entry.texts("aliases")}


def _labels(kind: FactType, options: _Options) -> dict[str, Words]:
    return {**_YES_NO, **options.labels} if kind is FactType.BOOL else options.labels


def _read_options(block: Block, fields: dict[str, Fact] | None = None) -> _Options:
    options = _Options()
    for value, entry in block.entries("options"):
        with entry:
            options.labels[value] = Words(entry.text("zh"), entry.text("en"))
            options.aliases[value] = entry.texts("aliases")
            wish = entry.words_or_none("wish")
            if fields is not None:
                options.ready[value] = _read_ready(entry, fields)
        if wish:
            options.wishes[value] = wish
    return options


def _read_ready(entry: Block, fields: dict[str, Fact]) -> tuple[FactRecord, ...]:
    """The list that an option of records stands for: none, or one with what is known."""
    if "record" not in entry:
        return ()
    line = entry.line_of("record")
    try:
        return (parse_record(fields, entry.plain("record")),)
    except FactError as error:
        raise entry.error_at(line, error.sentence) from error


def _read_fields(block: Block) -> dict[str, Fact]:
    fields = {}
    for name, entry in block.entries("fields"):
        with entry:
            kind = FactType(entry.choice("type", _SCALARS))
            label = entry.words("label")
            options = _read_options(entry)
            fields[name] = Fact(
                id=name,
                type=kind,
                scope=Scope.RECORD,
                label=label,
                question=label,
                options=_labels(kind, options),
                aliases=options.aliases,
            )
    return fields


def _check_limit(facts: dict[str, Fact], fact: Fact, block: Block) -> None:
    limit = fact.at_most
    if limit is not None and (limit not in facts or facts[limit].type is not fact.type):
        zh = f"at_most 要写前面一项同类型的事实：{limit}"
        raise block.error(zh, f"at_most names an earlier fact of the same type: {limit}")


def _check_said(facts: dict[str, Fact], fact: Fact, block: Block) -> None:
    """What two facts are called would tell neither of them."""
    for other in facts.values():
        both = {other.label.zh, *other.said} & {fact.label.zh, *fact.said}
        if other is not fact and both:
            listed = "、".join(sorted(both))
            zh = f"{fact.id} 和 {other.id} 的叫法一样：{listed}"
            raise block.error(zh, f"{fact.id} and {other.id} are both called {listed}")
