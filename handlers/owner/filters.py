"""Which updates a handler wants, beyond what aiogram's own filters say."""

from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from handlers.press import Press, read_press


class Pressed(Filter):
    """A button of this name; the handler gets it as `press`."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Press]:
        """Take the callback data apart if it is ours."""
        press = read_press(query.data or "")
        return {"press": press} if press.name == self.name else False
