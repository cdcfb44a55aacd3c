"""What `classify`, `search` and `measure` answer; printing is left to the caller."""

import json
from pathlib import Path

from policies.commands import OK, Answer
from policies.errors import PolicyError
from policies.firms import unknown_place
from policies.rulebase import RuleBase
from policies.understanding.classifier import Understanding
from policies.understanding.findings import find, remarks
from policies.understanding.measure import Measured, measured
from policies.words import Words


def answer_classify(rulebase: RuleBase, text: str) -> Answer:
    """Say what one message is about; one JSON object."""
    if not text.strip():
        raise PolicyError(Words("请在命令后面写一句话", "write a message after the command"))
    return Answer((_json(Understanding.load(rulebase).read(text).to_json()),))


def answer_classify_batch(rulebase: RuleBase, text: str) -> Answer:
    """Say what each line is about; one line a line, also for an empty one."""
    understanding = Understanding.load(rulebase)
    lines = (understanding.read(line).to_json() for line in text.splitlines())
    return Answer(tuple(_json(line) for line in lines))


def answer_search(rulebase: RuleBase, region: str, text: str) -> Answer:
    """Rank the clauses of a region that fit; a JSON list, empty if none does.

    What the question is about and is not held for the region, or not stated, is a warning.
    """
    found = find(rulebase, region, text)
    items = [item.to_json() for item in found.reading.clauses]
    written = json.dumps(items, ensure_ascii=False, indent=1)
    warnings = (*unknown_place(rulebase, region), *map(str, remarks(found)))
    return Answer((written,), warnings, OK)


def answer_measure(rulebase: RuleBase, path: Path) -> Answer:
    """Measure the classifier on sentences that it never learnt from; tables in Markdown."""
    return Answer(tuple(_tables(measured(Understanding.load(rulebase), path))))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _tables(result: Measured) -> list[str]:
    lines = [f"{result.name}: {result.line()}", "", "| style | messages | top-1 | top-3 |"]
    lines.append("|---|---|---|---|")
    lines += [f"| {style} | {score.row()} |" for style, score in result.styles.items()]
    lines += ["", "| category | messages | top-1 | top-3 |", "|---|---|---|---|"]
    lines += [f"| {name} | {score.row()} |" for name, score in result.categories.items()]
    return [*lines, "", *_confusion(result)]


def _confusion(result: Measured) -> list[str]:
    """A row a category with mistakes, a column a category that something was taken for."""
    wrong = {name: counts for name, counts in result.confused.items() if counts}
    taken = [name for name in result.categories if any(name in row for row in wrong.values())]
    lines = ["| is \\ taken for | right | " + " | ".join(taken) + " |"]
    lines.append("|---" * (len(taken) + 2) + "|")
    for name, counts in wrong.items():
        cells = " | ".join(str(counts[other] or "") for other in taken)
        lines.append(f"| {name} | {result.categories[name].first} | {cells} |")
    return lines
