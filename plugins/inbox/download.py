"""Getting a file from an address that a stranger may have written: public hosts only, limits, and no surprises on the way.

The host is looked up once and that very address is connected to, so a name cannot point elsewhere a moment later. ``httpx`` is
imported when the first file comes: the program starts faster and rests smaller without it.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING

import nonebot

from plugins.kernel.start import is_loopback

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 3


class NotAllowed(Exception):
    """The address is none that the bot may ask."""


class TooLong(NotAllowed):
    """There is more of it than is wanted."""


async def get(address: str, most: int, headers: Mapping[str, str] | None = None) -> bytes:
    """The file's bytes. Raises ``NotAllowed`` (private address, another scheme, over ``most`` bytes) or ``httpx.HTTPError``."""
    import httpx

    url = httpx.URL(address)
    async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
        for _ in range(MOST_REDIRECTS + 1):
            async with client.stream("GET", await _pinned(url), headers=_headers(url, headers), extensions=_sni(url)) as answer:
                if answer.next_request is None:
                    answer.raise_for_status()
                    return await _body(answer, most)
                url = url.join(answer.headers["Location"])
    raise NotAllowed("too many redirects")


def _headers(url: "httpx.URL", headers: Mapping[str, str] | None) -> dict[str, str]:
    return {**(headers or {}), "Host": url.netloc.decode()}


def _sni(url: "httpx.URL") -> dict[str, str]:
    return {"sni_hostname": url.host}


async def _pinned(url: "httpx.URL") -> "httpx.URL":
    """The same address with the host's number in it. Raises ``NotAllowed`` unless it is a public one.

    A bot that is bound to loopback shares the machine with its peer, which serves pictures from there.
    """
    if url.scheme not in ("http", "https") or not url.host:
        raise NotAllowed(url.scheme)
    found = await asyncio.get_running_loop().getaddrinfo(url.host, None, type=socket.SOCK_STREAM)
    numbers = [ipaddress.ip_address(each[4][0]) for each in found]
    inside = is_loopback(str(nonebot.get_driver().config.host))
    if not numbers or not (inside or all(each.is_global for each in numbers)):
        raise NotAllowed(url.host)
    return url.copy_with(host=str(numbers[0]))


async def _body(answer: "httpx.Response", most: int) -> bytes:
    content = bytearray()
    async for chunk in answer.aiter_bytes():
        content += chunk
        if len(content) > most:
            raise TooLong(f"more than {most} bytes")
    return bytes(content)
