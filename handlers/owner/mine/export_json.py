"""The same for machines: JSON with English keys, moments in UTC, values as they are stored."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from bot.services.privacy.own_data import OwnData

FORMAT: Final = "zhuqi-export-1"


def dumped(data: OwnData) -> bytes:
    """The whole file, UTF-8."""
    whole: dict[str, Any] = {"format": FORMAT, **asdict(data)}
    whole["samplings"] = [
        {"sampled_at": at, "recorded_at": recorded, "undone": undone}
        for at, recorded, undone in data.samplings
    ]
    whole["told"] = [{"at": at, "text": text} for at, text in data.told]
    for firm, own in zip(whole["firms"], data.firms, strict=True):
        firm["reminders"] = [{"fires_on": on, "deadline": due} for on, due in own.reminders]
        for fact, known in zip(firm["facts"], own.facts, strict=True):
            fact["value"] = json.loads(known.value)
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)
