"""What an installation may set: the environment and `.env`, explained in `.env.example`."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

NO_KEYS = (
    "没有加密密钥：运行 `python -m bot keys` 生成一对，写进 .env，并另存一份——丢了密钥，"
    "已存的数据就再也打不开。\n"
    "No keys: `python -m bot keys` makes a pair; put them into .env and keep a copy elsewhere: "
    "without them nothing stored can be opened again."
)


class BadSettings(ValueError):
    """The settings cannot work together; the message is a sentence in both languages."""


class Settings(BaseSettings):
    """Names as in the environment, in capitals there."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    owner_bot_token: SecretStr | None = None
    desk_bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    proxy_url: str | None = None
    database_url: str | None = None
    data_dir: Path = Path("data")
    http_port: int = Field(default=8080, ge=1, le=65535)
    field_key: SecretStr | None = None
    index_key: SecretStr | None = None
    home_region: str | None = None
    clock_at: datetime | None = None
    timezone: str = "Asia/Shanghai"
    log_level: str = "INFO"
    sandbox_key: SecretStr | None = None

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
