"""Two windows in the bot's own web server: ``/health`` for everybody who can reach it, ``/metrics`` behind the token."""

from typing import cast

import nonebot
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from plugins.kernel import config, porter
from plugins.kernel.start import is_loopback

from . import health

NO_STORE = {"Cache-Control": "no-store"}
router = APIRouter(include_in_schema=False)


@router.get("/health")
async def tell_health() -> Response:
    """200 when the bot can do its work, else 503; whoever gets an answer at all knows that it lives."""
    state = await health.look()
    return JSONResponse(state.as_json(), 200 if state.ready else 503, NO_STORE)


@router.get("/metrics")
async def tell_metrics(request: Request) -> Response:
    """For Prometheus: with ``Authorization: Bearer ONEBOT_ACCESS_TOKEN``, or from this machine."""
    if not may_read(request.client.host if request.client else "", request.headers.get("authorization", "")):
        return Response(status_code=401, headers=NO_STORE | {"WWW-Authenticate": "Bearer"})
    await health.measure()
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST, headers=NO_STORE)


def may_read(client: str, shown: str) -> bool:
    """Whether somebody at ``client`` who shows this header may. A wrong token is refused on this machine too, and guessing is slow."""
    if not shown:
        return is_loopback(client)
    return bool(config.load().onebot_access_token) and porter.look_at(client, porter.bearer(shown)) == porter.OPEN


cast("FastAPI", nonebot.get_app()).include_router(router)
