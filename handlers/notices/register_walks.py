"""How far it is with a register that changed, in words for whoever changed it."""

from dataclasses import dataclass

from bot.domain.speech import Button, View
from bot.services.registers.words import Walked
from handlers.notices.register_words import register_title, subject_words, value_of
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase


@dataclass(frozen=True)
class Walks:
    """The words of walks over the firms of a place."""

    rulebase: RuleBase

    def walking(self, walked: Walked, language: str) -> View:
        """How far it is, to whoever set it."""
        t = Tongue(language)
        text = t(
            "📤 {what}：正在逐家核对，{done} / {total} 家",
            what=self._what(t, walked),
            done=walked.done,
            total=walked.total,
        )
        return View(text, (_to_registers(t),), silent=True)

    def finished(self, walked: Walked, language: str) -> View:
        """All firms are gone through, and how many of them hear of it."""
        t = Tongue(language)
        said = {"what": self._what(t, walked), "total": walked.done, "count": walked.found}
        if not walked.found:
            found = t("没有企业的结果有变化，没有通知任何人。")
        elif walked.undone:
            found = t("已更正 {count} 家。", **said)
        else:
            found = t("{count} 家有变化，各通知了一次。", **said)
        text = lines(t("✅ {what}：{total} 家已核对完。", **said), found)
        return View(text, (_to_registers(t),))

    def _what(self, t: Tongue, walked: Walked) -> Html:
        """方城县 · 所在地防控状态“应急状态”, or that it was taken back."""
        what: dict[str, object] = {
            "place": subject_words(t, self.rulebase, walked.subject),
            "register": register_title(t, walked.register),
            "value": value_of(t, walked.register.fact, walked.value),
        }
        if walked.undone:
            return t("{place} · {register}“{value}”撤销后", **what)
        return t("{place} · {register}“{value}”", **what)


def _to_registers(t: Tongue) -> tuple[Button, ...]:
    return (button(t("登记册"), "reg:menu"), button(t("返回"), "desk:menu"))
