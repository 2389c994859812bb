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

from plugins.kernel import config

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 3
OUR_HEADERS = ("host", "accept-encoding", "connection", "content-length", "transfer-encoding")
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
Number = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAllowed(Exception):
    """The address is none that the bot may ask."""


class TooLong(NotAllowed):
    """There is more of it than is wanted."""


async def get(address: str, most: int, headers: Mapping[str, str] | None = None) -> bytes:
    """The file's bytes. Raises ``NotAllowed`` (private address, another scheme, over ``most`` bytes) or ``httpx.HTTPError``.

    ``headers``, which the peer has told, are shown to the first host only.
    """
    import httpx

    url = httpx.URL(address)
    async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
        for _ in range(MOST_REDIRECTS + 1):
            async with client.stream("GET", await _pinned(url), headers=_headers(url, headers), extensions=_sni(url)) as answer:
                if answer.next_request is None:
                    answer.raise_for_status()
                    return await _body(answer, most)
                url, headers = url.join(answer.headers["Location"]), None
    raise NotAllowed("too many redirects")


def _headers(url: "httpx.URL", headers: Mapping[str, str] | None) -> dict[str, str]:
    """Nothing is to be packed: a small answer could unpack to a huge one."""
    told = {name: value for name, value in (headers or {}).items() if name.lower() not in OUR_HEADERS}
    return {**told, "Host": url.netloc.decode(), "Accept-Encoding": "identity"}


def _sni(url: "httpx.URL") -> dict[str, str]:
    return {"sni_hostname": url.host}


async def _pinned(url: "httpx.URL") -> "httpx.URL":
    """The same address with the host's number in it. Raises ``NotAllowed`` unless it is a public one."""
    if url.scheme not in ("http", "https") or not url.host:
        raise NotAllowed(url.scheme)
    found = await asyncio.get_running_loop().getaddrinfo(url.host, None, type=socket.SOCK_STREAM)
    numbers = [_unwrapped(ipaddress.ip_address(each[4][0])) for each in found]
    if not numbers or not (all(map(_is_public, numbers)) or (is_our_page(url) and numbers[0].is_loopback)):
        raise NotAllowed("not a public address")
    return url.copy_with(host=str(numbers[0]))


def is_our_page(url: "httpx.URL") -> bool:
    """Whether it is at the demo's own port. No peer is believed in such a matter: it may have an interface there that obeys a GET."""
    return config.load().demo and url.port == nonebot.get_driver().config.port


def _is_public(number: Number) -> bool:
    inside = number.is_multicast or number.is_reserved or (number.version == 6 and number.is_site_local)
    return number.is_global and not inside


def _unwrapped(number: Number) -> Number:
    """The IPv4 number that an IPv6 one stands for, where it does: mapped, NAT64, 6to4."""
    if number.version == 4:
        return number
    if number in NAT64:
        return ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or number


async def _body(answer: "httpx.Response", most: int) -> bytes:
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise NotAllowed("packed")
    if int(answer.headers.get("Content-Length", 0)) > most:
        raise TooLong(f"more than {most} bytes")
    content = bytearray()
    async for chunk in answer.aiter_raw():
        content += chunk
        if len(content) > most:
            raise TooLong(f"more than {most} bytes")
    return bytes(content)
