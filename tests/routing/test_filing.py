"""Where a photo goes that no question asked for, as a table."""

import pytest

from handlers.filing import Files, Seen, Sent, goes

DUTY, LIST, CASE = Seen.DUTY, Seen.DUTIES, Seen.CASE
TABLE = [
    ("nothing looked at, nothing open", Sent(), Files.OFFERED),
    ("the only open case", Sent(cases=1), Files.CASE),
    ("several open cases", Sent(cases=2), Files.ASKED),
    ("words about something new", Sent(words=True, cases=1), Files.WORDS),
    ("the duty on view", Sent(seen=DUTY, on_view=True), Files.SCREEN),
    ("the duty on view beside an open case", Sent(seen=DUTY, on_view=True, cases=1), Files.ASKED),
    ("a duty that was looked at before", Sent(seen=DUTY), Files.ASKED),
    ("looked at before, and a case", Sent(seen=DUTY, cases=1), Files.ASKED),
    ("the list of duties and a case", Sent(seen=LIST, on_view=True, cases=1), Files.ASKED),
    ("the case on view, of several", Sent(seen=CASE, on_view=True, cases=3), Files.CASE),
    ("a case that was left, of several", Sent(seen=CASE, cases=3), Files.ASKED),
    ("words that only name what it is", Sent(words=True, seen=DUTY, on_view=True), Files.SCREEN),
    ("clear words wherever they are", Sent(True, True, DUTY, True, 1), Files.WORDS),
    ("a thing that a duty asks for", Sent(cases=1, named=True), Files.ASKED),
    ("also right after a file for a case", Sent(False, False, CASE, True, 1, True), Files.ASKED),
    ("clear words on a case of another kind", Sent(True, True, CASE, True, 1), Files.WORDS),
]


@pytest.mark.parametrize(
    ("sent", "destination"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_file_goes(sent: Sent, destination: Files) -> None:
    assert goes(sent) is destination
