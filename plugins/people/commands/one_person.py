"""「合并 王阿姨 王姨」: staff puts two records of one person together, after a preview."""

import re
from collections.abc import Sequence

from plugins.inbox import questions
from plugins.inbox.speaker import Who
from plugins.inbox.table import Takes, Turn, command
from plugins.kernel.refusal import Refusal

from .. import members, merging, one_person, one_person_texts
from ..models import Member

SURE = "确认"
MOST = 8


@command(
    "合并",
    words=("合并档案", "合并记录"),
    topic="社区职务",
    summary="同一个人有两份记录时合成一份，先给您看再动手",
    usage="合并 留下的名字 并进来的名字",
    examples=("合并 王阿姨 王姨",),
    who=Who.STAFF,
    takes=Takes.TEXT,
    writes=True,
)
async def merge(turn: Turn) -> str:
    """Show what would become one; with 「回 1」 do it."""
    words = [word for word in re.split(r"[\s,，、]+|(?<=\S)和(?=\S)", turn.raw.strip()) if word]
    sure = words[:1] == [SURE]
    words = words[1:] if sure else words
    people = await _two(turn, words)
    if isinstance(people, str):
        return people
    kept, gone = people
    await one_person.check(turn.session, kept, gone)
    names = [await one_person.described(turn.session, each) for each in (kept, gone)]
    if sure:
        deed = await one_person.merge(turn, kept, gone)
        await one_person.tell(turn, deed, deed.detail["names"][0])
        return one_person_texts.merged(deed.detail["names"][0], deed.detail["names"][1])
    await questions.ask(turn.session, turn.heard, [f"合并 {SURE} 人{kept.id} 人{gone.id}"])
    return one_person_texts.preview(names[0], names[1], await merging.preview(turn.session, kept.id, gone.id))


async def _two(turn: Turn, words: Sequence[str]) -> tuple[Member, Member] | str:
    """The two that are meant, or the question which one is. Raises ``Refusal``."""
    if len(turn.heard.mentions) == 2:
        found = [await _behind(turn, user) for user in turn.heard.mentions]
        return found[0], found[1]
    if len(words) != 2:
        raise Refusal(one_person_texts.how())
    some = [list(await one_person.meant(turn, word)) for word in words]
    for word, each in zip(words, some, strict=True):
        if not each:
            raise Refusal(one_person_texts.unknown(word))
    if words[0] == words[1] and len(some[0]) == 2:
        return some[0][0], some[0][1]
    for index, each in enumerate(some):
        if len(each) > 1:
            return await _ask_which(turn, words, index, each[:MOST])
    return some[0][0], some[1][0]


async def _behind(turn: Turn, user: str) -> Member:
    known = await members.by_user(turn.session, turn.community_id, turn.heard.platform, user)
    if known is None:
        raise Refusal(one_person_texts.unknown(user))
    return known


async def _ask_which(turn: Turn, words: Sequence[str], index: int, some: Sequence[Member]) -> str:
    lines = [" ".join(["合并", *(f"人{each.id}" if at == index else word for at, word in enumerate(words))]) for each in some]
    await questions.ask(turn.session, turn.heard, lines)
    return one_person_texts.which(words[index], [await one_person.described(turn.session, each) for each in some])
