"""What free text means: one table for both bots, tried from the top; the first that holds wins."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Goes(StrEnum):
    """Where a text goes."""

    REPLIED = "replied"  # to what the message was about that it answers
    ANSWER = "answer"  # to whoever asked the question that is open
    NOTE = "note"  # to the case that is on view
    CASE = "case"  # offered for the case that is open, or for one of several
    URGENT = "urgent"  # a person first
    DIRECT = "direct"  # does by itself what it says: a button, a correction, a supposition
    SCREEN = "screen"  # to the screen that is on view
    OVER = "over"  # is the open case settled?
    DENIED = "denied"  # what is said to be solved is not
    ENTRY = "entry"  # onto a list that the firm keeps: of those who come, of trips
    OWN = "own"  # reported anywhere: samplings, days off, duties, facts of the firm
    GREETING = "greeting"  # greeted back, with all that can be done
    WHICH = "which"  # only points at something: which one?
    PROBLEM = "problem"  # something new


class Asked(StrEnum):
    """How a text stands to the question that is open."""

    NOTHING = "nothing"  # no question is open
    WORDS = "words"  # words for a person are wanted: whatever is written, one gets it
    FITS = "fits"  # the text can be read as an answer
    FOREIGN = "foreign"  # it cannot


@dataclass(frozen=True, slots=True)
class Heard:
    """All that decides where a text goes.

    Args:
        replied: It answers a message of which is known what it was about.
        asked: How it stands to the open question.
        urgent: It says that it cannot wait.
        cases: How many cases are open that a text could belong to.
        clear: It names one or more kinds of problems, likely enough to go on with.
        awaited: One of them asked the firm for something, and waits for it.
        related: One of the open cases is of the kind that it names, or is mentioned.
        in_view: The own card of one is on view: of the one that it is related to, if of any.
        just_opened: The case in view is urgent and was opened by what they did last, and the
            words are likely of no other kind.
        foreign: It is nobody's business here.
        greeting: It only says hello or thanks.
        direct: It says what a button says, corrects an answer, or supposes another one.
        shown: The screen on view, which is newer than any question, can read it.
        settled: It only says that a matter is over.
        unsolved: It begins by saying that a matter is not over.
        unconfirmed: How many cases are said to be solved, and wait for the firm's word.
        persists: It says that things are as before, or that what was wanted is sent.
        entry: It announces somebody who comes, or a trip.
        own: It reports what the firm keeps here, whatever screen is on view.
        policy: It names a policy.
        pointing: It only points at something, such as 刚才那个.
        asks: It asks for a rule, and tells of nothing that happens.
    """

    replied: bool = False
    asked: Asked = Asked.NOTHING
    urgent: bool = False
    cases: int = 0
    awaited: bool = False
    clear: bool = False
    related: bool = False
    in_view: bool = False
    just_opened: bool = False
    foreign: bool = False
    greeting: bool = False
    direct: bool = False
    shown: bool = False
    settled: bool = False
    unsolved: bool = False
    unconfirmed: int = 0
    persists: bool = False
    entry: bool = False
    own: bool = False
    policy: bool = False
    pointing: bool = False
    asks: bool = False


Rule = tuple[Goes, Callable[[Heard], bool]]
TABLE: Final[tuple[Rule, ...]] = (
    (Goes.REPLIED, lambda heard: heard.replied),
    (Goes.DIRECT, lambda heard: heard.direct and not heard.urgent and not heard.shown),
    (Goes.ANSWER, lambda heard: heard.asked is Asked.WORDS),
    # The answer to what the bot asked last about a case comes before all that it names.
    (Goes.DENIED, lambda heard: heard.unsolved and heard.unconfirmed > 0),
    (Goes.CASE, lambda heard: heard.unsolved and heard.cases > 0),
    (Goes.CASE, lambda heard: _goes_on(heard) and heard.related),
    # They have just read the steps, and a person needs to know where it is.
    (Goes.NOTE, lambda heard: heard.urgent and _says_more(heard) and not heard.awaited),
    # Its steps are shown every time, also where a person has the matter already.
    (Goes.URGENT, lambda heard: heard.urgent),
    (Goes.SCREEN, lambda heard: heard.shown),
    (Goes.ANSWER, lambda heard: heard.asked is Asked.FITS),
    (Goes.OVER, lambda heard: heard.settled and heard.cases > 0),
    (Goes.ENTRY, lambda heard: heard.entry),
    (Goes.OWN, lambda heard: heard.own),
    # The question says what it did not understand, and asks again.
    (Goes.ANSWER, lambda heard: heard.asked is Asked.FOREIGN and not heard.clear),
    # It means nothing by itself, neither to a person nor as a problem.
    (Goes.WHICH, lambda heard: heard.pointing and not heard.clear),
    (Goes.GREETING, lambda heard: _is_courteous(heard) and heard.asked is Asked.NOTHING),
    # A policy is offered with its records, and the case below them.
    (Goes.PROBLEM, lambda heard: heard.policy),
    # Who asks for a rule adds nothing to a case.
    (Goes.NOTE, lambda heard: heard.in_view and heard.related and not heard.asks),
    # What was asked for is likelier what comes than anything new; one tap says otherwise.
    (Goes.CASE, lambda heard: heard.awaited or (heard.related and not heard.asks)),
    (Goes.NOTE, lambda heard: _says_more(heard) and not heard.foreign),
    (Goes.CASE, lambda heard: _goes_on(heard) and not heard.clear),
    (Goes.CASE, lambda heard: heard.in_view and not heard.clear and not heard.foreign),
    (Goes.PROBLEM, lambda _: True),
)


def goes(heard: Heard) -> Goes:
    """Where a text goes."""
    return next(destination for destination, holds in TABLE if holds(heard))


def suits_case(heard: Heard) -> bool:
    """Whether words under a photo may go to an open case with it."""
    dark = not (heard.clear or heard.foreign or heard.urgent)
    return heard.related or (heard.cases > 0 and dark)


def is_plain(heard: Heard) -> bool:
    """Whether the place is known before anybody has looked at what the words mean."""
    known = heard.replied or heard.asked is Asked.WORDS
    return known or _fits_calmly(heard) or goes(heard) in {Goes.DIRECT, Goes.GREETING}


def _fits_calmly(heard: Heard) -> bool:
    asked = heard.shown or heard.asked is Asked.FITS
    return asked and not heard.urgent and not (heard.unsolved and heard.cases > 0)


def _goes_on(heard: Heard) -> bool:
    """More about an open case, but where a question or a screen can take it."""
    wanted = heard.shown or heard.own or heard.asked is Asked.FITS
    return heard.persists and heard.cases > 0 and not wanted


def _says_more(heard: Heard) -> bool:
    """Where it is, which truck: about the urgent case that was opened a moment ago."""
    return heard.just_opened and not heard.clear and not heard.asks


def _is_courteous(heard: Heard) -> bool:
    """Hello, thanks, or that all is well where nothing is open."""
    return heard.greeting or heard.settled
