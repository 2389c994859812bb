"""AstrBot with astrbot_plugin_teamup (组队报名): each activity is a 组队 with one 队伍 of as many people as there are places."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence

from bench.beside import homes
from bench.beside.guest import Guest, Place, expect, read
from bench.beside.line import LEADER, person_named, person_of

PLUGIN = ("Chinachani/astrbot_plugin_teamup", "01ffdd412b7c164f60693a271192907de2a1f969")
VERSION = "4.14.6"
TEAM = re.compile(r"^- 志愿队 \(\d+\)：(.*)$", re.MULTILINE)
NEVER = 1_000_000


class TeamUp(Guest):
    """「/组队加入 志愿队 名称」."""

    name = f"AstrBot {VERSION} + astrbot_plugin_teamup 1.0.5"
    packages = (f"astrbot=={VERSION}",)
    path = "/ws"
    patience = 5
    storage = "one JSON file, rewritten as a whole in place"
    settings = (
        "AstrBot's own limit of pace off (as it comes, 30 messages a minute for a group, the others wait); 「回复时引用」 on, which tells "
        "whose answer it is; its web panel is downloaded from elsewhere and could not be, an empty folder stands in its place"
    )

    remark = (
        "the 人数 of a team is what 「组队空缺」 and 「组队随机」 go by, 「组队加入」 does not look at it; who joins again goes to the end; "
        "where there was no answer, its log has a RuntimeError (a queue bound to a different event loop) while it answers many at once"
    )

    def install(self) -> None:
        homes.python(self.home, self.packages)
        homes.source(self.home, *PLUGIN)

    def command(self, port: int) -> tuple[Sequence[str], Mapping[str, str]]:
        data = self.folder / "data"
        for each in ("config", "plugins", "temp", "dist/assets"):
            (data / each).mkdir(parents=True, exist_ok=True)
        (self.folder / ".astrbot").touch()
        (data / "dist" / "assets" / "version").write_text(f"v{VERSION}", encoding="utf-8")
        (data / "cmd_config.json").write_text(json.dumps(_config(port)), encoding="utf-8")
        plugin = PLUGIN[0].partition("/")[2]
        (data / "config" / f"{plugin}_config.json").write_text(json.dumps({"admin_ids": [str(LEADER)]}), encoding="utf-8")
        shutil.copytree(self.home / "source", data / "plugins" / plugin, ignore=shutil.ignore_patterns(".git"))
        return (str(self.home / "bin" / "astrbot"), "run"), {}

    async def open(self, activity: int, places: int) -> None:
        expect(await self.line.lead(f"/组队创建 {places} {_title(activity)}"), "已创建组队")

    async def sign_up(self, person: int, activity: int) -> Place:
        return read(await self.line.ask(person, f"/组队加入 志愿队 {_title(activity)}"), {"已加入队伍": Place.IN})

    async def cancel(self, person: int, activity: int) -> None:
        expect(await self.line.ask(person, f"/组队退出 {_title(activity)}"), "已退出")

    async def on_list(self, activity: int, reader: int) -> list[int]:
        said = await self.line.ask(reader, f"/组队列表 {_title(activity)}")
        expect(said, "每队人数")
        team = TEAM.search(said)
        members = team[1].split(", ") if team else []
        return [person_of(each) if each.isdigit() else person_named(each) for each in members]


def _title(activity: int) -> str:
    return f"清洁家园{activity + 1}组"


def _config(port: int) -> dict[str, object]:
    """What is set; the rest AstrBot adds as it comes."""
    onebot = {"id": "onebot", "type": "aiocqhttp", "enable": True}
    onebot |= {"ws_reverse_host": "127.0.0.1", "ws_reverse_port": port, "ws_reverse_token": ""}
    pace = {"time": 60, "count": NEVER, "strategy": "stall"}
    return {
        "platform": [onebot],
        "platform_settings": {"rate_limit": pace, "reply_with_quote": True},
        "admins_id": [str(LEADER)],
        "dashboard": {"enable": False},
    }
