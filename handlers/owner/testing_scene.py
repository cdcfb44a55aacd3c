"""What the handlers of test groups share: loading a group with its rules, and their questions."""

from typing import Final

from bot.services import testing as acts
from bot.services.replanning import firm_rules
from bot.services.rhythms import SamplingRules, posts_fact, source_of
from bot.services.standing import GroupStatus, status_of
from bot.store.questions import close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing_views import Wording
from handlers.tongue import Tongue

SAMPLED_AT: Final = "sampled_at"
GROUP_SIZE: Final = "group_size"


def standing(
    uow: UnitOfWork, owner: Owner, who: Speaker, group_id: int
) -> tuple[SamplingRules, GroupStatus]:
    """A group of theirs as it stands now, and what the rules say to its firm.

    Raises:
        NotYours: It is gone, or another's.
    """
    group = acts.own_group(uow, who.person, group_id)
    rules = firm_rules(uow, owner.rulebase, owner.zone, group.firm_id)
    return rules, status_of(group, uow.now, owner.zone)


def wording(owner: Owner, t: Tongue) -> Wording:
    """What the views need of the rules."""
    fact = posts_fact(owner.rulebase)
    found = ((policy, source_of(owner.rulebase, policy)) for policy in owner.rulebase.records)
    return Wording(
        t=t,
        zone=owner.zone,
        posts={} if fact is None else fact.options,
        sources={policy: source for policy, source in found if source is not None},
    )


def close_own_question(uow: UnitOfWork, who: Speaker) -> None:
    """A question about groups is settled; one that somebody else asked stays open."""
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind in {SAMPLED_AT, GROUP_SIZE}:
        close_question(uow, BOT, who.person.chat_id)
