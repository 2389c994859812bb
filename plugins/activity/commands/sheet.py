"""A filled attendance sheet that is sent as a file: read, shown as it would be recorded, and recorded on 「1」."""

import re
from pathlib import PurePath

from plugins.inbox import files, questions
from plugins.inbox.heard import Heard, SharedFile
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds

from .. import finding, publishing, signing
from ..models import Activity, SignUpState
from ..sheet import booking, matching, texts
from ..sheet.reading import Sheet, read

TABLES = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".csv", ".tsv", ".et", ".ods"})
OURS = re.compile(r"名单|考勤|签到|点名")
HALF = 0.5


def _named(heard: Heard, file: SharedFile) -> bool:
    """In private every file is looked at, in a group only what is called a sheet of names."""
    if not heard.in_group:
        return True
    return PurePath(file.name).suffix.lower() in TABLES and OURS.search(file.name) is not None


async def _wanted(turn: Turn) -> bool:
    """Nothing is fetched from somebody who leads nothing; in private he is told so."""
    suffix = PurePath(turn.heard.files[0].name).suffix.lower()
    leads = turn.speaker.level >= Who.LEADER or bool(await _led(turn))
    if turn.heard.in_group:
        return leads
    if suffix and suffix not in TABLES:
        raise Refusal(texts.no_table())
    if not leads:
        raise Refusal(texts.only_leaders_send())
    return True


async def _led(turn: Turn) -> list[Activity]:
    """Of what has begun in the last seven days, what the speaker leads."""
    recent = await finding.recent_ones(turn.session, turn.community_id, clock.now())
    return [each for each in recent if await publishing.leads(turn.session, turn.speaker, each)]


async def take(turn: Turn) -> Answer:
    """Show what the sheet would record, and ask. The sheet is a row, so a restart in between changes nothing."""
    sheet: Sheet = turn.heard.opened
    found = await _meant(turn, sheet)
    activity = await finding.lock(turn.session, found.id)
    await publishing.check_leads(turn.session, turn.speaker, activity)
    preview = await booking.preview(turn.session, activity, sheet.lines)
    await booking.keep(turn.session, activity, sheet.lines, deeds.doer(turn.heard))
    lines = [f"考勤 {activity.number} 按表"] + [f"考勤 {activity.number} 按表 全部"] * bool(preview.unknown)
    await questions.ask(turn.session, turn.heard, lines)
    return Answer(texts.preview(activity, preview, named=not turn.heard.in_group), about=activity.subject, done=False)


async def _meant(turn: Turn, sheet: Sheet) -> Activity:
    """By its number, by what is quoted, else by the names: the recent activity on whose list more than half of them are."""
    if sheet.activity is not None:
        return await finding.by_number(turn.session, turn.community_id, sheet.activity)
    if here := await finding.quoted(turn):
        return here
    fits: list[tuple[int, Activity]] = []
    for each in await _led(turn):
        rows = await signing.listed(turn.session, each.id, SignUpState.JOINED)
        fits.append((matching.overlap(rows, sheet.lines), each))
    best = max((count for count, _ in fits), default=0)
    among = [each for count, each in fits if count == best]
    if len(among) != 1 or best < len(sheet.lines) * HALF:
        raise Refusal(texts.which_activity())
    return among[0]


files.use_file_reader(_named, _wanted, read, take, name="签到表")
