"""Refusals in Telegram's words."""

from typing import Any


class ApiError(Exception):
    """The Bot API answers `ok: false`.

    Attributes:
        code: HTTP status and `error_code`.
        description: Begins with "Bad Request: " or the like, as Telegram's do.
        parameters: For example `{"retry_after": 3}`.
    """

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def body(self) -> dict[str, Any]:
        """The JSON answer."""
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(why: str) -> ApiError:
    """A 400."""
    return ApiError(400, f"Bad Request: {why}")


def not_modelled(what: str) -> ApiError:
    """A 501: real Telegram may accept this, the sandbox does not know how."""
    return ApiError(501, f"Not Implemented: the sandbox does not model {what}")
