"""What people write into a case, checked: whether it says anything, and not too much."""

from bot.domain.case_states import TEXT_MOST
from bot.domain.errors import AnswerCode, BadAnswer
from bot.domain.texts import has_word, says_what_was_done


def said_text(text: str) -> str:
    """The text of a step.

    Raises:
        BadAnswer: It is empty or too long.
    """
    said = short_text(text)
    if not said:
        raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    return said


def reason_text(text: str) -> str:
    """The same for what has to be told to somebody else: signs alone say nothing.

    Raises:
        BadAnswer: It has no word in it, or is too long.
    """
    said = said_text(text)
    if not has_word(said):
        raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    return said


def result_text(text: str) -> str:
    """The same for what came of it: that it is done, and not what was, is no result.

    Raises:
        BadAnswer: It does not say what was done, or is too long.
    """
    said = reason_text(text)
    if not says_what_was_done(said):
        raise BadAnswer(AnswerCode.NO_RESULT)
    return said


def short_text(text: str) -> str:
    """The same, where no text at all is for somebody else to judge.

    Raises:
        BadAnswer: It is too long.
    """
    said = text.strip()
    if len(said) > TEXT_MOST:
        raise BadAnswer(AnswerCode.TOO_LONG, most=TEXT_MOST)
    return said
