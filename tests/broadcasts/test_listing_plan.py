"""Writing recipients down reads some people at a time, however many there are in all."""

from typing import Any

import pytest
from sqlalchemy import event, insert, text

from bot.domain.audiences import Audience
from bot.services.audiences.audiences import condition_of, recipients
from bot.services.broadcasts.sending import LISTED
from bot.store.broadcasts.recipients import list_recipients
from bot.store.firms.people import MEMBERSHIP, PERSON
from bot.store.uow import UnitOfWork
from tests.broadcasts.house import GROUND, House
from tests.staff.office import COUNTY

PEOPLE, FIRST = 20_000, 100_000
AFTER = FIRST + 4_999


@pytest.fixture
def crowded(house: House) -> House:
    """A firm with far more people than are looked at in one transaction."""
    firm = house.office.firm()
    numbers = range(FIRST, FIRST + PEOPLE)

    def work(uow: UnitOfWork) -> None:
        people = [{"id": n, "chat_id": n, "firm_id": firm.id} for n in numbers]
        uow.connection.execute(insert(PERSON), people)
        members = [{"person_id": n, "firm_id": firm.id} for n in numbers]
        uow.connection.execute(insert(MEMBERSHIP), members)
        uow.connection.execute(text("analyze"))

    house.act(work)
    return house


def test_the_next_recipients_are_found_without_reading_everybody(crowded: House) -> None:
    made = crowded.drafted()

    plan = crowded.act(lambda uow: plan_of_listing(uow, made))

    whole = [
        line for line in plan if line.strip("-> ").startswith(("Seq Scan on person", "SCAN p"))
    ]
    assert not whole, plan
    assert [line for line in plan if "person" in line]


def plan_of_listing(uow: UnitOfWork, broadcast_id: int) -> list[str]:
    """How the statement that writes recipients down is carried out, a line a step."""
    plan: list[str] = []
    word = "EXPLAIN" if uow.connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"

    def explain(_: Any, cursor: Any, statement: str, parameters: Any, *__: object) -> None:
        if statement.startswith("INSERT INTO broadcast_recipient"):
            cursor.execute(f"{word} {statement}", parameters)
            plan.extend(str(row[-1]) for row in cursor.fetchall())

    event.listen(uow.connection, "before_cursor_execute", explain)
    audience = Audience(COUNTY)
    chosen = recipients(audience, condition_of(uow, GROUND, audience, None))
    span = {"after": AFTER, "upto": AFTER + LISTED}
    listed = list_recipients(uow.connection, broadcast_id, chosen, None, **span)
    assert listed == LISTED
    return plan
