"""Settings of the ground floor, from the environment or ``.env``."""

from pathlib import Path

import nonebot
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import make_url

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "data"
PRESETS = SHIPPED / "presets"


class Config(BaseModel):
    """``DATABASE_URL`` wins; unset, the demo and the real bot keep files of their own in ``DATA_FOLDER``.

    ``backups``: whether one is made every night. ``most_a_minute``: how many messages of one person are answered in a minute.
    """

    database_url: str | None = None
    data_folder: str | None = None
    demo: bool = False
    onebot_access_token: str | None = None
    secret_key: str | None = None
    backups: bool = True
    most_a_minute: int = Field(default=30, ge=0)

    @property
    def url(self) -> str:
        """The database to open."""
        return self.database_url or f"sqlite+aiosqlite:///{DATA / ('demo.db' if self.demo else 'bot.db')}"

    @property
    def key_folder(self) -> Path:
        """Where ``secret.key`` lies: beside a SQLite file, because one is of no use without the other; else in ``data/``."""
        url = make_url(self.url)
        return Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else DATA


def load() -> Config:
    """The settings as they stand now. One that cannot be read ends the program: no room opens without them."""
    try:
        return nonebot.get_plugin_config(Config)
    except ValidationError as error:
        names = "、".join(str(each["loc"][0]).upper() for each in error.errors())
        raise SystemExit(f"设置写得不对：{names}。请对照 .env.example 改好再启动。") from None


DATA = ROOT / (load().data_folder or SHIPPED)
"""Where the program keeps what it writes: the database, ``secret.key``, photos, backups. ``DATA_FOLDER``, relative to ``ROOT``."""
