"""Reading what an owner wrote: its category, its urgency, the records and values that it names.

Learning takes a few seconds and happens once a process; nothing here runs in a transaction.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from bot.domain.case_states import CaseStatus
from bot.services.cases.lists import CaseLine
from bot.services.cases.opening import Matter
from bot.store.problems import Told
from handlers.notices.private import masked
from handlers.routing import Heard
from handlers.tongue import Tongue
from policies.fact_values import dump_value
from policies.finding import find_payments, find_records
from policies.problems import NONE, Walk
from policies.records import Record
from policies.rulebase import RuleBase
from policies.spoken.money_asked import asks_for_money
from policies.spoken.remarks import happened, refuses
from policies.spoken.stated import Stated, stated_in
from policies.understanding.answers import Proposal, Way, worth_showing
from policies.understanding.classifier import Understanding
from policies.understanding.findings import Findings, find
from policies.understanding.search import ClauseSearch
from policies.understanding.text import normalised

NAMED: Final = 14
"""So many characters can be the name of a policy; more are a story."""
MOST_NAMED: Final = 2
RELATED: Final = 0.5
"""So likely it must be of the kind of an open case to belong to it."""
SILENT: Final = Heard()
_LEARNING: Final = Lock()


@dataclass(frozen=True)
class Learning:
    """Learns in the background when the bots start, so that nobody waits for it later."""

    rulebase: RuleBase

    async def run(self, _: asyncio.Event) -> None:
        """Learn; whoever writes meanwhile waits for the same."""
        await asyncio.to_thread(learnt, self.rulebase)
        await asyncio.to_thread(ClauseSearch.load(self.rulebase).learn)


def learnt(rulebase: RuleBase) -> Understanding:
    """What reads messages; the first one to ask waits until it has learnt."""
    with _LEARNING:
        return Understanding.load(rulebase)


async def understand(
    rulebase: RuleBase, region: str, t: Tongue, text: str, files: Sequence[int] = ()
) -> Told:
    """Read a message, in a thread of its own.

    Args:
        region: Where the firm works.
        files: Ids of what came with it.
    """
    words = masked(t, text)
    return await asyncio.to_thread(_told, rulebase, region, words, tuple(files))


async def alarming(rulebase: RuleBase, text: str) -> bool:
    """Whether a message says that it cannot wait."""
    found = await asyncio.to_thread(lambda: learnt(rulebase).urgency.of(text))
    return found is not None


async def matter_of(rulebase: RuleBase, text: str, about: str | None = None) -> Matter:
    """What words for a person are about: a category only if it is likely enough.

    Of several matters the likeliest says whose it is: whoever gets it reads all of the words.
    """
    read = await asyncio.to_thread(lambda: learnt(rulebase).read(text))
    likely = _likely((each.id for each in read.categories), read.way, read.several)
    return Matter(about, likely, read.urgent)


def matter_in(told: Told, about: str | None = None) -> Matter:
    """The same of words that were read already."""
    return Matter(about, _likely(told.proposals, told.way, told.several), bool(told.urgent))


async def find_clauses(
    rulebase: RuleBase, region: str, text: str, category: str | None = None
) -> Findings:
    """What the documents of a place say to a question.

    Args:
        category: What it is about, if that was confirmed.
    """
    return await asyncio.to_thread(find, rulebase, region, text, category)


def understood(told: Told, cases: Sequence[CaseLine], heard: Heard = SILENT) -> Heard:
    """What the words add to all that decides where a message goes.

    Args:
        cases: Open ones that it may belong to.
        heard: What is known without the words' meaning.
    """
    return replace(
        heard,
        urgent=bool(told.urgent),
        cases=len(cases),
        awaited=any(awaits_firm(line) for line in cases),
        clear=_is_clear(told),
        related=bool(related_to(told, cases)),
        foreign=told.way == Way.NONE,
        policy=bool(told.records),
    )


def awaits_firm(line: CaseLine) -> bool:
    """Whether the desk asked the firm for something in this case, and waits for it."""
    return line.status is CaseStatus.WAITING


def related_to(told: Told, cases: Sequence[CaseLine]) -> tuple[CaseLine, ...]:
    """The cases that a text mentions by their numbers, else those of the kind that it names."""
    said = told.text.upper()
    mentioned = tuple(line for line in cases if line.number.upper() in said)
    if mentioned or not names_kind(told):
        return mentioned
    best, _ = next(iter(told.predicted), (NONE, 0.0))
    return tuple(line for line in cases if line.category == best)


def is_answered(rulebase: RuleBase, told: Told, walk: Walk | None) -> bool:
    """Whether urgent words say already what the first question of a walk would ask."""
    if walk is None or walk.first is None or not told.urgent:
        return False
    alarm = learnt(rulebase).urgency.of(told.text)
    return alarm is not None and not {*walk.first.known_by}.isdisjoint(alarm.families)


def names_kind(told: Told) -> bool:
    """Whether a text is likely of some kind of problem."""
    _, p = next(iter(told.predicted), (NONE, 0.0))
    return _is_clear(told) or p >= RELATED


def stands_alone(told: Told) -> bool:
    """Whether a choice has one likely category, and no other that is worth showing."""
    return told.way == Way.CHOOSE and len(worth_showing(told.predicted)) == 1


def _is_clear(told: Told) -> bool:
    return told.way in {Way.ANSWER, Way.TICK}


def _likely(proposed: Iterable[str], way: str, several: Sequence[str]) -> str | None:
    """The category to which a case of these words goes; None if it is not clear enough."""
    if way == Way.TICK:
        return next((each for each in proposed if each in several), None)
    return next(iter(proposed), None) if way == Way.ANSWER else None


def _told(rulebase: RuleBase, region: str, text: str, files: tuple[int, ...]) -> Told:
    read = learnt(rulebase).read(text)
    stated = _stated(rulebase, region, read.categories[0].id, text) if read.categories else None
    named = _named(rulebase, region, text)
    records = [stated.record] if stated else list(named[:MOST_NAMED])
    seen = {each.id: _shown(rulebase, each) for each in read.categories}
    if stated:
        best = read.categories[0].id
        seen[best] = _both(text, seen[best], stated.words)
    return Told(
        text=text,
        files=files,
        seen=seen,
        urgent=read.urgent_words,
        predicted=(*((each.id, round(each.p, 4)) for each in read.categories), _none(read.none)),
        way=read.way,
        several=read.several,
        records=tuple(record.id for record in records),
        stated=_dumped(rulebase, stated),
        model=read.data,
    )


def _named(rulebase: RuleBase, region: str, text: str) -> tuple[Record, ...]:
    """The policies that a text names, or of which it asks whether they pay."""
    is_name = len(text) <= NAMED and not refuses(text) and not happened(text)
    named = find_records(rulebase, text, region) if is_name else ()
    return named or (find_payments(rulebase, text, region) if asks_for_money(text) else ())


def _none(p: float) -> tuple[str, float]:
    return (NONE, round(p, 4))


def _stated(rulebase: RuleBase, region: str, category: str, text: str) -> Stated | None:
    walk = rulebase.problems[category].walk_in(region)
    if walk is None:
        return None
    records: list[Record] = [rulebase.records[name] for name in walk.records]
    return stated_in(rulebase.facts, records, text)


def _dumped(rulebase: RuleBase, stated: Stated | None) -> dict[str, object]:
    values = stated.facts.items() if stated else ()
    return {name: dump_value(rulebase.facts[name], value) for name, value in values}


def _shown(rulebase: RuleBase, proposal: Proposal) -> tuple[str, ...]:
    """Words as they can be shown; mere pieces of words only if the category is likely."""
    keywords = {normalised(word) for word in rulebase.problems[proposal.id].keywords}
    known = tuple(word for word in proposal.seen if word in keywords)
    if known or proposal.p < RELATED:
        return known
    whole = (word.strip() for word in proposal.seen if any(map(str.isalpha, word)))
    return tuple(word for word in whole if word.isascii() or " " not in word)


def _both(text: str, seen: Sequence[str], stated: Sequence[str]) -> tuple[str, ...]:
    """What was seen and what was stated, in reading order, none inside another."""
    words = dict.fromkeys((*seen, *stated))
    whole = [word for word in words if not any(word in other != word for other in words)]
    return tuple(sorted(whole, key=lambda word: text.find(word) % (len(text) + 1)))
