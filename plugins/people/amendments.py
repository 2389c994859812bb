"""Changing one piece of one's file: 「改档案 楼栋 5栋」「改档案 特长 加 理发」「改档案 电话 没有」."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from plugins.inbox.table import Turn
from plugins.inbox.wording import normalise
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from . import consents, file_texts, members, pieces, places, profile, skills
from .models import Member

_NOTHING = frozenset({"没有", "无", "删掉", "删除", "清空", "不填", "去掉"})
_MORE = re.compile(r"^(?:加上?|增加|添加|还会|\+)\s*")
_LESS = re.compile(r"^(?:去掉|减掉?|删掉|删除|不会|-)\s*(?=\S)")
_YES = frozenset({"可以", "好", "同意", "是", "愿意", "1", "要", "行"})
_NO = frozenset({"不要", "不可以", "不同意", "不", "否", "不愿意", "2", "不行"})
New = dict[str, Any]
Reader = Callable[[Turn, Member, str], Awaitable[New]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that can be changed: what it is called, what else people call it, how it is read, what it is without it."""

    name: str
    words: tuple[str, ...]
    read: Reader
    empty: Mapping[str, Any] | None = None


async def _name(_turn: Turn, _me: Member, words: str) -> New:
    return {"name": pieces.name(words)}


async def _place(turn: Turn, _me: Member, words: str) -> New:
    return {"place_id": (await places.ensure(turn.session, turn.community_id, pieces.place(words))).id}


async def _skills(turn: Turn, me: Member, words: str) -> New:
    now = await profile.skills_of(turn.session, me.id)
    said = normalise(words)
    if more := _MORE.match(said):
        return {"skills": sorted({*now, *skills.read(said[more.end() :])})}
    if less := _LESS.match(said):
        return {"skills": sorted(set(now) - set(skills.read(said[less.end() :])))}
    return {"skills": sorted(skills.read(words))}


async def _free(_turn: Turn, _me: Member, words: str) -> New:
    return {"free_times": pieces.free_times(words)}


async def _party(_turn: Turn, _me: Member, words: str) -> New:
    return pieces.party(words)


async def _unit(_turn: Turn, _me: Member, words: str) -> New:
    return {"unit": pieces.unit(words)}


async def _age(turn: Turn, me: Member, words: str) -> New:
    years = pieces.age(words)
    guarded = (await profile.facts(turn.session, [me.id]))[me.id].guardian_id is not None
    return {"at_least": years} if years or guarded else profile.OF_A_CHILD


async def _insurance(_turn: Turn, _me: Member, words: str) -> New:
    return {"insured_until": pieces.insurance(words, clock.local().date())}


async def _phone(_turn: Turn, _me: Member, words: str) -> New:
    return {"phone": pieces.phone(words)}


async def _number(_turn: Turn, _me: Member, words: str) -> New:
    return {"platform_number": pieces.number(words)}


async def _referrer(turn: Turn, me: Member, words: str) -> New:
    found = [each for each in await members.by_name(turn.session, turn.community_id, words) if each.id != me.id]
    if len(found) != 1:
        raise Refusal(file_texts.no_referrer(words, len(found)))
    return {"referrer_id": found[0].id}


async def _found(turn: Turn, me: Member, words: str) -> New:
    said = normalise(words)
    if said not in _YES | _NO:
        raise Refusal(file_texts.found_or_not())
    agreed = set(await consents.purposes(turn.session, me.id))
    return {"consents": sorted(agreed | {consents.FOUND} if said in _YES else agreed - {consents.FOUND})}


PIECES = (
    Piece("名字", ("姓名", "称呼", "我的名字"), _name),
    Piece("楼栋", ("住址", "地址", "小区", "住处", "住"), _place, {"place_id": None}),
    Piece("特长", ("技能", "会什么"), _skills, {"skills": []}),
    Piece("空闲", ("空闲时间", "有空", "时间"), _free, {"free_times": []}),
    Piece("政治面貌", ("党员", "团员", "身份"), _party, {"party": None, "party_kind": None}),
    Piece("单位", ("工作单位",), _unit, {"unit": None}),
    Piece("年龄", ("岁数",), _age, {"at_least": None}),
    Piece("保险", ("意外保险", "意外险"), _insurance, {"insured_until": None}),
    Piece("电话", ("手机", "手机号", "电话号码", "联系方式"), _phone, {"phone": None}),
    Piece("省平台编号", ("平台编号", "编号", "志愿者编号"), _number, {"platform_number": None}),
    Piece("推荐人", ("介绍人",), _referrer, {"referrer_id": None}),
    Piece("被找到", ("找我", "被找", "公开特长"), _found),
)


def which(words: str) -> tuple[Piece | None, str]:
    """The piece that stands first in the words, and what is said of it."""
    said = words.strip()
    named = [(word, piece) for piece in PIECES for word in (piece.name, *piece.words) if normalise(said).startswith(word)]
    if not named:
        return None, said
    word, piece = max(named, key=lambda each: len(each[0]))
    rest = re.sub(r"^[\s:：,，]*(?:改成|改为|改到|换成|是|到)?[\s:：]*", "", said[len(word) :])
    return piece, rest


async def amend(turn: Turn, piece: Piece, words: str) -> bool:
    """Change the piece of the speaker's own file; ``False`` when it is so already. Raises ``Refusal``."""
    me = await members.myself(turn)
    if normalise(words).strip(" 。.!") in _NOTHING and piece.empty is not None:
        return await profile.change(turn, me, piece.empty, piece.name)
    return await profile.change(turn, me, await piece.read(turn, me, words), piece.name)
