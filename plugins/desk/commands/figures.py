"""导出 台账, 台账, 报告: what was done in a month, a quarter, half a year or a year, for staff."""

import re
from functools import partial

from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox.painting import Printout
from plugins.people import deeds, exports, viewings
from plugins.people.models import ChatKind
from plugins.points import period
from plugins.points.period import Months

from .. import facts, figure_texts, figures, phrases, report_page, sheets
from .. import pen as pens
from ..figures import Figures

TOPIC = "台账和报告"
EXPORTED = "ledger.export"
OF = re.compile(rf"(?P<of>{period.LIKELY}){exports.PURPOSE}")
BY_NAME = rf"(?:(?:台账|台帐)\s*(?P<of>{period.LIKELY})?|(?P<alone>{period.LIKELY}))(?:的?台账)?{exports.PURPOSE}"


def read(said: str, word: str) -> Months:
    """The stretch that was said, else this month. Raises ``Refusal``: none that exists, or still to come."""
    found = period.read(said or "本月")
    if found is None:
        raise Refusal(figure_texts.which_period(word))
    if found.start > clock.now():
        raise Refusal(figure_texts.not_yet(found))
    return found


@exports.offers("台账", fits=BY_NAME, example="导出 台账 11月")
async def export(turn: Turn, words: re.Match[str]) -> Answer:
    """「导出 台账 11月」「导出 第四季度」, for staff."""
    if turn.speaker.level < Who.STAFF:
        raise Refusal(figure_texts.by_staff("台账"))
    return await _exported(turn, read(words["of"] or words["alone"] or "", "导出 台账"), exports.purpose(words["purpose"]))


@command(
    "台账",
    topic=TOPIC,
    summary="一段时间的活动、人员、随手报、求助（只有数）做成一份 Excel，私聊发给您",
    usage="台账 11月|第四季度|上半年|2026年 [用途 …]",
    examples=("台账 11月", "台账 第四季度 用途 上报街道"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape=OF.pattern,
    writes=True,
    looks=True,
    meant=phrases.LEDGER,
)
async def ledger(turn: Turn) -> Answer:
    """The same as 「导出 台账」."""
    said = OF.fullmatch(turn.rest)
    assert said
    return await _exported(turn, read(said["of"], turn.word), exports.purpose(said["purpose"]))


async def _exported(turn: Turn, wanted: Months, purpose: str) -> Answer:
    from .. import workbook  # brings openpyxl, which else would rest in memory all day

    of = await figures.of(turn.session, turn.community_id, wanted)
    earlier = facts.of(await figures.of(turn.session, turn.community_id, wanted.before))
    told, pen = facts.of(of), pens.pen(of, named=bool(purpose))
    await _note(turn, of, purpose, list(pen.order))
    community = turn.speaker.community
    book = sheets.all_of(of, told, earlier, figure_texts.lead(community, of, purpose), pen)
    return Answer(
        figure_texts.exported(of, told, purpose),
        file=(figure_texts.book_name(community, wanted), partial(workbook.written, book)),
        without_file=figure_texts.not_exported(figure_texts.report(community, of, told, earlier)),
        in_group=figure_texts.aside("台账"),
    )


async def _note(turn: Turn, of: Figures, purpose: str, shown: list[int]) -> None:
    """Who took which stretch and what for; with names in it, each of them can see that."""
    detail = {"period": of.period.label, "people": len(shown), "purpose": purpose}
    await deeds.record(turn, EXPORTED, f"community:{turn.community_id}", detail)
    if purpose:
        await viewings.note(turn, shown, figure_texts.seen(of.period, purpose))


@command(
    "报告",
    words=("工作报告", "服务报告"),
    topic=TOPIC,
    summary="一段时间的主要数字，带一份两页 A4 的 PDF：图表、活动、照片、和上一期比",
    usage="报告 11月|第四季度|上半年|2026年",
    examples=("报告 11月", "报告 第四季度"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape=period.LIKELY,
    meant=phrases.REPORT,
)
async def report(turn: Turn) -> Answer:
    """In private and among the leaders; asked in another group it goes to private."""
    wanted = read(turn.rest, turn.word)
    of = await figures.of(turn.session, turn.community_id, wanted)
    told, earlier = facts.of(of), facts.of(await figures.of(turn.session, turn.community_id, wanted.before))
    community = turn.speaker.community
    text = figure_texts.report(community, of, told, earlier)
    page = report_page.card(community, of, told, earlier)
    return Answer(
        f"{text}\n{figure_texts.page_made()}",
        printout=Printout(figure_texts.page_name(community, wanted), "A4", page),
        without_file=f"{text}\n{figure_texts.no_page()}",
        in_group="" if turn.speaker.chat_kind == ChatKind.LEADERS else figure_texts.aside("报告"),
    )
