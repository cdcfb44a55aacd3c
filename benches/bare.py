"""The same conditions as bare Python: no reasons, no unknown values, no words."""

from collections.abc import Callable, Mapping

from policies.expressions import (
    AnyRecord,
    Atom,
    Comparison,
    Either,
    Emptiness,
    Every,
    Expression,
    Holds,
    Negation,
    OneOf,
    Overlap,
)
from policies.records import Record

Values = Mapping[str, object]
_WORD = {False: "in", True: "not in"}


def compiled(record: Record) -> Callable[[Values], bool]:
    """Compile `when` and `confirm_if` into one lambda; every fact must be known."""
    names: dict[str, object] = {}
    wanted = [_python(line.test, names) for line in record.when]
    wanted += [f"not {_python(line.test, names)}" for line in record.confirm_if]
    made: Callable[[Values], bool] = eval(f"lambda f: {' and '.join(wanted) or True}", names)
    return made


def _python(node: Expression, names: dict[str, object]) -> str:
    if isinstance(node, Every | Either):
        word = " and " if isinstance(node, Every) else " or "
        return f"({word.join(_python(part, names) for part in node.parts)})"
    if isinstance(node, Negation):
        return f"(not {_python(node.part, names)})"
    return _test(node, f"f[{node.fact!r}]", names)


def _test(atom: Atom, value: str, names: dict[str, object]) -> str:
    match atom:
        case AnyRecord(test=test):
            inner = _test(test, f"r[{test.fact!r}]", names)
            said = f"any({inner} for r in {value} if {test.fact!r} in r)"
        case Emptiness(negated=some):
            said = f"bool({value})" if some else f"(not {value})"
        case Comparison(op=op, bound=bound):
            said = f"({value} {op} {_name(bound, names)})"
        case Overlap(members=members):
            said = f"bool({value} & {_name(frozenset(members), names)})"
        case Holds(member=member, negated=negated):
            said = f"({_name(member, names)} {_WORD[negated]} {value})"
        case OneOf(members=members, negated=negated):
            said = f"({value} {_WORD[negated]} {_name(frozenset(members), names)})"
    return said


def _name(value: object, names: dict[str, object]) -> str:
    name = f"b{len(names)}"
    names[name] = value
    return name
