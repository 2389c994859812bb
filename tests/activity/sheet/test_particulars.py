"""What stands beside a name in the sheet: a masked telephone, the insurance, the team; nothing where nothing is known."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from plugins.kernel.db import write
from plugins.people import profile
from tests.activity.scene import Scene
from tests.activity.sheet.files import active


async def test_telephone_and_insurance(qq_scene: Scene) -> None:
    await qq_scene.activity()
    await qq_scene.put(1, "王阿姨", "小李", "赵叔")
    async with write() as session:
        for name, phone, until in (("王阿姨", "13800138000", date(2026, 12, 31)), ("小李", None, date(2026, 11, 27))):
            row = await profile.of(session, qq_scene.people[name])
            row.phone, row.insured_until = phone, until
    await qq_scene.wire.say("队长老陈", "导出 名单 1", group=None)
    content = qq_scene.wire.files[-1][2]
    assert b"13800138000" not in content
    sheet = active(load_workbook(BytesIO(content)))
    shown = [(sheet.cell(row, 5).value, sheet.cell(row, 6).value) for row in (5, 6, 7)]
    assert shown == [("138****8000", "2026-12-31"), (None, "2026-11-27 已过期"), (None, None)]
