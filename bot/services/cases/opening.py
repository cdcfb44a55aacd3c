"""登记: a case begins with a firm's own words, gets its number, and comes onto desks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.domain.case_states import CaseAct
from bot.domain.cases import case_number, opened
from bot.domain.errors import NotYours
from bot.domain.members import Right
from bot.services.cases.cards import CaseCard
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import note_step, wind_up
from bot.services.cases.numbers import numbering
from bot.services.cases.placing import place
from bot.services.cases.rules import rules_of
from bot.services.cases.texts import said_text
from bot.services.duties.errands import Ground
from bot.services.file_places import attach
from bot.services.firms.firms import firm_of
from bot.services.staff.staff import sector_of
from bot.store.cases.cases import CaseRecord, add_case, next_running
from bot.store.firms.firms import FirmCard
from bot.store.firms.people import PersonCard
from bot.store.heard import Became, remember
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is about, beside its words.

    Args:
        about: A policy's id.
        category: A kind of problem, by its id.
        urgent: It cannot wait.
    """

    about: str | None = None
    category: str | None = None
    urgent: bool = False


PLAIN: Final = Matter()


def open_case(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    text: str,
    matter: Matter = PLAIN,
    files: Collection[int] = (),
) -> CaseCard:
    """Keep what the firm of this person asks a human for, and put it on desks.

    Args:
        matter: What it is about, beside the words.
        files: Ids of what came with it.

    Raises:
        NotYours: The person speaks for no firm, or there is no such policy or category.
        BadAnswer: The text is empty or too long.
    """
    # Whoever keeps the firm's duties may call for help when it cannot wait.
    firm = firm_of(uow, person, Right.DUTY if matter.urgent else Right.CASE)
    said = said_text(text)
    if matter.about is not None and matter.about not in ground.rulebase.records:
        raise NotYours("policy")
    if matter.category is not None and matter.category not in ground.rulebase.problems:
        raise NotYours("problem")
    case = place(uow, ground, _registered(uow, ground, person, firm, said, matter))
    wind_up(uow, ground, case)
    attach(uow, files, case.id, firm_id=firm.id)
    note_step(uow, case, CaseAct.OPEN, person)
    remember(uow, person.id, Became.CASE, case.id)
    return card_of(uow, ground.rulebase, case)


def _registered(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    firm: FirmCard,
    said: str,
    matter: Matter,
) -> CaseRecord:
    region, letter = numbering(ground.rulebase.regions, firm.region)
    today = uow.now.astimezone(ground.zone).date()
    running = next_running(uow.connection, region, today.isoformat())
    return add_case(
        uow,
        region=region,
        opened_on=today.isoformat(),
        running=running,
        number=case_number(letter, today, running),
        firm_id=firm.id,
        text=said,
        about=matter.about,
        category=matter.category,
        urgent=matter.urgent,
        sector=sector_of(uow, ground.rulebase, firm.id),
        state=opened(person.id, uow.now, rules_of(ground.rulebase, region).levels[0]),
    )
