"""A notice for a lettered sign: at most forty characters, and date, time and place stay in it as long as they fit.

Rules, no model: courtesy and reasons go first, then clauses without a fact, then what stands between the facts.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 40
_PART = "(?:上午|下午|中午|早上|晚上|傍晚|凌晨|清晨|晚|早)"
_HOUR = rf"{_PART}?\s*\d{{1,2}}(?:[:：]\d\d|[点點](?:\d{{1,2}}分?(?![\d栋棟幢]|号楼|单元)|半|整)?|[时時](?:\d{{1,2}}分)?)"
DATE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?(?:\s*[至到\-–—~]\s*(?:\d{1,2}月)?\d{1,2}[日号])?(?:\s*[(（]?(?:周|星期)[一二三四五六日天][)）]?)?"
    r"|\d{1,2}[日号](?![楼樓院门門])|[本这下]?(?:周|星期)[一二三四五六日天]"
)
TIME = re.compile(rf"{_HOUR}(?:\s*[至到\-–—~]\s*{_HOUR})?")
_SPOTS = "广场|活动室|门口|小区|公园|平台|中心|超市|楼下|大厅|凉亭|亭|湖边|花园|家园|岗亭|学校|礼堂|会议室|大院|社区|服务站|卫生站|物业|居委会"
PLACE = re.compile(
    rf"\d{{1,3}}(?:[-–至到、]\d{{1,3}})?(?:号楼|[栋棟幢]|单元)|(?<=在)[^\s,，。;；!！在]{{2,10}}?(?:{_SPOTS})|(?![我本全各])[\u4e00-\u9fff]{{1,6}}?(?:{_SPOTS})"
)
PHONE = re.compile(r"(?<!\d)0\d{2,3}[-\s]?\d{7,8}(?!\d)|(?<!\d)[2-8]\d{6,7}(?!\d)")
FACTS = (DATE, TIME, PLACE, PHONE)
_COURTESY = re.compile(
    r"(?:尊敬的|亲爱的|各位|广大)?(?:小区|社区|居民|业主|邻居|志愿者|家长|党员|朋友|同志|家人|街坊)*(?:居民|业主|邻居|志愿者|家长|党员|朋友|同志|家人|街坊)们?\s*[,，:：!！]?\s*(?:大家|你们|您们?)好[,，。!！:：]*"
    r"|(?:尊敬的|亲爱的|各位|广大)(?:小区|社区|的)*(?:居民|业主|邻居|志愿者|家长|党员|朋友|同志|家人|街坊|老师)+们?\s*[,，:：!！]"
    r"|大家好|您好|你好|温馨提示[:：]?|重要通知[:：]?|^(?:紧急)?(?:通知|公告)[:：\s]"
    r"|特此(?:通知|公告)|(?:敬请|望|请)(?:大家|各位)?(?:谅解|理解|周知|知悉|悉知|互相转告|相互转告|转告)|(?:由此)?(?:给|对)[您大你][^,，。!！]{0,12}不便[^。!！]{0,14}"
    r"|(?:谢谢|感谢)(?:大家|各位|您)?(?:的?(?:配合|理解|支持|合作|关注))*(?:与|和)?(?:配合|理解|支持)?|辛苦(?:大家|各位)了?"
)
_REASON = re.compile(r"^(?:因|由于|鉴于|根据|按照|接到?|为了?)[^,，。;；]{2,34}?(?:需要|要求|原因|影响|安排|计划|通知)[,，]?")
_LOOSE = (
    (re.compile(r"\d{4}年(?=\d{1,2}月)"), ""),
    (re.compile(r"\s*[(（](?:周|星期)[一二三四五六日天][)）]"), ""),
    (re.compile(r"(?<=[日号])(?:周|星期)[一二三四五六日天]"), ""),
    (re.compile(r"(?:拟|定|将)于|我(?:小区|社区|街道|辖区)(?=\d)|届时|(?<=[点日号午])(?:左右|期间|这段时间)"), ""),
    (re.compile(r"请(?:广大|各位|大家)?(?:居民|业主|志愿者)?(?:朋友)?们?"), "请"),
)
_CAUSE = re.compile(r"^(?:因|由于|鉴于|根据|按照|接|为|随着)")
_SENTENCE = re.compile(r"[。!！?？;；\n]+")
_CLAUSE = re.compile(r"[,，]+")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on the sign, and the facts that found no room."""

    text: str
    lost: Sequence[str]


def led(words: str, most: int = MOST) -> Line:
    """The notice in one line of at most ``most`` characters."""
    whole = clean(words)
    facts = facts_of(whole)
    line = next((each for each in _shorter(whole, most) if len(each) <= most), "") or _facts_first(whole, facts, most)
    return Line(line, [each for each in facts if _bare(each) not in _bare(line)])


def facts_of(text: str) -> list[str]:
    """Dates, times, places and office telephones in the order in which they stand."""
    spans: list[tuple[int, int]] = []
    for rule in FACTS:
        for found in rule.finditer(text):
            if not any(start < found.end() and found.start() < end for start, end in spans):
                spans.append(found.span())
    return list(dict.fromkeys(_loosened(text[start:end]) for start, end in sorted(spans)))


def clean(words: str) -> str:
    """Without courtesy, smileys and line breaks that mean nothing; never empty where something was said."""
    text = "".join(
        sign for sign in words if unicodedata.category(sign) not in ("So", "Sk", "Cs", "Co", "Cn", "Cc") or sign == "\n"
    )
    text = _COURTESY.sub("，", re.sub(r"[【】\[\]*#]", " ", text))
    clauses = [piece.strip() for each in _SENTENCE.split(text) for piece in _CLAUSE.split(each)]
    return "，".join(" ".join(each.split()) for each in clauses if any(sign.isalnum() for sign in each)) or " ".join(
        words.split()
    )


def _loosened(text: str) -> str:
    for rule, instead in _LOOSE:
        text = rule.sub(instead, text)
    return text


def _shorter(whole: str, most: int) -> list[str]:
    """Ever shorter, the first that fits is taken."""
    loose = _loosened(whole)
    clauses = [rest for each in loose.split("，") if (rest := _REASON.sub("", each))]
    clauses = [each for each in clauses if facts_of(each) or not _CAUSE.match(each)] or clauses
    tries = [whole, loose, "，".join(clauses)]
    while plain := [each for each in clauses[1:] if not facts_of(each)]:
        clauses.remove(plain[-1])
        tries.append("，".join(clauses))
    return [each for each in tries if each]


def _facts_first(whole: str, facts: Sequence[str], most: int) -> str:
    """Nothing else helps: what it is about, as much as fits, behind the facts."""
    kept: list[str] = []
    for each in facts:
        if len(" ".join([*kept, each])) <= most:
            kept.append(each)
    about = max(_loosened(whole).split("，"), key=lambda each: len(facts_of(each)))
    for each in kept:
        about = about.replace(each, "")
    about = about.strip("于对在将至、 ")
    room = most - len(" ".join(kept)) - bool(kept)
    return " ".join([*kept, *([about[:room]] if room > 1 and about else [])])[:most]


def _bare(text: str) -> str:
    return re.sub(r"[\s(（)）]", "", text)
