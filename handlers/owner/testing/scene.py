"""What the handlers of test groups share: loading a group with its rules, and their questions."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.speech import View
from bot.services.firms.firms import firm_of
from bot.services.testing import testing as acts
from bot.services.testing.pausing import pause_ahead
from bot.services.testing.replanning import firm_rules
from bot.services.testing.rhythms import SamplingRules, posts_in, source_of
from bot.services.testing.standing import GroupStatus, status_of
from bot.store.firms.firms import load_firm
from bot.store.parked import all_parked, unpark
from bot.store.questions import close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.notices.sampling_words import mark
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.minutes import minute_pressed
from handlers.owner.testing.views import FirmPause, Wording, overview
from handlers.press import Press
from handlers.tongue import Tongue

SAMPLED_AT: Final = "sampled_at"
GROUP_SIZE: Final = "group_size"
HOW_MANY: Final = "sampled_how_many"
SOME_AT: Final = "some_sampled_at"
PICKED: Final = "groups_picked"
PAUSED_UNTIL: Final = "paused_until"
NOW_LASTS: Final = timedelta(hours=1)
"""Who taps “just now” later than this under a question may mean the moment when it was asked."""
OURS: Final = frozenset({SAMPLED_AT, GROUP_SIZE, HOW_MANY, SOME_AT, PICKED, PAUSED_UNTIL})


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


def own_rules(uow: UnitOfWork, owner: Owner, who: Speaker) -> SamplingRules:
    """What the rules say to the firm that the person speaks for.

    Raises:
        NotYours: They speak for none.
    """
    return firm_rules(uow, owner.rulebase, owner.zone, firm_of(uow, who.person).id)


def is_outdated(status: GroupStatus, press: Press) -> bool:
    """Whether a newer sampling was recorded after the button was shown."""
    return len(press.args) > 1 and press.mark(1) != mark(status.group)


def asked_long_ago(uow: UnitOfWork, press: Press, place: int) -> datetime | None:
    """When “now” was asked for, if that is so long ago that now is something else."""
    if not press.args[place:]:
        return None
    asked_at = minute_pressed(press, place)
    return asked_at if uow.now - asked_at > NOW_LASTS else None


def overview_of(
    uow: UnitOfWork, owner: Owner, who: Speaker, rules: SamplingRules, page: int = 0
) -> View:
    """采样总览, with the pause of the whole firm if there is one."""
    statuses = acts.overview(uow, rules)
    known = pause_ahead(uow, rules.firm_id, None)
    paused = None if known is None else FirmPause(known, uow.now)
    return overview(wording(uow, owner, who.t), rules, statuses, page, paused)


def wording(uow: UnitOfWork, owner: Owner, t: Tongue) -> Wording:
    """What the views need of the rules of the place of the firm that is spoken for."""
    rulebase = owner.rulebase
    region = owner.home_region if uow.firm_id is None else load_firm(uow, uow.firm_id).region
    found = ((policy, source_of(rulebase, policy)) for policy in rulebase.records)
    rhythms = ((record.id, record.rhythm) for record in rulebase.records.values())
    return Wording(
        t=t,
        zone=owner.zone,
        posts=posts_in(rulebase, region),
        sources={policy: source for policy, source in found if source is not None},
        offers={policy: said.called for policy, said in rhythms if said and said.called},
    )


def close_own_question(uow: UnitOfWork, who: Speaker) -> None:
    """A question about groups is settled, also one that was left; other ones stay open."""
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind in OURS:
        close_question(uow, BOT, who.person.chat_id)
    left = all_parked(uow, who.person.id, who.person.firm_id)
    if any(each.kind in OURS for each in left):
        unpark(uow, who.person.id, who.person.firm_id, OURS)
