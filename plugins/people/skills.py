"""What people can do: seven classes of trades and one of special backgrounds, and which words mean the same.

西山底 keeps its 204 specialists in „seven professional classes and one special-group class" without naming them; the names
of the classes here are ours.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from plugins.inbox.wording import normalise, squeeze, visible
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal

from . import skill_texts

LONGEST, MOST = 16, 12  # characters of one skill, skills of one person
NEAR = 80  # of 100: 修冰箱 is near 修理冰箱, and far from 修手机


@dataclass(frozen=True, slots=True)
class Field:
    """A class of skills: what it is called, what belongs to it in a few words, and words that show it."""

    name: str
    about: str
    words: tuple[str, ...]


FIELDS = (
    Field(
        "医疗护理",
        "量血压、陪诊、急救、康复",
        ("医", "护士", "护理", "血压", "陪诊", "急救", "康复", "按摩", "推拿", "中药", "药", "营养"),
    ),
    Field("法律政策", "咨询、调解、代写", ("法律", "律师", "政策", "调解", "代写", "司法", "社保", "合同", "普法")),
    Field(
        "教育辅导",
        "作业、英语、电脑手机",
        ("教", "辅导", "作业", "英语", "外语", "老师", "电脑", "手机", "编程", "数学", "语文", "讲课"),
    ),
    Field(
        "文体艺术",
        "唱歌跳舞、书法、摄影",
        ("唱", "跳舞", "舞蹈", "书法", "画", "摄影", "拍照", "乐器", "太极", "剪纸", "主持", "戏", "棋", "球", "宣传"),
    ),
    Field(
        "维修手艺",
        "水电、家电、理发、缝补",
        (
            "修",
            "水电",
            "电工",
            "家电",
            "电器",
            "理发",
            "剪发",
            "缝",
            "裁",
            "木工",
            "管道",
            "开锁",
            "磨刀",
            "做饭",
            "园艺",
            "烘焙",
        ),
    ),
    Field("心理关爱", "聊天、陪伴、疏导", ("心理", "陪伴", "聊天", "疏导", "倾听", "养老", "带孩子", "家访")),
    Field(
        "安全应急", "巡逻、消防、救援、驾驶", ("巡逻", "消防", "救援", "应急", "安全", "开车", "驾驶", "司机", "值守", "防汛")
    ),
    Field("特殊身份", "退役军人、老教师、手语", ("军人", "退役", "老兵", "手语", "劳模", "老教师", "公安", "民警", "非遗")),
)
OTHER = "其他"
_BY_NAME = {field.name: field for field in FIELDS}

# Words for the same work. The first is how it is compared.
SAME = (
    ("修家电", "修电器", "电器维修", "家电维修", "修理电器", "修冰箱", "修洗衣机", "修电视", "修空调", "家电", "电器"),
    ("水电维修", "修水电", "水电", "修水管", "电工", "水电工", "修灯", "修电", "管道维修", "修管道", "通下水道"),
    ("理发", "剪头发", "剪发", "推头", "剃头", "美发"),
    ("陪诊", "陪看病", "陪去医院", "陪医", "陪同就医"),
    ("量血压", "测血压", "血压"),
    ("法律咨询", "律师", "懂法律", "法律", "普法", "打官司"),
    ("调解", "劝架", "矛盾调解", "纠纷调解"),
    ("辅导作业", "作业辅导", "补课", "辅导功课", "家教", "辅导孩子", "教孩子"),
    ("教手机", "手机教学", "用手机", "智能手机", "玩手机", "手机"),
    ("电脑", "修电脑", "电脑维修", "装系统"),
    ("缝补", "裁缝", "缝纫", "改衣服", "缝衣服", "做衣服"),
    ("摄影", "拍照", "照相", "摄像"),
    ("心理疏导", "心理咨询", "心理", "心理关爱"),
    ("聊天陪伴", "陪聊天", "陪伴", "聊天", "陪聊", "陪老人"),
    ("开车", "司机", "驾驶", "接送"),
    ("做饭", "烧饭", "做菜", "厨师", "炒菜"),
    ("书法", "写毛笔字", "毛笔字", "写春联", "写对联"),
    ("唱歌", "合唱", "唱戏"),
    ("跳舞", "舞蹈", "广场舞", "教跳舞"),
    ("英语", "外语", "翻译"),
    ("急救", "心肺复苏", "包扎"),
)
_LEADING = re.compile(r"^(?:[还也]|我?(?:会|能|懂|擅长|可以|特长(?:是)?|技能(?:是)?)|帮忙|帮)+")
_TRAILING = re.compile(r"(?:的人|的师傅|师傅|等|之类的?|都行|都会|一点|方面)+$")
_BREAK = re.compile(r"[\s,，、;；/。.]+|和|以及")
_CONCEPT = {squeeze(word): group[0] for group in SAME for word in group}


def bare(word: str) -> str:
    """The skill without what people put around it: 我会修电器的 → 修电器."""
    return _TRAILING.sub("", _LEADING.sub("", normalise(word).strip())).strip()


def concept(word: str) -> str:
    """What the word is compared by: the first of the words that mean the same, else itself."""
    key = squeeze(bare(word))
    return _CONCEPT.get(key, key)


def field_of(word: str) -> Field | None:
    """The class a skill belongs to; the class that shows the longest word in it."""
    key = normalise(word)
    if key in _BY_NAME:
        return _BY_NAME[key]
    found = [(len(sign), field) for field in FIELDS for sign in field.words if sign in key or sign in concept(word)]
    return max(found, key=lambda each: each[0])[1] if found else None


def is_known(word: str) -> bool:
    """Whether the word certainly is a skill and no name: 水电维修."""
    return squeeze(bare(word)) in _CONCEPT or normalise(word) in _BY_NAME or (len(word) > 1 and field_of(word) is not None)


def read(words: str) -> list[str]:
    """Skills as people list them: numbers of classes (1 5), their own words, or both. Raises ``Refusal``."""
    pieces = [piece for piece in _BREAK.split(visible(words)) if piece]
    found = [_FIELD_BY_NUMBER.get(piece.strip("号类")) or bare(piece) for piece in pieces]
    found = list(dict.fromkeys(each for each in found if each and any(sign.isalpha() for sign in each)))
    bad = [each for each in found if len(each) > LONGEST or mask(each) != each or not any(sign.isalnum() for sign in each)]
    if not found or bad or len(found) > MOST:
        raise Refusal(skill_texts.not_understood())
    return found


_FIELD_BY_NUMBER = {str(number): field.name for number, field in enumerate(FIELDS, 1)}


def fits(asked: str, skill: str) -> bool:
    """Whether somebody with ``skill`` is whom one looks for who asks for ``asked``."""
    wanted, has = concept(asked), concept(skill)
    if not wanted or not has:
        return False
    field = _BY_NAME.get(normalise(bare(asked)))
    if field:
        return field_of(skill) == field
    if _BY_NAME.get(has):
        return field_of(asked) == _BY_NAME[has]
    return wanted == has or wanted in has or has in wanted or fuzz.ratio(wanted, has) >= NEAR


def fitting(asked: str, skills: Iterable[str]) -> Sequence[str]:
    """Those of one person's skills that fit, nearest first; the class he ticked counts last."""
    found = [skill for skill in skills if fits(asked, skill)]
    return sorted(found, key=lambda skill: (skill in _BY_NAME, concept(skill) != concept(asked)))
