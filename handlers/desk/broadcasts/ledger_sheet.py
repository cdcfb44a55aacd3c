"""送达台账 as a spreadsheet: one row a recipient, without names of people."""

from collections.abc import Sequence

from bot.sheets.writing import OutSheet
from bot.store.broadcasts.ledger import LedgerRow
from handlers.notices.broadcast_words import state_labels
from handlers.notices.member_words import role_words
from handlers.tongue import Tongue


def ledger_sheet(t: Tongue, rows: Sequence[LedgerRow]) -> OutSheet:
    """What became of it for each; what firms are called is text, whatever it looks like."""
    header = (
        t("企业名称"),
        t("所在地"),
        t("身份"),
        t("语言"),
        t("结果"),
        t("时间"),
        t("已读并知晓"),
    )
    labels = state_labels(t)
    cells = [
        (
            each.firm,
            each.region,
            "" if each.role is None else str(role_words(t, each.role)),
            "English" if each.language == "en" else "中文",
            str(labels[each.state]),
            each.settled_at,
            each.confirmed_at,
        )
        for each in rows
    ]
    return OutSheet(str(t("送达台账")), tuple(map(str, header)), cells)
