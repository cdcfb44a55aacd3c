"""How a group stands, in a sentence that says what to do about it."""

from bot.domain.desk_groups import GroupState, Sight
from handlers.tongue import Html, Tongue, lines


def state_words(t: Tongue, state: GroupState) -> Html:
    """How a bound group stands."""
    match state:
        case GroupState.WORKING:
            return t("✅ 正常，一件事项一个话题。")
        case GroupState.NO_TOPICS:
            return t("❌ 话题功能关了。请在群设置里打开“话题”，再点“再查一次”。")
        case GroupState.NO_RIGHT:
            return t("❌ 我没有“管理话题”的权限。请把我设为群管理员并勾上它，再点“再查一次”。")
        case GroupState.REMOVED:
            return t("❌ 我已经不在群里。请重新拉我进群并设为管理员，再点“再查一次”。")
        case GroupState.UNANSWERED:
            return t("❌ 建话题时 Telegram 两次没有回音。请看看群里有没有空话题，再点“再查一次”。")
        case _:
            return t("还没有绑定。")


def sight_words(t: Tongue, sight: Sight) -> Html:
    """What is there and what is missing, point by point."""
    return lines(
        t("✅ 我在群里") if sight.is_there else t("❌ 我不在群里：请把我拉进群"),
        t("✅ 群开了话题") if sight.is_forum else t("❌ 群没开话题：群设置里打开“话题”"),
        t("✅ 我能管理话题")
        if sight.may_manage
        else t("❌ 我不能管理话题：把我设为管理员并勾上“管理话题”"),
    )
