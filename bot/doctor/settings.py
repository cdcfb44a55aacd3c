"""Whether the settings, the rules and the time zone can be read."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.doctor.findings import Finding, Findings, fine, watch, wrong
from bot.doctor.patient import Patient
from bot.settings import BadSettings
from policies.errors import RuleFileError
from policies.loader import load_rulebase
from policies.rulebase import RuleBase
from policies.words import Words

HERE: Final = "Asia/Shanghai"
COMPARE: Final = Words("请对照 .env.example 改正。", "Compare them with .env.example.")
MEND_RULES: Final = Words(
    "请用 `python -m policies check` 查看，或恢复随软件来的规则文件。",
    "`python -m policies check` says more; or restore the rule files of the software.",
)
OTHER_REGION: Final = Words(
    "请改成规则库 regions.yaml 里的地区，或留空。",
    "Set one of regions.yaml of the rule base, or none.",
)
TRAINING: Final = Words(
    "正式运行请删掉 CLOCK_AT。", "For real service take CLOCK_AT out of the settings."
)
OTHER_ZONE: Final = Words(
    "如果不是有意的，请把 TIMEZONE 改回 Asia/Shanghai。",
    "If that is not meant, set TIMEZONE back to Asia/Shanghai.",
)
NO_TZDATA: Final = Words(
    "请重新运行 scripts/setup。", "Run scripts/setup again: it installs them."
)


def look_at_settings(patient: Patient) -> Findings:
    """Every value makes sense; and it is no training."""
    if patient.unread:
        names = ", ".join(patient.unread)
        yield wrong(
            f"读不懂这些设置：{names}。", f"These settings make no sense: {names}.", COMPARE
        )
    else:
        yield fine("设置都能读懂。", "All settings make sense.")
    try:
        _ = patient.settings.webhook
    except BadSettings as error:
        zh, en = str(error).split("\n")
        yield wrong(zh, en, COMPARE)
    if patient.settings.clock_at is not None and patient.settings.owner_bot_token is not None:
        zh = "业务时钟被设在 CLOCK_AT 的时刻：这是演练，不是正式运行。"
        yield watch(zh, "CLOCK_AT moves the business clock: this is training.", TRAINING)


def look_at_rules(patient: Patient) -> tuple[RuleBase | None, list[Finding]]:
    """The rule base loads, and the home region is in it."""
    try:
        rules = load_rulebase(patient.root)
    except (RuleFileError, OSError) as error:
        return None, [
            wrong(
                f"规则库读不出来：{_why(error)}。",
                f"The rule base cannot be read: {_why(error)}.",
                MEND_RULES,
            )
        ]
    count = len(rules.records)
    found = [fine(f"规则库里有 {count} 条政策和义务。", f"The rule base holds {count} records.")]
    home = patient.settings.home_region
    if home is not None and home not in rules.regions.places:
        en = "HOME_REGION is not in the rule base."
        found.append(wrong("HOME_REGION 不在规则库里。", en, OTHER_REGION))
    return rules, found


def look_at_zone(patient: Patient) -> Findings:
    """The zone in which people read times, with its data."""
    try:
        edition = version("tzdata")
    except PackageNotFoundError:
        yield wrong("没有时区数据。", "There are no data of time zones.", NO_TZDATA)
        return
    zone = patient.settings.zone
    wall = patient.now().astimezone(zone).strftime("%Y-%m-%d %H:%M")
    zh = f"时区 {zone.key}，现在是 {wall}（时区数据 {edition}）。"
    en = f"Time zone {zone.key}, where it is {wall} now (data of {edition})."
    is_here = _offset(patient, zone) == _offset(patient, ZoneInfo(HERE))
    yield fine(zh, en) if is_here else watch(zh, en, OTHER_ZONE)


def _offset(patient: Patient, zone: ZoneInfo) -> object:
    return patient.now().astimezone(zone).utcoffset()


def _why(error: Exception) -> str:
    """One line; where a file is matters, and stands in the sentence of the loader."""
    if isinstance(error, OSError):
        return Path(error.filename or "").name or type(error).__name__
    return " ".join(str(error).split())
