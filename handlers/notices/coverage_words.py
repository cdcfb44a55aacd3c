"""How many of a firm's people are in test groups, in words for either side."""

from bot.domain.speech import Button
from bot.services.firms.sampling import FirmSampling
from bot.services.testing.coverage import Coverage
from handlers.press import button
from handlers.tongue import Html, Tongue


def coverage_line(t: Tongue, coverage: Coverage | None) -> Html | None:
    """The whole sentence: who has no clock, or what is missing to tell; None: nothing to count."""
    if coverage is None:
        return None
    label, grouped = t.words(coverage.staff.label), f"{coverage.grouped:,}"
    if coverage.staff.count is None:
        return _unstated(t, coverage, label) if coverage.is_unstated else None
    if coverage.missing is None:
        return t("有 {count} 个组没写人数，补上我才知道有没有漏人。", count=coverage.unsized)
    if coverage.missing:
        return t(
            "❗ {missing} 人还没有编组，他们的期限我没法提醒。"
            "（{label} {staff} 人，编进组 {grouped} 人）",
            missing=_count(t, coverage, coverage.missing),
            label=label,
            staff=_count(t, coverage, coverage.staff.count),
            grouped=grouped,
        )
    return _all_grouped(t, coverage, label)


def coverage_short(t: Tongue, coverage: Coverage | None) -> Html | None:
    """The same in a few words; None if everybody is in a group."""
    if coverage is None:
        return None
    label = t.words(coverage.staff.label)
    if coverage.staff.count is None:
        return t("{label}还没说", label=label)
    if coverage.missing is None:
        return t("{count} 个组没写人数", count=coverage.unsized)
    if coverage.missing:
        return t("{missing} 人还没有编组", missing=_count(t, coverage, coverage.missing))
    return t("编组的人比{label}多", label=label) if coverage.over else None


def sampling_line(t: Tongue, sampled: FirmSampling | None) -> Html | None:
    """For officers, in one line: late groups, and people whom no group counts."""
    if sampled is None:
        return None
    late, before = sampled.late, sampled.late_before_pause
    parts = [
        t("{count} 个组已超期", count=late) if late else None,
        t("{count} 个组停产放假前已超期", count=before) if before else None,
        coverage_short(t, sampled.coverage),
    ]
    said = [part for part in parts if part is not None]
    if not said:
        return t("✅ 采样：都编进组了，没有超期") if sampled.coverage else None
    return t("❗ 采样：{state}", state=Html(t("；").join(said)))


def coverage_button(t: Tongue, coverage: Coverage | None) -> Button | None:
    """The way to say how many people there are, where that number is missing or too small."""
    if coverage is None or not (coverage.over or coverage.is_unstated):
        return None
    label = t.plain(coverage.staff.label)
    said = t("改{label}", label=label) if coverage.over else t("填{label}", label=label)
    return button(said, "fact:ask", coverage.staff.fact)


def _unstated(t: Tongue, coverage: Coverage, label: Html) -> Html:
    said = t("{label}还没说，说了我才知道有没有漏人。", label=label)
    if not coverage.grouped:
        return said
    return Html(said + t("（编进组的 {grouped} 人）", grouped=f"{coverage.grouped:,}"))


def _all_grouped(t: Tongue, coverage: Coverage, label: Html) -> Html:
    staff, grouped = _count(t, coverage, coverage.staff.count or 0), f"{coverage.grouped:,}"
    if coverage.over and not coverage.staff.rough:
        return t(
            "编进组的 {grouped} 人，比您说的{label} {staff} 人还多，请看哪个数要改。",
            grouped=grouped,
            label=label,
            staff=staff,
        )
    return t("✅ {label} {staff} 人，都编进组了。", label=label, staff=staff)


def _count(t: Tongue, coverage: Coverage, count: int) -> Html:
    """1,199, or 约 1,199 where they only know about how many people they are."""
    said = f"{count:,}"
    return t("约 {count}", count=said) if coverage.staff.rough else Html(said)
