"""Where something is, read from how people write it: 3栋2单元, 三号楼二单元, 3-2-501, 3#, 东门, 7号楼和8号楼之间, B2车库, 亲水平台旁边.

A number is a building only with its word (栋, 幢, 座, 号楼, #) or as the first of a row of dashes; 3个, 3点, 3天 are none. The door
is understood, and is kept apart: whoever writes where others read says ``public``.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from plugins.inbox.meaning.numerals import value
from plugins.inbox.wording import normalise
from plugins.kernel.masking import mask

LONGEST_FREE = 20
_N = "[0-9]{1,3}"
_SAID = re.compile(r"[一二三四五六七八九十百]+(?=[栋幢座#]|号(?:楼|院|门)|单元|网格|楼(?!上|下|道|房|顶|梯)|层|区(?!别|分))")
_BUILDING = rf"(?:(?P<n>{_N})|(?P<letter>(?<![a-z0-9])[a-h]))(?:栋楼?|幢楼?|座楼?(?![桥山塔])|号楼|号(?=[0-9]单元)|#楼?|号院)"
_UNIT = rf"(?P<unit>{_N}) ?单元"
_ROOM = r"(?P<room>[0-9]{3,4})(?:室|号房?|房)?(?![0-9栋#个人点])"
_TREE = re.compile(rf"{_BUILDING}(?:[ -]*{_UNIT})?(?:[ -]*(?:(?:[0-9]{{1,2}}(?:楼|层))?{_ROOM}))?", re.IGNORECASE)
_ROW = re.compile(
    r"(?<![0-9.-])(?P<n>[0-9]{1,2})(?:#-?|-)(?P<unit>[0-9]{1,2})(?:-(?P<room>[0-9]{3,4})(?![0-9-])"
    r"|(?![0-9-]|[点号日月个人天分小秒米元年里公斤块周次层岁楼车位:.%]))"
)
_ALONE_UNIT = re.compile(rf"{_UNIT}")
_BETWEEN = re.compile(
    rf"({_N})(?:栋|幢|座|号楼?|#)?(?:和|与|跟|到|同|、|,| )*({_N})(?:栋|幢|座|号楼|#)楼?(?:之间|中间|间|的?中间|当中|夹道)"
)
_GARAGE = re.compile(
    r"(?:b|负|地下|-)(?:车库|停车[库场])?第?(?P<level>[0-9])(?:层|楼)?(?:的?(?:地下)?(?:车库|停车[库场]))?(?=$|[^0-9])|(?:车库|地库|停车库)(?:的?负|b|-)?(?P<below>[1-4])(?:层|楼)",
    re.IGNORECASE,
)
_GATE = r"(?:[东南西北正大后侧小前]{1,2}|[0-9]号)大?门(?!卡|禁|把|锁|关|外装)"
_SHORE = r"[东南西北]岸|湖(?:边|心岛|心|滨|岸|畔)|河(?:边|道|堤|岸)|水边"
_SPOT = (
    "亲水平台|平台|码头|(?:中心|休闲|文化|健身|小)?广场(?!舞)|(?:中心|小|后|街心)?花园|凉?亭子?|回廊|长廊|游廊|地下车库|地库|车库|车棚|停车场|物业|居委会|村委会"
    "|社区(?:服务站|办公室|活动室|食堂|中心|门口)|服务站|活动(?:室|中心)|党群(?:服务)?中心|会所|幼儿园|小学|中学|学校|超市|菜市场|市场|药店|饭店门口|快递[柜站点]|驿站|垃圾[站房]|健身(?:区|器材区)"
    "|篮球场|足球场|操场|球场|儿童(?:乐园|区)|游乐场|游乐园|配电[房室]|水泵房|泵房|换热站|岗亭|门卫室?|保安亭|公交站|车站|路口|桥[头上下边]|绿道|步道|栈道|公厕|喷泉|水池|池塘|水塘|假山|老年食堂|卫生站|诊所|银行"
)
_ROAD = r"(?<![一-龥])[一-龥]{2,3}(?:路|街|大道|胡同|巷)(?=[口边上东西南北中]|与|和|[0-9])"
_LANDMARK = re.compile(rf"(?:{_GATE}|{_SHORE}|{_ROAD}|{_SPOT})+")
_ZONE = re.compile(r"(?P<estate>[0-9]{1,2}区)(?=[0-9东南西北])")
_VILLA = re.compile(rf"^ ?({_N})号(?![楼院门])")
_APART = re.compile(r"(?<=[0-9]) +(?=[栋幢座#]|号楼|单元)|(?<=[栋幢座#楼]) +(?=[0-9]{1,2} ?单元)")
_GRID = re.compile(rf"第?(?P<grid>{_N}) ?(?:号)?网格")
_ESTATE = re.compile(r"(?P<estate>(?!中心|街心)[一-龥]{2,4}(?:小区|家园|花园|公寓|花苑|新村|家属院))")
_SIDE = re.compile(
    r"^(?:的|楼)? ?(?:对过|背后|后身|后面|前面|旁边|附近|边上|里面|外面|楼道|楼梯口?|电梯间?|地下室|大厅|走廊|天台|路边|拐角|入口|出口"
    r"|[东南西北]+(?:侧|边|面|头|墙|门口?|角)"
    r"|单元门?(?:门口|前)?|楼?门(?:口|前)|楼[下前后顶]|对面|对门)+"
)
_RELATIVE = re.compile(
    r"(?:^|[\s,.;。、]|在|我们?家?)(?P<noun>(?:(?![在有把被堆放停从到说是了])[一-龥a-z0-9]){2,6}?)"
    r"(?P<side>旁边?|边上|对面|后面|背后|前面|门口|门前|附近|拐角)|(?P<tree>[一-龥]{1,2}树)(?:下|底下|旁边?)"
)
_NAMED = re.compile(r"(?:地点|地址|位置|在哪)[:：是 ]*(?P<free>[^,。;；\n]{1,20})")
_EMPTY = frozenset(
    {
        "马路",
        "道路",
        "小区",
        "家里",
        "我家",
        "我们家",
        "院子",
        "楼下",
        "门口",
        "单元",
        "单元门",
        "邻居家",
        "楼上",
        "对门",
        "隔壁",
    }
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place. ``buildings``: one, or the two it lies between. ``landmark``: what is no building. ``detail``: 门口, 东侧, 楼道.

    ``door`` is personal: it leaves this object only by ``full``.
    """

    estate: str = ""
    buildings: tuple[str, ...] = ()
    unit: str = ""
    door: str = ""
    landmark: str = ""
    detail: str = ""

    @property
    def name(self) -> str:
        """The place without door and detail: 恋湖家园3栋2单元, 7栋、8栋之间, 东门."""
        between = f"{'、'.join(self.buildings)}之间" if len(self.buildings) > 1 else "".join(self.buildings)
        return f"{self.estate}{between}{self.unit}{self.landmark if not between else ''}"

    @property
    def public(self) -> str:
        """As it may stand where others read: with a door, no nearer than the building."""
        if self.door:
            return f"{self.estate}{''.join(self.buildings)}"
        return f"{self.name}{self.detail}"

    @property
    def full(self) -> str:
        """As who has to go there needs it."""
        return f"{self.name}{self.door}{self.detail}"

    @property
    def exact(self) -> bool:
        """Whether somebody can go there; an estate or a unit of some building alone is too vague."""
        return bool(self.buildings or self.landmark)

    @property
    def key(self) -> str:
        """What equal places share; compared by ``same``. Holds no door."""
        return "|".join((self.estate, "+".join(self.buildings), self.unit, self.landmark))

    @property
    def ladder(self) -> tuple[str, ...]:
        """Names under which it, or what it lies in, may stand in the tree of places, the nearest first."""
        steps = [f"{building}{self.unit}" for building in self.buildings if self.unit]
        steps += [self.landmark] if self.landmark else []
        steps += self.buildings
        return tuple(
            dict.fromkeys([*(f"{self.estate}{step}" for step in steps), *steps, *([self.estate] if self.estate else [])])
        )


