"""Where the operator reads what a command would do, and confirms it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.domain.markup import plain_text
from bot.settings import BadSettings
from handlers.tongue import LANGUAGES, Html, Tongue

YES: Final = frozenset({"y", "yes", "是"})
SURE = "确定吗？输入 y 或 是 / Set it? Type y: "
UNASKED = (
    "没有更改：这里没有终端，问不了。看过上面的影响，请加 --yes 再运行一次。\n"
    "Nothing was changed: there is no terminal to ask at. Run it again with --yes."
)


@dataclass(frozen=True)
class Terminal:
    """Where the operator reads and confirms.

    Attributes:
        ask: Puts a question and returns what was typed; None if nobody sits there.
    """

    say: Callable[[str], None]
    ask: Callable[[str], str] | None

    def say_both(self, view: Callable[[Tongue], Html], gap: str = "\n") -> None:
        """Say something in both languages, one below the other."""
        self.say(gap.join(plain_text(view(Tongue(language))) for language in LANGUAGES))

    def confirmed(self) -> bool:
        """Whether the operator is sure.

        Raises:
            BadSettings: Nobody can be asked.
        """
        if self.ask is None:
            raise BadSettings(UNASKED)
        try:
            return self.ask(SURE).strip().lower() in YES
        except EOFError:
            return False


def own_terminal() -> Terminal:
    """The one at which the command was typed."""
    return Terminal(print, input if sys.stdin.isatty() else None)
