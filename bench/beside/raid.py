"""Koishi with koishi-plugin-ffxiv-raid-helper: sign-up for raids of a game by a questionnaire in private.

Each activity is a 团 of the kind 「通用」 whose 最大人数 is set; the shortest way through the questionnaire is taken.
"""

import json
import re
from collections.abc import Mapping, Sequence

from bench.beside import homes
from bench.beside.guest import Guest, Place, Strange, expect, read
from bench.beside.line import GROUP, LEADER, Silent, person_named, shown

PLUGIN = ("AidonCason/koishi-plugin-ffxiv-raid-helper", "5919d86ef3035902c0ac58333e22788b22a2a3f8")
CHOICE = "(\\d+) - .*清洁家园{number}组 "
ROW = re.compile(r"^序号: \d+ .* - (邻居\d{7})$", re.MULTILINE)
ANSWERS = ("1", "1", "{name}", "0", "6", "无")  # been there; the server; the name; no other duty; any duty; nothing to add
BEGUN = {"是否已经通关": Place.IN, "已经报名满了": Place.FULL, "你已经报名过了": Place.ALREADY}


class RaidHelper(Guest):
    """「报名」, and seven answers."""

    name = "Koishi 4.18.11 + koishi-plugin-ffxiv-raid-helper 0.6.4"
    packages = (
        "koishi@4.18.11",
        "@koishijs/plugin-http@0.6.3",
        "@koishijs/plugin-proxy-agent@0.3.3",
        "@koishijs/plugin-server@3.2.9",
        "@minatojs/driver-sqlite@4.7.0",
        "koishi-plugin-adapter-onebot@6.9.4",
        "koishi-plugin-cron@3.1.0",
        "csv-writer@1.6.0",
        "fuse.js@7.5.0",
        "iconv-lite@0.7.3",
        "moment@2.31.0",
        "esbuild@0.28.2",
    )
    path = "/onebot"
    patience = 6
    storage = "SQLite (minato)"
    settings = (
        "message_interval 0 instead of 3 s (it pauses so long after each sentence); @minatojs/driver-sqlite loaded itself, "
        "as its wrapper for this version of Koishi was not to be had here"
    )

    remark = (
        "a sign-up is a questionnaire in private, the limit is looked at when it begins; the list is for those who lead; "
        "it asks for the members of the group at each command, here a thousand; "
        "what is delivered again is its last answer, which is no command by itself"
    )

    def install(self) -> None:
        homes.node(self.home, self.packages)
        entry = homes.source(self.home, *PLUGIN) / "src" / "index.ts"
        built = self.home / "raid-helper.js"
        how = ("--bundle", "--platform=node", "--packages=external", "--format=cjs", "--log-level=warning")
        homes.run(self.home / "node_modules" / ".bin" / "esbuild", entry, *how, f"--outfile={built}", at=self.home)
        (self.home / "sqlite.js").write_text("module.exports = require('@minatojs/driver-sqlite')\n", encoding="utf-8")

    def command(self, port: int) -> tuple[Sequence[str], Mapping[str, str]]:
        (self.folder / "data").mkdir()
        (self.folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        (self.folder / "koishi.yml").write_text(json.dumps(self._config(port), ensure_ascii=False), encoding="utf-8")
        return (str(self.home / "node_modules" / ".bin" / "koishi"), "start"), {}

    def _config(self, port: int) -> dict[str, object]:
        group = {"platform": "onebot", "admin": str(LEADER), "group_type": "common", "leaders": [], "region_name": "陆行鸟"}
        group |= {"chat_groups": [{"group_id": str(GROUP)}]}
        plugins = {
            "proxy-agent": {},
            "http": {},
            "server": {"host": "127.0.0.1", "port": port},
            str(self.home / "sqlite.js"): {"path": "data/koishi.db"},
            "cron": {},
            "adapter-onebot": {"selfId": "80001", "protocol": "ws-reverse", "path": self.path},
            str(self.home / "raid-helper.js"): {"message_interval": 0, "group_config_map": {"志愿者": group}},
        }
        return {"prefix": [""], "plugins": plugins}

    def unprompted(self, text: str) -> bool:
        """What was filled in is read back before the answer."""
        return "QQ(报名使用)" in text

    async def _say(self, person: int, text: str) -> str:
        """As a person does: he reads, answers, and says it again when nothing comes (it was not listening yet)."""
        await self.line.breathe()
        try:
            return await self._once(person, text)
        except Silent:
            return await self._once(person, text)

    async def _once(self, person: int, text: str) -> str:
        return await (self.line.lead(text, private=True) if person == LEADER else self.line.ask(person, text, private=True))

    async def _lead(self, text: str) -> str:
        return await self._say(LEADER, text)

    async def _choose(self, person: int, word: str, activity: int) -> str:
        return await self._say(person, _number(await self._say(person, word), activity))

    async def open(self, activity: int, places: int) -> None:
        expect(
            await self._lead(f"开团 清洁家园{activity + 1}组 202612{20 + activity // 12} {8 + activity % 12:02}00"), "是否确认"
        )
        expect(await self._lead("1"), "开团成功")
        said = await self._lead("修改最大人数")
        if "请选择" in said:
            said = await self._lead(_number(said, activity))
        expect(said, "请输入新的最大人数")
        expect(await self._lead(str(places)), "修改成功")

    async def sign_up(self, person: int, activity: int) -> Place:
        said = await self._choose(person, "报名", activity)
        place = read(said, BEGUN)
        if place is Place.ALREADY:
            expect(await self._say(person, "0"), "取消重新报名")
        if place is not Place.IN:
            return place
        for answer in ANSWERS:
            said = await self._say(person, answer.format(name=shown(person)))
        expect(said, "报名提交成功")
        return Place.IN

    async def cancel(self, person: int, activity: int) -> None:
        expect(await self._choose(person, "取消报名", activity), "已取消报名")

    async def on_list(self, activity: int, reader: int) -> list[int]:
        said = await self._lead(_number(await self._lead("查看报名情况"), activity))
        expect(said, "当前报名人数为")
        return [person_named(name) for name in ROW.findall(said)]


def _number(offered: str, activity: int) -> str:
    found = re.search(CHOICE.format(number=activity + 1), offered)
    if not found:
        raise Strange(offered)
    return found[1]