def same(one: str, other: str) -> bool:
    """Whether two keys may mean the same place: what both say agrees (3栋2单元 and 3栋 do, 3栋2单元 and 3栋1单元 do not)."""
    mine, theirs = one.split("|"), other.split("|")
    agree = all(not left or not right or left == right for left, right in zip(mine[:3], theirs[:3], strict=True))
    return agree and mine[1] == theirs[1] and mine[3] == theirs[3] and any((mine[1], mine[3], mine[0] and mine[0] == theirs[0]))


def read(text: str, estates: Collection[str] = ()) -> Spot | None:
    """The place that ``text`` names, ``None`` for none. ``estates``: the community's own places, found where they are said."""
    said = _spelt(text)
    if free := _NAMED.search(said):
        within = read(free["free"], estates) if free["free"] != said else None
        return within or free_spot(free["free"])
    estate = _estate(said, estates)
    found = (
        _between(said)
        or _villa(said, estate)
        or _tree(said)
        or _garage(said)
        or _landmark(said.replace(estate, " ", 1) if estate else said)
    )
    if found is None:
        unit = _ALONE_UNIT.search(said)
        return Spot(estate, unit=f"{unit['unit']}单元" if unit else "") if estate or unit else None
    return Spot(estate, found.buildings, found.unit, found.door, found.landmark, found.detail)


