"""随手报 本月, 随手报 导出: figures, a picture and files, for staff."""

import re

from plugins.cards.card import Card
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, exports
from plugins.people.models import ChatKind
from plugins.points import period

from .. import month, month_texts, open311
from .categories import TOPIC

_STRETCH = period.LIKELY
_ASKED = rf"(?:{_STRETCH})?\s*(?:[cC][sS][vV]|[jJ][sS][oO][nN]|[eE]xcel|[xX][lL][sS][xX])?"
_FILE_OF = rf"(?P<of>{_ASKED})"
_FILES = {"csv": open311.as_csv, "json": open311.as_json, "xlsx": open311.as_excel}


def _read(word: str) -> period.Months:
    found = period.read(word or "本月")
    if found is None:
        raise Refusal(month_texts.which_stretch())
    return found


@command(
    "随手报统计",
    words=("随手报 本月", "随手报 上月", "随手报 今年", "随手报本月", "随手报上月", "随手报今年"),
    topic=TOPIC,
    summary="看随手报的数字：没办完、超时、各类用时、哪里报得多",
    usage="随手报 本月|上月|今年",
    examples=("随手报 本月", "随手报 上月", "随手报统计 11月"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape=rf"(?:{_STRETCH})?",
)
async def figures(turn: Turn) -> Answer:
    """All of it in private; in the group of leaders only numbers; in other groups nothing."""
    said = turn.word.removeprefix("随手报").strip()
    of = await month.figures(turn.session, turn.community_id, _read(turn.rest or said.removeprefix("统计")))
    if not turn.heard.in_group:
        card = Card("hazards", month_texts.picture(of, turn.speaker.community)) if of.rows else None
        return Answer(month_texts.figures(of), card=card)
    if turn.speaker.chat_kind != ChatKind.LEADERS:
        raise Refusal(month_texts.not_here())
    return Answer(month_texts.in_group(of))


@command(
    "随手报导出",
    words=("随手报 导出",),
    topic=TOPIC,
    summary="把随手报导成 Excel、CSV 或 JSON（Open311 字段），没有姓名和门牌",
    usage="随手报 导出 [哪个月] [csv|json]",
    examples=("随手报 导出", "随手报 导出 11月 csv"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape=_ASKED,
    writes=True,
    looks=True,
)
async def export(turn: Turn) -> Answer:
    """Only in private; who exported what stands in the trail."""
    return await _exported(turn, turn.rest)


@exports.offers("随手报", fits=rf"随手报(?:\s*{_FILE_OF})?", example="导出 随手报")
async def export_by_name(turn: Turn, words: re.Match[str]) -> Answer:
    """「导出 随手报 11月 csv」: the same, for staff."""
    if turn.speaker.level < Who.STAFF:
        raise Refusal(month_texts.export_by_staff())
    return await _exported(turn, words["of"] or "")


async def _exported(turn: Turn, said: str) -> Answer:
    if turn.heard.in_group:
        raise Refusal(month_texts.export_in_private())
    words = said.lower().replace("excel", "xlsx")
    ending = next((each for each in _FILES if words.endswith(each)), "xlsx")
    of = _read(words.removesuffix(ending).strip())
    rows = await open311.rows(turn.session, turn.community_id, of)
    if not rows:
        raise Refusal(month_texts.nothing_to_export(of.label))
    await deeds.record(turn, "hazard.export", f"community:{turn.community_id}", {"stretch": of.label, "rows": len(rows)})
    return Answer(
        month_texts.exported(of.label, len(rows)),
        file=(f"随手报_{of.label}.{ending}", _FILES[ending](rows)),
        without_file=month_texts.not_exported(of.label),
    )
