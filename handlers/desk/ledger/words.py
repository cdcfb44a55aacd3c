"""How a document of the ledger stands, in words."""

from datetime import date

from bot.domain.policy_ledger import LedgerState
from bot.services.releases.ledger import LedgerCard
from handlers.tongue import Html, Tongue
from policies.documents import Document, Level

MARKS = {
    LedgerState.PUBLISHED: "✅",
    LedgerState.HELD: "📥",
    LedgerState.CITED: "📎",
    LedgerState.ENDED: "⛔",
    LedgerState.REPLACED: "↪️",
}


def state_words(t: Tongue, state: LedgerState) -> Html:
    """Where it stands."""
    return {
        LedgerState.PUBLISHED: t("发布"),
        LedgerState.HELD: t("收录，未发布"),
        LedgerState.CITED: t("已引用、未收录"),
        LedgerState.ENDED: t("失效"),
        LedgerState.REPLACED: t("被替代"),
    }[state]


def level_words(t: Tongue, level: Level | None) -> Html:
    """Whose it is."""
    if level is None:
        return t("级别没有写明")
    return {
        Level.NATION: t("国家级"),
        Level.PROVINCE: t("省级"),
        Level.CITY: t("市级"),
        Level.COUNTY: t("县级"),
    }[level]


def date_words(t: Tongue, document: Document) -> Html:
    """When it was published."""
    if document.date is None:
        return t("日期没有写明")
    return Html(document.date.isoformat())


def until_words(t: Tongue, document: Document, day: date) -> Html | None:
    """That by itself it decides nothing any more; None if it still does."""
    if document.last_day is None or document.last_day >= day:
        return None
    return t("⏳ 往年的文件：没有记录“仍执行至”的，只提示“需主管部门确认”")


def keeper_words(t: Tongue, card: LedgerCard) -> str:
    """Which post keeps it, and who holds that."""
    names = t("、").join(each.name for each in card.keepers)
    if not names:
        return t("政策编辑（还没有任命）")
    return t("政策编辑 {names}", names=names)
