"""现在回答 leads to the list, and what was answered there decides the records."""

from handlers.owner.arrivals import screens as arrivals
from handlers.owner.questions import facts
from handlers.press import read_press
from tests.arrivals.gate import LIST, Gate
from tests.testing.owner_chat import OwnerChat, Said


class Screen(OwnerChat):
    def taps(self, data: str) -> Said:
        press = read_press(data)
        handler = {"policy:ask": facts.ask_policy, **arrivals.BUTTONS}[press.name]
        message = {"message_id": 5, "date": 0, "chat": self._chat()}
        query = {"id": "1", "from": self._sender(), "message": message, "data": data}
        self._handle({"callback_query": query}, handler, press=press)
        return self.last()


def test_a_fact_that_is_a_list_is_answered_entry_by_entry(gate: Gate) -> None:
    screen = Screen(gate, gate.owner.chat_id)

    shown = screen.taps("policy:ask:O-FC-04")

    assert shown.press_of("记来人") == f"arrival:add:{LIST}"
    assert screen.question() is None
    screen.taps(shown.press_of("没有人要来"))
    assert gate.outcome("O-FC-04") == "no_match"


def test_a_list_with_open_answers_is_no_dead_end(gate: Gate) -> None:
    gate.add("工程师", "16 15:00")
    screen = Screen(gate, gate.owner.chat_id)

    shown = screen.taps("policy:ask:O-FC-05")

    assert "工程师" in screen.taps(shown.press_of("来人名单")).text


def test_a_forged_button_says_so(gate: Gate) -> None:
    number = gate.add("工程师", "16 15:00")
    screen = Screen(gate, gate.owner.chat_id)

    for data in (
        f"arrival:state:{number}:pre_reported:true",
        f"arrival:state:{number}:status:king",
        f"arrival:finding:{number}:nothing",
        f"arrival:did:{number}:nothing",
        "arrival:show:999999",
        "arrival:list:headcount",
    ):
        assert screen.taps(data).text.startswith("refused"), data
