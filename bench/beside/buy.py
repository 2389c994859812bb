"""nonebot-plugin-buy: its 活动 half (添加活动, 参加活动, 退出活动, 查询活动). It knows no limit of places."""

import re
from collections.abc import Mapping, Sequence

from bench.beside import homes
from bench.beside.guest import Guest, Place, expect, read
from bench.beside.line import person_of

ROW = re.compile(r"^\((\d+)\)$", re.MULTILINE)
PROGRAM = """import nonebot
from nonebot.adapters.onebot.v11 import Adapter

nonebot.init()
nonebot.get_driver().register_adapter(Adapter)
nonebot.load_plugin("{plugin}")
nonebot.run()
"""


class NoneBot(Guest):
    """A plugin of NoneBot in a bot of its own, which is made as NoneBot's handbook says."""

    plugin: str

    def install(self) -> None:
        homes.python(self.home, self.packages)

    def command(self, port: int) -> tuple[Sequence[str], Mapping[str, str]]:
        (self.folder / "bot.py").write_text(PROGRAM.format(plugin=self.plugin), encoding="utf-8")
        settings = {"DRIVER": "~fastapi", "PORT": str(port), "LOCALSTORE_USE_CWD": "true"}
        return (str(self.home / "bin" / "python"), "bot.py"), settings


class Buy(NoneBot):
    """「/参加活动 名称」."""

    name = "nonebot-plugin-buy 0.1.6"
    packages = ("nonebot-plugin-buy==0.1.6", "nonebot2[fastapi]==2.5.0", "nonebot-adapter-onebot==2.4.6")
    plugin = "nonebot_plugin_buy"
    storage = "one JSON file, rewritten as a whole in place"
    remark = "killed while it rewrites its file it leaves an empty one, and answers nothing from then on (a JSONDecodeError in its log)"
    has_limit = False

    async def open(self, activity: int, places: int) -> None:
        expect(await self.line.lead(f"/添加活动 {_title(activity)}"), "添加成功")

    async def sign_up(self, person: int, activity: int) -> Place:
        return read(await self.line.ask(person, f"/参加活动 {_title(activity)}"), {"已参加活动": Place.IN})

    async def cancel(self, person: int, activity: int) -> None:
        expect(await self.line.ask(person, f"/退出活动 {_title(activity)}"), "你已退出活动")

    async def on_list(self, activity: int, reader: int) -> list[int]:
        said = await self.line.ask(reader, f"/查询活动 {_title(activity)}")
        expect(said, "参与成员")
        return [person_of(user) for user in ROW.findall(said)]


def _title(activity: int) -> str:
    return f"清洁家园{activity + 1}组"
