"""What an installation may set: the environment and `.env`, explained in `.env.example`."""

import logging
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

NO_KEYS = (
    "没有加密密钥：运行 `python -m bot keys` 生成一对，写进 .env，并另存一份——丢了密钥，"
    "已存的数据就再也打不开。\n"
    "No keys: `python -m bot keys` makes a pair; put them into .env and keep a copy elsewhere: "
    "without them nothing stored can be opened again."
)
ENVIRONMENT: Final = ".env"
DATABASES: Final = ("sqlite:///", "postgresql+psycopg://")
MAKES_NO_SENSE: Final = (
    "读不懂这些设置：{names}。请对照 .env.example 改正。\n"
    "These settings make no sense: {names}. Compare them with .env.example."
)


NO_SECRET = (
    "设置了 WEBHOOK_URL，还要设置 WEBHOOK_SECRET（至少 {least} 个字符），"
    "否则谁都能冒充 Telegram。\n"
    "WEBHOOK_URL needs a WEBHOOK_SECRET of at least {least} characters, or anybody could speak "
    "for Telegram."
)
NOT_HTTPS = (
    "WEBHOOK_URL 须以 https:// 开头，Telegram 只往加密的地址送（自建 Bot API 服务器除外）。\n"
    "WEBHOOK_URL must begin with https://: Telegram brings updates to no other (an own Bot API "
    "server does)."
)
LOOPBACK = "127.0.0.1"
TELEGRAM = "https://api.telegram.org"
LEAST_SECRET = 16


class BadSettings(ValueError):
    """The settings cannot work together; the message is a sentence in both languages."""


class Settings(BaseSettings):
    """Names as in the environment, in capitals there."""

    model_config = SettingsConfigDict(env_file=ENVIRONMENT, env_ignore_empty=True, extra="ignore")

    owner_bot_token: SecretStr | None = None
    desk_bot_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM
    proxy_url: str | None = None
    database_url: str | None = None
    data_dir: Path = Path("data")
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    http_host: str = LOOPBACK
    http_port: int = Field(default=8080, ge=1, le=65535)
    field_key: SecretStr | None = None
    index_key: SecretStr | None = None
    home_region: str | None = None
    clock_at: datetime | None = None
    timezone: str = "Asia/Shanghai"
    log_level: str = "INFO"
    sandbox_key: SecretStr | None = None

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(DATABASES):
            raise ValueError("no database that we know")
        return url

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("no such zone") from error
        return name

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, name: str) -> str:
        if name.upper() not in logging.getLevelNamesMapping():
            raise ValueError("no such level")
        return name.upper()

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which people read times."""
        return ZoneInfo(self.timezone)

    @property
    def has_tokens(self) -> bool:
        """Whether both bots can speak to Telegram.

        Raises:
            BadSettings: Only one token is set.
        """
        set_tokens = [self.owner_bot_token, self.desk_bot_token]
        if len([token for token in set_tokens if token is not None]) == 1:
            raise BadSettings(
                "只设置了一个机器人的令牌。请同时设置 OWNER_BOT_TOKEN 和 DESK_BOT_TOKEN，"
                "或者两个都不设（进入本机演练）。\n"
                "Only one bot token is set. Set both OWNER_BOT_TOKEN and DESK_BOT_TOKEN, "
                "or neither (local sandbox)."
            )
        return self.owner_bot_token is not None

    @property
    def webhook(self) -> tuple[str, str] | None:
        """Where Telegram brings updates, and this installation's secret; None: they are polled.

        Raises:
            BadSettings: No secret, one that is too short, or an address that is not encrypted.
        """
        if self.webhook_url is None or (self.sandbox_key and not self._is_here(self.webhook_url)):
            return None
        secret = "" if self.webhook_secret is None else self.webhook_secret.get_secret_value()
        if len(secret) < LEAST_SECRET:
            raise BadSettings(NO_SECRET.format(least=LEAST_SECRET))
        if self.telegram_api_url == TELEGRAM and not self.webhook_url.startswith("https://"):
            raise BadSettings(NOT_HTTPS)
        return self.webhook_url, secret

    @staticmethod
    def _is_here(url: str) -> bool:
        """A training room is reached from this machine alone, whatever service is set up for."""
        return url.startswith(f"http://{LOOPBACK}:")

    def keys(self) -> tuple[str, str]:
        """What seals, and what indexes.

        Raises:
            BadSettings: One is not set.
        """
        if self.field_key is None or self.index_key is None:
            raise BadSettings(NO_KEYS)
        return self.field_key.get_secret_value(), self.index_key.get_secret_value()

    @property
    def database(self) -> str:
        """Where rows are kept; a SQLite file under DATA_DIR unless told otherwise."""
        return self.database_url or f"sqlite:///{self.data_dir / 'zhuqi.db'}"


def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        BadSettings: Some have values that make no sense; it names them and no value.
    """
    try:
        return Settings()
    except (ValidationError, OSError, UnicodeDecodeError) as error:
        raise BadSettings(MAKES_NO_SENSE.format(names=", ".join(unread(error)))) from None


def unread(error: ValidationError | OSError | UnicodeDecodeError) -> list[str]:
    """The variables whose values make no sense, or the file that cannot be read."""
    if not isinstance(error, ValidationError):
        return [ENVIRONMENT]
    return sorted({str(each["loc"][0]).upper() for each in error.errors(include_input=False)})
