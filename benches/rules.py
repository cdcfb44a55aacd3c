"""The rule base that benches and tests work on."""

from functools import cache

from policies.loader import load_rulebase
from policies.rulebase import RuleBase


@cache
def rulebase() -> RuleBase:
    """The shipped rules, read once."""
    return load_rulebase()
