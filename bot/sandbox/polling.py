"""GetUpdates, by long polling."""

from bot.sandbox.call import Call
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.updates import Conflict
from bot.sandbox.wire import Json

LONGEST_POLL = 50  # seconds; Telegram shortens longer wishes, too


async def get_updates(call: Call) -> list[Json]:
    """Confirm what is below the offset and hand out what waits.

    Raises:
        ApiError: 409 when another poll of the same bot took over; 400 for a
            limit outside 1-100, a negative timeout, or kinds that are not text.
    """
    limit, timeout = call.args.get("limit", 100), call.args.get("timeout", 0)
    if not 1 <= limit <= 100:
        raise bad_request("limit must be from 1 to 100")
    if timeout < 0:
        raise bad_request("timeout must not be negative")
    bot, queue = call.bot, call.world.queues[call.bot.name]
    if "allowed_updates" in call.args:
        queue.allowed = kinds_of(call.args["allowed_updates"])
    if not bot.awake:
        call.world.changed()
    bot.last_poll_at = call.world.time()
    bot.polling += 1
    try:
        return await queue.poll(call.args.get("offset", 0), limit, min(timeout, LONGEST_POLL))
    except Conflict as error:
        raise ApiError(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot "
            "instance is running",
        ) from error
    finally:
        bot.polling -= 1


def kinds_of(names: list[object]) -> list[str]:
    """The kinds of updates that a bot wants.

    Raises:
        ApiError: 400 if one is no text.
    """
    kinds = [name for name in names if isinstance(name, str)]
    if len(kinds) != len(names):
        raise bad_request("can't parse allowed_updates: expected an Array of String")
    return kinds
