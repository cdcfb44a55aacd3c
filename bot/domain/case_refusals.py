"""Acts that a case, a common issue or a policy proposal does not allow."""

from enum import StrEnum

from bot.domain.errors import Param, Refusal


class CaseCode(StrEnum):
    """Codes of `CaseRefusal`; params: status, and what is named here.

    Where a refusal reaches people it also has case_id, number, holder (a name, or None), and
    where others have it: places (where it lies).
    """

    ALREADY_CLAIMED = "already_claimed"  # held_by, held_since
    NOT_HOLDER = "not_holder"  # held_by
    NOT_CLAIMED = "not_claimed"
    NOT_OPEN = "not_open"  # over: confirmed by the firm, or solved and waiting for it
    NOT_SOLVED = "not_solved"  # nothing to deny yet
    RESULT_MISSING = "result_missing"  # nothing, or only that it is done and not what was
    ASKED_TOO_OFTEN = "asked_too_often"  # the firm, for something more
    RETURNED_TOO_OFTEN = "returned_too_often"  # the superior has said whose it is
    AT_TOP = "at_top"  # nobody is above
    NOBODY_RULES = "nobody_rules"  # the next refusal would wait for a ruling that nobody can give
    PUT_OFF = "put_off"  # the date of the next answer, once already since the last one
    TOO_FAR = "too_far"  # from the last answer: most (days)
    OWN_WORK = "own_work"  # whoever handled a case does not check it
    ELSEWHERE = "elsewhere"  # it lies on the desks of others now
    GIVEN_AWAY = "given_away"  # who had it in hand has it no more: a colleague has it, or is to
    HANDED_UP = "handed_up"  # from the rung on which they sit: those above take it
    FOUND_SHORT = "found_short"  # of a check: whom was asked, and what was said?
    NOT_REACHED = "not_reached"  # the firm was silent: who of it said on the phone or there yes?


class CaseRefusal(Refusal):
    """The case's status does not allow this act."""

    def __init__(self, code: CaseCode, **params: Param) -> None:
        super().__init__(code, **params)


class IssueCode(StrEnum):
    """Codes of `IssueRefusal`; params: issue_id, number, and what is named here."""

    LINKED = "linked"  # the case is in this issue already
    NOT_OPEN = "not_open"  # solved or dissolved
    ANSWERING = "answering"  # an answer is on its way
    NO_LEAD = "no_lead"  # nobody is named who answers for all
    NO_CASE = "no_case"  # left to answer, or to begin with
    TOO_FEW = "too_few"  # one case has no cause in common with anything
    PROPOSED = "proposed"  # a policy proposal of it waits already: proposal_id
    DECIDED = "decided"  # proposal_id, by: who was faster


class IssueRefusal(Refusal):
    """A common issue, or a policy proposal, does not allow this."""

    def __init__(self, code: IssueCode, **params: Param) -> None:
        super().__init__(code, **params)
