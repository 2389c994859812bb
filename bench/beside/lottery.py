"""nonebot-plugin-lottery-signup: its 限额报名 half (创建报名, 参加报名, 停止报名).

An activity is called by the letter it has among those that are open; one that is full closes, and its list is published once.
There is no way to cancel, and no list before the end. One more activity stays open all the time, so that everybody says a letter.
"""

import re

from bench.beside.buy import NoneBot
from bench.beside.guest import NO_FEATURE, Place, Strange, expect, read
from bench.beside.line import person_of

CLOSED = re.compile(r"^【清洁家园(\d+)组】报名(?:已满|已由发起者停止)")
JOINED = re.compile(r"(?:成功报名|已满或刚刚报满)：清洁家园(\d+)组")
ROW = re.compile(r"^\d+\. .*?(\d+)$", re.MULTILINE)
OTHERWISE = {"已报名过": Place.ALREADY, "无效的选择": Place.FULL}


class LotterySignup(NoneBot):
    """「/参加报名 C」."""

    name = "nonebot-plugin-lottery-signup 0.2.0"
    packages = ("nonebot-plugin-lottery-signup==0.2.0", "nonebot2[fastapi]==2.5.0", "nonebot-adapter-onebot==2.4.6")
    plugin = "nonebot_plugin_lottery_signup"
    storage = "one JSON file, each time written anew beside the old one and put in its place"
    remark = (
        "an activity that is full closes and tells the group so with its list, who asks for it in that moment gets no answer; "
        "two opened in one second by one person for one time are one"
    )
    patience = 4
    has_cancel = False
    has_list = "published once, when it is full, over, or stopped"

    def __init__(self, *where: object) -> None:
        super().__init__(*where)  # pyright: ignore[reportArgumentType]
        self.opened: list[int] = []
        self.closed: dict[int, list[int]] = {}

    def unprompted(self, text: str) -> bool:
        """The list of one that is full is for everybody."""
        self._note(text)
        return "报名已满，报名关闭" in text

    def _note(self, text: str) -> None:
        if found := CLOSED.match(text):
            self.closed[int(found[1]) - 1] = [person_of(user) for user in ROW.findall(text)]

    async def welcome(self) -> None:
        expect(await self.line.lead("/创建报名 备用 99人 2026-12-31T18-00"), "已创建报名项目")

    async def open(self, activity: int, places: int) -> None:
        # two that one person makes in the same second for the same time would be one, so each has its own time
        day, hour = 20 + activity // 12, 8 + activity % 12
        said = await self.line.lead(f"/创建报名 清洁家园{activity + 1}组 {places}人 2026-12-{day}T{hour:02}-00")
        expect(said, "已创建报名项目")
        self.opened.append(activity)

    async def sign_up(self, person: int, activity: int) -> Place:
        if activity in self.closed:
            return Place.FULL
        said = await self.line.ask(person, f"/参加报名 {self._letter(activity)}", about=f"清洁家园{activity + 1}组")
        if joined := JOINED.search(said):
            return Place.IN if int(joined[1]) - 1 == activity else Place.ELSEWHERE
        return read(said, OTHERWISE)

    def _letter(self, activity: int) -> str:
        standing = [each for each in self.opened if each not in self.closed]
        return chr(ord("A") + 1 + standing.index(activity))

    async def cancel(self, person: int, activity: int) -> None:
        raise Strange(NO_FEATURE)

    async def on_list(self, activity: int, reader: int) -> list[int]:
        if activity not in self.closed:
            said = await self.line.lead(f"/停止报名 {self._letter(activity)}")
            self._note(said)
        return self.closed[activity]
