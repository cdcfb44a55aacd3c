"""What is no name of a firm although it was written where one is asked: a greeting, a place."""

from bot.services.firms.places import is_only_place
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import form_views as views
from handlers.owner.questions.typed import SKIPS, UNSURE
from handlers.tongue import Html
from policies.spoken.choices import squeezed
from policies.spoken.corrections import Kind, corrections_in
from policies.spoken.firm_names import called_in, is_like_a_firm
from policies.spoken.greetings import only_greets
from policies.spoken.own_place import bare_place
from policies.spoken.remarks import asks
from policies.spoken.renaming import renaming_in
from policies.spoken.suppositions import supposed_in


def no_name(owner: Owner, uow: UnitOfWork, who: Speaker, text: str) -> tuple[Html, bool] | None:
    """Why a text is hardly a name, and whether it may be one after all.

    Returns:
        None if nothing speaks against it.
    """
    t = who.t
    if only_greets(text):
        return views.greeted(t), False
    if is_only_place(uow, owner.rulebase, bare_place(text)):
        return views.a_place(t, text), True
    if squeezed(text) in {*UNSURE, *SKIPS}:
        return views.name_needed(t), False
    return (views.a_sentence(t, text), True) if _is_sentence(text) else None


def bare_name(text: str) -> str:
    """俺那个厂叫示例棉纺厂, 改成示例棉纺厂: the name alone, where it can only be one."""
    renaming = renaming_in(text, asked=True)
    if renaming is not None and renaming.name:
        return renaming.name
    return called_in(text) or text


def _is_sentence(text: str) -> bool:
    if is_like_a_firm(text):
        return False
    corrects = any(each.kind is not Kind.COUNTS for each in corrections_in(text))
    return asks(text) or supposed_in(text) is not None or corrects
