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
        "urgent news of a matter that a person has already: its steps again",
        Heard(urgent=True, cases=1, related=True, clear=True),
        Goes.URGENT,
    ),
    (
        "also beside the card of that case",
        Heard(urgent=True, cases=1, related=True, in_view=True),
        Goes.URGENT,
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
    ("what nobody understands is swallowed by no case", Heard(cases=1), Goes.PROBLEM),
    ("but offered for the one whose card is on view", Heard(cases=1, in_view=True), Goes.CASE),
    (
        "as is what may be of its kind",
        Heard(cases=3, related=True),
        Goes.CASE,
    ),
    ("the same kind as the open case", Heard(cases=1, clear=True, related=True), Goes.CASE),
    (
        "its own card is on view, and it is about it",
        Heard(cases=1, clear=True, related=True, in_view=True),
        Goes.NOTE,
    ),
    (
        "where it is: into the urgent case that was opened a moment ago",
        Heard(cases=2, in_view=True, just_opened=True),
        Goes.NOTE,
    ),
    (
        "though it cannot wait, either",
        Heard(cases=1, in_view=True, just_opened=True, urgent=True),
        Goes.NOTE,
    ),
    (
        "but what clearly cannot wait shows its steps",
        Heard(cases=1, in_view=True, just_opened=True, urgent=True, related=True, clear=True),
        Goes.URGENT,
    ),
    (
        "another kind of problem",
        Heard(cases=1, in_view=True, just_opened=True, clear=True),
        Goes.PROBLEM,
    ),
    (
        "small talk goes to nobody",
        Heard(cases=1, in_view=True, just_opened=True, foreign=True),
        Goes.PROBLEM,
    ),
    (
        "what the desk waits for may be what comes",
        Heard(cases=2, in_view=True, just_opened=True, awaited=True),
        Goes.CASE,
    ),
    (
        "what was asked since is answered",
        Heard(cases=1, in_view=True, just_opened=True, asked=Asked.FITS),
        Goes.ANSWER,
    ),
    (
        "another kind than the card on view",
        Heard(cases=1, clear=True, in_view=True),
        Goes.PROBLEM,
    ),
    (
        "a policy is asked about, whatever case is open",
        Heard(cases=1, clear=True, related=True, policy=True, in_view=True),
        Goes.PROBLEM,
    ),
    (
        "what the firm reports goes where it is kept",
        Heard(own=True, cases=1, clear=True, related=True, in_view=True, policy=True),
        Goes.OWN,
    ),
    ("also while a question cannot take it", Heard(own=True, asked=Asked.FOREIGN), Goes.OWN),
    ("a report that answers the question", Heard(own=True, asked=Asked.FITS), Goes.ANSWER),
    ("a report to the screen on view", Heard(own=True, shown=True), Goes.SCREEN),
    ("a report of what cannot wait", Heard(own=True, urgent=True), Goes.URGENT),
    ("a report in words for a person", Heard(own=True, asked=Asked.WORDS), Goes.ANSWER),
    ("another kind than the open case", Heard(cases=1, clear=True), Goes.PROBLEM),
    ("small talk beside an open case", Heard(cases=1, foreign=True), Goes.PROBLEM),
    ("a new problem", Heard(clear=True), Goes.PROBLEM),
    ("a dark hint", Heard(), Goes.PROBLEM),
    ("nobody's business", Heard(foreign=True), Goes.PROBLEM),
    ("a greeting is greeted back", Heard(greeting=True), Goes.GREETING),
    ("thanks are not put into an open case", Heard(greeting=True, cases=1), Goes.GREETING),
    ("no greeting answers a question", Heard(greeting=True, asked=Asked.FOREIGN), Goes.ANSWER),
    ("a greeting as the words for a person", Heard(greeting=True, asked=Asked.WORDS), Goes.ANSWER),
    ("what the screen on view can read is its own", Heard(shown=True, cases=1), Goes.SCREEN),
    (
        "also before an older question and a kind of problem",
        Heard(shown=True, asked=Asked.FITS, clear=True, cases=2, related=True),
        Goes.SCREEN,
    ),
    ("but what cannot wait waits for no screen", Heard(shown=True, urgent=True), Goes.URGENT),
    ("words for a person are theirs", Heard(shown=True, asked=Asked.WORDS), Goes.ANSWER),
    ("a button's words press it", Heard(direct=True, asked=Asked.FITS, cases=1), Goes.DIRECT),
    ("also where a person is written to", Heard(direct=True, asked=Asked.WORDS), Goes.DIRECT),
    ("but what cannot wait comes first", Heard(direct=True, urgent=True), Goes.URGENT),
    ("and the screen on view", Heard(direct=True, shown=True), Goes.SCREEN),
    ("a matter is over", Heard(settled=True, cases=1), Goes.OVER),
    (
        "also in the middle of a question that cannot take it",
        Heard(settled=True, cases=2, asked=Asked.FOREIGN, clear=True, related=True),
        Goes.OVER,
    ),
    (
        "an answer that sounds so stays one",
        Heard(settled=True, cases=1, asked=Asked.FITS),
        Goes.ANSWER,
    ),
    ("all is well, and nothing was open", Heard(settled=True), Goes.GREETING),
    (
        "the answer to whether a case is solved, whatever it names",
        Heard(unsolved=True, unconfirmed=1, cases=2, urgent=True, asked=Asked.FITS, clear=True),
        Goes.DENIED,
    ),
    ("what nobody has said is solved", Heard(unsolved=True, cases=1, urgent=True), Goes.CASE),
    ("a no to nothing", Heard(unsolved=True), Goes.PROBLEM),
    ("words for a person that say no", Heard(unsolved=True, asked=Asked.WORDS), Goes.ANSWER),
    (
        "what persists goes to the case of its kind, urgent or not",
        Heard(persists=True, cases=1, related=True, urgent=True),
        Goes.CASE,
    ),
    ("what was sent may be for any", Heard(persists=True, cases=2), Goes.CASE),
    ("but not what clearly is new", Heard(persists=True, cases=2, clear=True), Goes.PROBLEM),
    (
        "nor what answers the question",
        Heard(persists=True, cases=1, asked=Asked.FITS),
        Goes.ANSWER,
    ),
    ("words that only point", Heard(pointing=True, cases=2, awaited=True), Goes.WHICH),
    ("they answer what is asked", Heard(pointing=True, asked=Asked.FITS), Goes.ANSWER),
    ("or are asked again", Heard(pointing=True, asked=Asked.FOREIGN), Goes.ANSWER),
    (
        "a rule is asked beside a case of its kind",
        Heard(asks=True, cases=1, clear=True, related=True, in_view=True),
        Goes.PROBLEM,
    ),
    (
        "a rule is asked right after an urgent case was opened",
        Heard(asks=True, cases=1, in_view=True, just_opened=True, clear=True),
        Goes.PROBLEM,
    ),
    (
        "what a case waits for may be a question",
        Heard(asks=True, cases=1, clear=True, related=True, awaited=True),
        Goes.CASE,
    ),
    ("somebody comes", Heard(entry=True), Goes.ENTRY),
    (
        "it is no supplement, and no problem",
        Heard(entry=True, cases=1, clear=True, related=True, asked=Asked.FOREIGN),
        Goes.ENTRY,
    ),
    ("who comes was asked", Heard(entry=True, asked=Asked.FITS), Goes.ANSWER),
    ("who comes and brings trouble", Heard(entry=True, urgent=True), Goes.URGENT),
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
        plain = {Goes.REPLIED, Goes.DIRECT, Goes.ANSWER, Goes.GREETING, Goes.SCREEN}
        assert goes(heard) is goes(bare) in plain
