"""kill -9 while an answer reaches many firms: none is left out, and none hears it twice."""

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from multiprocessing.connection import Connection

from sqlalchemy import select

from benches.children import Child
from benches.kills import until
from benches.places import Place, place
from bot.domain.case_states import CaseAct
from bot.domain.case_terms import ClockKind
from bot.domain.speech import Notice
from bot.services.cases.cards import CaseCard
from bot.services.issues.answering import carry_out_answers
from bot.store.database import Database
from bot.store.issues.answers import AnswerRecord, open_answers
from bot.store.outbox import OUTBOX
from bot.store.uow import UnitOfWork
from handlers.notices.issues import answering_of
from tests.cases.county import County
from tests.cases.district import GROUND, District
from tests.cases.issues import Cause
from tests.conftest import FRIDAY_MORNING

FIRMS, BATCH = 7, 2


def answers_until_killed(where: Place, line: Connection) -> None:
    """Carry out answers, and stand still in the second batch, when one of its cases is done."""
    database, count = Database(where.url), Counter[str]()
    real = answering_of(GROUND)

    def tell(card: CaseCard, answer: AnswerRecord) -> Iterable[Notice]:
        count["told"] += 1
        if count["told"] == 2 * BATCH:
            line.send("inside")
            line.recv()  # until it is killed
        return real.tell(card, answer)

    def step(connection: object) -> int:
        uow = UnitOfWork(connection, where.vault, FRIDAY_MORNING, lambda: secrets.token_hex(8))
        return carry_out_answers(uow, replace(real, tell=tell), BATCH)

    while database.run_sync(step):
        pass


async def test_an_answer_to_all_survives_its_process(engine: str, kills: dict[str, int]) -> None:
    with place(engine) as where:
        database = Database(where.url)
        cause = Cause(County(District(database, where.vault, FRIDAY_MORNING), "transport"))
        cause.firms(FIRMS)
        cause.says(cause.led(), "正在协调")
        with Child(answers_until_killed, where) as child:
            assert await child.hear() == "inside"
            child.kill()
        kills[f"answering a common issue on {engine}"] = 1

        done: list[int] = []

        def finished() -> bool:
            # PostgreSQL holds what the dead one held until it notices.
            done.append(cause.carries_out(limit=BATCH))
            return database.run_sync(open_answers) == 0

        await until(finished)

        cards = [cause.now(number) for number in range(FIRMS)]
        letters = database.run_sync(lambda c: c.execute(select(OUTBOX.c.chat_id)).scalars().all())
        database.close()

    assert sum(done) == FIRMS - BATCH
    steps = [CaseAct.OPEN, CaseAct.LINK, CaseAct.CLAIM, CaseAct.ANSWER]
    assert [acts(card) for card in cards] == [steps] * 7
    assert {ClockKind.INTERIM in card.clocks for card in cards} == {True}
    heard = Counter(letters)
    assert [heard[owner.chat_id] for owner in cause.owners] == [1] * FIRMS
    assert heard[cause.lead.chat_id] == 1


def acts(card: CaseCard) -> list[CaseAct]:
    return [step.act for step in card.steps]
