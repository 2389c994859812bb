"""小红帽：把各个房间装在一起，开门。"""

import gc
import os
import sys
from pathlib import Path

import nonebot
from nonebot.log import logger

ROOT = Path(__file__).resolve().parent
PATIENCE = {"ws_ping_interval": 5, "ws_ping_timeout": 5, "ws_max_queue": 8, "timeout_graceful_shutdown": 3}


def build() -> None:
    """Make the application: adapters, every plugin. Exits when a plugin cannot be loaded."""
    from nonebot.adapters.onebot import v11, v12

    logger.remove()  # NoneBot's sink shows every setting and message; the house opens its own log when it has its settings
    logger.add(sys.stderr, level="WARNING", diagnose=False)
    try:
        nonebot.init(driver="~fastapi", api_timeout=5)
    except ValueError as error:
        sys.exit(f"设置写得不对：{'、'.join(wrong_settings(error))}。请对照 .env.example 改好再启动。")
    driver = nonebot.get_driver()
    driver.register_adapter(v11.Adapter)
    driver.register_adapter(v12.Adapter)
    wanted = {each.parent.name for each in (ROOT / "plugins").glob("*/__init__.py")}
    missing = wanted - {each.name for each in nonebot.load_plugins("plugins")}
    if missing:
        sys.exit(f"有房间打不开：{'、'.join(sorted(missing))}。上面的日志里写着原因。")


def wrong_settings(error: ValueError) -> list[str]:
    """The names of the settings that cannot be read; their values are not shown, one of them may be a secret."""
    known = (
        "SUPERUSERS",
        "PORT",
        "HOST",
        "LOG_LEVEL",
        "DATABASE_URL",
        "DEMO",
        "ONEBOT_ACCESS_TOKEN",
        "DATA_FOLDER",
        "SECRET_KEY",
        "BACKUPS",
        "MOST_A_MINUTE",
    )
    said = str(error).upper()
    return [name for name in known if name in said] or [type(error).__name__]


def main() -> None:
    """Build, check, listen.

    What is loaded stays until the end: searching it for garbage takes a fifth of the start, and a tenth of a second of
    everybody's time whenever it is done again. So none is searched for while it is loaded, and it is left out afterwards.
    """
    gc.disable()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    build()
    from plugins.kernel.start import StartRefused, prepare

    try:
        prepare()
    except StartRefused as refused:
        sys.exit(str(refused))
    gc.freeze()
    gc.enable()
    nonebot.run(**PATIENCE)


if __name__ == "__main__":
    main()
