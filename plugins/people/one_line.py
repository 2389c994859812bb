"""A registration in one line, in any order: 「注册 陈志远 3栋2单元 水电维修 13800138000」."""

import re
from collections.abc import Sequence
from typing import Any

from plugins.inbox.wording import normalise, visible
from plugins.kernel.refusal import Refusal

from . import pieces, skills

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤齐康温施文牛樊葛邢安倪季章鲁庄殷俞翟申耿聂焦"
)
_FULL_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LABEL = re.compile(r"^(?:我的?)?(?:电话|手机号?|联系方式|特长|技能|擅长|空闲(?:时间)?|有空(?:时间)?)(?:是)?[:：\s]*")
Said = dict[str, Any]


def read(words: str, known_as: str) -> Said:
    """The pieces that the line holds, by the names of ``profile.change`` (``place`` as text). ``known_as``: the name so far.

    Whatever is no phone, place, party, age or time is a name when it looks like one (once), else a skill.
    """
    found: Said = {}
    text = visible(words)
    if said := pieces.PHONE.search(normalise(text)):
        found["phone"] = "".join(said.groups())
        text = pieces.PHONE.sub(" ", normalise(text))
    left = [word for each in pieces.split(text) if (word := _LABEL.sub("", each)) and not _takes(found, word)]
    _name_and_skills(found, left, known_as)
    return found


def _takes(found: Said, word: str) -> bool:
    """Put the word where it certainly belongs."""
    if pieces.is_place(word) or ("place" not in found and word.startswith(("住", "我住"))):
        return _try(found, "place", lambda: pieces.place(found.get("place", "") + word))
    for reader in (_party, _age, _free):
        if new := reader(word):
            found.update(new)
            return True
    return False


def _try(found: Said, name: str, read_it: Any) -> bool:
    try:
        found[name] = read_it()
    except Refusal:
        return False
    return True


def _party(word: str) -> Said:
    try:
        return pieces.party(word)
    except Refusal:
        return {}


def _age(word: str) -> Said:
    try:
        return {"at_least": pieces.age(word)}
    except Refusal:
        return {}


def _free(word: str) -> Said:
    if skills.is_known(word) or word.isdigit():
        return {}
    try:
        return {"free_times": pieces.free_times(word)}
    except Refusal:
        return {}


def _name_and_skills(found: Said, left: Sequence[str], known_as: str) -> None:
    maybe = [word for word in left if not skills.is_known(word)]
    called = next((word for word in maybe if word == known_as), None) or next((word for word in maybe if _is_name(word)), None)
    called = called or next(iter(maybe), None)
    if called:
        found["name"] = pieces.name(called)
    if able := [word for word in left if word != called]:
        found["skills"] = skills.read(" ".join(able))


def _is_name(word: str) -> bool:
    bare = re.sub(r"^我?(?:叫|是)", "", word)
    return bool(_FULL_NAME.fullmatch(bare)) and bare[0] in _SURNAMES
