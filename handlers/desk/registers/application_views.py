"""Applications of firms as an officer sees them."""

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.registers import UNDECIDED, ApplicationState
from bot.domain.speech import Button, View
from bot.services.files import to_send
from bot.services.registers.applications import ApplicationFile
from bot.store.registers.applications import ApplicationCard, StepCard
from handlers.desk.home_views import back
from handlers.desk.registers.history_views import step_words
from handlers.notices import files as file_views
from handlers.notices.case_words import clipped, place
from handlers.notices.private import masked
from handlers.notices.register_words import clause_line, standards_line, value_of
from handlers.notices.staff_words import sector_words
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

PAGE: Final = 6
LABEL: Final = 20
WORDS: Final = 500
FILES: Final = 10


def page_of(found: Sequence[ApplicationCard], page: int) -> Sequence[ApplicationCard]:
    """The applications of a page."""
    return found[page * PAGE : (page + 1) * PAGE]


def waiting(
    t: Tongue, files: Sequence[ApplicationFile], count: int, page: int, zone: ZoneInfo
) -> View:
    """What waits for the officer."""
    if not count:
        text = t("现在没有等您看的企业申请。")
        return View(text, ((button(t("登记册"), "reg:menu"), back(t)),))
    text = lines(
        t("<b>企业申请（{count} 件）</b>（最早的在前）", count=count),
        *(
            Html(
                f"· {escaped(each.firm.name)} · {t.words(each.admission.label)}"
                f" · {moment(t, each.application.opened_at, zone)}"
            )
            for each in files
        ),
    )
    rows = [
        (button(clipped(each.firm.name, LABEL), "apply:show", each.application.id),)
        for each in files
    ]
    turn = [button(t("上一页"), "apply:list", page - 1)] if page > 0 else []
    if (page + 1) * PAGE < count:
        turn.append(button(t("下一页"), "apply:list", page + 1))
    ways = (button(t("登记册"), "reg:menu"), back(t))
    return View(text, (*rows, *((tuple(turn),) if turn else ()), ways))


def card(
    t: Tongue,
    rulebase: RuleBase,
    file: ApplicationFile,
    names: Mapping[str, str | None],
    zone: ZoneInfo,
    *,
    before: str | None = None,
) -> View:
    """One application: who asks for what, in their words, by what it is to be judged.

    Args:
        names: Actor of a step → the officer's name; None: the firm.
    """
    register, admission = file.register, file.admission
    where = [place(t, rulebase, file.firm.region)]
    if file.sector is not None:
        where.append(sector_words(t, rulebase, file.sector))
    elif rulebase.regions.sector is not None:
        where.append(t("没填行业"))
    text = lines(
        before,
        t("<b>{firm}</b>：{what}", firm=file.firm.name, what=t.words(admission.label)),
        Html(" · ".join(where)),
        t(
            "{register}现在是：{value}",
            register=t.words(register.fact.label),
            value=value_of(t, register.fact, file.card.value),
        ),
        *(_step(t, each, names, zone) for each in file.steps),
        file_views.count(t, file.files),
        standards_line(t, rulebase, admission, desk=True),
        clause_line(t, rulebase, admission.source or register.source),
    )
    return View(text, (*_acts(t, file), (button(t("企业申请"), "apply:list"), back(t))))


def answered(t: Tongue, file: ApplicationFile) -> Html:
    """The firm hears it."""
    if file.application.state is ApplicationState.REFUSED:
        return t("已答复，企业会看到原因。")
    return t("已请企业补充；补充了会再告诉您。")


def ask_more(t: Tongue, file: ApplicationFile) -> View:
    """What is lacking?"""
    text = lines(
        t("请“{firm}”补充什么？写清楚（企业会看到）。", firm=file.firm.name),
        t("例：请发疫情防控方案和专班名单的照片。"),
    )
    return View(text, (_cancel(t, file),))


def ask_why(t: Tongue, file: ApplicationFile) -> View:
    """Why not?"""
    what = t.words(file.admission.label)
    text = lines(
        t("不同意“{firm}”的“{what}”，为什么？企业会看到。", firm=file.firm.name, what=what),
        t("例：没有应急处置预案，补齐后可以再申请。"),
    )
    return View(text, (_cancel(t, file),))


def attachments(t: Tongue, file: ApplicationFile) -> tuple[View, ...]:
    """What the firm sent, each as a message; the last one leads on."""
    ways = ((button(t("看申请"), "apply:show", file.application.id), back(t)),)
    there = file_views.to_show(file.files)[:FILES]
    if not there:
        return (View(t("这件申请没有附件。"), ways),)
    return tuple(
        View(
            t(
                "📎 {firm} · 附件 {place}/{count}",
                firm=file.firm.name,
                place=number,
                count=len(there),
            ),
            ways if number == len(there) else (),
            file=to_send(each),
        )
        for number, each in enumerate(there, 1)
    )


def _acts(t: Tongue, file: ApplicationFile) -> list[tuple[Button, ...]]:
    number = file.application.id
    there = file_views.to_show(file.files)
    look = (button(t("看附件"), "apply:files", number),) if there else ()
    firm = (button(t("看企业"), "firm:show", file.firm.id), *look)
    if file.application.state not in UNDECIDED:
        to_register = button(t("看登记"), "reg:card", file.register.fact.id, f"f{file.firm.id}")
        return [(to_register,), firm]
    yes = button(t.plain(file.admission.yes), "apply:grant", number)
    no = button(f"{t.plain(file.admission.no)}…", "apply:no", number)
    return [(yes, no), (button(t("请补充…"), "apply:more", number),), firm]


def _step(t: Tongue, step: StepCard, names: Mapping[str, str | None], zone: ZoneInfo) -> Html:
    line = t(
        "· {when} {who}{act}",
        when=moment(t, step.at, zone),
        who=names.get(step.actor) or t("企业"),
        act=step_words(t, step.act),
    )
    said = clipped(masked(t, step.words), WORDS)
    return Html(line + t("：“{said}”", said=said)) if step.words else line


def _cancel(t: Tongue, file: ApplicationFile) -> tuple[Button, ...]:
    return (button(t("取消"), "apply:show", file.application.id), back(t))
