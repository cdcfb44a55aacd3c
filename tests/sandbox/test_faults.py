import time

import aiohttp
import pytest

from bot.sandbox.journal import CALLS_KEPT, Journal
from tests.sandbox.api_stage import OWNER_ID, TOKENS, Stage
from tests.sandbox_client import Person, Refused


async def send(stage: Stage, text: str = "x") -> dict[str, object]:
    return await stage.call("sendMessage", chat_id=OWNER_ID, text=text)


async def test_too_many_requests_says_when_to_come_back(stage: Stage, owner: Person) -> None:
    await stage.sandbox.fault("429", method="sendMessage", retry_after=7)

    first, second = await send(stage), await send(stage)

    assert (first["error_code"], first["parameters"]) == (429, {"retry_after": 7})
    assert first["description"] == "Too Many Requests: retry after 7"
    assert second["ok"]


@pytest.mark.parametrize(("kind", "code"), [("5xx", 502), ("403", 403), ("400", 400)])
async def test_an_ordered_error_takes_the_place_of_the_effect(
    stage: Stage, owner: Person, kind: str, code: int
) -> None:
    await stage.sandbox.fault(kind, times=2)

    codes = [(await send(stage)).get("error_code") for _ in range(3)]

    assert codes == [code, code, None]
    assert [one.text for one in await owner.answers()] == ["x"]


async def test_cut_before_has_no_effect_and_no_answer(stage: Stage, owner: Person) -> None:
    await stage.sandbox.fault("cut_before", chat=OWNER_ID)

    with pytest.raises(aiohttp.ClientConnectionError):
        await send(stage)

    assert await owner.answers() == []
    assert (await stage.sandbox.calls(method="sendMessage"))[-1]["ok"] is None


async def test_cut_after_has_its_effect_but_no_answer(stage: Stage, owner: Person) -> None:
    await stage.sandbox.fault("cut_after")

    with pytest.raises(aiohttp.ClientConnectionError):
        await send(stage)

    assert [one.text for one in await owner.answers()] == ["x"]
    call = (await stage.sandbox.calls(method="sendMessage"))[-1]
    assert (call["ok"], call["fault"]) == (True, "cut_after")


async def test_a_delay_comes_before_the_effect(stage: Stage, owner: Person) -> None:
    await stage.sandbox.fault("delay", seconds=0.2)
    began = time.monotonic()

    await send(stage)

    assert time.monotonic() - began >= 0.2


async def test_a_fault_hits_only_what_it_names_after_those_it_skips(
    stage: Stage, owner: Person
) -> None:
    await stage.sandbox.fault("5xx", bot="owner", method="sendMessage", chat=OWNER_ID, skip=1)

    other_method = await stage.call("getMe")
    other_bot = await stage.call("sendMessage", "desk", chat_id=OWNER_ID, text="x")
    mine = [(await send(stage))["ok"] for _ in range(3)]

    assert (other_method["ok"], other_bot["error_code"]) == (True, 400)
    assert mine == [True, False, True]


async def test_faults_come_after_the_token_and_before_the_method(stage: Stage) -> None:
    await stage.sandbox.fault("5xx")

    wrong_token = await stage.post("/bot1:x/sendPoll", json={})
    wrong_method = await stage.call("sendPoll")

    assert (wrong_token["error_code"], wrong_method["error_code"]) == (401, 502)


async def test_faults_can_be_listed_and_ended(stage: Stage, owner: Person) -> None:
    await stage.sandbox.fault("403", times=5)
    listed = await stage.sandbox.faults()
    await stage.sandbox.no_faults()

    assert (listed[0]["kind"], listed[0]["times"]) == ("403", 5)
    assert (await send(stage))["ok"]


@pytest.mark.parametrize("wrong", [{"kind": "flood"}, {"kind": "429", "x": 1}, {"times": 1}])
async def test_a_wrong_order_is_refused(stage: Stage, wrong: dict[str, object]) -> None:
    async with stage.http.post(f"{stage.url}/faults", json=wrong) as answer:
        assert answer.status == 400


async def test_the_journal_tells_who_asked_what_and_how_it_went(
    stage: Stage, owner: Person
) -> None:
    await stage.sandbox.forget_calls()
    form = aiohttp.FormData({"chat_id": str(OWNER_ID)})
    form.add_field("document", b"secret", filename="a.txt")
    await stage.post(f"/bot{TOKENS['owner']}/sendDocument", data=form)
    await stage.call("sendMessage", chat_id=1, text="x")

    sent, failed = await stage.sandbox.calls()
    assert sent["params"] == {"chat_id": str(OWNER_ID), "document": {"file": "a.txt"}}
    assert (sent["bot"], sent["method"], sent["ok"]) == ("owner", "sendDocument", True)
    assert (failed["ok"], failed["error_code"]) == (False, 400)
    assert await stage.sandbox.calls(method="sendMessage", after=failed["n"]) == []
    assert len(await stage.sandbox.calls(bot="desk")) == 0


def test_the_journal_keeps_only_the_newest() -> None:
    journal = Journal()
    for n in range(CALLS_KEPT + 5):
        journal.begin("owner", "getMe", {"n": n}, 0.0)

    calls = journal.list()
    assert (len(calls), calls[-1]["n"]) == (CALLS_KEPT, CALLS_KEPT + 5)


@pytest.mark.parametrize("path", ["/play/owner/5/text", "/reset", "/faults", "/people"])
async def test_another_sites_page_cannot_act(stage: Stage, path: str) -> None:
    headers = {"Origin": "https://evil.example"}
    async with stage.http.post(stage.url + path, json={"text": "x"}, headers=headers) as answer:
        assert answer.status == 403
    own = {"Origin": stage.url}
    async with stage.http.post(stage.url + "/reset", json={}, headers=own) as answer:
        assert answer.status == 200


async def test_a_name_that_points_here_is_not_served(stage: Stage) -> None:
    headers = {"Host": "evil.example"}
    async with stage.http.get(stage.url + "/calls", headers=headers) as answer:
        assert answer.status == 403


async def test_wrong_acts_are_refused_in_both_languages(stage: Stage, owner: Person) -> None:
    with pytest.raises(Refused) as empty:
        await owner.say(" ")
    with pytest.raises(Refused) as nobody:
        await stage.person("nobody").say("x")
    with pytest.raises(Refused) as no_button:
        await owner.press("没有的")
    await owner.block()
    with pytest.raises(Refused) as blocked:
        await owner.say("x")

    statuses = [one.value.status for one in (empty, nobody, no_button, blocked)]
    assert statuses == [409, 404, 404, 409]
    assert all(one.value.zh and one.value.en for one in (empty, nobody, no_button, blocked))
