"""One JSON line an event, with what must not be in a log taken out.

Whatever is logged while an update is handled carries its `request`, e.g. "owner:400123456". Its
act says by "acted" which messages it queued, and "sent" or "not sent" names each by its `mark`:
so one can follow what somebody sent to what they were answered.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

TOKEN: Final = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{20,}")  # also in …/bot123:abc/…
PASSWORD: Final = re.compile(r"(://[^\s:/@]*:)[^\s/@]+@")  # in the address of a database or proxy
PHONE: Final = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
QUIET: Final = (
    "httpx",
    "httpcore",
    "aiohttp.access",
    "apscheduler",
    "alembic",
    "aiogram",
    "telegram",
)


def configure(level: str) -> None:
    """Send our events and the libraries' warnings to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_RedactRecords())
    handler.setFormatter(_Redacting())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        # They log every request's address, which holds the token, and at DEBUG whole messages.
        logging.getLogger(name).setLevel(logging.WARNING)


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take tokens, passwords and phone numbers out of every text of an event."""
    return {key: _clean(value) for key, value in event.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    if not isinstance(value, str):
        return value
    known = PASSWORD.sub(r"\1***@", TOKEN.sub("<token>", value))
    return PHONE.sub(r"\1****\2", known)


class _RedactRecords(logging.Filter):
    """The same for what libraries log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _clean(record.getMessage()), ()
        return True


class _Redacting(logging.Formatter):
    """And for what they say of an error."""

    def format(self, record: logging.LogRecord) -> str:
        return str(_clean(super().format(record)))
