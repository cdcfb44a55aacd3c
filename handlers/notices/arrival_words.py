"""How those who come to a firm are named and how they stand, in the words of every message."""

from bot.domain.arrivals import SHOWN_FOR, Presence
from bot.domain.speech import Button
from bot.services.arrivals.standing import ArrivalState, ArrivalStatus, Task
from handlers.phrases import duration, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

LIST = "arrival:list"
SHORT = 16
"""Characters of a name or a task on a button."""


def who_words(t: Tongue, status: ArrivalStatus) -> Html:
    """The firm's own words for them, and how many they are."""
    card = status.card
    if not card.label:
        return t("来人（{count} 人）", count=f"{card.count:,}")
    if card.count == 1:
        return t("{who}", who=card.label)
    return t("{who}（{count} 人）", who=card.label, count=f"{card.count:,}")


def short_name(t: Tongue, status: ArrivalStatus) -> str:
    """The same for a button."""
    label = status.card.label
    if not label:
        return t("来人（{count} 人）", count=f"{status.card.count:,}")
    return label if len(label) <= SHORT else label[: SHORT - 1] + "…"


def arrival_line(t: Tongue, status: ArrivalStatus) -> Html:
    """One entry of the list with its state."""
    who = who_words(t, status)
    match status.state:
        case ArrivalState.URGENT:
            return t("🚨 {who}：{finding}", who=who, finding=finding_words(t, status))
        case ArrivalState.OPEN:
            return t("❗ {who}：到了，还有事没办", who=who)
        case ArrivalState.HANDLED:
            finding = finding_words(t, status)
            return t("✅ {who}：{finding}，该办的都记了", who=who, finding=finding)
        case ArrivalState.SETTLED:
            return t("✅ {who}：到了，都办好了", who=who)
        case ArrivalState.OVER:
            return over_line(t, status)
    return _coming_line(t, status, who)


def _coming_line(t: Tongue, status: ArrivalStatus, who: Html) -> Html:
    when = when_words(t, status)
    match status.state:
        case ArrivalState.ASKED:
            return t("❓ {who}：该到了（{when}），到了没有？", who=who, when=when)
        case ArrivalState.READY:
            return t("✅ {who}：{when}，已报备", who=who, when=when)
    return t("⏳ {who}：{when}，还没报备", who=who, when=when)


def over_line(t: Tongue, status: ArrivalStatus) -> Html:
    """They have left, or do not come."""
    who = who_words(t, status)
    if status.card.presence is Presence.GONE:
        return t("▫️ {who}：走了", who=who)
    return t("▫️ {who}：不来了", who=who)


def when_words(t: Tongue, status: ArrivalStatus) -> Html:
    """When they come."""
    due = status.card.due_at
    return t("时间未定") if due is None else t("{when} 到", when=moment(t, due, status.zone))


def due_line(t: Tongue, status: ArrivalStatus) -> Html | None:
    """When they come, and how long that is from now."""
    due = status.card.due_at
    if status.card.presence is not Presence.COMING:
        return None
    if due is None:
        return t("什么时候到：还没说")
    if due <= status.now:
        return t("说好 {when} 到", when=moment(t, due, status.zone))
    left = duration(t, due - status.now)
    return t("{when} 到，还有 {left}", when=moment(t, due, status.zone), left=left)


def finding_words(t: Tongue, status: ArrivalStatus) -> Html:
    """What authorities found about them."""
    return Html(t("、").join(t.words(words) for words in status.finding.values()))


def opening(text: str) -> str:
    """A label as it begins a line: in English with a capital."""
    return text[:1].upper() + text[1:]


def how_to_report(t: Tongue, status: ArrivalStatus) -> Html | None:
    """How they report, as the record says it."""
    ahead = status.of.ahead
    if ahead is None or not ahead.steps:
        return None
    return t.words(ahead.steps[0].text)


def alert_line(t: Tongue, status: ArrivalStatus) -> Html | None:
    """What happens to those for whom an unreported arrival is an alert."""
    people = status.of.people
    if people is None or people.warning is None or not status.alerting or status.reported:
        return None
    text, clause = t.words(people.warning.text), people.warning.clause
    return t("⚠️ {text}（{clause}）", text=text, clause=clause)


def task_line(t: Tongue, task: Task) -> Html:
    """A task and whether it is done."""
    mark = "☐" if task.done is None else "✅"
    return t("{mark} {task}", mark=mark, task=t.words(task.label))


def task_buttons(t: Tongue, status: ArrivalStatus) -> tuple[Button, ...]:
    """What is still to be done about them, one tap each."""
    return tuple(
        button(
            t("✅ {task}", task=short_task(t, task)),
            "arrival:did",
            status.card.id,
            task.points[0].item,
        )
        for task in status.open_tasks
    )


def short_task(t: Tongue, task: Task) -> str:
    """A task on a button: what stands before its details."""
    return t.plain(task.label).replace("：", ":").partition(":")[0]


def shown_for(t: Tongue) -> Html:
    """How long people stay on the list."""
    return t("到后 {days} 天自动从名单里去掉（本系统设定）。", days=SHOWN_FOR.days)


def all_arrivals(t: Tongue) -> Button:
    """The way to the whole list."""
    return button(t("来人名单"), LIST)


def duty_lines(t: Tongue, status: ArrivalStatus) -> Html:
    """What the rules ask about them now: in plain words, with what is done."""
    now = [duty for duty in status.duties if duty.keeping.urgent]
    if status.state is ArrivalState.HANDLED:
        now = []
    if not now and status.state is ArrivalState.OPEN:
        now = [d for d in status.duties if d.keeping.people and d.keeping.people.before is None]
    gists = [Html(t.words(duty.verdict.gist)) for duty in now]
    return lines(*gists, *(task_line(t, task) for task in status.tasks))
