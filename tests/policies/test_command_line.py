"""The command line, run as people run it: as a process where pipes matter, else in this one."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from benches.rules import rulebase
from policies.__main__ import main
from policies.loader import load_rulebase

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(__file__).parent / "sample"
HERE = ["--region", "河南省/南阳市/方城县", "--as-of", "2022-07-15"]
FIRM = {
    "subject_type": "enterprise",
    "headcount": 1200,
    "headcount_own": 1100,
    "whitelist_status": "listed",
    "booth_provision": "self",
    "booth_cost": "80000.00",
    "last_test_at": None,
}


def run(*arguments, given=""):
    return subprocess.run(
        [sys.executable, "-m", "policies", *map(str, arguments)],
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def read(root):
    return load_rulebase(root) if root else rulebase()


@pytest.fixture
def say(monkeypatch, capsys):
    """`run` in this process, which has read the shipped rules already."""
    monkeypatch.setattr("policies.__main__.load_rulebase", read)

    def in_this_process(*arguments, given=""):
        monkeypatch.setattr(sys, "stdin", StringIO(given))
        code = main(list(map(str, arguments)))
        said = capsys.readouterr()
        return CompletedProcess(arguments, code, said.out, said.err)

    return in_this_process


@pytest.fixture
def firm(tmp_path):
    path = tmp_path / "firm.json"
    path.write_text(json.dumps(FIRM), encoding="utf-8")
    return path


def test_match_prints_one_object_a_policy(say, firm):
    done = say("match", *HERE, "--facts", firm)

    verdicts = {verdict["policy"]: verdict for verdict in json.loads(done.stdout)}
    booth = verdicts["P-FC-01"]
    assert done.returncode == 0
    assert {"O-FC-01", "O-FC-02", "P-FC-01", "P-FC-02", "P-FC-25"} <= set(verdicts)
    assert booth["outcome"] == "match"
    assert booth["amounts"] == {
        "subsidy": "40000.00",
        "province_share": "28000.00",
        "county_share": "12000.00",
    }
    assert {"fact", "value", "verdict", "clause", "text"} == set(booth["reasons"][0])
    assert {"document", "kind", "date", "clause", "quote"} <= set(booth["source"])
    assert {"title", "missing", "notes", "near_miss"} <= set(booth)


def test_a_batch_answers_line_by_line_and_names_the_bad_one(tmp_path):
    firms = [
        {"id": "a", **FIRM},
        {"id": "b", **FIRM, "as_of": "2022-06-21"},
        {"id": "c", "headcount": "many"},
        {"id": "d", **FIRM, "region": "山东省/淄博市"},
    ]
    path = tmp_path / "firms.jsonl"
    path.write_text("\n".join(map(json.dumps, firms)), encoding="utf-8")

    done = run("match", *HERE, "--policy", "P-FC-01", "--batch", path)

    a, b, c, d = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 2
    assert [line["verdicts"][0]["outcome"] for line in (a, b, d)] == [
        "match",
        "no_match",
        "no_match",
    ]
    assert (a["id"], c["line"]) == ("a", 3)
    assert "headcount" in c["error"]["zh"]
    assert done.stderr.startswith("3: ")


def test_a_long_batch_is_answered_in_order_and_names_the_bad_ones(tmp_path):
    firms = [{"id": number, **FIRM} for number in range(130)]
    firms[77] = {"id": 77, "headcount": "many"}
    path = tmp_path / "firms.jsonl"
    path.write_text("\n".join(map(json.dumps, firms)), encoding="utf-8")

    done = run("match", *HERE, "--policy", "P-FC-01", "--batch", path)

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [line.get("id") for line in lines] == [*range(77), None, *range(78, 130)]
    assert lines[77]["line"] == 78
    assert {line["verdicts"][0]["outcome"] for line in lines if "id" in line} == {"match"}


def test_a_batch_whose_reader_goes_away_ends(tmp_path):
    path = tmp_path / "firms.jsonl"
    path.write_text("\n".join([json.dumps(FIRM)] * 1000), encoding="utf-8")
    command = [sys.executable, "-m", "policies", "match", *HERE, "--batch", str(path)]

    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        first = running.stdout.readline()
        running.stdout.close()
        code = running.wait(timeout=60)

    assert json.loads(first)["verdicts"]
    assert code not in {0, None}


def test_ask_prints_the_next_fact_and_why(say):
    done = say("ask", *HERE, given="")

    answer = json.loads(done.stdout)
    assert answer["fact"] == "whitelist_status"
    assert {
        "policy": "P-FC-09",
        "title": {"zh": "高速公路通行减让", "en": "Relief on expressway tolls"},
    } in answer["why"]
    assert answer["remaining"] > 1


def test_ask_prints_null_when_nothing_is_left(say, firm):
    done = say("ask", *HERE, "--policy", "P-FC-01", "--facts", firm)

    assert json.loads(done.stdout) is None


def test_show_prints_the_quotation(say):
    assert "政府补贴50%" in say("show", "P-FC-01").stdout


def test_show_names_what_is_referred_to_and_not_held(say):
    assert "已引用、未收录：《各行业白名单遴选标准和管理办法》" in say("show", "P-FC-17").stdout


def test_match_names_what_is_referred_to_and_not_held(say):
    done = say("match", *HERE, "--policy", "P-FC-17", given="")

    [verdict] = json.loads(done.stdout)
    assert [named["id"] for named in verdict["relies_on"]] == [
        "fangcheng-selection-standards",
        "fangcheng-sector-guides",
    ]
    assert verdict["useful"] == ["sector", "town", "epidemic_rules_ok"]


REFUSED = {
    "an unknown fact": ('{"hedcount": 1}', [], "hedcount"),
    "a bad value": ('{"headcount": "many"}', [], "headcount"),
    "a contradiction": ('{"headcount": 5, "headcount_own": 6}', [], "不能多于"),
    "another county in the facts": ('{"county": "其他县"}', [], "其他县"),
    "no JSON": ("{", [], "JSON"),
    "no object": ("[]", [], "JSON"),
    "an unknown policy": ("{}", ["--policy", "P-0"], "P-0"),
    "an unknown document": ("{}", ["--in-force", "x=2023-01-01"], "x"),
    "a document not held": ("{}", ["--in-force", "guofa-2022-12=2023-01-01"], "guofa-2022-12"),
    "an unknown self-reported fact": ("{}", ["--self-reported", "x"], "x"),
    "a bad day": ("{}", ["--as-of", "2022-13-01"], "2022-13-01"),
}


@pytest.mark.parametrize(("given", "more", "named"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_used_is_refused_in_a_sentence(say, tmp_path, given, more, named):
    path = tmp_path / "firm.json"
    path.write_text(given, encoding="utf-8")

    done = say("match", *HERE, "--facts", path, *more)

    assert (done.returncode, done.stdout) == (2, "")
    assert named in done.stderr


def test_a_refusal_reaches_the_shell_without_a_traceback():
    done = run("match", *HERE, "--facts", "-", given='{"hedcount": 1}')

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == ["没有“hedcount”这项事实 / there is no fact “hedcount”"]


def test_a_file_that_is_not_there_is_refused(say):
    done = say("match", *HERE, "--facts", "nowhere.json")

    assert done.returncode == 2
    assert "nowhere.json" in done.stderr


def test_an_unknown_place_is_pointed_out(say):
    done = say("match", "--region", "河南/南阳/方城", "--as-of", "2022-07-15")

    assert "regions.yaml" in done.stderr
    assert {verdict["outcome"] for verdict in json.loads(done.stdout)} == {"no_match"}


@pytest.mark.parametrize("place", ["before", "after"])
def test_another_rule_base_is_a_folder(say, place):
    root = ["--root", SAMPLE]
    tenant = '{"size_class": "small", "landlord": "state", "monthly_rent": 8000.00}'
    asked = [
        "--region",
        "示例省/示例市",
        "--as-of",
        "2025-07-01",
        "--policy",
        "rent",
        "--facts",
        "-",
    ]
    words = [*root, "match", *asked] if place == "before" else ["match", *root, *asked]

    [verdict] = json.loads(say(*words, given=tenant).stdout)

    assert verdict["amounts"] == {"relief": "28000.00"}


def test_check_passes_on_the_catalogue():
    done = run("check")

    assert (done.returncode, done.stderr) == (0, "")


def test_check_names_file_and_line_of_a_slip(say, draft):
    draft.change("facts.yaml", "scope: S", "scope: X")

    done = say("check", "--root", draft.root)

    assert done.returncode == 2
    assert done.stderr.startswith(f"facts.yaml:{draft.line_of('facts.yaml', 'scope: X')}: ")


def test_check_fails_on_a_case_that_does_not_hold(say, draft):
    draft.change("catalogue/shili-shili/rent.yaml", '"28000.00"', '"1.00"')

    done = say("check", "--root", draft.root)

    assert done.returncode == 1
    assert "28000.00" in done.stdout
