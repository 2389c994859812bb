"""Every chat of the manual, said word for word over the wire, and every answer that it shows.

The chats stand in its fenced blocks: 「名字：话」 is said in the group, 「名字（私聊）：话」 in private, 「名字（引用）：话」 quotes what
小红帽 last said there, 「名字（附照片）：话」 has a photo. Lines without a name go on with what the last one said. （11月28日 8:50）
moves the clock there. What stands behind 小红帽 must have been said, line for line; a line may be cut short with ……. Behind
「小红帽（私聊名字）」 it must have been said to that person. Every chapter of the manual begins anew on a Sunday noon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.activity import checkin
from plugins.kernel import config, ticks
from tests.conftest import ROOT, set_clock
from tests.wire import PEOPLE, QQ, Said, Segment

MANUAL = ROOT / "docs" / "使用手册.md"
BOT = "小红帽"
LINE = re.compile(rf"(?P<who>{'|'.join([BOT, *PEOPLE])})(?:（(?P<how>[^）]*)）)?：(?P<said>.*)")
TIME = re.compile(r"（(?P<month>\d+)月(?P<day>\d+)日 (?P<hour>\d+):(?P<minute>\d\d)）")
CUT = "……"
PHOTO = "base64://iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
LOST = ("没听懂", "请这样发", "出了点问题", "你是想「", "您是想发「", "不知道您是哪个社区")
OPENING = ("开通 恋湖社区 模板 恋湖", "任命 @社工小周 社工", "任命 @队长老陈 环境保护 队长")
CLEANING = "发布 清洁家园 11月28日 9:00-11:00 亲水平台 5人"
BEFORE = {
    "怎么跟小红帽说话": (*OPENING, CLEANING),
    "居民": (*OPENING, CLEANING),
    "队长": OPENING,
    "社工": OPENING,
    "管理员": (),
}


@dataclass
class Beat:
    """Something said, or a moment that comes (``who`` is empty)."""

    who: str
    how: str
    said: str


def beats(chapter: str) -> Iterator[Beat]:
    """The chats of a chapter, beat by beat."""
    for block in re.findall(r"^```\n(.*?)^```", chapter, re.DOTALL | re.MULTILINE):
        beat: Beat | None = None
        for line in block.splitlines():
            if (found := LINE.fullmatch(line)) or TIME.fullmatch(line):
                if beat:
                    yield beat
                beat = Beat(found["who"], found["how"] or "", found["said"]) if found else Beat("", "", line)
            else:
                assert beat, f"a chat begins with a name: {line}"
                beat.said += f"\n{line.lstrip('　')}" if beat.who == BOT else f"\n{line}"
        if beat:
            yield beat


def chapters() -> dict[str, str]:
    """The manual's chapters that hold chats."""
    parts = re.split(r"^## (.*)\n", MANUAL.read_text("utf-8"), flags=re.MULTILINE)
    return {name: text for name, text in zip(parts[1::2], parts[2::2], strict=True) if "\n```\n" in text}


def segments(said: str) -> list[Segment]:
    """The words with the names behind @ as mentions."""
    pieces = re.split(rf"@({'|'.join(PEOPLE)})", said)
    return [("at" if index % 2 else "text", piece) for index, piece in enumerate(pieces) if piece]


async def say(wire: QQ, beat: Beat) -> list[Said]:
    """Say it as the manual has it; what was said after it, anywhere, and first of all the answer."""
    before = len(wire.sent)
    group = {"group": None} if beat.how == "私聊" else {}
    quote = (
        next(each.message_id for each in reversed(wire.sent) if each.chat.startswith("group")) if beat.how == "引用" else None
    )
    photo = [("image", PHOTO)] if beat.how == "附照片" else []
    answers = await wire.say(beat.who, [*segments(beat.said), *photo], quote=quote, **group)
    assert answers, f"no answer to: {beat.said}"
    lost = [each for each in answers if any(sign in each for sign in LOST)]
    assert not lost, (beat.said, lost)
    await wire.settle()
    return wire.sent[before:]


async def move_clock(wire: QQ, line: str) -> list[Said]:
    """What is due then is done and said."""
    found = TIME.fullmatch(line)
    assert found
    month, day, hour, minute = (int(each) for each in found.groups())
    set_clock(f"{2026 if month > 6 else 2027}-{month:02}-{day:02} {hour:02}:{minute:02}")
    await ticks.run_all()
    return await wire.settle()


def was_said(beat: Beat, said: list[Said]) -> bool:
    """Whether one message, to the person if one is named, holds every line that is shown, whole or up to its cut."""
    to = f"person:{PEOPLE[beat.how.removeprefix('私聊')]}" if beat.how else ""
    heard = [each.text for each in said if each.chat.startswith(to)]
    return any(all(_stands(line, each) for line in beat.said.splitlines()) for each in heard)


def _stands(line: str, said: str) -> bool:
    begun = line.removesuffix(CUT)
    return any(each.startswith(begun) if line.endswith(CUT) else each == line for each in map(str.strip, said.splitlines()))


def test_the_manual_has_the_chapters_that_are_prepared_for() -> None:
    assert list(chapters()) == list(BEFORE)


@pytest.mark.parametrize("chapter", BEFORE)
async def test_what_the_manual_shows_is_what_happens(
    qq: QQ, chapter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "DATA", tmp_path)
    monkeypatch.setattr(checkin, "new_code", lambda: "K7M2")
    said: list[Said] = []
    for line in BEFORE[chapter]:
        await say(qq, Beat("队长老陈" if line.startswith("发布") else "管理员", "", line))
    for beat in beats(chapters()[chapter]):
        if beat.who == BOT:
            assert was_said(beat, said), (beat.said, [each.text for each in said])
        else:
            said = await say(qq, beat) if beat.who else await move_clock(qq, beat.said)
