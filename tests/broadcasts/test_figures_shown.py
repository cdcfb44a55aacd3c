"""What staff see of a broadcast afterwards: its curve, its ledger as a sheet, its terms."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.domain.broadcast_terms import PLAIN, Terms, read_terms
from bot.domain.broadcasts import RecipientState, read_content
from bot.domain.errors import Stale
from bot.fates import Rejected, Sent
from bot.services.broadcasts.statistics import ledger_of, statistics_of
from bot.services.broadcasts.terms import put_terms
from bot.sheets.writing import write_book
from handlers.desk.broadcasts.ledger_sheet import ledger_sheet
from handlers.desk.broadcasts.statistics_chart import chart_of
from handlers.tongue import Tongue
from tests.broadcasts.house import CONTENT, GROUND
from tests.broadcasts.street import RECEIPT, ZONE, Street

WHOLE = Terms(
    receipt=True, chase=24, chases=3, topic="calls", lasts=date(2022, 8, 31), forward=True
)


@pytest.mark.parametrize(
    "terms", [PLAIN, WHOLE, Terms(receipt=True), Terms(lasts=date(2022, 8, 1))]
)
def test_terms_are_kept_with_the_content(terms: Terms) -> None:
    assert read_terms(terms.to_json()) == terms
    content = replace(CONTENT, terms=terms)
    assert read_content(content.to_json()) == content
    assert ("terms" in content.to_json()) is (terms != PLAIN)


def test_other_terms_are_another_broadcast_to_approve(street: Street) -> None:
    street.office.firm()
    made = street.submitted()
    before = street.card(made).record.digest
    street.act(lambda uow: put_terms(uow, GROUND, street.author, made, RECEIPT))
    after = street.card(made).record
    assert (after.state.value, after.digest) == ("draft", None)
    assert before


@pytest.mark.parametrize(
    "terms",
    [
        Terms(receipt=True, chase=5),
        Terms(receipt=True, chase=4, chases=4),
        Terms(topic="gossip"),
        Terms(lasts=date(2022, 7, 14)),
    ],
)
def test_what_nobody_can_choose_is_refused(street: Street, terms: Terms) -> None:
    street.office.firm()
    made = street.drafted()
    with pytest.raises(Stale):
        street.act(lambda uow: put_terms(uow, GROUND, street.author, made, terms))


def test_nobody_is_chased_for_what_is_not_asked(street: Street) -> None:
    made = street.drafted()
    chased = Terms(chase=4, chases=2)
    card = street.act(lambda uow: put_terms(uow, GROUND, street.author, made, chased))
    assert card.record.content.terms == PLAIN


def test_the_curve_ends_at_what_the_bars_say(street: Street) -> None:
    firm = street.office.firm()
    chats = [street.person(firm.id) for _ in range(3)]
    made = street.begun(replace(CONTENT, terms=RECEIPT))
    letters = {each.chat_id: each for each in street.claim()}
    street.settle((letters.pop(chats[0]), Rejected("no")))
    street.settle(*((each, Sent(each.id)) for each in letters.values()))
    street.tick()
    street.office.wait(hours=2)
    street.confirms(chats[1], made)

    found = street.act(lambda uow: statistics_of(uow, street.author, made))
    assert found.sent[-1][1] == found.figures[RecipientState.SENT] == 3
    begun = found.record.begun_at
    assert begun is not None
    assert all(begun <= at <= found.now for at, _ in found.sent)
    chart = chart_of(Tongue("zh"), found, ZONE)
    bars = {bar.label: bar.count for bar in chart.bars}
    assert bars == {"已送达": 3, "屏蔽了机器人": 0, "没送成": 1, "已确认（企业）": 1}
    assert [curve.points[-1][1] for curve in chart.curves] == [3, 1]


def test_a_firm_that_is_called_like_a_formula_is_text_in_the_sheet(street: Street) -> None:
    firm = street.office.firm("=1+1")
    chat = street.person(firm.id, language="en")
    made = street.sent(RECEIPT)
    street.confirms(chat, made)

    _, rows = street.act(lambda uow: ledger_of(uow, street.author, made))
    sheet = ledger_sheet(Tongue("zh"), rows)
    book = write_book([sheet], zone=ZONE, made_at=street.office.now)
    page = load_workbook(BytesIO(book)).active
    header, *shown = [[cell.value for cell in row] for row in page.iter_rows()]
    assert {row[0].data_type for row in page.iter_rows(min_row=2)} == {"s"}
    assert header[0] == "企业名称"
    assert {row[0] for row in shown} == {"=1+1"}
    assert [row[4] for row in shown] == ["已送达", "已送达"]
    assert sum(row[6] is not None for row in shown) == 1
