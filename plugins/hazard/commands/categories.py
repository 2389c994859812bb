"""类别: what staff sees and changes about the categories."""

import re

from plugins.inbox.meaning.numerals import value
from plugins.inbox.speaker import Who
from plugins.inbox.table import Takes, Turn, command
from plugins.kernel.refusal import Refusal

from .. import book, category_texts, rules

TOPIC = "随手报"
HOURS_OF_A_DAY = 8
_WORDS = re.compile(r"[\s,、;]+")
_SAID = re.compile(r"(?P<name>\S+?)(?:\s+(?P<verb>加词|减词|归|期限|恢复)[\s:]*(?P<rest>.*))?", re.DOTALL)
_HOURS = re.compile(r"(?P<number>\d{1,4}|[一二三四五六七八九十两]{1,3})\s*个?(?:工作)?(?P<unit>小时|天|日)?")


_NAMES = "|".join(map(re.escape, rules.shipped().categories))
# A name that there is, or one of the verbs: 「类别很多」 is talk, and 「类别 3 平安」 is about an activity.
_SHAPE = rf"(?:(?:{_NAMES})|(?!\d)\S{{1,8}}\s+(?:加词|减词|归|期限|恢复)(?:[\s:]*.*)?)?"


@command(
    "类别",
    topic=TOPIC,
    summary="看、改随手报的类别：哪些词、派给谁、多久办好",
    usage="类别 [名称] [加词|减词|归|期限|恢复 …]",
    examples=("类别", "类别 路灯", "类别 路灯 加词 楼道灯", "类别 路灯 归 网格员", "类别 路灯 期限 8小时"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape=_SHAPE,
    writes=True,
)
async def categories(turn: Turn) -> str:
    """The list, one of them, or a change."""
    if not turn.rest:
        return category_texts.listed(await book.entries(turn.session, turn.community_id))
    said = _SAID.fullmatch(turn.rest)
    name = book.called(said["name"]) if said else None
    if said is None or name is None:
        raise Refusal(category_texts.no_such_category(turn.rest.split()[0], list(rules.shipped().categories)))
    if not said["verb"]:
        return category_texts.shown(await book.entry(turn.session, turn.community_id, name))
    return await _change(turn, name, said["verb"], said["rest"].strip())


async def _change(turn: Turn, name: str, verb: str, rest: str) -> str:
    words = [word for word in _WORDS.split(rest.lower()) if word]
    if verb == "加词":
        return category_texts.words_added(name, await book.add_words(turn, name, words))
    if verb == "减词":
        return category_texts.words_removed(name, await book.remove_words(turn, name, words))
    if verb == "归" and rest:
        return category_texts.given_to(name, await book.give_to(turn, name, rest))
    if verb == "期限":
        hours = _hours(rest)
        await book.set_hours(turn, name, hours)
        return category_texts.hours_set(name, hours)
    if verb == "恢复" and not rest:
        await book.restore(turn, name)
        return category_texts.restored(name)
    raise Refusal(category_texts.how_to_change(name))


def _hours(rest: str) -> int:
    """8小时, 3天 (a day counts 8). Zero where it cannot be read: that is refused."""
    said = _HOURS.fullmatch(rest)
    if said is None:
        return 0
    number = int(said["number"]) if said["number"].isdigit() else value(said["number"])
    return number * HOURS_OF_A_DAY if said["unit"] in ("天", "日") else number
