"""What was said of the questions that are left travels with the interview."""

from dataclasses import replace

from bot.store.questions import OpenQuestion
from handlers.owner.questions.asked import KIND, Asking, asking_of
from policies.planning import Ask
from policies.remaining import Remaining, remaining_after


def answered(*said):
    asking = Asking()
    for place, left in enumerate(said):
        asking = asking.telling(Remaining(*left))
        asking = replace(asking, trail=(*asking.trail, f"fact_{place}"))
    return asking


def expecting(remaining, most):
    return Ask("fact", (), (), remaining, most)


def test_a_step_back_counts_on_from_what_was_said_there():
    asking = answered((5, 9), (5, 7), (4, 5))

    once = asking.stepped_back()
    twice = once.stepped_back()

    assert asking.remaining == once.remaining == Remaining(4, 5)
    assert twice.remaining == Remaining(5, 7)
    assert asking_of(OpenQuestion(KIND, "fact_1", twice.to_context())) == twice


def test_questions_between_that_say_no_number_take_their_place():
    asking = replace(answered((5, 9)), trail=("fact_0", "typed", "typed_too"))

    assert asking.telling(Remaining(2, 3)).told == ((5, 9), (5, 9), (5, 9), (2, 3))


def test_only_a_change_brings_more_and_that_is_said():
    before = Remaining(4, 6)

    assert remaining_after(None, expecting(5, 9)) == Remaining(5, 9)
    assert remaining_after(before, expecting(5, 5)) == Remaining(4, 5)
    assert remaining_after(before, expecting(3, 5)) == Remaining(3, 5)
    assert remaining_after(before, expecting(5, 8)) == Remaining(5, 8, more=2)
