"""Questions that wait for an answer: rows, so that a restart in the middle changes nothing.

A question offers command lines: 「回 1」 runs the first. Or it has one line with a blank, and the answer is appended to it.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import after_commit
from plugins.outbox.service import upsert

from .heard import Heard
from .models import Question

LIFE = timedelta(minutes=10)
LONGEST_BLANK = 40
NUMBER = re.compile(r"(?:选|第|回)?\s*([0-9]{1,2})\s*(?:号|个|项)?[。.!]?")
YES = frozenset({"好", "好的", "是", "是的", "对", "对的", "嗯", "行", "可以", "要", "确认", "确定", "ok", "OK"})
NO = frozenset({"不", "不是", "不用", "不用了", "不要", "不要了", "算了", "取消", "否", "没有", "不了"})
NO_NAMES = YES | {
    "谢谢",
    "谢谢您",
    "谢谢你",
    "多谢",
    "收到",
    "知道了",
    "明白",
    "明白了",
    "哦",
    "噢",
    "啊",
    "嗯嗯",
    "等一下",
    "稍等",
}
INTRODUCED = re.compile(r"^(?:她|他|我?.{0,3}(?=名字|叫))?(?:的?名字)?(?:就?叫做?|是)\s*(?=\S{2})")

Place = tuple[str, str, str]
_waiting: dict[Place, datetime] = {}
_dialogs: dict[str, frozenset[str]] = {}


def place_of(heard: Heard) -> Place:
    """Whose answer is awaited where."""
    return heard.platform, heard.user, str(heard.chat)


def may_answer(heard: Heard) -> bool:
    """Whether a question of this person waits here: a gate that spares chatter the look into the table."""
    until = _waiting.get(place_of(heard))
    return until is not None and until > clock.now() and bool(heard.text)


async def ask(session: AsyncSession, heard: Heard, lines: Sequence[str], *, blank: bool = False) -> None:
    """Wait for the person's answer here, ten minutes. It takes the place of an older question."""
    await ask_at(session, place_of(heard), lines, until=clock.now() + LIFE, blank=blank)


async def ask_at(session: AsyncSession, place: Place, lines: Sequence[str], *, until: datetime, blank: bool = False) -> None:
    """Wait until then for the answer of a person (platform, user) in a chat."""
    row = dict(zip(("platform", "user", "chat"), place, strict=True)) | {
        "lines": list(lines),
        "blank": blank,
        "expires_at": until,
    }
    insert = upsert(session, Question).values(row)
    changed = {name: row[name] for name in ("lines", "blank", "expires_at")}
    await session.execute(insert.on_conflict_do_update(index_elements=["platform", "user", "chat"], set_=changed))

    async def open_gate() -> None:
        _waiting[place] = until

    after_commit(session, open_gate)


async def drop(session: AsyncSession, heard: Heard) -> None:
    """The question is answered or given up."""
    platform, user, chat = place = place_of(heard)
    await session.execute(delete(Question).where(Question.platform == platform, Question.user == user, Question.chat == chat))

    async def close_gate() -> None:
        _waiting.pop(place, None)

    after_commit(session, close_gate)


async def waiting(session: AsyncSession, heard: Heard) -> Question | None:
    """The question that waits for this person here."""
    platform, user, chat = place_of(heard)
    query = select(Question).where(Question.platform == platform, Question.user == user, Question.chat == chat)
    return await session.scalar(query.where(Question.expires_at > clock.now()))


def choice(question: Question, heard: Heard) -> int | None:
    """Which line the message chooses: 1-based, 0 for "none of them", ``None`` when it is no answer to the question.

    A line's own first word chooses it (「没有」 of 「没有 123」), where only one line begins with it.
    """
    text = heard.text
    begun = [number for number, line in enumerate(question.lines, 1) if line.partition(" ")[0] == text]
    if begun and not question.blank:
        return begun[0] if len(begun) == 1 else None
    if text in NO:
        return 0
    if len(question.lines) == 1 and text in YES:
        return 1
    number = NUMBER.fullmatch(text)
    return int(number[1]) if number else _named(question.lines, text)


def _named(lines: Sequence[str], text: str) -> int | None:
    """The one line whose last word is said instead of its number: 「骑行队」「我是党员」 for 「报名 1 骑行」「报名 1 党员」."""
    words = [line.rpartition(" ")[2] for line in lines]
    said = [
        number
        for number, word in enumerate(words, 1)
        if not word.isdigit() and re.fullmatch(rf"(?:我?是|我)?{re.escape(word)}(?:\S{{0,2}}队)?的?", text)
    ]
    return said[0] if len(said) == 1 else None


def filled(question: Question, heard: Heard) -> str | None:
    """The line with its blank filled, when the message is short enough to be the missing piece."""
    if not heard.spoken_to and (len(heard.text) > LONGEST_BLANK or "\n" in heard.text):
        return None
    line = question.lines[0]
    if not asks_for_name(question):
        return f"{line} {heard.said}"
    name = INTRODUCED.sub("", heard.said)
    fits = heard.text not in NO_NAMES and any(sign.isalpha() for sign in name)
    return line.replace("{}", name) if fits else None


def dialog(name: str, *, answers: Iterable[str]) -> None:
    """The command ``name`` asks one thing after another: every answer is for it, 「取消」 too, and it drops the question itself.

    What is said and is some command runs as that command, but for the commands in ``answers``: their lines are answers here.
    """
    _dialogs[name] = frozenset({name, *answers})


def dialog_of(question: Question) -> frozenset[str] | None:
    """Names of the commands whose lines are answers to this question; ``None`` when it belongs to no dialog."""
    return _dialogs.get(question.lines[0].partition(" ")[0]) if question.blank else None


def gives_up(question: Question, heard: Heard) -> bool:
    """Whether the person does not want to answer."""
    return heard.text in NO and dialog_of(question) is None


def asks_for_name(question: Question) -> bool:
    """Whether the blank stands inside the line: a person's name is missing, and a whole sentence is no answer."""
    return question.blank and "{}" in question.lines[0]


async def remember_all(session: AsyncSession) -> None:
    """Open the gate for every question in the table (at start)."""
    _waiting.clear()
    for row in await session.scalars(select(Question)):
        _waiting[row.platform, row.user, row.chat] = row.expires_at
