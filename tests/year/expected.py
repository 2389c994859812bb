"""What the report of a month or of the year must say, by the oracle."""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo

from tests.year.oracle import Oracle

Stretch = tuple[datetime, datetime]
SERVICE = re.compile(
    r"活动 (?P<activities>\d+) 场，(?P<times>\d+) 人次(?:（另有孩子 (?P<children>\d+) 人次）)?，服务的人 (?P<people>\d+) 人，"
    r"服务时长 (?P<hours>[\d.]+) 小时，积分 (?P<points>\d+) 分，新增志愿者 (?P<newcomers>\d+) 人"
)
LAKE = re.compile(r"巡湖 (?P<patrols>\d+) 次，够人数的 (?P<reached>\d+) 次")
HAZARDS = re.compile(r"随手报 (?P<hazards>\d+) 件，结案 (?P<closed>\d+) 件，办好 (?P<fixed>\d+) 件.*?没办完 (?P<open>\d+) 件")
NEEDS = re.compile(r"求助 (?P<needs>\d+) 件，办好 (?P<served>\d+) 件，没办完 (?P<needs_open>\d+) 件")
DEEDS = re.compile(
    r"^(?:随手助 (?P<helps>\d+) 次)?，?(?:随手派 (?P<leaflets>\d+) 次)?，?(?:派发 (?P<copies>\d+) 份)?", re.MULTILINE
)


def read(text: str) -> dict[str, float]:
    """The figures of a report; what it does not name is nought."""
    found: dict[str, float] = {}
    for pattern in (SERVICE, LAKE, HAZARDS, NEEDS):
        if said := pattern.search(text):
            found |= {name: float(value or 0) for name, value in said.groupdict().items()}
    for said in DEEDS.finditer(text):
        found |= {name: float(value) for name, value in said.groupdict().items() if value}
    return {name: value for name, value in found.items() if value}


def figures(oracle: Oracle, of: Stretch) -> dict[str, float]:
    """The same figures by the oracle; nought is left out."""
    found = {**_service(oracle, of), **_cases(oracle, of), **_deeds(oracle, of)}
    return {name: float(value) for name, value in found.items() if value}


def _within(moment: datetime, of: Stretch) -> bool:
    return of[0] <= moment < of[1]


def _service(oracle: Oracle, of: Stretch) -> dict[str, float]:
    events = [each for each in oracle.events if each.recorded and each.adults and _within(each.ends, of)]
    places = [place for event in events for place in event.going if place.came]
    booked = [each for each in oracle.postings() if _within(each.at, of)]
    rides = [each for each in oracle.events if each.patrol and each.recorded and _within(each.ends, of)]
    served = {each.name for each in places} | {each.name for each in booked if each.minutes}
    return {
        "activities": len(events),
        "times": sum(1 + each.guests for each in places),
        "children": sum(each.children for each in places),
        "people": len(served),
        "hours": round(sum(each.minutes for each in booked) / 60, 1),
        "points": sum(each.points for each in booked),
        "newcomers": len(set(_newcomers(oracle, of))),
        "patrols": len(rides),
        "reached": sum(each.adults >= each.minimum for each in rides),
    }


def _newcomers(oracle: Oracle, of: Stretch) -> Iterator[str]:
    """Who registered, or served for the first time, whichever was first."""
    begun = dict(oracle.registered)
    for each in oracle.postings():
        if each.minutes:
            begun[each.name] = min(each.at, begun.get(each.name, each.at))
    return (name for name, moment in begun.items() if _within(moment, of))


def _cases(oracle: Oracle, of: Stretch) -> dict[str, float]:
    hazards, needs = (
        [each for each in oracle.cases.values() if each.kind == kind and _within(each.opened, of)]
        for kind in ("hazard", "need")
    )
    return {
        "hazards": len(hazards),
        "closed": sum(each.state in ("fixed", "unconfirmed") for each in hazards),
        "fixed": sum(each.state == "fixed" for each in hazards),
        "open": sum(each.state not in ("fixed", "unconfirmed") for each in hazards),
        "needs": len(needs),
        "served": sum(each.state == "fixed" for each in needs),
        "needs_open": sum(each.state not in ("fixed", "unconfirmed") for each in needs),
    }


def _deeds(oracle: Oracle, of: Stretch) -> dict[str, float]:
    passed = [each for each in oracle.kindnesses.values() if each.state == "passed" and _within(each.at, of)]
    return {
        "helps": sum(each.kind == "助" for each in passed),
        "leaflets": sum(each.kind == "派" for each in passed),
        "copies": sum(each.copies for each in passed),
    }


def of_month(year: int, month: int, zone: tzinfo) -> Stretch:
    """From its first moment to the first of the next."""
    after = (year + month // 12, month % 12 + 1)
    return datetime(year, month, 1, tzinfo=zone), datetime(*after, 1, tzinfo=zone)
