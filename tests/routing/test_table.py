"""What free text means, as a table: what is so when it comes → where it goes."""

from dataclasses import replace

import pytest

from handlers.routing import Asked, Goes, Heard, goes, is_plain

TABLE = [
    ("a reply goes to what it answers", Heard(replied=True), Goes.REPLIED),
    (
        "a reply wins over all else",
        Heard(replied=True, urgent=True, asked=Asked.FITS, cases=2, clear=True),
        Goes.REPLIED,
    ),
    ("words for a person reach one", Heard(asked=Asked.WORDS), Goes.ANSWER),
    ("also urgent ones", Heard(asked=Asked.WORDS, urgent=True), Goes.ANSWER),
    ("an urgent text interrupts a question", Heard(asked=Asked.FITS, urgent=True), Goes.URGENT),
    ("an urgent text without any question", Heard(urgent=True), Goes.URGENT),
    (
        "urgent news of a matter that a person has already",
        Heard(urgent=True, cases=1, related=True, clear=True),
        Goes.CASE,
    ),
    ("another urgent matter", Heard(urgent=True, cases=1, clear=True), Goes.URGENT),
    ("a number for the question", Heard(asked=Asked.FITS), Goes.ANSWER),
    ("an answer is not stolen by an open case", Heard(asked=Asked.FITS, cases=1), Goes.ANSWER),
    (
        "nor by a category",
        Heard(asked=Asked.FITS, cases=1, clear=True, related=True),
        Goes.ANSWER,
    ),
    ("what no question understands is asked again", Heard(asked=Asked.FOREIGN), Goes.ANSWER),
    (
        "but for a problem that is clear",
        Heard(asked=Asked.FOREIGN, clear=True),
        Goes.PROBLEM,
    ),
    ("more about the open case", Heard(cases=1), Goes.CASE),
    ("asked which, if there are several", Heard(cases=3), Goes.CASE),
    ("the same kind as the open case", Heard(cases=1, clear=True, related=True), Goes.CASE),
    ("another kind than the open case", Heard(cases=1, clear=True), Goes.PROBLEM),
    ("small talk beside an open case", Heard(cases=1, foreign=True), Goes.PROBLEM),
    ("a new problem", Heard(clear=True), Goes.PROBLEM),
    ("a dark hint", Heard(), Goes.PROBLEM),
    ("nobody's business", Heard(foreign=True), Goes.PROBLEM),
    ("a greeting is greeted back", Heard(greeting=True), Goes.GREETING),
    ("thanks are not put into an open case", Heard(greeting=True, cases=1), Goes.GREETING),
    ("no greeting answers a question", Heard(greeting=True, asked=Asked.FOREIGN), Goes.ANSWER),
    ("a greeting as the words for a person", Heard(greeting=True, asked=Asked.WORDS), Goes.ANSWER),
]


@pytest.mark.parametrize(
    ("heard", "destination"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_text_goes(heard: Heard, destination: Goes) -> None:
    assert goes(heard) is destination


@pytest.mark.parametrize("heard", [row[1] for row in TABLE], ids=[row[0] for row in TABLE])
def test_what_is_placed_without_its_meaning_stays_there(heard: Heard) -> None:
    if is_plain(heard):
        bare = replace(heard, clear=False, related=False, foreign=False)
        assert goes(heard) is goes(bare) in {Goes.REPLIED, Goes.ANSWER, Goes.GREETING}
