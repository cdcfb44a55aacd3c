"""What the ids of a record mean to somebody who does not know them by heart."""

from collections.abc import Iterator, Mapping

from policies.facts import Fact
from policies.records import Modality, Record, RhythmKind
from policies.rulebase import RuleBase
from policies.verdicts import Outcome
from policies.words import Words

OUTCOMES: Mapping[str, Words] = {
    Outcome.MATCH: Words("适用", "applies"),
    Outcome.NO_MATCH: Words("不适用", "does not apply"),
    Outcome.NEED_INFO: Words("还差信息", "something is missing"),
    Outcome.CONFIRM: Words("需主管部门确认", "the authority must confirm"),
    Outcome.OBLIGATION: Words("须履行", "a duty"),
    Outcome.INFO: Words("说明", "information"),
}
MODALITIES: Mapping[str, Words] = {
    Modality.DUTY: Words("企业必须做到", "the firm must"),
    Modality.OFFER: Words("企业可以", "the firm may"),
    Modality.ENCOURAGEMENT: Words("鼓励", "encouraged"),
    Modality.DUTY_OF_AUTHORITY: Words("政府部门应当办到", "the government must"),
    Modality.INFORMATION: Words("只是说明", "information only"),
}
RHYTHMS: Mapping[str, Words] = {
    RhythmKind.DUTY: Words("必须", "must"),
    RhythmKind.OFFER: Words("可以", "may"),
}


def ids_of(rulebase: RuleBase, record: Record) -> dict[str, Words]:
    """Facts, their fields and options, amounts and documents by id; of two alike the first counts.

    Options of other facts that are called the same come after those that the record itself asks.
    """
    found: dict[str, Words] = {amount.name: amount.label for amount in record.amounts}
    items = () if record.keeping is None else record.keeping.items
    found |= {item.id: item.label for item in items}
    asked = [fact for name, fact in rulebase.facts.items() if _asks(record, name)]
    for fact in (*asked, *rulebase.facts.values()):
        for name, words in _of_fact(fact):
            found.setdefault(name, words)
    for document in rulebase.documents.values():
        title = Words(f"《{document.title.zh}》", document.title.en)
        found.setdefault(document.id, title)
    return found


def _asks(record: Record, fact: str) -> bool:
    lines = (*record.when, *record.confirm_if, *record.silent_if)
    return any(fact in line.text for line in lines)


def _of_fact(fact: Fact) -> Iterator[tuple[str, Words]]:
    yield fact.id, fact.label
    yield from fact.options.items()
    for field in fact.fields.values():
        yield from _of_fact(field)
