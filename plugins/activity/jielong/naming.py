"""One row's content: the name, the remark, the marks. Personal numbers are masked before anything else is looked at."""

import re
from dataclasses import dataclass, replace

from plugins.kernel.masking import mask

from .chain import Mark
from .company import ALONE, Company, company_in
from .lines import plain_of

LONGEST_ROW = 150
LONGEST_NAME = 20
_LONG_NUMBER = re.compile(r"[0-9０-９]{7,}")
_STRUCK = re.compile("[\u0335-\u0338]")
_SIMPLE = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LABEL = re.compile(r"(?:姓名|名字|昵称|报名人|参加人|志愿者|姓 名)\s*[:：]\s*")
_LEAD = re.compile(r"[\s\0.,、:;。\-_)\]*·•✅☑✔√]+")
_BRACKET = re.compile(r"[(\[「『<]([^()\[\]「」『』<>]*)[)\]」』>]")
_DOOR = re.compile(
    r"(?:[0-9]{1,3}\s*[-–]\s*)(?:[0-9*]{1,4}\s*[-–]\s*)*[0-9*]{1,4}(?:室|号)?\s*[-–]?"
    r"|[0-9]{1,3}\s*(?:栋|幢|座|号楼|号院|#)\s*(?:[0-9]{1,2}\s*(?:单元|门))?\s*(?:[0-9*]{2,4}\s*(?:室|号)?)?[-–]?"
    r"|[0-9]{1,2}\s*单元\s*(?:[0-9*]{2,4}\s*(?:室|号)?)?|[0-9]{1,3}(?:楼|号)(?=\s)"
)
_TITLED = r"阿姨|奶奶|爷爷|大爷|大妈|大娘|大叔|叔叔|叔|婶|师傅|老师|姐|哥"
_GLUED_TEAM = re.compile(rf"(.{{1,4}}?(?:{_TITLED}))(.{{1,8}}(?:队|组|班))$")
_END = re.compile(
    r"[\s,，;；、/|:：+\0(\[「『<…]|(?<=[\u4e00-\u9fff])(?:[-—–_~](?=[\u4e00-\u9fff0-9])|(?=[0-9]{1,2}(?:[:点]|号[到去来])))|(?<=[^0-9*])(?=[0-9]{3}\*{4})"
)
_LATIN = re.compile(r"[A-Za-z][\w.'-]*(?: [A-Za-z][\w.'-]*)+")
_FIRST_IN_LISTS = re.compile(r"[Aa]{1,4} (?=[\u4e00-\u9fff])")  # a nickname that wants to stand on top of the address book
_PLACEHOLDER = re.compile(
    r"(?:姓名|名字|昵称|[xX×某]{2,}|张三李四)(?:[+＋\s].*)?$|.{0,6}(?:示例|样例)|(?:例|例如|示例|样例)[:：\s]"
)
_MYSELF = frozenset({"我", "本人", "自己", "我来", "报名", "我报名", "参加", "我参加", "接龙", "来", "算我一个"})

_ME = re.compile(
    r"(?:我们?|俺|咱们?|本人)(?:也|都)?(?:要|想|能|会|可以)?(?:来|去|参加|报名?|报一个|算(?:我)?一个|可以)(?:了|吧|啊|哦|呀|的)?"
)

_MARKS = (
    (Mark.EXCUSED, re.compile(r"请(?:个)?假")),
    (
        Mark.CANCELLED,
        re.compile(
            r"已?取消(?:报名|了)?|退出|退报|去不了了?|来不了了?|去不成|不去了|不来了|不能[去来]了?|参加不了|不参加了?|有事不.|划掉|作废|删除|[❌✖✗]"
        ),
    ),
    (Mark.WAITING, re.compile(r"候补(?:第?[0-9]{1,2}位?)?|替补|备选|排队等?")),
    (
        Mark.UNSURE,
        re.compile(
            r"待定|不?一定(?:能)?[来去]?|不确定|看情况|暂定|尽量|争取来?|可能(?!会?(?:晚|迟|早|提前))(?:不)?(?:来|去|会来|会去)?|(?<=[\u4e00-\u9fff])[?？]+$"
        ),
    ),
)
_TRIGGER = re.compile(r"[取退去来参划作删❌✖✗候替备排待定看暂尽争可?？请不]")
_SPEAKS = re.compile(f"{_TRIGGER.pattern}|[代帮替带领携和跟与加人位口俩夫母父大小]")
_WHO = r"(?P<who>[^\s()\[\],，、:：+代帮替\0]{1,8})?"
_PROXY = re.compile(
    rf"(?:代报人|代理人|代办人|报名人)\s*[:：]\s*(?P<by>[^\s()\[\],，、\0]{{1,8}})|(?:(?<=[\s(\[,，、\-])由?{_WHO})?\s*(?:代报名?|帮报名?|帮忙报名?|替报名?|代接龙?|帮接龙?|代填|代办|代)\s*(?=$|[\s()\[\],，、\0]|的)"
)
_FOR = re.compile(
    r"\s*(?P<who>[^\s()\[\],，、\0]{2,8}?)?\s*(?P<verb>代|帮|替)(?:报|接)?\s*[:：]?\s*(?P<name>(?!报|表|理|课|步|驾|忙|接|办|填)[^\s()\[\],，、:：+\0]{2,8}?)(?:报个?名|接龙|参加|报)?(?=$|[\s()\[\],，、+\0])"
)


@dataclass(frozen=True, slots=True)
class Person:
    """What one row says. ``reason``: why no person could be found in it; the rest is then empty."""

    name: str = ""
    remark: str = ""
    company: Company = ALONE
    marks: frozenset[Mark] = frozenset()
    proxy: str = ""
    reason: str = ""


