"""政策台账 as a spreadsheet."""

from collections.abc import Iterator, Sequence

from bot.services.releases.ledger import LedgerCard
from bot.sheets.writing import OutSheet, Shown
from handlers.desk.ledger.words import keeper_words, level_words, state_words
from handlers.notices.case_words import place
from handlers.tongue import Tongue
from policies.rulebase import RuleBase


def sheet_of(t: Tongue, rulebase: RuleBase, cards: Sequence[LedgerCard]) -> OutSheet:
    """One row a document, with all that its card says."""
    header = (
        t("标题"),
        t("级别"),
        t("发文单位"),
        t("性质"),
        t("日期"),
        t("状态"),
        t("地方"),
        t("责任岗位"),
        t("已发布（条）"),
        t("适用（家）"),
        t("要确认（家）"),
        t("还差信息（家）"),
        t("算的时间"),
        t("推送到（家）"),
        t("已读并知晓（家）"),
        t("引用它的文件"),
        t("替代它的文件"),
    )
    rows = [tuple(_row(t, rulebase, each)) for each in cards]
    return OutSheet(str(t("政策台账")), tuple(map(str, header)), rows)


def _row(t: Tongue, rulebase: RuleBase, card: LedgerCard) -> Iterator[Shown]:
    line, document = card.line, card.line.document
    counted = line.counted
    yield t.plain(document.title)
    yield str(level_words(t, document.level))
    yield t.plain(document.issuer)
    yield t.plain(document.kind)
    yield "" if document.date is None else document.date.isoformat()
    yield str(state_words(t, line.state))
    yield str(place(t, rulebase, document.region))
    yield str(keeper_words(t, card))
    yield len(line.records)
    yield "" if counted is None else counted.applies
    yield "" if counted is None else counted.confirms
    yield "" if counted is None else counted.asks
    yield None if counted is None else counted.counted_at
    yield card.told.sent
    yield card.told.confirmed
    named = [t.plain(rulebase.documents[each.document].title) for each in document.named_in]
    yield str(t("、")).join(dict.fromkeys(named))
    yield str(t("、")).join(t.plain(each.title) for each in card.by)
