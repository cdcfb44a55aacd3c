"""Command line of the rules: `python -m policies check | match | ask | show`."""

import argparse
import sys
from pathlib import Path

from policies.commands import (
    REFUSED,
    Answer,
    answer_ask,
    answer_batch,
    answer_check,
    answer_match,
    answer_show,
    check_policies,
)
from policies.errors import PolicyError, RuleFileError
from policies.firms import Asked, read_extensions
from policies.loader import load_rulebase
from policies.words import Words

SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"


def main(arguments: list[str]) -> int:
    """Run one command.

    Returns:
        0 if all is well, 1 if `check` found problems, 2 for input that cannot be used.
    """
    options = _parser().parse_args(arguments)
    try:
        answer = _answer(options)
    except RuleFileError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except PolicyError as error:
        print(error.sentence, file=sys.stderr)
        return REFUSED
    for warning in answer.warnings:
        print(warning, file=sys.stderr)
    for line in answer.lines:
        print(line)
    return answer.code


def _answer(options: argparse.Namespace) -> Answer:
    root = getattr(options, "root", None)
    if options.command == "check":
        return answer_check(root, options.sources)
    rulebase = load_rulebase(root)
    check_policies(rulebase, options.policy or [])
    if options.command == "show":
        return answer_show(rulebase, options.policy[0])
    extensions = read_extensions(rulebase, options.in_force)
    asked = Asked(options.region, options.as_of, extensions, tuple(options.self_reported))
    if options.command == "ask":
        return answer_ask(rulebase, asked, _text(options.facts), options.policy, options.skip)
    if options.batch:
        return answer_batch(rulebase, asked, _text(options.batch), options.policy)
    return answer_match(rulebase, asked, _text(options.facts), options.policy)


def _text(path: str | None) -> str:
    if path is None:
        return "{}"
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(Words(f"无法读取 {path}", f"cannot read {path}: {error}")) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m policies", description=__doc__)
    _add_root(parser)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="检查规则库 / check the rule base")
    _add_root(checking)
    checking.add_argument("--sources", type=Path, default=SOURCES, metavar="DIR")
    matching = commands.add_parser("match", help="匹配政策 / match firms with policies")
    _add_firm(matching)
    matching.add_argument("--batch", metavar="FIRMS.jsonl", help="一行一家 / one firm a line")
    asking = commands.add_parser("ask", help="下一个要问的问题 / the next fact to ask")
    _add_firm(asking)
    asking.add_argument("--skip", action="append", default=[], metavar="FACT")
    showing = commands.add_parser("show", help="查看一条政策 / show one policy")
    _add_root(showing)
    showing.add_argument("policy", nargs=1, metavar="ID")
    return parser


def _add_root(parser: argparse.ArgumentParser) -> None:
    text = "另一个规则库 / another rule base"
    parser.add_argument("--root", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=text)


def _add_firm(parser: argparse.ArgumentParser) -> None:
    _add_root(parser)
    parser.add_argument("--region", metavar="省/市/县")
    parser.add_argument("--as-of", metavar="2022-07-15")
    parser.add_argument("--facts", metavar="FACTS.json", help="- 为标准输入 / - is stdin")
    parser.add_argument("--policy", action="append", metavar="ID")
    parser.add_argument("--self-reported", action="append", default=[], metavar="FACT")
    parser.add_argument("--in-force", action="append", default=[], metavar="DOCUMENT=DATE")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
