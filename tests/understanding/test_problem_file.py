"""Problem categories are read strictly, and what they name is checked."""

import shutil
from pathlib import Path

import pytest
import yaml

from policies.checking.check import check
from policies.checking.problem_check import check_problems
from policies.checking.quotations import check_quotations
from policies.errors import RuleFileError
from policies.loader import load_rulebase
from policies.problems import NONE
from policies.words import Words

SAMPLE = Path(__file__).parents[1] / "policies" / "sample"
PLACE = "示例省/示例市"
RENT = {
    "id": "rent",
    "name": {"zh": "房租", "en": "Rent"},
    "meaning": {"zh": "租金", "en": "The rent of premises"},
    "order": 1,
    "keywords": {"房租": 2, "租": 0.5},
    "examples": [
        f"第{n}家店的房租" for n in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    ],
    "not_this": [{"text": "我家租房", "is": NONE}],
    "walks": [
        {
            "region": PLACE,
            "says": {"zh": "可以减免", "en": "It may be waived"},
            "first": {
                "question": {"zh": "要撵您走吗？", "en": "Are you being put out?"},
                "answers": [
                    {"label": {"zh": "是", "en": "yes"}, "urgent": True},
                    {"label": {"zh": "不是", "en": "no"}},
                ],
            },
            "steps": [
                {
                    "do": {"zh": "找房东", "en": "Turn to the landlord"},
                    "have": [{"zh": "合同", "en": "the contract"}],
                },
            ],
            "escalate": {"zh": "谈不成", "en": "If no agreement is found"},
        }
    ],
}
STEP = RENT["walks"][0]["steps"][0]
FIRST = RENT["walks"][0]["first"]
NOBODYS = {
    "id": "none",
    "name": {"zh": "别的", "en": "Other"},
    "meaning": {"zh": "别的事", "en": "Other things"},
    "examples": [
        f"闲聊第{n:03}句".translate(str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖"))
        for n in range(120)
    ],
}


class Base:
    """A rule base with two categories that a test may spoil."""

    def __init__(self, folder):
        self.root = folder / "rules"
        self.sources = folder / "shared" / "sources"
        shutil.copytree(SAMPLE, self.root)
        (self.root / "problems").mkdir()
        self.sources.mkdir(parents=True)
        self.write("rent", RENT)
        self.write("out_of_scope", NOBODYS)

    def write(self, name, content):
        with (self.root / "problems" / f"{name}.yaml").open("w", encoding="utf-8") as file:
            yaml.safe_dump(content, file, allow_unicode=True, sort_keys=False)

    def walk(self, **changes):
        self.write("rent", {**RENT, "walks": [{**RENT["walks"][0], **changes}]})

    def found(self):
        rulebase = load_rulebase(self.root)
        problems = [
            *check_quotations(rulebase, self.sources),
            *check_problems(rulebase, self.sources),
        ]
        return [problem.sentence.en for problem in problems]


@pytest.fixture
def base(tmp_path):
    return Base(tmp_path)


def refused(base):
    with pytest.raises(RuleFileError) as error:
        _ = load_rulebase(base.root).problems
    return error.value


def test_a_walk_is_read_whole_and_found_for_places_below(base):
    rent = load_rulebase(base.root).problems["rent"]
    walk = rent.walk_in(f"{PLACE}/某镇")

    assert walk.says == Words("可以减免", "It may be waived")
    assert [choice.urgent for choice in walk.first.answers] == [True, False]
    assert walk.steps[0].have == (Words("合同", "the contract"),)
    assert (walk.steps[0].roles, walk.steps[0].clause, walk.immediate) == ((), None, False)
    assert rent.walk_in("示例省") is None
    assert rent.keywords == {"房租": 2.0, "租": 0.5}


def test_the_sound_base_passes_the_whole_check(base):
    assert check(base.root, base.sources).problems == ()


def test_none_comes_last(base):
    assert list(load_rulebase(base.root).problems) == ["rent", NONE]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"keyword": {}}, "unknown key keyword"),
        ({"id": "rents"}, "the file should be rents.yaml"),
        ({"keywords": {"房租": 0}}, "the weight of 房租 must be between 0 and 3"),
        ({"keywords": {"房租": "heavy"}}, "the weight of 房租 must be between 0 and 3"),
        ({"name": {"zh": "房租"}}, "en is missing"),
        ({"not_this": [{"text": "房租", "is": "rent"}]}, "a sentence of not_this is rent itself"),
        ({"walks": RENT["walks"] * 2}, f"two walks for {PLACE}"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(base, change, sentence):
    base.write("rent", {**RENT, **change})

    error = refused(base)
    assert error.sentence.en == sentence
    assert error.file == "problems/rent.yaml"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"responsible": ["mayor"]}, "there is no role mayor here"),
        ({"steps": [{**STEP, "role": "mayor"}]}, "no role mayor"),
        ({"steps": [{**STEP, "clause": "九九"}]}, "no clause 九九"),
        (
            {"steps": [{**STEP, "relies_on": ["shili-2025"]}]},
            "no document that is not held shili-2025",
        ),
        ({"records": ["nothing"]}, "there is no policy nothing here"),
        ({"exception_in": ["rent"]}, "there is no daily report rent here"),
        ({"first": {**FIRST, "known_by": ["flood"]}}, "there is no family of urgency flood here"),
        ({"region": "示例省/别处"}, "there is no region 示例省/别处 here"),
        ({"steps": [{**STEP, "roles": ["mayor"]}]}, "no role mayor"),
        ({"steps": [{**STEP, "role": "mayor"}]}, "the step has no where"),
        ({"steps": [{**STEP, "clause": "九九"}]}, "the step has no where"),
        ({"steps": [{**STEP, "unsaid": ["where"]}]}, "unsaid names where, which the step"),
        (
            {"steps": [{**STEP, "role": "mayor", "unsaid": ["where", "have"]}]},
            "unsaid names have, which the step",
        ),
    ],
)
def test_what_a_walk_names_must_exist(base, change, sentence):
    base.walk(**change)

    assert any(sentence in found for found in base.found())


