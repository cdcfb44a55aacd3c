"""Where a bot wants its updates brought; the bringing is in `courier`."""

import re
from urllib.parse import urlsplit

from bot.sandbox.call import Call
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.model import Webhook
from bot.sandbox.polling import kinds_of
from bot.sandbox.wire import Json

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MOST_CONNECTIONS = 100
DEFAULT_CONNECTIONS = 40
HERE = frozenset({"127.0.0.1", "localhost"})


def set_webhook(call: Call) -> bool:
    """SetWebhook; as an own Bot API server it takes http, but only on this machine.

    Raises:
        ApiError: 400 for another machine, a secret of other characters, or 0 or over 100
            connections.
    """
    url = call.args["url"]
    if not url:
        return delete_webhook(call)
    if "allowed_updates" in call.args:
        call.world.queues[call.bot.name].allowed = kinds_of(call.args["allowed_updates"])
    call.bot.webhook = _webhook(call, url)
    _drop(call)
    return True


def delete_webhook(call: Call) -> bool:
    """DeleteWebhook; may drop what waits."""
    call.bot.webhook = None
    _drop(call)
    return True


def get_webhook_info(call: Call) -> Json:
    """GetWebhookInfo."""
    bot, queue = call.bot, call.world.queues[call.bot.name]
    url = bot.webhook.url if bot.webhook else ""
    shape = {"url": url, "has_custom_certificate": False, "pending_update_count": len(queue)}
    told = {"last_error_message": bot.webhook_error} if bot.webhook_error else {}
    most = {"max_connections": bot.webhook.max_connections} if bot.webhook else {}
    return shape | told | most | ({"allowed_updates": queue.allowed} if queue.allowed else {})


def refuse_beside_webhook(call: Call) -> None:
    """Nobody polls while updates are brought.

    Raises:
        ApiError: 409 if a webhook is set.
    """
    if call.bot.webhook is not None:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )


def _webhook(call: Call, url: str) -> Webhook:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or parts.hostname not in HERE:
        raise bad_request("bad webhook: the sandbox brings updates only to this machine")
    secret = call.args.get("secret_token", "")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    most = call.args.get("max_connections", DEFAULT_CONNECTIONS)
    if not 1 <= most <= MOST_CONNECTIONS:
        raise bad_request("max_connections must be from 1 to 100")
    return Webhook(url, secret, most)


def _drop(call: Call) -> None:
    queue = call.world.queues[call.bot.name]
    if call.args.get("drop_pending_updates", False):
        queue.clear()
    queue.ring()
