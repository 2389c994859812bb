"""The routes of the playground: the page with its two companions, pictures, and the clock."""

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.requests import ClientDisconnect

from plugins.kernel.refusal import Refusal

from . import page_line, timepiece
from .bridge import Bridge, now_text
from .guard import only_own

FOLDER = Path(__file__).parent
LARGEST_UPLOAD = 3 * 1024 * 1024
LARGEST_CLOCK_BODY = 1024
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
router = APIRouter(dependencies=[Depends(only_own)], include_in_schema=False)


def open_to(app: FastAPI, bridge: Bridge) -> None:
    """Hang the playground into the bot's own web application."""
    app.state.playground = bridge
    app.include_router(router)
    app.include_router(page_line.router)


def _bridge(request: Request) -> Bridge:
    return request.app.state.playground


def _no(text: str, status: int = 400) -> JSONResponse:
    return JSONResponse({"error": text}, status, SAFE)


@router.get("/demo")
@router.get("/demo/")
async def page(request: Request) -> Response:
    """The page. It may load nothing but its own files, and nobody may frame it."""
    policy = POLICY.format(host=request.headers["host"])
    return FileResponse(FOLDER / "demo.html", headers=SAFE | {"Content-Security-Policy": policy})


@router.get("/demo/demo.css")
async def style() -> Response:
    """How it looks."""
    return FileResponse(FOLDER / "demo.css", headers=SAFE)


@router.get("/demo/demo.js")
async def script() -> Response:
    """What it does."""
    return FileResponse(FOLDER / "demo.js", media_type="text/javascript", headers=SAFE)


@router.get("/demo/photo/{ident}")
async def photo(request: Request, ident: str) -> Response:
    """A picture of the chats; the bot itself fetches them here as well."""
    found = _bridge(request).village.album.get(ident)
    if found is None:
        return _no("这张图片已经不在了。", 404)
    return Response(found.content, media_type=found.mime, headers=SAFE | {"Cache-Control": "max-age=86400"})


@router.post("/demo/photo")
async def upload(request: Request) -> Response:
    """Take a picture from the page; answers with its id."""
    content = await _body(request, LARGEST_UPLOAD)
    if content is None:
        return _no("图片太大了，请换一张 3 MB 以内的。", 413)
    try:
        return JSONResponse({"photo": _bridge(request).village.album.add(content).ident}, headers=SAFE)
    except Refusal as refusal:
        return _no(refusal.text)


@router.post("/demo/clock")
async def move_clock(request: Request) -> Response:
    """``{"now": "2026-11-27T19:00:00"}``: the bot's clock goes there; answers once all that was due is done."""
    try:
        await timepiece.move_to(await _said_now(request))
    except Refusal as refusal:
        return _no(refusal.text)
    news = {"now": now_text()}
    _bridge(request).village.tell({"type": "clock"} | news)
    return JSONResponse(news, headers=SAFE)


async def _said_now(request: Request) -> Any:
    try:
        said = json.loads(await _body(request, LARGEST_CLOCK_BODY) or b"")
    except ValueError:  # not JSON, or not even text
        return None
    return said.get("now") if isinstance(said, dict) else None


async def _body(request: Request, most: int) -> bytes | None:
    """What was sent, or nothing when it is larger than ``most`` bytes (it is not read on)."""
    content = bytearray()
    try:
        async for piece in request.stream():
            content += piece
            if len(content) > most:
                return None
    except ClientDisconnect:
        return None
    return bytes(content)
