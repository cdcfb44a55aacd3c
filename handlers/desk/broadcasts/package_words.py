"""What becomes of firms to which nothing applies, and how many they are."""

from bot.domain.packages import Nothing
from bot.services.packages.counts import PackageCount
from handlers.tongue import Html, Tongue


def nothing_words(t: Tongue, nothing: Nothing | None) -> Html:
    """What becomes of a firm to which nothing applies."""
    if nothing is None:
        return t("现在不带清单。")
    if nothing is Nothing.SKIP:
        return t("📦 附各家自己的政策清单；没有适用的企业不发")
    return t("📦 附各家自己的政策清单；没有适用的企业也说一声")


def count_lines(
    t: Tongue, nothing: Nothing | None, count: PackageCount | None
) -> tuple[Html, ...]:
    """To how many something applies."""
    if nothing is None or count is None:
        return ()
    said = {"some": f"{count.firms - count.empty:,}", "empty": f"{count.empty:,}"}
    if nothing is Nothing.SKIP:
        return (t("清单：<b>{some}</b> 家有适用的，<b>{empty}</b> 家没有（不发）", **said),)
    return (t("清单：<b>{some}</b> 家有适用的，<b>{empty}</b> 家没有（告诉他们没有）", **said),)
