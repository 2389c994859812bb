"""Who may come into the playground: this machine and this page, nobody else.

Whoever opens /demo can speak as anybody, the 管理员 too. So the connection must come from this machine, the ``Host`` must be a
name of this machine (a foreign name that resolves here is DNS rebinding), and an ``Origin``, where there is one, must be ours.
"""

import re
from urllib.parse import urlsplit

import nonebot
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from plugins.kernel.config import load
from plugins.kernel.start import StartRefused, is_loopback

STRANGER = "演示只给这台电脑自己的浏览器看。"
_PLAIN_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")


def check_door() -> None:
    """The demo is only for this machine. Raises ``StartRefused`` when the bot would listen to others as well."""
    host = str(nonebot.get_driver().config.host)
    if load().demo and not is_loopback(host):
        raise StartRefused(f"DEMO=true 时谁打开 /demo 都能冒充管理员，所以 HOST 只能是 127.0.0.1（现在是 {host}）：不启动。")


def _name(host: str) -> str | None:
    if not _PLAIN_HOST.fullmatch(host):
        return None
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def is_own(client: str, host: str, origin: str | None) -> bool:
    """Whether a request with that peer address, ``Host`` and ``Origin`` is from our own page or from this machine's shell."""
    name = _name(host)
    if not is_loopback(client) or name is None or not is_loopback(name):
        return False
    return origin is None or origin.lower() == f"http://{host.lower()}"


async def only_own(connection: HTTPConnection) -> None:
    """Turn strangers away: 403 for a request, and for a WebSocket before it is opened."""
    client = connection.client.host if connection.client else ""
    headers = connection.headers
    if not is_own(client, headers.get("host", ""), headers.get("origin")):
        raise HTTPException(403, STRANGER)
