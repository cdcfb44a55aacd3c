"""From what somebody sent to what they were answered: the log tells, and tells no secret."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.sandbox.settings import DESK_TOKEN, OWNER_TOKEN
from tests.bed import Bed, bed

FIRM, PHONE = "示例纺织有限公司", "13812345678"


@pytest.fixture
def talkative() -> Iterator[None]:
    """As an operator who looks for an error sets it."""
    logs.configure("DEBUG")
    yield
    logs.configure("WARNING")


def lines(said: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


async def registers(made: Bed) -> None:
    owner = await made.somebody("owner", "李厂长")
    await owner.say("/start")
    await made.settled()
    for label in ("开始", "方城县", "不清楚"):
        await owner.press(label)
        await made.settled()
    await owner.say(FIRM)
    await made.settled()
    await owner.say(f"被隔离了，电话 {PHONE}")
    await made.settled()


async def test_a_request_is_followed_from_the_update_over_its_act_to_its_messages(
    tmp_path: Path, talkative: None, capsys: pytest.CaptureFixture[str]
) -> None:
    async with bed(tmp_path) as made:
        await registers(made)
    told = lines(capsys.readouterr().err)

    acts = [line for line in told if line["event"] == "acted"]
    assert len(acts) == 6
    assert len({line["request"] for line in acts}) == 6
    assert all(line["request"].startswith("owner:") for line in acts)
    sent = {line["mark"] for line in told if line["event"] == "sent"}
    for line in acts:
        assert line["letters"], "everything is answered"
        assert set(line["letters"]) <= sent


async def test_a_request_that_fails_is_found_by_its_error_id(
    tmp_path: Path, talkative: None, capsys: pytest.CaptureFixture[str]
) -> None:
    async with bed(tmp_path) as made:
        await made.process.database.run(lambda c: c.exec_driver_sql("drop table question"))
        owner = await made.somebody("owner", "李厂长")
        await owner.say("/start")
        answer = await owner.wait_for("E-", 20)
    told = lines(capsys.readouterr().err)

    failed = [line for line in told if line["event"] == "handler failed"]
    assert {line["error_id"] for line in failed} == {failed[0]["error_id"]}
    assert failed[0]["error_id"] in answer.text
    assert len({line["request"] for line in failed}) == 1


async def test_no_secret_and_no_word_of_anybody_is_in_the_log(
    tmp_path: Path, talkative: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where calls fail: then clients name the address that they called."""
    async with bed(tmp_path) as made:
        for kind in ("5xx", "cut_before", "cut_after"):
            await made.sandbox.fault(kind, bot="owner", method="sendMessage", times=1)
        await registers(made)
    said = capsys.readouterr().err

    assert '"not sent"' in said
    for secret in (OWNER_TOKEN, DESK_TOKEN, OWNER_TOKEN.split(":")[1], FIRM, PHONE, "李厂长"):
        assert secret not in said