def free_spot(words: str) -> Spot:
    """A place that only those who live there know, in their words. Numbers of persons do not become a place."""
    return Spot(landmark=mask(" ".join(normalise(words).split()))[:LONGEST_FREE].strip())


def _spelt(text: str) -> str:
    """Numbers in digits where they name a place, unit words in one spelling."""
    said = normalise(text).lower().replace("＃", "#").replace("號", "号")
    return _APART.sub("", _SAID.sub(lambda hit: str(value(hit[0])), said))


def _estate(said: str, estates: Collection[str]) -> str:
    known = next((name for name in sorted(estates, key=len, reverse=True) if name in said and not name[:1].isdigit()), "")
    if known:
        return known
    unknown = _ZONE.search(said) or _ESTATE.search(said)
    return unknown["estate"] if unknown and unknown["estate"][:2] not in ("我们", "咱们", "这个") else ""


def _between(said: str) -> Spot | None:
    hit = _BETWEEN.search(said)
    return Spot(buildings=(f"{int(hit[1])}栋", f"{int(hit[2])}栋")) if hit else None


def _villa(said: str, estate: str) -> Spot | None:
    """金银湖别墅12号: where houses stand alone, the number behind the estate is the building."""
    hit = _VILLA.match(said.partition(estate)[2]) if estate else None
    return Spot(buildings=(f"{int(hit[1])}栋",)) if hit else None


def _tree(said: str) -> Spot | None:
    row, tree = _ROW.search(said), _TREE.search(said)
    hit = row if row and (tree is None or row["room"]) else tree
    if hit is None:
        return None
    groups = hit.groupdict()
    building = f"{int(groups['n'])}栋" if groups["n"] else f"{groups['letter'].upper()}座"
    unit = groups["unit"] or _elsewhere(said, hit)
    return Spot(
        buildings=(building,),
        unit=f"{int(unit)}单元" if unit else "",
        door=groups["room"] or "",
        detail=_side(said[hit.end() :]),
    )


def _elsewhere(said: str, hit: re.Match[str]) -> str | None:
    """3单元的灯不亮 6栋: the unit may stand apart from its building."""
    apart = _ALONE_UNIT.search(said[: hit.start()] + " " + said[hit.end() :])
    return apart["unit"] if apart else None


def _garage(said: str) -> Spot | None:
    hit = next((each for each in _GARAGE.finditer(said) if "车" in said or "库" in said or each[0][0] == "b"), None)
    return Spot(landmark=f"B{hit['level'] or hit['below']}车库", detail=_side(said[hit.end() :])) if hit else None


def _landmark(said: str) -> Spot | None:
    if grid := _GRID.search(said):
        return Spot(landmark=f"{int(grid['grid'])}网格")
    hits = [hit for hit in _LANDMARK.finditer(said) if hit[0] not in _EMPTY]
    if hits:
        best = hits[0]
        return Spot(landmark=best[0], detail=_side(said[best.end() :]))
    beside = _RELATIVE.search(said)
    if beside is None or (beside["noun"] or "") in _EMPTY:
        return None
    return Spot(landmark=beside["noun"] or beside["tree"], detail=beside["side"] or "")


def _side(after: str) -> str:
    hit = _SIDE.match(after)
    return hit[0].strip("的 ") if hit else ""
