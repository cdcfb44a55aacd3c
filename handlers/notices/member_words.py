"""What people of a firm are called, for either side."""

from bot.domain.members import Role
from bot.store.firms.members import MemberCard
from handlers.tongue import Html, Tongue, escaped


def role_words(t: Tongue, role: Role) -> Html:
    """负责人, 管理员, 采样联系人."""
    match role:
        case Role.OWNER:
            return t("负责人")
        case Role.MANAGER:
            return t("管理员")
        case Role.TEST_CONTACT:
            return t("采样联系人")


def member_name(t: Tongue, member: MemberCard) -> Html:
    """What colleagues know them by."""
    return Html(escaped(member.name)) if member.name else t("（没有留名字）")
