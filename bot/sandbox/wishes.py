"""Reading what the acting API is asked for; a wrong request is refused in a sentence."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from aiohttp import web

from bot.sandbox.keys import WORLD
from bot.sandbox.world import PlayRefusal

SEAT = "/play/{bot}/{person:[0-9]{1,15}}"  # the beginning of every act's path

T = TypeVar("T")


async def any_json(request: web.Request) -> Any:
    """The body.

    Raises:
        PlayRefusal: 400, not JSON.
    """
    try:
        return json.loads(await request.read() or b"{}")
    except ValueError as error:
        raise PlayRefusal(400, "正文不是 JSON", "the body is not JSON") from error


async def json_body(request: web.Request) -> dict[str, Any]:
    """The body, a JSON object."""
    return as_object(await any_json(request))


def wanted(wish: Mapping[str, Any], key: str, kind: type[T]) -> T:
    """A value that must be there, of this type.

    Raises:
        PlayRefusal: 400.
    """
    value = wish.get(key)
    if type(value) is kind:
        return value
    raise PlayRefusal(400, f"需要 {key}", f'"{key}" must be given, as {kind.__name__}')


def optional(wish: Mapping[str, Any], key: str, kind: type[T]) -> T | None:
    """A value that may be absent or null."""
    return None if wish.get(key) is None else wanted(wish, key, kind)


def as_object(value: Any) -> dict[str, Any]:
    """A JSON object, and nothing else."""
    if isinstance(value, dict):
        return value
    raise PlayRefusal(400, "需要 JSON 对象", "a JSON object is expected")


def done(request: web.Request, **result: Any) -> web.Response:
    """The revision tells what comes after this act from what was there before."""
    return web.json_response(result | {"revision": request.app[WORLD].revision})


def seat_of(request: web.Request) -> tuple[str, int]:
    """The bot and the person that the path names."""
    return request.match_info["bot"], int(request.match_info["person"])
