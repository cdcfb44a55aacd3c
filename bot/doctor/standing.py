"""What waits for a person: parked updates, messages in doubt, files, policies that gave way."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from bot.doctor.findings import Finding, Findings, fine, wrong
from bot.services.releases.rules import Fallback, fallbacks
from bot.store import audit_seals, inbox, outbox
from bot.store.files import jobs
from bot.store.releases.versions import versions_in_force
from policies.rulebase import RuleBase
from policies.words import Words, joined

STATES: Final = {
    "new": Words("待处理", "new"),
    "leased": Words("在手上", "in hand"),
    "done": Words("已处理", "done"),
    "parked": Words("搁置", "parked"),
    "ready": Words("待发", "ready"),
    "sent": Words("已发", "sent"),
    "unknown": Words("存疑", "in doubt"),
    "dead": Words("被拒收", "refused"),
    "superseded": Words("被后来的替代", "superseded"),
    "cancelled": Words("已取消", "cancelled"),
    "wanted": Words("待取", "wanted"),
    "kept": Words("已存", "kept"),
    "refused": Words("拒收", "refused"),
    "lost": Words("取不到", "lost"),
    "erasing": Words("待删", "to be erased"),
    "erased": Words("已删", "erased"),
}
LOOK_UP: Final = Words(
    "请按错误号在日志里查原因，并联系那位用户。",
    "Look for the error id in the log, and get in touch with whoever sent it.",
)
ASK_READER: Final = Words(
    "请向收件人核实是否收到；没收到就由办件人重发。",
    "Ask whoever it was for; if it did not come, the officer of the case sends it again.",
)
SEND_AGAIN: Final = Words(
    "请检查到 Telegram 的网络；取不到的请发件人重发。",
    "Check the line to Telegram; what is lost its sender has to send again.",
)
SHOWN: Final = 20
IN_TURN: Final = Words("处理完上面的再查一次。", "Look again when those above are dealt with.")
NEW_TEXT: Final = Words(
    "请在工作台的政策发布里发一个新版本。", "Release a new version at the desk: 政策发布."
)


def look_at_work(connection: Connection) -> Findings:
    """Counts, and everything that a person has to decide."""
    yield _counted("收到的消息", "Updates", inbox.count_by_state(connection))
    yield _counted("发出的消息", "Messages", outbox.count_by_state(connection))
    yield _counted("文件", "Files", jobs.count_files(connection))
    seals = audit_seals.count_entries(connection)
    zh = f"审计：已封存 {seals['sealed']} 条，待封存 {seals['waiting']} 条。"
    yield fine(zh, f"Audit: {seals['sealed']} sealed, {seals['waiting']} waiting.")
    parked, unknown = inbox.parked_updates(connection), outbox.unknown_letters(connection)
    for bot, number, error_id in parked[:SHOWN]:
        zh = f"搁置：{bot} 的更新 {number}，错误号 {error_id}。"
        yield wrong(zh, f"Parked: {bot} update {number}, error {error_id}.", LOOK_UP)
    for letter, bot, error in unknown[:SHOWN]:
        zh = f"存疑：{bot} 的消息 {letter}（{error}）。"
        yield wrong(zh, f"In doubt: {bot} message {letter}: {error}.", ASK_READER)
    troubled = jobs.troubled_files(connection)
    for number, bot, state, error in troubled[:SHOWN]:
        said = STATES.get(state, Words(state, state))
        zh = f"文件{said.zh}：{bot} 的文件 {number}（{error}）。"
        yield wrong(zh, f"File {said.en}: {bot} file {number}: {error}.", SEND_AGAIN)
    more = sum(max(len(each) - SHOWN, 0) for each in (parked, unknown, troubled))
    if more:
        yield wrong(f"此外还有 {more} 项。", f"And {more} more of these.", IN_TURN)


def look_at_policies(connection: Connection, rules: RuleBase) -> Findings:
    """Versions in force that the software cannot read any more."""
    for each in fallbacks(rules, versions_in_force(connection)):
        zh, en = _given_way(each)
        yield wrong(zh, en, NEW_TEXT)


def _counted(zh: str, en: str, counts: Mapping[str, int]) -> Finding:
    said = [(STATES.get(state, Words(state, state)), count) for state, count in counts.items()]
    listed = joined([Words(f"{each.zh} {n}", f"{n} {each.en}") for each, n in said])
    return fine(f"{zh}：{listed.zh or '无'}。", f"{en}: {listed.en or 'none'}.")


def _given_way(fallback: Fallback) -> tuple[str, str]:
    version, own = fallback.version, fallback.answers
    zh_instead = "没有别的条文代替" if own is None else f"由磁盘上的第 {own.version} 版代替"
    instead = (
        "nothing answers instead" if own is None else f"version {own.version} on disk answers"
    )
    zh = f"政策 {version.policy} 第 {version.number} 版读不出来，{zh_instead}：{fallback.why}。"
    en = f"policy {version.policy} version {version.number}: {instead}, it cannot be read any more"
    return zh, f"{en}: {fallback.why}."
