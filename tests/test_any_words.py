"""Whatever is typed: every parser answers or refuses in a sentence, every command answers once, and nothing of it is an error."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.activity import draft, reference, rollcall, stretch, when
from plugins.activity.jielong import reading as jielong
from plugins.activity.series import reading as series
from plugins.awards import periods
from plugins.booking import asked
from plugins.bulletin import aim, brief, dated
from plugins.hazard import report
from plugins.helpline import reading as needs
from plugins.inbox import table
from plugins.inbox.wording import LONGEST, normalise, squeeze, visible
from plugins.kernel import config
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal
from plugins.people import dates, one_line, places, preset, spots
from plugins.points import period
from plugins.tickets import shelving
from tests.wire import QQ

NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)
TODAY = NOW.date()
DAYS = "0 1 12 28 31 99 2月30日 11月28日 13月 明天 下周六 每月 8日 农历 腊月初八 最后三天 9:00 25:61 下午 点半 到 至 - – ~ 以前"
PEOPLE = "3栋2单元 302 ３栋 十二号楼 亲水平台 王阿姨 王 帮 代 +1 +99 3人 -3人 取消 都到了 除了 请假 截止 至少 限党员 @ # /"
STRANGE = "13800138000 1３8 ￥ [CQ:at,qq=all] <b> {{7*7}} %s ';-- \\ null ① ㎡ ½ ² ٣ 𝟛 〇 兆 ﷽ Ⅷ 👨\u200d👩 🇨🇳 e\u0301"
GAPS = [
    "",
    " ",
    "\n",
    "\n\n\n",
    "\u202e",
    "\u2067",
    "\u200b",
    "\ufeff",
    "\u3000",
    "，",
    "。",
    "：",
    "「",
    "」",
    "#接龙",
    "1. ",
    "（",
    "\t",
    "\x85",
]
FRAGMENTS = [
    *DAYS.split(),
    *PEOPLE.split(),
    *STRANGE.split(),
    *GAPS,
    "9" * 30,
    "一" * 40,
    "啊" * 80,
    "." * 40,
    "1、" * 40,
    "王 " * 40,
]


def key_of(said: str) -> str:
    return (spots.read(said) or spots.free_spot(said)).key


WORDS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=14).map("".join)
PARSERS: dict[str, Callable[[str], Any]] = {
    "when.find_span": lambda said: when.find_span(said, NOW),
    "when.find_moment": lambda said: when.find_moment(said, NOW),
    "when.find_day": lambda said: when.find_day(said, NOW),
    "when.find_past_day": lambda said: when.find_past_day(said, NOW),
    "draft": lambda said: draft.read_draft(said, NOW, ("环境保护",)),
    "reference": lambda said: reference.read_reference(said, NOW),
    "stretch": lambda said: stretch.read_stretch(said, TODAY),
    "rollcall": lambda said: rollcall.call(said, ["王阿姨", "小李", "赵叔"], [2]),
    "jielong": jielong.read,
    "series": lambda said: series.read_rule(said, TODAY),
    "dates": lambda said: dates.read(said, TODAY),
    "one line": lambda said: one_line.read(said, "王阿姨"),
    "places": lambda said: places.spelt(said) and places.looks_like_one(said),
    "spots": lambda said: spots.read(said, ("恋湖",)),
    "spots.same": lambda said: spots.same(key_of(said), key_of(said[::-1])),
    "period": lambda said: period.read(said, NOW),
    "periods": lambda said: periods.read(said, NOW),
    "booking": lambda said: asked.read(said, NOW),
    "needs": needs.read,
    "report": report.names_a_place,
    "aim": aim.read,
    "brief": brief.facts_of,
    "dated": lambda said: (dated.absolute(said, TODAY), dated.annotated(said, TODAY)),
    "shelving": lambda said: shelving.find(said, TODAY),
    "mask": mask,
}


def refusal_of(run: Callable[[], Any]) -> str | None:
    """What is said instead; anything but a refusal is a defect."""
    try:
        run()
    except Refusal as refusal:
        return refusal.text
    return None


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=60)
@given(said=WORDS)
def test_every_parser_reads_or_refuses(name: str, said: str) -> None:
    for each in (said, normalise(said)):
        answer = refusal_of(lambda each=each: PARSERS[name](each))
        assert answer is None or 0 < len(answer) <= 400


@given(WORDS)
def test_what_is_compared_has_no_more_signs_than_are_read(said: str) -> None:
    for each in (said, said * 60):
        read = normalise(each)
        assert len(read) <= LONGEST
        assert normalise(read) == read
        assert "\u202e" not in visible(each)
        assert squeeze(each) == squeeze(each.upper()) or not each.isascii()


SHIPPED = {name: (config.PRESETS / f"{name}.toml").read_bytes() for name in preset.names()}


@settings(max_examples=80)
@given(
    st.sampled_from(sorted(SHIPPED)),
    st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 30), st.binary(max_size=6) | WORDS.map(str.encode)),
        min_size=1,
        max_size=3,
    ),
)
def test_a_preset_with_anything_in_it_is_read_or_refused(
    tmp_path_factory: Any, name: str, wrongs: list[tuple[int, int, bytes]]
) -> None:
    content = bytearray(SHIPPED[name])
    for at, length, wrong in wrongs:
        content[at % len(content) : at % len(content) + length] = wrong
    folder: Path = tmp_path_factory.mktemp("presets")
    (folder / f"{name}.toml").write_bytes(content)
    answer = refusal_of(lambda: preset.load(name, folder))
    assert answer is None or name in answer


@pytest.mark.parametrize("who", ["管理员", "王阿姨"])
async def test_every_command_takes_any_words(qq: QQ, who: str) -> None:
    """In private each is answered once, whatever follows the command; the fixture fails when anything was an error."""
    dice = random.Random(f"{who} 20261125")
    await qq.say("管理员", "开通 恋湖社区 模板 恋湖")
    await qq.say("管理员", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    for word in sorted({each.words[0] for each in table.COMMANDS.values()}):
        for _ in range(2):
            said = f"{word} {''.join(dice.choices(FRAGMENTS, k=dice.randint(1, 9)))}"
            answers = await qq.say(who, said, group=None)
            assert len(answers) == 1, (said, answers)
            assert "没有办成" not in answers[0], said
            assert len(answers[0]) <= 3000, said
