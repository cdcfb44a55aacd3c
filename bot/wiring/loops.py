"""The loops of a process: polling, handling, sending, fetching, checking."""

import aiohttp
from aiohttp_socks import ProxyConnector

from bot.checking import Checking
from bot.delivery import Delivery, Wire
from bot.fetching import Fetching
from bot.ingest import Ingest
from bot.intake import Intake
from bot.lanes import Lanes
from bot.process import Process
from bot.services.firms.people import note_unreachable
from bot.uploading import Files
from bot.webhooks import Webhooks
from bot.wiring.bots import Bots, fed_by
from handlers.notices import files, releases


def lanes_of(process: Process, bots: Bots) -> Lanes:
    """What feeds stored updates to the bots."""
    return Lanes(
        database=process.database,
        vault=process.vault,
        owner=process.owner_id,
        bots=fed_by(process, bots),
        wake=process.lanes_wake,
        new_error_id=process.outside.new_error_id,
        edition=process.edition,
        go_over=process.go_over,
    )


def line_of(process: Process) -> aiohttp.ClientSession:
    """What polls go through: a proxy of any kind if there is one, as messages do."""
    proxy = process.settings.proxy_url
    return aiohttp.ClientSession(connector=ProxyConnector.from_url(proxy) if proxy else None)


def ingests_of(process: Process, session: aiohttp.ClientSession, bots: Bots) -> list[Ingest]:
    """What polls Telegram, a loop a bot."""
    return [_ingest(process, session, name, token) for name, token in bots.tokens.items()]


def intake_of(process: Process) -> Intake:
    """What keeps the updates that Telegram brings."""
    return Intake(process.database, process.vault, process.lanes_wake)


def webhooks_of(process: Process, bots: Bots, intake: Intake) -> Webhooks | None:
    """Where Telegram brings updates; None if they are polled."""
    webhook = process.settings.webhook
    return None if webhook is None else Webhooks(bots.tokens.keys(), webhook[1], intake)


def deliveries_of(process: Process, bots: Bots) -> list[Delivery]:
    """What sends, a loop a bot."""
    return [
        _delivery(process, "owner", bots.owner_wire),
        _delivery(process, "desk", bots.desk_wire),
    ]


def fetching_of(process: Process, bots: Bots) -> Fetching:
    """What fetches files."""
    return Fetching(
        database=process.database,
        vault=process.vault,
        blobs=process.blobs,
        owner=process.owner_id,
        fetchers={"owner": bots.owner_wire, "desk": bots.desk_wire},
        clock=process.clock,
        new_uid=process.outside.new_uid,
        tell=files.not_kept,
        fetched=process.wake_delivery,
        seconds=process.outside.seconds,
    )


def checking_of(process: Process) -> Checking:
    """What checks releases before anybody approves them."""
    return Checking(
        database=process.database,
        vault=process.vault,
        clock=process.clock,
        new_uid=process.outside.new_uid,
        blobs=process.blobs,
        words=releases.checking_words(process.settings.zone),
        rules=lambda: (process.edition, process.rulebase),
        go_over=process.go_over,
        said=process.wake_delivery,
        edit_seconds=process.limits.edit_seconds,
    )


def _ingest(process: Process, session: aiohttp.ClientSession, name: str, token: str) -> Ingest:
    settings = process.settings
    return Ingest(
        bot=name,
        url=f"{settings.telegram_api_url.rstrip('/')}/bot{token}/getUpdates",
        session=session,
        database=process.database,
        vault=process.vault,
        wake=process.lanes_wake,
    )


def _delivery(process: Process, name: str, wire: Wire) -> Delivery:
    return Delivery(
        bot=name,
        database=process.database,
        vault=process.vault,
        owner=process.owner_id,
        wire=wire,
        limits=process.limits,
        wake=process.letters_wake[name],
        unreachable=note_unreachable,
        files=Files(process.database, process.vault, process.blobs, files.absent),
    )
