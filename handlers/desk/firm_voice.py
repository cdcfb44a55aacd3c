"""What an officer hears of a thing that is not theirs, or not theirs to give."""

from bot.domain.errors import MemberRefusal, NotYours
from handlers.tongue import Html, Tongue


def not_theirs(t: Tongue, refusal: NotYours | MemberRefusal) -> Html:
    """It does not exist, lies elsewhere, or is more than an officer may let in."""
    if isinstance(refusal, MemberRefusal):
        return t("您不能给这种身份的邀请码。")
    if refusal.params["subject"] == "firm":
        return t("没有找到这家企业，或者不在您负责的地方。")
    return t("没有找到这件事项，或者不在您负责的地方。")
