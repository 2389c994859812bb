"""巡湖, 巡湖记录, 巡湖年表."""

import re

from plugins.activity import calendar_texts, finding, kinds, signing
from plugins.activity.commands.month import PAPER, paper_of
from plugins.activity.list_texts import my_place
from plugins.activity.models import Activity, SignUpState
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox.painting import Printout
from plugins.people import deeds, members, settings
from plugins.people.models import Deed
from plugins.tickets import problems

from . import log, phrases, rides, teams, texts, year, year_page
from .minimum import MINIMUM
from .models import PatrolLog

TOPIC = "巡湖"
YEAR = re.compile(rf"(?:(?P<year>20\d\d)\s*年?)?\s*{PAPER}")


@command(
    "巡湖",
    words=("下次巡湖", "最近巡湖"),
    topic=TOPIC,
    summary="看下一次巡湖：时间、各队人数、还差几人",
    usage="巡湖",
    meant=phrases.PATROL,
)
async def patrol(turn: Turn) -> Answer:
    """The next one with its tally; it can be quoted with +1."""
    now = clock.now()
    activity = await rides.coming(turn.session, turn.community_id, now)
    if activity is None:
        raise Refusal(texts.no_patrol())
    stands = await signing.tally(turn.session, activity.id)
    standing = await kinds.of(activity).standing(turn.session, activity, stands)
    among = await teams.patrolling(turn.session, turn.community_id)
    mine = "" if turn.heard.in_group else await _mine(turn, activity)
    return Answer(texts.coming(activity, standing, among, mine, begun=activity.starts_at <= now), about=activity.subject)


async def _mine(turn: Turn, activity: Activity) -> str:
    if turn.speaker.member_id is None:
        return ""
    row = await signing.row_of(turn.session, activity.id, turn.speaker.member_id)
    if row is None or row.state == SignUpState.LEFT:
        return ""
    return my_place(await signing.position(turn.session, row), waiting=row.state == SignUpState.WAITING)


@command(
    "巡湖记录",
    words=("巡湖日志",),
    topic=TOPIC,
    summary="记下巡湖看到的，可以附照片",
    usage="巡湖记录 [哪天] 看到什么",
    examples=("巡湖记录 28日 东岸漂浮垃圾3袋", "巡湖记录 一切正常"),
    takes=Takes.TEXT,
    writes=True,
    photos=True,
)
async def note(turn: Turn) -> Answer:
    """An entry of the log; a photo that could not be had does not stop it."""
    activity, text = await log.read(turn)
    row = await log.write(turn, activity, await members.myself(turn), text)
    await deeds.record(turn, "patrol.log", row.subject, {"activity": activity.id})
    lost = len(turn.heard.photos) - len(row.photos)
    asked = await problems.offer(turn, text, row.photos, texts.LAKE)
    said = texts.logged(activity, text, len(row.photos), lost)
    return Answer(f"{said}\n{asked}" if asked else said, about=activity.subject)


@deeds.undoes("patrol.log")
async def _undo_note(turn: Turn, deed: Deed) -> str:
    row = await turn.session.get_one(PatrolLog, int(deed.subject.removeprefix("patrol_log:")))
    activity = await finding.lock(turn.session, row.activity_id)
    await turn.session.delete(row)
    await turn.session.flush()
    return texts.log_withdrawn(activity)


@command(
    "巡湖年表",
    topic=TOPIC,
    summary="一年巡湖的总表：每次来了几人、达标几次",
    usage="巡湖年表 [年份] [A4|A3]",
    examples=("巡湖年表", "巡湖年表 2026", "巡湖年表 A4"),
    takes=Takes.REFERENCE,
    shape=YEAR.pattern,
)
async def year_table(turn: Turn) -> Answer:
    """This year's, or another one's: a picture with the lines under it; with a paper, a page as PDF."""
    asked = YEAR.fullmatch(turn.rest)
    said, paper = (asked["year"], paper_of(asked["paper"])) if asked else (None, None)
    wanted = int(said) if said else clock.local().year
    days = await year.table(turn.session, turn.community_id, wanted)
    if not days:
        raise Refusal(texts.no_year(wanted))
    least = await settings.value(turn.session, turn.community_id, MINIMUM)
    text, page = texts.year_table(wanted, days, least), year_page.card(turn.speaker.community, wanted, days, least)
    if paper is None:
        return Answer(text, card=page)
    return Answer(
        calendar_texts.printed(f"{wanted} 年的巡湖年表", paper),
        printout=Printout(f"巡湖年表-{wanted}-{paper}.pdf", paper, page),
        without_file=calendar_texts.not_printed(text),
    )
