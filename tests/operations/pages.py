"""The port of a process, as a monitor reads it."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Page:
    """What a process would say of itself, and the client that asks."""

    client: Any = field(init=False)
    ready: bool = True
    still_for: float = 0.0

    async def metrics(self) -> dict[str, float]:
        """Every sample by its name with its labels."""
        text = await (await self.client.get("/metrics")).text()
        lines = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, value in lines}

    async def ready_or_why(self) -> tuple[int, list[str]]:
        answer = await self.client.get("/readyz")
        told = json.loads(await answer.text())
        assert told["ready"] == (answer.status == 200)
        return answer.status, told.get("why", [])
