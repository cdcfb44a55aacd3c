"""What documents name exists: files, commands, settings; and both languages name the same."""

import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAIRS = (
    ("架构.md", "overview.md"),
    ("运维手册.md", "operations.md"),
    ("安全说明.md", "security.md"),
    ("使用手册.md", "handbook.md"),
)
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
FILE = re.compile(r"`((?:tests|docs|bot|scripts|policies|handlers)/[\w./-]+)`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
SETTING = re.compile(r"`?\b([A-Z]+(?:_[A-Z]+)+)\b")
COMMAND = re.compile(r"python -m bot ((?:admin |audit |keys (?=r))?[a-z-]+)")
NOT_OURS = frozenset({"POSTGRES_PASSWORD"})
"""The container's of PostgreSQL."""

ALL = sorted(path for path in DOCS.rglob("*.md"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    linked = LINK.findall(path.read_text())

    assert not [name for name in linked if not (path.parent / name).exists()]


@pytest.mark.parametrize("names", PAIRS, ids=lambda names: names[1])
def test_what_is_named_exists_in_both_languages(names: tuple[str, str]) -> None:
    zh, en = ((DOCS / name).read_text() for name in names)

    assert set(FILE.findall(zh)) == set(FILE.findall(en))
    assert set(SETTING.findall(zh)) == set(SETTING.findall(en))
    assert set(COMMAND.findall(zh)) == set(COMMAND.findall(en))
    assert PICTURE.findall(zh) == PICTURE.findall(en)
    assert zh.count("\n## ") == en.count("\n## ")
    assert zh.count("\n|") == en.count("\n|")


@pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair] + ["scaling.md"])
def test_files_settings_and_commands_are_real(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (DOCS / name).read_text()
    settings = {field.upper() for field in Settings.model_fields} | NOT_OURS

    assert not [each for each in FILE.findall(text) if not (ROOT / each).exists()]
    assert not set(SETTING.findall(text)) - settings
    for command in set(COMMAND.findall(text)):
        with pytest.raises(SystemExit) as ended:
            main([*command.split(), "--help"])
        assert ended.value.code == 0, command
    capsys.readouterr()


def test_buttons_that_the_handbook_names_are_there() -> None:
    """Of the desk; what is said in English stands beside the Chinese word on the button."""
    said = " ".join(path.read_text() for path in (ROOT / "handlers").rglob("*.py"))
    zh, en = ((DOCS / name).read_text() for name in PAIRS[-1])
    named = set(re.findall(r"更多… → (\w+)", zh)) | set(re.findall(r"^- \*\*(\w+)\*\*", zh, re.M))
    named |= set(re.findall(r"更多… → (\w+)", en))

    assert not {each for each in named if each not in said}


def test_the_example_names_every_setting() -> None:
    example = (ROOT / ".env.example").read_text()
    explained = set(re.findall(r"^#?\s?([A-Z_]+)=", example, re.MULTILINE))

    assert explained == {name.upper() for name in Settings.model_fields} - {"SANDBOX_KEY"}
