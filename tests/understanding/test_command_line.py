"""`classify`, `search` and `measure`, run as people run them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from policies.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
HOME = "河南省/南阳市/方城县"
HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def learnt(monkeypatch, understanding, rulebase):
    """The shipped rules are read, and learnt, once for all tests."""
    monkeypatch.setattr("policies.__main__.load_rulebase", {None: rulebase}.__getitem__)


@pytest.fixture
def say(capsys):
    """Run a command; give its exit code and what it prints."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        return code, capsys.readouterr().out

    return run


def test_classify_prints_one_object(say):
    code, printed = say("classify", "货车在镇口被拦下了")
    answer = json.loads(printed)

    assert code == 0
    assert {"categories", "urgent", "none"} <= set(answer)
    assert answer["categories"][0]["id"] == "logistics"
    assert {"id", "p", "seen"} <= set(answer["categories"][0])
    assert answer["urgent"] is True


def test_a_batch_gives_one_line_a_line_also_for_an_empty_one(say, tmp_path):
    path = tmp_path / "texts.txt"
    path.write_text("银行不给贷款\n\n口罩没了\n", encoding="utf-8")

    _, printed = say("classify", "--batch", path)
    first, empty, last = map(json.loads, printed.splitlines())

    assert first["categories"][0]["id"] == "finance"
    assert last["categories"][0]["id"] == "ppe"
    assert empty["urgent"] is False


def test_classify_without_a_text_says_what_to_write(capsys):
    assert main(["classify", " "]) == 2
    assert "write a message" in capsys.readouterr().err


def test_search_prints_clauses_with_their_source(say):
    _, printed = say("search", "--region", HOME, "采样屋政府补多少钱")
    [first, *_] = json.loads(printed)

    assert first["clause"] in {"三(六)", "五(一)"}
    assert (first["kind"], first["date"]) == ("解读", "2022-06-22")
    assert {"document", "heading", "quote"} <= set(first)


def test_search_quotes_nothing_where_nothing_fits(say):
    assert say("search", "--region", HOME, "我家孩子上哪个小学") == (0, "[]\n")


def test_search_answers_nothing_where_a_document_is_asked_for_that_is_not_held(say):
    _, printed = say("search", "--region", HOME, "国发12号文件落实没")
    found = json.loads(printed)

    assert [item["clause"] for item in found][:1] == ["三(一)"]
    assert not any(item["answers"] for item in found)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("郑州市的采样屋政府补贴多少", "郑州市"),
        ("《河南省企业纾困帮扶若干措施》里采样屋政府补贴多少", "《河南省企业纾困帮扶若干措施》"),
        ("健康码管理办法里采样屋政府补贴多少", "已引用、未收录"),
        ("做完核酸几个小时能看到结果", "没有写：核酸结果多久出来"),
    ],
)
def test_search_warns_why_nothing_answers(capsys, question, said):
    assert main(["search", "--region", HOME, question]) == 0
    printed = capsys.readouterr()

    assert not any(item["answers"] for item in json.loads(printed.out))
    assert said in printed.err


def test_search_in_a_place_that_is_not_known_warns(capsys):
    assert main(["search", "--region", "广东省", "采样屋补贴"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "[]\n"
    assert "regions.yaml" in printed.err


def test_measure_prints_tables(say):
    _, printed = say("measure", HERE / "must-pass.yaml")

    assert "| logistics |" in printed
    assert printed.startswith("must-pass: 66 messages")


def test_whoever_only_matches_does_not_wait_for_scikit_learn():
    code = "import sys, policies.__main__; print({'sklearn', 'numpy'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"
