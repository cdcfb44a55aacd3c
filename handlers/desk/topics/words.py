"""What the topic of a case says, and what is said of groups: see `bot.services.cases.topics`."""

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import UNTAKEN
from bot.domain.desk_groups import GroupState
from bot.domain.literal import literal
from bot.domain.markup import within
from bot.domain.speech import View
from bot.services.cases.cards import CaseCard, Step
from bot.services.files import to_send
from bot.store.files.files import FileState, Taken
from bot.store.staff.desk_groups import GroupCard
from bot.store.staff.units import UnitCard
from handlers.desk.cases.buttons import in_topic
from handlers.desk.cases.views import card_text, firm_button
from handlers.desk.home_views import back
from handlers.desk.topics.state_words import state_words
from handlers.notices.case_history import history_button
from handlers.notices.case_steps import just_done
from handlers.notices.files import look_button, news, stand_in
from handlers.notices.private import masked
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

NAME_MOST: Final = 100
"""UTF-16 units of a topic's name; Telegram takes 128 characters."""
THERE: Final = frozenset({FileState.WANTED, FileState.KEPT})


@dataclass(frozen=True)
class Words:
    """See `bot.services.case_topics.TopicWords`."""

    rulebase: RuleBase
    zone: ZoneInfo

    def name(self, language: str, card: CaseCard) -> str:
        """F-0715-001 示例纺织 · 物流运输: neither numbers of people nor what they wrote."""
        t = Tongue(language)
        category = self.rulebase.problems.get(card.category or "")
        kind = f" · {t.plain(category.name)}" if category else ""
        urgent = "🚨" if card.urgent else ""
        return within(
            literal(f"{urgent}{card.number} {masked(t, card.firm.name)}{kind}"), NAME_MOST
        )

    def card(self, language: str, card: CaseCard, *, again: bool) -> View:
        """The case so far with its buttons, and what is written here is for whom."""
        t = Tongue(language)
        head = t("♻️ 原来的话题用不了了，这里接着办。") if again else None
        rule = t(
            "在这里说的话记作内部备注，企业看不到；要发给企业，点“答复”或“办结”，再回复机器人的提示。"
        )
        text = card_text(t, self.rulebase, card, self.zone)
        ways = (*history_button(t, card, inside=True), *look_button(t, card))
        rows = (*in_topic(t, card), (*ways, firm_button(t, card.id)))
        return View(lines(head, text, "", rule), rows)

    def step(
        self, language: str, card: CaseCard, step: Step, files: list[Taken], *, here: bool
    ) -> View:
        """One new step, and that something came with it."""
        t = Tongue(language)
        mark = "✏️" if step.name is None else "•"
        done = Html(f"{mark} {just_done(t, step)}")
        claim = button(t("我来办"), "case:claim", card.id)
        show = (button(t("看事项"), "case:show", card.id), *look_button(t, card))
        waits = here and card.status in UNTAKEN
        row = (claim, *show) if waits else show
        silent = step.name is not None and not waits
        return View(lines(done, news(t, files)), (row,), silent=silent)

    def file(self, language: str, card: CaseCard, file: Taken) -> View | None:
        """One new file; None if it cannot be had."""
        if file.state not in THERE:
            return None
        t, sent = Tongue(language), to_send(file)
        return View(Html(escaped(f"📎 {masked(t, file.caption or stand_in(t, file))}")), file=sent)

    def unsaid(self, language: str, card: CaseCard, title: str) -> View:
        """To an officer: something could not be said in the group."""
        t = Tongue(language)
        text = t(
            "群“{title}”现在发不出去：事项 <b>{number}</b> 有新情况，请在这里看。",
            title=title,
            number=card.number,
        )
        return View(text, ((button(t("看事项"), "case:show", card.id),),))

    def state(self, language: str, group: GroupCard, unit: UnitCard) -> View:
        """To an administrator: how a group stands now."""
        t = Tongue(language)
        known = {"title": group.title, "unit": unit.name}
        head = t("⚠️ 工作群“{title}”（{unit}）：", **known)
        goes_on = t("事项已改为私聊通知，不耽误办理。")
        if group.state is GroupState.WORKING:
            head, goes_on = t("✅ 工作群“{title}”（{unit}）：", **known), t("新情况又发到群里了。")
        show = button(t("看这个群"), "group:show", group.id)
        return View(lines(head, state_words(t, group.state), goes_on), ((show, back(t)),))
