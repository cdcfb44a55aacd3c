"""Keywords: a longer one hides a shorter one, English ones begin words."""

from types import SimpleNamespace

from policies.understanding.keywords import Keywords

KEYWORDS = Keywords(
    [
        SimpleNamespace(id="goods", keywords={"材料": 0.5, "原材料": 2.0, "loan car": 1.0}),
        SimpleNamespace(id="money", keywords={"贷款": 2.0, "材料": 1.0, "loan": 2.0}),
    ]
)


def words(text):
    return [hit.word for hit in KEYWORDS.hits(text)]


def test_a_longer_word_hides_a_shorter_one_inside_it():
    assert words("原材料没了") == ["原材料"]
    assert words("原材料和申请材料") == ["原材料", "材料"]


def test_a_word_may_speak_for_two_categories_and_counts_once():
    assert KEYWORDS.weights(KEYWORDS.hits("材料，还是材料")) == {"goods": 0.5, "money": 1.0}


def test_english_words_are_found_at_the_beginning_of_words_only():
    assert words("two loans") == ["loan"]
    assert words("a sloane ranger") == []
    assert words("贷款loan") == ["贷款", "loan"]


def test_what_was_seen_is_in_reading_order_and_only_of_the_category():
    hits = KEYWORDS.hits("贷款买原材料要交材料")
    assert KEYWORDS.seen(hits, "goods") == ("原材料", "材料")
    assert KEYWORDS.seen(hits, "money") == ("贷款", "材料")


def test_the_heaviest_word_is_asked_by_category():
    hits = KEYWORDS.hits("贷款材料")
    assert KEYWORDS.strongest(hits, {"goods"}) == 0.5
    assert KEYWORDS.strongest(hits, {"money"}) == 2.0
    assert KEYWORDS.strongest([], {"money"}) == 0.0
