"""问政策: clauses of the firm's place that answer a question, word for word, or nothing."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.speech import Replies
from bot.services import problems
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.problems import asking_views as views
from handlers.owner.problems.scene import region_of
from handlers.owner.problems.understanding import find_clauses, understand, understood
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.documents import Clause, Document
from policies.records import Record
from policies.regions import Standing, standing

KIND: Final = "ask"
EXAMPLES: Final = 3


async def start(event_update: Update, owner: Owner) -> None:
    """问政策: what is the question?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ask(uow, BOT, who.person.chat_id, OpenQuestion(KIND))
        return Replies(edit=views.prompt(who.t, _examples(owner, region_of(owner, uow, who))))

    await owner.act(event_update, act)


async def asked(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A question in their own words; another one may follow."""
    who, region = await owner.app.read(lambda uow: _here(owner, uow, event_update))
    told = await understand(owner.rulebase, region, who.t, text)
    found = await find_clauses(owner.rulebase, region, told.text)
    named = [owner.rulebase.records[name] for name in told.records]

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        problem = problems.keep_problem(uow, who.person, told)
        records = named if who.person.firm_id is not None else ()
        trouble = problem.id if understood(told, ()).clear else None
        view = views.found(who.t, owner.rulebase, told.text, found, records, trouble)
        return Replies(say=(view,))

    await owner.act(event_update, act)


async def said(event_update: Update, owner: Owner, press: Press) -> None:
    """查文件原文, under a problem: its words are the question."""
    known = await owner.app.read(lambda uow: _problem(owner, uow, event_update, press))
    if isinstance(known, Refusal):
        refusal: Refusal = known

        def refused(_: UnitOfWork, __: Speaker) -> Replies:
            raise refusal

        await owner.act(event_update, refused)
        return
    region, text, category = known
    answer = await find_clauses(owner.rulebase, region, text, category)

    def act(_: UnitOfWork, who: Speaker) -> Replies:
        return Replies(say=(views.found(who.t, owner.rulebase, text, answer, ()),))

    await owner.act(event_update, act)


async def cited(event_update: Update, owner: Owner, press: Press) -> None:
    """看这一条: its own words, and the records that rest on it, for this firm."""

    def decision(scene: Scene) -> Apply:
        document, clause = _clause(owner, press)
        records = [r.id for r in owner.rulebase.records.values() if _rests(r, document, clause)]
        verdicts = scene.judged(only=tuple(records)) if records else []
        page = press.number(2) if press.args[2:] else 0
        place = (press.word(0), press.word(1))
        view = views.clause_card(scene.who.t, document, clause, verdicts, (place, page))
        return lambda _, __: Replies(edit=view)

    await decide(owner, event_update, decision)


def _examples(owner: Owner, region: str) -> list[str]:
    """Questions that clauses of the place answer: of those on which most records rest."""
    held = (d for d in owner.rulebase.documents.values() if d.held)
    here = (d for d in held if standing(region, d.region) is Standing.INSIDE)
    clauses = [(d, clause) for d in here for clause in d.clauses.values() if clause.asks]
    records = owner.rulebase.records.values()
    clauses.sort(key=lambda each: -sum(_rests(record, *each) for record in records))
    return [clause.asks[0] for _, clause in clauses[:EXAMPLES]]


def _rests(record: Record, document: Document, clause: Clause) -> bool:
    here = (document.id, clause.number)
    return any((q.document, q.clause) == here for q in (record.source, *record.also))


def _clause(owner: Owner, press: Press) -> tuple[Document, Clause]:
    """A clause by the place of its document and its own place in it.

    Raises:
        Stale: There is none there any more.
    """
    documents = list(owner.rulebase.documents.values())
    number, place = press.number(), press.number(1)
    if number >= len(documents) or place >= len(documents[number].clauses):
        raise Stale(StaleCode.CHANGED)
    return documents[number], list(documents[number].clauses.values())[place]


def _here(owner: Owner, uow: UnitOfWork, update: Update) -> tuple[Speaker, str]:
    who = speaker_of(uow, owner.app.turn_of(update))
    return who, region_of(owner, uow, who)


def _problem(
    owner: Owner, uow: UnitOfWork, update: Update, press: Press
) -> tuple[str, str, str | None] | Refusal:
    who, region = _here(owner, uow, update)
    try:
        problem = problems.problem_of(uow, who.person, press.number())
    except Refusal as refusal:
        return refusal
    todo = problem.progress.todo
    return region, problem.told.text, todo[0] if todo else None


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "ask:start": start,
    "ask:said": said,
    "ask:clause": cited,
}
ANSWERS: Final[Mapping[str, Answer]] = {KIND: asked}
