"""Opens files and texts as blocks of YAML, and says where one stops being YAML."""

from pathlib import Path

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.nodes import MappingNode

from policies.errors import RuleFileError
from policies.source.yaml_source import Block
from policies.words import Words

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml takes a twentieth of the time; where it is not built in, Python does the same."""


def open_file(path: Path, root: Path) -> Block:
    """Read one YAML file as a block.

    Raises:
        RuleFileError: The file is missing, is not YAML, or is not a mapping.
    """
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileError(name, 1, Words("无法读取", f"cannot be read: {error}")) from error
    return open_text(name, text)


def open_text(name: str, text: str) -> Block:
    """Read a YAML text as a block.

    Raises:
        RuleFileError: It is not YAML, or not a mapping.
    """
    try:
        node = yaml.compose(text, Loader=LOADER)
    except YAMLError as error:
        raise not_yaml(name, text, error) from error
    if not isinstance(node, MappingNode):
        raise RuleFileError(name, 1, Words("应当是键和值", "keys and values are expected"))
    return Block(name, node)


def not_yaml(name: str, text: str, error: YAMLError) -> RuleFileError:
    """Say where a text stops being YAML."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    problem = error.problem if isinstance(error, MarkedYAMLError) else str(error)
    sentence = Words("到这里不是合法的 YAML，请看缩进、冒号和引号", f"not valid YAML: {problem}")
    if mark is None:
        return RuleFileError(name, 1, sentence)
    lines = text.splitlines() or [""]
    if mark.line < len(lines):
        return RuleFileError(name, mark.line + 1, sentence, mark.column + 1)
    return RuleFileError(name, len(lines), sentence, len(lines[-1]) + 1)  # it ends too early
