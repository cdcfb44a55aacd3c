"""What the owner bot says when a handler could not: refusals, bugs, and what nobody wanted."""

from bot.domain.case_refusals import CaseRefusal
from bot.domain.errors import AccessCode, BadAnswer, NotYours, Refusal, Stale, StaleCode
from bot.domain.file_refusals import FileRefusal
from bot.domain.member_refusals import MemberRefusal
from bot.domain.register_refusals import RegisterRefusal
from bot.domain.sampling_refusals import SamplingCode, SamplingRefusal, SnoozeCode, SnoozeRefusal
from bot.domain.speech import Replies, View
from bot.store.firms.people import find_person
from bot.store.uow import UnitOfWork
from bot.turns import Turn
from handlers.notices.files import refused
from handlers.owner import home_views
from handlers.owner.firm import voice as firm_voice
from handlers.press import button
from handlers.tongue import Html, Tongue, lines, tongue_of


class OwnerVoice:
    """See `bot.turns.Voice`."""

    def refusal(self, uow: UnitOfWork, turn: Turn, refusal: Refusal) -> Replies:
        """A sentence with a way on."""
        t = _tongue(uow, turn)
        if isinstance(refusal, NotYours) and refusal.code is AccessCode.ROLE:
            return Replies(say=(firm_voice.not_your_role(t, refusal),))
        if isinstance(refusal, MemberRefusal):
            return Replies(say=(firm_voice.not_so(t, refusal),))
        if isinstance(refusal, RegisterRefusal):
            return Replies(say=(firm_voice.not_applied(t, refusal),))
        if isinstance(refusal, NotYours) and refusal.params.get("subject") == "firm":
            return Replies(say=(home_views.first_register(t),))
        text = sentence(t, refusal)
        if isinstance(refusal, CaseRefusal):
            show = button(t("查看进度"), "case:show", refusal.params["case_id"], "new")
            return Replies(say=(View(text, ((show,), home_views.navigation(t))),))
        return Replies(say=(View(text, (home_views.navigation(t),)),))

    def failure(self, uow: UnitOfWork, turn: Turn, error_id: str) -> View:
        """A bug: the id to name, and that nothing was half done."""
        t = _tongue(uow, turn)
        text = t(
            "抱歉，刚才这一步我这边出错了，什么都没有改动。编号 <code>{id}</code>，已经记录。"
            "可以再试一次；还不行请点“找人工”，报这个编号。",
            id=error_id,
        )
        return View(text, (home_views.navigation(t),))

    def help(self, uow: UnitOfWork, turn: Turn) -> Replies:
        """What can be done here."""
        t = _tongue(uow, turn)
        if turn.chat_id is None or "my_chat_member" in turn.leased.body:
            return Replies()
        before = _unhandled(t, turn)
        person = find_person(uow.connection, int(turn.sender_id or 0))
        menu = home_views.menu(t, None)
        if person is not None and person.firm_id is not None:
            menu = home_views.menu(t, "")
        return Replies(say=(View(lines(before, menu.html), menu.rows),))


def _unhandled(t: Tongue, turn: Turn) -> Html | None:
    if turn.pressed:
        return t("这个按钮是旧的，已经不能用了。")
    if str(turn.event.get("text") or "").startswith("/") and "message" in turn.leased.body:
        return t("没有这个命令。直接打字说您的事就行，或点下面的按钮。")
    return None


def sentence(t: Tongue, refusal: Refusal) -> Html:
    """The refusal in words: what is so, and what to do."""
    match refusal:
        case Stale(code=StaleCode.ANSWERED):
            return t("这道题您已经答过了，不用再答。")
        case Stale(code=StaleCode.EXPIRED):
            return t("超过 10 分钟，不能撤销了。记错了请重新选采样时间。")
        case Stale():
            return t("情况已经变了，这个按钮是旧的。请从菜单重新点开。")
        case SamplingRefusal() | SnoozeRefusal():
            return _testing(t, refusal)
    return _other(t, refusal)


def _other(t: Tongue, refusal: Refusal) -> Html:
    if isinstance(refusal, CaseRefusal):
        return t("这件事项的状态已经变了，没有重复操作。")
    if isinstance(refusal, FileRefusal):
        return refused(t, refusal)
    if isinstance(refusal, BadAnswer):
        return t("没看懂。请换个说法，或点按钮。")
    return t("没有找到，或者不归您看。请从菜单重新点开。")


def _testing(t: Tongue, refusal: SamplingRefusal | SnoozeRefusal) -> Html:
    if refusal.code is SamplingCode.IN_FUTURE:
        return t("采样时间不能晚于现在。请再选一次。")
    if refusal.code is SamplingCode.TOO_OLD:
        return t("这个采样时间太早了（7 天以前），帮不上提醒。请选最近一次。")
    if refusal.code is SamplingCode.NOT_NEWEST:
        return t("这一组后来又采过样了，以较晚的那次为准。")
    if refusal.code is SnoozeCode.OVERDUE:
        return t("已经过了期限，不能再推迟。采了样请点“刚刚都采了”。")
    return t("离期限太近，不能再推迟了。")


def _tongue(uow: UnitOfWork, turn: Turn) -> Tongue:
    person = find_person(uow.connection, int(turn.sender_id or 0))
    if person is not None:
        return Tongue(person.language)
    return tongue_of(turn.event.get("from", {}).get("language_code"))
