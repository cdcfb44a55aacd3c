"""Trouble on order: what the network and Telegram do on bad days."""

from dataclasses import asdict, dataclass
from typing import Any

from bot.sandbox.errors import ApiError

KINDS = frozenset({"429", "5xx", "403", "400", "cut_before", "cut_after", "delay"})


@dataclass
class Fault:
    """A rule: the next `times` matching calls, after `skip` of them, go wrong this way.

    None for bot, method or chat matches all. `seconds` is the length of a delay,
    `retry_after` what a 429 asks for, both in seconds.
    """

    kind: str
    bot: str | None = None
    method: str | None = None
    chat: int | None = None
    times: int = 1
    skip: int = 0
    retry_after: int = 1
    seconds: float = 1.0

    def matches(self, bot: str, method: str, chat: str) -> bool:
        """Whether it concerns a call; `chat` is the chat_id as text, empty if none."""
        return (
            self.bot in {None, bot}
            and self.method in {None, method}
            and (self.chat is None or str(self.chat) == chat)
        )

    def error(self) -> ApiError | None:
        """The answer that takes the place of the method's, if any."""
        answers = {
            "5xx": ApiError(502, "Bad Gateway"),
            "403": ApiError(403, "Forbidden: bot was blocked by the user"),
            "400": ApiError(400, "Bad Request: chat not found"),
            "429": ApiError(
                429,
                f"Too Many Requests: retry after {self.retry_after}",
                {"retry_after": self.retry_after},
            ),
        }
        return answers.get(self.kind)


class BadFault(ValueError):
    """An order that names no known kind, or a key or type that a fault does not have."""


class Faults:
    """The rules in force, the oldest matching one first."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []

    def __bool__(self) -> bool:
        return bool(self._rules)

    def order(self, wish: dict[str, Any]) -> Fault:
        """Put a rule in force.

        Raises:
            BadFault: See there.
        """
        try:
            fault = Fault(**wish)
        except TypeError as error:
            raise BadFault(str(error)) from error
        numbers = (fault.times, fault.skip, fault.retry_after, fault.seconds)
        if fault.kind not in KINDS or not all(isinstance(n, int | float) for n in numbers):
            raise BadFault(f"kind must be one of {sorted(KINDS)}; counts and seconds are numbers")
        self._rules.append(fault)
        return fault

    def take(self, bot: str, method: str, chat: str) -> Fault | None:
        """The fault that this call meets, counted down."""
        for rule in self._rules:
            if rule.matches(bot, method, chat):
                if rule.skip > 0:
                    rule.skip -= 1
                    continue
                rule.times -= 1
                if rule.times <= 0:
                    self._rules.remove(rule)
                return rule
        return None

    def list(self) -> list[dict[str, Any]]:
        """The rules as JSON objects."""
        return [asdict(rule) for rule in self._rules]

    def clear(self) -> None:
        """No more trouble."""
        self._rules.clear()
