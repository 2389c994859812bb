"""What one line of a need tells: where, whose phone, who, when, how urgent. The words themselves stay as they were typed."""

import re
from dataclasses import dataclass, replace

from plugins.inbox.meaning import danger
from plugins.inbox.wording import normalise
from plugins.kernel.masking import mask, mobiles
from plugins.people import places

LONGEST_WORDS = 800
LONGEST_PART = 60
_N = r"[0-9一二三四五六七八九十百零〇]"
_BUILDING = re.compile(rf"(?:{_N}{{1,4}}|[A-Za-z])\s*(?:栋|幢|座|号楼|#)")
_DOOR = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,6}}(?:小区|家园|花园|公寓|苑|院)\s*)?(?:{_N}{{1,4}}|[A-Za-z])\s*(?:栋|幢|座|号楼|#)\s*(?:{_N}{{1,3}}\s*单元)?"
    rf"\s*(?:{_N}{{1,3}}\s*(?:楼|层)(?!道|上|下))?\s*(?:\d(?:\s?\d){{2,3}}(?!\d)|{_N}{{3,4}}(?![栋单层楼0-9]))?\s*(?:室|号房?)?"
)
_DASHED = re.compile(r"(?<![\d-])(?P<building>\d{1,3})\s*-\s*(?P<unit>\d{1,2})\s*-\s*(?P<room>\d{3,4})(?![\d-])")
_LANDLINE = re.compile(r"(?<!\d)(?:0\d{2,3}[- ]?)?[2-8]\d{6,7}(?!\d)")
_NAMED = re.compile(
    r"(?:我(?:是|叫|姓名是|名叫)|姓名(?:是|:)?|名字(?:是|叫|:)?|联系人(?:是|:)?|老人(?:家)?(?:叫|姓名)|找|患者(?:叫|:)?)\s*"
    r"(?P<name>(?!一个|个|人|志愿者|师傅帮|社工|谁)[\u4e00-\u9fff]{2,4}?)(?=$|[\s,.;:、0-9(]|的|，|手机|电话|住)"
)
_WHEN = re.compile(
    r"(?:(?:今天|今晚|今早|明天|明晚|明早|后天|大后天|这几天|现在|马上|(?:这|本|下)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天1-6末]|周末|每天"
    rf"|{_N}{{1,2}}月{_N}{{1,3}}[日号]|{_N}{{1,3}}[日号](?![楼栋]))"
    rf"\s*)?(?:(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里)\s*)?(?:{_N}{{1,3}}(?:点|:|时)(?:{_N}{{1,3}}分?|半|1刻|一刻)?(?:左右|以前|之前|以后|之后|前|后)?)?"
)
_URGENT = re.compile(
    r"(?<!不)(?<!不太)(?<!不是很)(?<!不着)急(?!救课|诊|用品|性|躁|救包|救知识)|赶紧|赶快|马上|立刻|立即|越快越好|现在就|快来|尽快|等不[了及]|火急|十万火急|紧要|顶不住"
)
_NOT_URGENT = re.compile(r"不(?:着|太|是很|算|用|怎么)?急|不赶|有空(?:再|就)|方便的?时候|慢慢来")


@dataclass(frozen=True, slots=True)
class Parts:
    """What is known of a need. ``building`` may be told to those who are asked; all else only to who takes it.

    ``behalf``: for whom it is said; ``ticket``: the one it belongs to, when it is no new need.
    """

    words: str = ""
    door: str = ""
    building: str = ""
    phone: str = ""
    name: str = ""
    time: str = ""
    urgent: bool | None = None
    behalf: str = ""
    ticket: int = 0
    photos: tuple[str, ...] = ()


def read(said: str) -> Parts:
    """The parts of one line."""
    text = normalise(said)
    door, building = where(text)
    named = _NAMED.search(text)
    return Parts(
        words=said.strip()[:LONGEST_WORDS],
        door=door,
        building=building,
        phone=phone_in(text),
        name=named["name"] if named else "",
        time=when(text),
        urgent=is_urgent(text),
    )


def where(said: str) -> tuple[str, str]:
    """The door as it was said, and the building alone; both empty where no place is named."""
    text = normalise(said)
    if dashed := _DASHED.search(text):
        return f"{dashed['building']}栋{dashed['unit']}单元{dashed['room']}", f"{dashed['building']}栋"
    found = _DOOR.search(text)
    building = _BUILDING.search(found[0]) if found else None
    if found is None or building is None:
        return "", ""
    known = places.spelt(building[0]).replace("#", "栋")
    return found[0].strip()[:LONGEST_PART], known if mask(known) == known else ""


def phone_in(said: str) -> str:
    """The first telephone number, in Arabic digits."""
    if found := mobiles(said):
        return found[0]
    landline = _LANDLINE.search(normalise(said))
    return landline[0] if landline else ""


def when(said: str) -> str:
    """The first words that say when: they hold days and hours and nothing else, so others may read them."""
    found = max((hit[0].strip() for hit in _WHEN.finditer(normalise(said))), key=len, default="")
    return found[:20] if len(found) > 1 else ""


def is_urgent(said: str) -> bool | None:
    """Whether it is said to be urgent or not; ``None`` where nothing is said of it. Present danger is urgent."""
    text = normalise(said)
    if danger.present(text):
        return True
    if _NOT_URGENT.search(text):
        return False
    return True if _URGENT.search(text) else None


def merged(known: Parts, said: Parts) -> Parts:
    """What was known, with what the new line adds to it."""
    return replace(
        known,
        door=said.door or known.door,
        building=said.building or known.building,
        phone=said.phone or known.phone,
        name=said.name or known.name,
        time=said.time or known.time,
        urgent=said.urgent if said.urgent is not None else known.urgent,
        photos=tuple(dict.fromkeys((*known.photos, *said.photos))),
    )


def with_photos(parts: Parts, photos: tuple[str, ...]) -> Parts:
    """The same with the photos that came along."""
    return replace(parts, photos=photos)


def urgently(parts: Parts) -> Parts:
    """The same, and it cannot wait."""
    return replace(parts, urgent=True)
