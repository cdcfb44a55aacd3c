"""What is asked of a trip one after another: which truck, what it is to the firm, its route."""

from bot.domain.speech import Replies
from bot.services.trips.doors import own_trips
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from bot.store.vehicles import VehicleCard
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.trucks import form
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks.drafts import Draft, draft_in, in_context
from handlers.owner.trucks.facts import ROUTE, TRUCK
from policies.facts import Fact


def ask_truck(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, *, edit: bool) -> Replies:
    """Which truck? What was said of its trip waits."""
    ask(uow, BOT, who.person.chat_id, OpenQuestion(TRUCK, context=in_context(draft)))
    held = own_trips(uow, ground_of(owner), who.person).vehicles
    known, new = forms.which_truck, forms.new_truck
    view = known(who.t, held, trip=True) if held else new(who.t, trip=True)
    return Replies(edit=view) if edit else Replies(say=(view,))


def waiting_draft(uow: UnitOfWork, who: Speaker) -> Draft | None:
    """What was said of a trip before its truck."""
    question = open_question(uow, BOT, who.person.chat_id)
    return draft_in(question) if question is not None and question.kind == TRUCK else None


def of_truck(
    owner: Owner, uow: UnitOfWork, who: Speaker, card: VehicleCard, *, edit: bool = False
) -> Replies:
    """What is not known of the truck, then its route."""
    unsaid = unsaid_of(owner, uow, who, card)
    if unsaid is None:
        return ask_route(owner, uow, who, card, edit=edit)
    if draft_for(uow, who, card) is None:
        ask(uow, BOT, who.person.chat_id, OpenQuestion(ROUTE, str(card.id)))
    view = forms.of_truck(who.t, card, unsaid)
    return Replies(edit=view) if edit else Replies(say=(view,))


def unsaid_of(owner: Owner, uow: UnitOfWork, who: Speaker, card: VehicleCard) -> Fact | None:
    """The first thing that the rules ask of a truck and that nobody has said of this one."""
    rules = own_trips(uow, ground_of(owner), who.person).rules
    asked = () if rules is None else rules.of_vehicle
    return next((fact for fact in asked if fact.id not in card.values), None)


def ask_route(
    owner: Owner, uow: UnitOfWork, who: Speaker, card: VehicleCard, *, edit: bool
) -> Replies:
    """Where to, and when; what was said of it already is not asked again."""
    draft = draft_for(uow, who, card)
    if draft is not None:
        return form.go_on(owner, uow, who, draft, edit=edit)
    ask(uow, BOT, who.person.chat_id, OpenQuestion(ROUTE, str(card.id)))
    view = forms.route(who.t, card)
    return Replies(edit=view) if edit else Replies(say=(view,))


def keep_draft(uow: UnitOfWork, who: Speaker, draft: Draft) -> None:
    """What was said of the trip waits with the question, until the truck is known."""
    question = OpenQuestion(ROUTE, str(draft.vehicle), in_context(draft))
    ask(uow, BOT, who.person.chat_id, question)


def draft_for(uow: UnitOfWork, who: Speaker, card: VehicleCard) -> Draft | None:
    """What waits with the question for this truck's route."""
    question = open_question(uow, BOT, who.person.chat_id)
    ours = question is not None and (question.kind, question.subject) == (ROUTE, str(card.id))
    return draft_in(question) if ours and question is not None else None
