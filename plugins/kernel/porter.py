"""Who is let in by the bot's web server: a peer that shows the token. Stands in front of all that the adapters have opened there.

The adapters' own check is not enough: the v11 one takes a message that is *posted* without any token, and a page in a browser of
this machine could dial the v12 line where none is set. So peers dial by WebSocket only; the token is compared in a time that tells
nothing of it; whoever shows wrong ones has to wait; and what comes from a page (``Origin``) must be a page of this very server.
"""

import hmac
import ipaddress
import time
from collections import OrderedDict
from urllib.parse import parse_qs, urlsplit

from nonebot.log import logger
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from . import config, sieve

LINES = "/onebot"
MOST_WRONG = 10
WITHIN = 600.0  # seconds in which wrong tokens of one address are counted together
PAUSE = 60.0  # seconds in which nothing that this address shows is looked at, so that guessing is slow
MOST_REMEMBERED = 1000
SHORTEST = 12
FEWEST_SIGNS = 6
OPEN, CLOSED, WAIT = 200, 403, 429


def weakness(token: str) -> str | None:
    """What is wrong with the operator's token, for a server that others can reach; ``None``: nothing."""
    if not token.isascii() or not token.isprintable() or " " in token:
        return "只能用英文字母、数字和符号，不留空格"
    if len(token) < SHORTEST or len(set(token)) < FEWEST_SIGNS:
        return f"太容易猜到，请写 {SHORTEST} 个字符以上、不重复的，例如用 openssl rand -hex 16 做一个"
    return None


class Tries:
    """Wrong tokens by address (a whole /64 of IPv6 is one): how many, since when, and until when it has to wait."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def must_wait(self, address: str) -> bool:
        """Whether this address has shown too many."""
        count, until = self._wrong.get(_place(address), (0, 0.0))
        return count >= MOST_WRONG and time.monotonic() < until

    def wrong(self, address: str) -> None:
        """It has shown a wrong one."""
        place, now = _place(address), time.monotonic()
        count, until = self._wrong.pop(place, (0, 0.0))
        count = count + 1 if now < until and count < MOST_WRONG else 1
        self._wrong[place] = count, now + (PAUSE if count >= MOST_WRONG else WITHIN)
        if count in (1, MOST_WRONG):
            logger.warning(f"a wrong token from {address}" + (f": {count} of them, now it waits" if count > 1 else ""))
        while len(self._wrong) > MOST_REMEMBERED:
            self._wrong.popitem(last=False)

    def right(self, address: str) -> None:
        """It has shown the right one."""
        self._wrong.pop(_place(address), None)


tries = Tries()


def _place(address: str) -> str:
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((number, 64), strict=False)) if number.version == 6 else address


def look_at(address: str, shown: str | None) -> int:
    """``OPEN``, ``CLOSED`` (a wrong token, or none) or ``WAIT`` (too many wrong ones) for somebody who shows this token.

    Where none is set only this machine can come at all (``start.prepare``): everybody who does may.
    """
    token = config.load().onebot_access_token
    if not token:
        return OPEN
    if tries.must_wait(address):
        return WAIT
    if shown and hmac.compare_digest(shown.encode(), token.encode()):
        tries.right(address)
        return OPEN
    if shown:
        tries.wrong(address)
    return CLOSED


def bearer(authorization: str) -> str | None:
    """The token in such a header."""
    scheme, _, token = authorization.partition(" ")
    return token if scheme.lower() in ("bearer", "token") and token else None


def is_foreign_page(headers: Headers) -> bool:
    """Whether a page of another server asks. Without a token a name that only resolves here is one, too (DNS rebinding)."""
    origin = headers.get("origin")
    if origin is None:
        return False
    host = headers.get("host", "").lower()
    if urlsplit(origin).netloc.lower() != host:
        return True
    return not config.load().onebot_access_token and not _is_this_machine(host)


def _is_this_machine(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


class Porter:
    """The layer itself: asks at the peers' lines, lets everything else through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, or answer 403 or 429; a WebSocket gets it in place of its handshake."""
        if scope["type"] not in ("http", "websocket") or not scope["path"].startswith(LINES):
            await self.app(scope, receive, send)
            return
        if (state := _judge(scope)) == OPEN:
            await self.app(scope, sieve.receiving(receive), send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await send({"type": "http.response.start", "status": state, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})


def _judge(scope: Scope) -> int:
    headers = Headers(scope=scope)
    if is_foreign_page(headers):
        return CLOSED
    shown = bearer(headers.get("authorization", ""))
    if shown is None:
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        shown = query.get("access_token", [None])[0]
    state = look_at((scope.get("client") or ("",))[0], shown)
    return CLOSED if state == OPEN and scope["type"] == "http" else state
