"""What `python -m policies` answers; printing is left to the caller."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from policies.checking.check import check
from policies.errors import PolicyError
from policies.firms import Asked, read_object, read_question, unknown_place
from policies.keeping import Keeping
from policies.matching import match_question
from policies.planning import Ask, next_question
from policies.records import Line, Quotation, Record
from policies.rulebase import RuleBase
from policies.words import Words

OK, PROBLEMS, REFUSED = 0, 1, 2


@dataclass(frozen=True)
class Answer:
    """What a command prints, and its exit code.

    Attributes:
        lines: For standard output.
        warnings: For standard error.
    """

    lines: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    code: int = OK


def answer_check(root: Path | None, sources: Path) -> Answer:
    """Check a rule base; one line a problem."""
    report = check(root, sources)
    if report.problems:
        return Answer(tuple(str(problem) for problem in report.problems), code=PROBLEMS)
    records, cases, mutants = report.records, report.cases, report.mutants
    zh = f"{records} 条政策、{cases} 个用例、{mutants} 个变异：全部通过"
    en = f"{records} records, {cases} cases, {mutants} mutants: all pass"
    return Answer((str(Words(zh, en)),))


def answer_match(
    rulebase: RuleBase, asked: Asked, text: str, only: Collection[str] | None
) -> Answer:
    """Match one firm; a JSON list with one object a policy."""
    question = read_question(rulebase, asked, read_object(text))
    verdicts = [verdict.to_json() for verdict in match_question(rulebase, question, only)]
    return Answer((_json(verdicts, indent=1),), unknown_place(rulebase, question.region))


def answer_ask(
    rulebase: RuleBase,
    asked: Asked,
    text: str,
    only: Collection[str] | None,
    skipped: Collection[str] = (),
) -> Answer:
    """Choose the next fact to ask; `null` if no answer could change anything."""
    question = read_question(rulebase, asked, read_object(text))
    ask = next_question(
        rulebase,
        region=question.region,
        as_of=question.as_of,
        facts=question.facts,
        skipped=skipped,
        only=only,
        in_force=question.in_force,
    )
    shown = _ask_json(rulebase, ask) if ask else None
    return Answer((_json(shown, indent=1),), unknown_place(rulebase, question.region))


def answer_show(rulebase: RuleBase, policy: str) -> Answer:
    """Show one record for people: what it says, where, and what it leaves open."""
    return Answer(tuple(_record_lines(rulebase, rulebase.records[policy])))


def check_policies(rulebase: RuleBase, policies: Collection[str]) -> None:
    """Refuse ids that are not in the catalogue.

    Raises:
        PolicyError: For the first unknown id.
    """
    for policy in policies:
        if policy not in rulebase.records:
            raise PolicyError(Words(f"没有政策 {policy}", f"there is no policy {policy}"))


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _ask_json(rulebase: RuleBase, ask: Ask) -> dict[str, object]:
    fact = rulebase.facts[ask.fact]
    why = [
        {"policy": policy, "title": title.to_json()}
        for policy, title in zip(ask.policies, ask.why, strict=True)
    ]
    return {
        "fact": fact.id,
        "type": fact.type,
        "label": fact.label.to_json(),
        "question": fact.question.to_json(),
        "hint": fact.hint.to_json() if fact.hint else None,
        "options": {value: label.to_json() for value, label in fact.options.items()},
        "why": why,
        "remaining": ask.remaining,
        "most": ask.most,
    }


def _record_lines(rulebase: RuleBase, record: Record) -> list[str]:
    document = rulebase.documents[record.source.document]
    lines = [f"{record.id}  {record.title}", str(record.gist), ""]
    lines.append(f"{record.region} · {record.kind} · {record.modality} · v{record.version}")
    lines.append(f"《{document.title.zh}》（{document.kind.zh}，{document.date}）")
    lines += [_quotation_line(quotation) for quotation in (record.source, *record.also)]
    lists = {"when": record.when, "confirm_if": record.confirm_if, "silent_if": record.silent_if}
    for name, conditions in lists.items():
        lines += [_condition_line(name, condition) for condition in conditions]
    lines += _keeping_lines(record.keeping) if record.keeping else []
    remarks = {"steps": record.steps, "notes": record.notes, "open": record.open}
    for name, items in remarks.items():
        lines += [f"{name}: {remark.text}" for remark in items]
    named = [rulebase.documents[name].title for name in record.relies_on]
    return lines + [f"已引用、未收录：《{title.zh}》 / not held: {title.en}" for title in named]


def _quotation_line(quotation: Quotation) -> str:
    return f"{quotation.clause} “{quotation.quote}” / {quotation.gloss}"


def _keeping_lines(keeping: Keeping) -> list[str]:
    return [
        f"keeping: {keeping.form}",
        *(f"keeping: {item.label}  [{item.form}]" for item in keeping.items),
    ]


def _condition_line(name: str, condition: Line) -> str:
    return f"{name}: {condition.text}  [{condition.clause}]"
