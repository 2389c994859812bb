"""In a group without @ or quote, chatter stays chatter, however many command words it holds."""

import json
from pathlib import Path

from sqlalchemy import func, select

from plugins.inbox.models import Receipt
from plugins.kernel.db import read
from tests.wire import QQ, WeChat

SENTENCES = Path(__file__).parents[2] / "bench" / "sentences.jsonl"


async def test_the_whole_file_of_chatter_is_met_with_silence(wire: QQ | WeChat) -> None:
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    for title in ("清洁家园 11月29日 9:00-11:00 亲水平台", "老人理发 12月5日 14:00-16:00 社区活动室"):
        await wire.say("管理员", f"发布 {title}")
    async with read() as session:
        before = await session.scalar(select(func.count(Receipt.id)))
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    loud = [row["text"] for row in rows if row["kind"] == "chatter" and await wire.say("王阿姨", row["text"])]
    assert loud == []
    async with read() as session:
        assert await session.scalar(select(func.count(Receipt.id))) == before