def masked(text: str) -> str:
    """The text with every personal number masked; also numbers that are too long or too short to be a proper one."""
    return _LONG_NUMBER.sub(lambda found: f"{found[0][:3]}****{found[0][-2:]}", mask(text))


def person_in(content: str) -> Person:
    """Read the content of a row (behind its number)."""
    content = content.strip()
    if len(content) > LONGEST_ROW:
        return Person(reason="字太多了")
    if _SIMPLE.fullmatch(content) and content not in _MYSELF and not _SPEAKS.search(content):
        return Person(content)
    struck = _STRUCK.search(content) is not None
    text = masked(_STRUCK.sub("", content))
    plain = plain_of(text)
    if _PLACEHOLDER.match(plain):
        return Person(reason="是示例")
    found = _read(text, plain)
    return replace(found, marks=found.marks | {Mark.CANCELLED}) if struck and found.name else found


def _read(text: str, plain: str) -> Person:
    """Marks, proxy and company are wiped out first; what is then in front is the name."""
    wiped, marks = _marks(plain)
    wiped, proxy, named, by_proxy = _proxy(wiped)
    company = company_in(wiped)
    for span in company.spans:
        wiped = _wipe(wiped, *span)
    if by_proxy:
        marks |= {Mark.PROXY}
    name, door, (start, end) = _name(text, wiped, named)
    if reason := _reason(name, text, wiped):
        return Person(reason=reason)
    remark = _remark(text, wiped, start, end)
    return Person(name, " ".join(part for part in (door, remark) if part), company, marks, proxy.strip())


def _wipe(plain: str, start: int, end: int) -> str:
    return f"{plain[:start]}{chr(0) * (end - start)}{plain[end:]}"


def _marks(plain: str) -> tuple[str, frozenset[Mark]]:
    marks: set[Mark] = set()
    if not _TRIGGER.search(plain):
        return plain, frozenset()
    for mark, rule in _MARKS:
        for found in rule.finditer(plain):
            if plain[: found.start()].strip(" (["):
                marks.add(mark)
                plain = _wipe(plain, *found.span())
    if found := re.match(r"\s*(?:[❌✖✗]|[(\[](?:取消|候补|待定|请假)[)\]]|(?:取消|候补|待定|请假)\s*:\s*(?=\S))", plain):
        marks.add(next((mark for mark in Mark if mark in found[0]), Mark.CANCELLED))
        plain = _wipe(plain, *found.span())
    return plain, frozenset(marks)


def _proxy(plain: str) -> tuple[str, str, tuple[int, int] | None, bool]:
    """The row without what is said of a proxy, who he is, where the name stands if that tells it, and whether there is one."""
    if not any(sign in plain for sign in "代帮替") and "报名人" not in plain:
        return plain, "", None, False
    if found := _PROXY.search(plain, 1):
        return _wipe(plain, *found.span()), found["by"] or found["who"] or "", None, True
    if found := _FOR.match(plain):
        return _wipe(plain, found.start(), found.start("name")), found["who"] or "", found.span("name"), True
    return plain, "", None, False


def _name(text: str, wiped: str, named: tuple[int, int] | None) -> tuple[str, str, tuple[int, int]]:
    """The name as typed, the door in front of it (empty unless it is told apart), and where in the row both stand."""
    if named:
        return text[slice(*named)].strip(), "", named
    start = _lead(wiped, 0)
    if bracket := _BRACKET.match(wiped, start):
        after = _lead(wiped, bracket.end())
        if after < len(wiped) and wiped[after] not in "\0([":
            start = after
        else:
            return text[slice(*bracket.span(1))].strip(), "", bracket.span()
    begin, door = start, ""
    if found := _DOOR.match(wiped, start):
        person = _lead(wiped, found.end())
        end = _end(wiped, person)
        if end - person > 1:
            door, start = text[begin : found.end()].strip(" -–"), person
        elif end > person:
            return text[begin:end].strip(), "", (begin, end)
    end = _end(wiped, start)
    return text[start:end].strip(" ~—-–_.、。!*"), door, (begin, end)


def _lead(wiped: str, start: int) -> int:
    if found := _LABEL.match(wiped, start):
        start = found.end()
    found = _LEAD.match(wiped, start)
    return found.end() if found else start


def _end(wiped: str, start: int) -> int:
    """Where the name that begins here ends."""
    latin = _LATIN.match(wiped, start) or _FIRST_IN_LISTS.match(wiped, start)
    found = _END.search(wiped, latin.end() if latin else start)
    end = found.start() if found else len(wiped)
    team = _GLUED_TEAM.match(wiped[start:end])
    return start + team.end(1) if team else end


def _reason(name: str, text: str, wiped: str) -> str:
    if not name or name.isspace():
        return "没写名字"
    if name in _MYSELF or _ME.fullmatch(name):
        return f"只写了“{name}”，没写名字"
    if not any(sign.isalpha() or ord(sign) > 0x2000 for sign in name):
        return "只有数字，没写名字"
    return "名字太长" if len(name) > LONGEST_NAME else ""


def _remark(text: str, wiped: str, start: int, end: int) -> str:
    """What is left beside the name, as typed, without brackets and marks."""
    kept = "".join(" " if cover == "\0" else sign for sign, cover in zip(text[end:], wiped[end:], strict=True))
    words = re.split(r"[\s,，;；、|:：()（）\[\]【】「」『』<>]+", kept)
    return " ".join(word.strip("-—–_~。.!！") for word in words if word.strip("-—–_~。.!！"))
