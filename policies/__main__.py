"""Command line of the rules: `python -m policies check | match | ask | classify | search | …`."""

import argparse
import sys
from pathlib import Path

from policies.batch import Batch
from policies.commands import (
    OK,
    REFUSED,
    Answer,
    answer_ask,
    answer_check,
    answer_match,
    answer_show,
    check_policies,
)
from policies.errors import PolicyError, RuleFileError
from policies.firms import Asked, read_extensions
from policies.loader import load_rulebase
from policies.rulebase import RuleBase
from policies.side_by_side import write_answers
from policies.understanding.commands import (
    answer_classify,
    answer_classify_batch,
    answer_measure,
    answer_search,
)
from policies.words import Words

SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"


def main(arguments: list[str]) -> int:
    """Run one command.

    Returns:
        0 if all is well, 1 if `check` found problems, 2 for input that cannot be used.
    """
    options = _parser().parse_args(arguments)
    try:
        if options.command == "match" and options.batch:
            return _match_batch(options)
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
    if options.command in {"classify", "search", "measure"}:
        return _understood(rulebase, options)
    check_policies(rulebase, options.policy or [])
    if options.command == "show":
        return answer_show(rulebase, options.policy[0])
    asked = _asked(rulebase, options)
    if options.command == "ask":
        return answer_ask(rulebase, asked, _text(options.facts), options.policy, options.skip)
    return answer_match(rulebase, asked, _text(options.facts), options.policy)


def _asked(rulebase: RuleBase, options: argparse.Namespace) -> Asked:
    extensions = read_extensions(rulebase, options.in_force)
    return Asked(options.region, options.as_of, extensions, tuple(options.self_reported))


def _match_batch(options: argparse.Namespace) -> int:
    rulebase = load_rulebase(getattr(options, "root", None))
    check_policies(rulebase, options.policy or [])
    batch = Batch(rulebase, _asked(rulebase, options), options.policy)
    return OK if write_answers(batch, _text(options.batch)) else REFUSED


def _understood(rulebase: RuleBase, options: argparse.Namespace) -> Answer:
    if options.command == "measure":
        return answer_measure(rulebase, options.file)
    text = " ".join(options.text)
    if options.command == "search":
        return answer_search(rulebase, options.region, text)
    if options.batch:
        return answer_classify_batch(rulebase, _text(options.batch))
    return answer_classify(rulebase, text)


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
    _add_understanding(commands)
    return parser


def _add_understanding(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    classifying = commands.add_parser("classify", help="这句话说的是什么事 / what it is about")
    _add_root(classifying)
    classifying.add_argument("text", nargs="*", metavar="TEXT")
    classifying.add_argument("--batch", metavar="FILE", help="一行一句 / one message a line")
    searching = commands.add_parser("search", help="查条款 / find the clauses that fit")
    _add_root(searching)
    searching.add_argument("--region", required=True, metavar="省/市/县")
    searching.add_argument("text", nargs="+", metavar="TEXT")
    measuring = commands.add_parser("measure", help="准确率 / how often the classifier is right")
    _add_root(measuring)
    measuring.add_argument("file", type=Path, metavar="UTTERANCES.yaml")


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