def test_a_quotation_to_show_must_stand_in_the_document(base):
    document = load_rulebase(base.root).documents["shili-2025"]
    clause, known = next((number, c.quote) for number, c in document.clauses.items())

    base.walk(region=document.region, point_to=[{"clause": clause, "quote": known, "gloss": "x"}])
    assert base.found() == []
    base.walk(region=document.region, point_to=[{"clause": clause, "quote": "编造", "gloss": "x"}])
    assert any("unverified" in sentence for sentence in base.found())


def test_too_few_sentences_are_named(base):
    base.write("rent", {**RENT, "examples": RENT["examples"][:29]})

    assert base.found() == ["29 examples, 30 needed"]


def test_a_sentence_is_taught_once(base):
    spoilt = [*NOBODYS["examples"], RENT["examples"][0] + " "]
    base.write("out_of_scope", {**NOBODYS, "examples": spoilt})

    [sentence] = base.found()
    assert "already in" in sentence


def test_a_category_that_does_not_exist_is_named(base):
    base.write("rent", {**RENT, "not_this": [{"text": "贷款", "is": "loans"}]})

    assert base.found() == ["there is no category loans here"]


def test_a_sentence_that_is_held_out_may_not_be_taught(base):
    held_out = base.sources.parent / "domain" / "dev-utterances.yaml"
    held_out.parent.mkdir()
    held_out.write_text(
        f"utterances:\n- {{text: {RENT['examples'][3]}, category: rent}}\n", encoding="utf-8"
    )

    [sentence] = base.found()
    assert "never learnt from" in sentence


def test_a_clause_may_only_be_tagged_with_a_category_that_exists(base):
    path = base.root / "documents" / "shili-2025.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    quote:", "    categories: [loans]\n    quote:", 1), "utf-8")

    assert base.found() == ["there is no category loans here"]
