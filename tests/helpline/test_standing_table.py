"""Each who × each word × each state of a need: what is answered, and that a refusal changes nothing.

Written by hand from the contract. 刘大姐 leads the team and has taken it where anybody has; 王阿姨 asked; 小李 is anybody.
"""

import re
from dataclasses import dataclass

import pytest

from tests.database import TRACES, contents
from tests.helpline.scene import NEED, Scene

LINES = {
    "回复": "回复 1 在吗",
    "找人": "找人 1 2人",
    "帮忙": "帮忙 1",
    "告诉": "告诉帮手 1 九点见",
    "看过": "谁看过 1",
    "详情": "求助详情 1 回访",
    "满意": "满意 1",
    "没解": "没解决 1",
}
WHEREABOUTS = TRACES | {"account"}  # when somebody was last heard

ASKER = """
state     回复    找人    帮忙    告诉    看过    详情    满意    没解
asked     记下    不是您  本来    不是您  名单    社工    现在不  现在不
taken     转去    不是您  本来    不是您  名单    社工    现在不  现在不
finished  转去    不是您  本来    不是您  名单    社工    谢谢    重新办
closed    结束    不是您  本来    不是您  名单    社工    谢谢    重新办
withdrawn 结束    不是您  本来    不是您  名单    社工    现在不  现在不
"""

TAKER = """
state     回复    找人    帮忙    告诉    看过    详情    满意    没解
asked     不是边  招人    不缺    没帮手  不能问  社工    现在不  现在不
taken     转去    招人    本来    没帮手  不能问  社工    现在不  现在不
finished  转去    不是您  本来    不是您  不能问  社工    不归您  不归您
closed    结束    不是您  本来    不是您  不能问  社工    不归您  不归您
withdrawn 结束    不是您  不缺    不是您  不能问  社工    现在不  现在不
"""

STAFF = """
state     回复    找人    帮忙    告诉    看过    详情    满意    没解
asked     不是边  招人    不缺    没帮手  名单    详情    现在不  现在不
taken     不是边  招人    不缺    没帮手  名单    详情    现在不  现在不
finished  不是边  不是您  不缺    不是您  名单    详情    不归您  不归您
closed    结束    不是您  不缺    不是您  名单    详情    不归您  不归您
withdrawn 结束    不是您  不缺    不是您  名单    详情    现在不  现在不
"""

ANYBODY = """
state     回复    找人    帮忙    告诉    看过    详情    满意    没解
asked     不是边  不是您  不缺    不是您  不能问  社工    现在不  现在不
taken     不是边  不是您  不缺    不是您  不能问  社工    现在不  现在不
finished  不是边  不是您  不缺    不是您  不能问  社工    不归您  不归您
closed    结束    不是您  不缺    不是您  不能问  社工    不归您  不归您
withdrawn 结束    不是您  不缺    不是您  不能问  社工    现在不  现在不
"""


@dataclass(frozen=True)
class Kind:
    """An answer: what it says, and whether anything is different afterwards."""

    says: str
    changes: bool


KINDS = {
    "记下": Kind("有人接单就转给他", changes=True),
    "转去": Kind("送不到我告诉您", changes=True),
    "招人": Kind("招 2 人，没提是谁.*撤销", changes=True),
    "重新办": Kind("重新办.*撤销", changes=True),
    "谢谢": Kind("谢谢您告诉我", changes=True),
    "详情": Kind("姓名：王阿姨", changes=True),
    "名单": Kind("看过", changes=False),
    "不是边": Kind("只在求助的人和接单的人之间转", changes=False),
    "结束": Kind("已经结束了", changes=False),
    "不是您": Kind("要由接单的人、队长或社工来说", changes=False),
    "本来": Kind("本来就有您", changes=False),
    "不缺": Kind("不缺人手", changes=False),
    "没帮手": Kind("还没有帮手", changes=False),
    "不能问": Kind("只有求助的人和社工能问", changes=False),
    "社工": Kind("要由社工来发", changes=False),
    "现在不": Kind("现在是「.*」|不能", changes=False),
    "不归您": Kind("报的人|本人|不能|只有", changes=False),
}


def cells(who: str, table: str) -> list[tuple[str, str, str, str]]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    return [(who, row[0], word, said) for row in rows for word, said in zip(head[1:], row[1:], strict=True)]


async def prepare(scene: Scene, state: str) -> None:
    """The need of 王阿姨 in that state."""
    await scene.says("王阿姨", NEED)
    if state == "withdrawn":
        await scene.says("王阿姨", "撤回 1")
    if state in ("taken", "finished", "closed"):
        await scene.says("刘大姐", "接单 1")
    if state in ("finished", "closed"):
        await scene.says("刘大姐", "办结 1 已陪诊")
    if state == "closed":
        await scene.says("王阿姨", "一般 1")
    await scene.letters()


CELLS = [*cells("王阿姨", ASKER), *cells("刘大姐", TAKER), *cells("社工小周", STAFF), *cells("小李", ANYBODY)]


@pytest.mark.parametrize(("who", "state", "word", "expected"), CELLS)
async def test_who_may_say_what_when(qq_scene: Scene, who: str, state: str, word: str, expected: str) -> None:
    await prepare(qq_scene, state)
    before = await contents(without=WHEREABOUTS)
    answer = await qq_scene.says(who, LINES[word])
    kind = KINDS[expected]
    assert re.search(kind.says, answer, re.DOTALL)
    after = await contents(without=WHEREABOUTS)
    assert {table for table in before if before[table] != after[table]} == set() or kind.changes
    if kind.changes:
        assert before != after
