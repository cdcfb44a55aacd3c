"""Whether Telegram knows both bots, by the way that PROXY_URL and TELEGRAM_API_URL set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx

from bot.doctor.findings import Finding, Findings, fine, watch, wrong
from bot.doctor.patient import Patient
from bot.settings import BadSettings
from policies.words import Words

SECONDS: Final = 10.0
NAMES: Final = {
    "owner": Words("企业主机器人", "Owner bot"),
    "desk": Words("工作台机器人", "Desk bot"),
}
VARIABLES: Final = {"owner": "OWNER_BOT_TOKEN", "desk": "DESK_BOT_TOKEN"}
BOTH: Final = Words(
    "请向 @BotFather 要两个机器人，把两个令牌都写进 .env。",
    "Make two bots with @BotFather and put both tokens into .env.",
)
TWO_BOTS: Final = Words(
    "请用 @BotFather 再建一个机器人：企业主和工作人员各用一个。",
    "Make another bot with @BotFather: owners and staff need one each.",
)
ASK_AGAIN: Final = Words(
    "请在 @BotFather 的 /mybots → API Token 里重新复制。",
    "Copy it again from @BotFather: /mybots → API Token.",
)
THE_LINE: Final = Words(
    "请检查网络、PROXY_URL 和 TELEGRAM_API_URL。",
    "Check the network, PROXY_URL and TELEGRAM_API_URL.",
)
NO_BOT_API: Final = Words(
    "TELEGRAM_API_URL 应指向一台 Bot API 服务器，代理不能改动回答。",
    "TELEGRAM_API_URL should name a Bot API server, and no proxy may change its answers.",
)
LATER: Final = Words("请稍后再查一次。", "Ask again later.")
GROUPS: Final = Words(
    "要用工作群，请在 @BotFather 里用 /setjoingroups 打开；不用就不必管。",
    "For groups of staff switch it on with /setjoingroups; without them it does not matter.",
)


@dataclass(frozen=True)
class Answer:
    """What a server said.

    Args:
        status: Of HTTP.
        result: Of `getMe`; empty where the call was refused.
        ahead: How far our clock is ahead of the server's, if it told its time.
    """

    status: int
    result: Mapping[str, Any]
    ahead: timedelta | None


class NoBotApi(ValueError):
    """Something answered that is no Bot API server."""


def look_at_bots(patient: Patient) -> tuple[list[Finding], timedelta | None]:
    """What there is to say of the tokens; and how far our clock is ahead, if one answered."""
    try:
        if not patient.settings.has_tokens:
            zh, en = (
                "还没有令牌：scripts/run 会进入本机演练。",
                "No tokens yet: scripts/run starts the sandbox.",
            )
            return [watch(zh, en, BOTH)], None
    except BadSettings as error:
        zh, en = str(error).split("\n")
        return [wrong(zh, en, BOTH)], None
    return _ask_both(patient)


def _ask_both(patient: Patient) -> tuple[list[Finding], timedelta | None]:
    tokens = _tokens(patient)
    if _number(tokens["owner"]) == _number(tokens["desk"]):
        zh, en = "两个令牌是同一个机器人的。", "Both tokens are of one bot."
        return [wrong(zh, en, TWO_BOTS)], None
    found, ahead = list(_proxied(patient)), None
    for bot, token in tokens.items():
        try:
            answer = _get_me(patient, token)
        except (httpx.HTTPError, httpx.InvalidURL, ImportError, ValueError) as error:
            found.append(_unheard(bot, error))
            continue
        ahead = answer.ahead if ahead is None else ahead
        found += _judged(bot, answer)
    return found, ahead


def _tokens(patient: Patient) -> dict[str, str]:
    owner, desk = patient.settings.owner_bot_token, patient.settings.desk_bot_token
    given = {"owner": owner, "desk": desk}
    return {bot: token.get_secret_value() for bot, token in given.items() if token is not None}


def _number(token: str) -> str:
    """The bot's own number: what stands before the colon."""
    return token.strip().partition(":")[0]


def _get_me(patient: Patient, token: str) -> Answer:
    base = patient.settings.telegram_api_url.rstrip("/")
    with httpx.Client(
        proxy=patient.settings.proxy_url, timeout=SECONDS, trust_env=False
    ) as client:
        response = client.get(f"{base}/bot{token}/getMe")
    body = response.json()
    if not isinstance(body, dict) or "ok" not in body:
        raise NoBotApi
    result = body.get("result") if body["ok"] else {}
    return Answer(response.status_code, result or {}, _ahead(patient, response))


def _ahead(patient: Patient, response: httpx.Response) -> timedelta | None:
    try:
        return patient.now() - parsedate_to_datetime(response.headers["date"])
    except (KeyError, ValueError, TypeError):
        return None


def _proxied(patient: Patient) -> Findings:
    if patient.settings.proxy_url is not None:
        yield fine("经 PROXY_URL 的代理访问。", "Calls go through PROXY_URL.")


def _unheard(bot: str, error: Exception) -> Finding:
    """Only the kind of the error: its words may hold the address, and with it the token."""
    name, kind = NAMES[bot], type(error).__name__
    if isinstance(error, ValueError):
        zh = f"{name.zh}：TELEGRAM_API_URL 上回答的不是 Bot API。"
        return wrong(zh, f"{name.en}: what answers at TELEGRAM_API_URL is no Bot API.", NO_BOT_API)
    zh, en = f"{name.zh}：连不上 Telegram（{kind}）。", f"{name.en}: no line to Telegram ({kind})."
    return wrong(zh, en, THE_LINE)


def _judged(bot: str, answer: Answer) -> Findings:
    name = NAMES[bot]
    if answer.status in {401, 404}:
        zh, en = (
            f"{name.zh}：Telegram 不认 {VARIABLES[bot]}。",
            f"{name.en}: Telegram does not know {VARIABLES[bot]}.",
        )
        yield wrong(zh, en, ASK_AGAIN)
    elif not answer.result:
        zh, en = (
            f"{name.zh}：Telegram 回答 {answer.status}。",
            f"{name.en}: Telegram answers {answer.status}.",
        )
        yield watch(zh, en, LATER)
    else:
        username = answer.result.get("username", "?")
        yield fine(f"{name.zh} @{username} 有应答。", f"{name.en} @{username} answers.")
        if bot == "desk" and not answer.result.get("can_join_groups", True):
            yield watch("工作台机器人不能进群。", "The desk bot may not join groups.", GROUPS)
