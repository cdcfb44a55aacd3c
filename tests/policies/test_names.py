"""A new record is one YAML file: no program names a policy, a region, a fact or a role."""

import ast
from pathlib import Path

import pytest

import bot.wiring.assembly  # noqa: F401 - with it every table is known, also when this is run alone
from bot.store.tables import METADATA

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "bot" / "store" / "migrations"
MODULES = sorted(
    path
    for folder in ("policies", "bot", "handlers")
    for path in (ROOT / folder).rglob("*.py")
    if MIGRATIONS not in path.parents  # they repeat what the tables are called
)
TABLES = METADATA.tables.values()
OF_TABLES = {table.name for table in TABLES} | {c.name for table in TABLES for c in table.c}
"""Words that tables and columns are called by, whatever a rule base calls by them."""


def literals(source):
    """Give all strings of a program but its docstrings."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def names_in(source, rulebase):
    """Give what a program names: policies anywhere, regions, facts and roles in its strings."""
    strings = set(literals(source))
    places = rulebase.regions.places.values()
    own = {*rulebase.facts, *(role for place in places for role in place.roles)} - OF_TABLES
    regions = {place.name.zh for place in places}
    return {
        *(policy for policy in rulebase.records if policy in source),
        *(region for region in regions for text in strings if region in text),
        *(own & strings),
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_program_names_a_record(path, rulebase):
    assert names_in(path.read_text(encoding="utf-8"), rulebase) == set()


@pytest.mark.parametrize(
    "source",
    [
        'x = "P-FC-01"',
        "# O-FC-02",
        'x = "在方城县"',
        'facts["headcount"]',
        'x = "sector_department"',
    ],
)
def test_a_name_would_be_found(source, rulebase):
    assert names_in(source, rulebase)
