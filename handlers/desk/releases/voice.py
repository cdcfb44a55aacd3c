"""Why something cannot be done to a release, and what can."""

from bot.domain.release_refusals import ReleaseCode, ReleaseRefusal
from bot.domain.releases import ReleaseState
from bot.domain.speech import View
from handlers.desk.releases.card_views import to_list
from handlers.notices.release_words import state_words
from handlers.tongue import Html, Tongue


def release_refused(t: Tongue, refusal: ReleaseRefusal) -> View:
    """A sentence with a way on."""
    return View(_why(t, refusal), (to_list(t),))


def _why(t: Tongue, refusal: ReleaseRefusal) -> Html:
    if refusal.code is ReleaseCode.OWN:
        return t("这次发布是您提出的，要请另一位审批员批准。")
    if refusal.code is ReleaseCode.NOTHING_BEFORE:
        return t("这条政策没有更早的版本可以退回。")
    state = ReleaseState(str(refusal.params["state"]))
    return t("这次发布现在是“{state}”，做不了这一步。", state=state_words(t, state))
