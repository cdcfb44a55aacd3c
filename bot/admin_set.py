"""`python -m bot admin set`: what holds for a place, e.g. its state."""

import argparse
from typing import TYPE_CHECKING, Final

from bot.admin_changing import Wish, add_arguments, change
from bot.admin_terminal import Terminal
from bot.process import Process
from bot.settings import BadSettings
from policies.errors import FactError
from policies.fact_values import parse_value
from policies.facts import Fact, FactType, FactValue
from policies.registers import Register
from policies.rulebase import RuleBase

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

NAME: Final = "set"
NO_SUCH = (
    "规则库里没有：{what}。地区和事实见规则库的 regions.yaml 和 facts.yaml。\n"
    "Not in the rule base: {what}. See its regions.yaml and facts.yaml."
)
NO_REGISTER = (
    "{region} 没有 {fact} 这项登记。整个地方的登记有：{held}；企业的登记在工作台里改。\n"
    "{fact} is no register of {region}. Registers of the whole place: {held}; those of firms "
    "are kept at the desk."
)


def add_parser(acts: "Actions") -> None:
    """Add the command and its arguments."""
    command = acts.add_parser(NAME, help="set what holds for a region, e.g. its state")
    command.add_argument("region", help="a path of regions.yaml")
    command.add_argument("fact", help="a register of the region in registers.yaml")
    command.add_argument("value", help="one of its values")
    add_arguments(command)


def run(process: Process, terminal: Terminal, options: argparse.Namespace) -> int:
    """Say what it changes, ask, and set it; returns the exit code.

    Raises:
        BadSettings: No such region, fact, register or value, or what `change` refuses.
    """
    fact = process.rulebase.facts.get(options.fact)
    if options.region not in process.rulebase.regions.places or fact is None:
        raise BadSettings(NO_SUCH.format(what=f"{options.region} {options.fact}"))
    register = _register(process.rulebase, fact, options.region)
    value = _value(fact, options.value)
    return change(process, terminal, Wish(register, options.region, value), options)


def _register(rulebase: RuleBase, fact: Fact, region: str) -> Register:
    register = rulebase.registers.find(fact.id, region)
    if register is None or not register.of_places:
        held = [each.fact.id for each in rulebase.registers.kept_in(region) if each.of_places]
        said = {"region": region, "fact": fact.id, "held": "、".join(held) or "-"}
        raise BadSettings(NO_REGISTER.format(**said))
    return register


def _value(fact: Fact, written: str) -> FactValue:
    raw = written == "true" if fact.type is FactType.BOOL else written
    try:
        return parse_value(fact, raw)
    except FactError as error:
        raise BadSettings(str(error.sentence)) from error
