"""整期都来, 退整期: one sentence for all of a series."""

import re
from collections.abc import Sequence

from plugins.inbox import questions
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.inbox.wording import normalise, squeeze
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members, teams
from plugins.people.models import Deed, Member

from .. import finding, record_texts
from ..models import Series
from ..reference import Reference, read_reference
from ..sections import which as which_section
from ..series import changing, furnishing, phrases, standing, standing_back, standing_texts, which
from ..series.days import coming
from ..series.models import Standing
from ..series.rule import from_row
from .choosing import without_number

OF_ONE = re.compile(r"活动\s*(?P<number>[0-9]{1,6})?")
OF_A_SERIES = re.compile(r"系列\s*[0-9]")
record_texts.word("signup.series", "给{whom}报了整期")
record_texts.word("signup.series_left", "给{whom}退了整期")


async def names_a_series(turn: Turn) -> bool:
    """Whether the rest of the message names a series that goes on here."""
    if OF_A_SERIES.match(turn.rest) or OF_ONE.fullmatch(turn.rest):
        return True
    series, _ = await which.said(turn, turn.rest)
    return series is not None


@command(
    "整期都来",
    words=("整期报名", "报名整期", "每期都来", "期期都来", "每次都来", "每次都参加"),
    topic="报名",
    summary="定期活动一次报到底，以后每次自动报上",
    usage="整期都来 系列 系列号",
    meant=phrases.JOIN_ALL,
    examples=("整期都来 系列 {n}",),
    takes=Takes.REFERENCE,
    accepts=names_a_series,
    known_only=True,
    writes=True,
)
async def join(turn: Turn) -> Answer | str:
    """Onto every coming occurrence, and onto each that is made later."""
    series, rest = await _meant(turn, await which.running(turn.session, turn.community_id))
    if series is None:
        return await _choose(turn, "整期都来")
    me = await members.myself(turn)
    return await _join(turn, series, me, None, read_reference(rest, clock.local(turn.heard.sent_at)))


@command(
    "退整期",
    words=("退出整期", "整期不来了", "取消整期"),
    topic="报名",
    summary="定期活动以后都不来了",
    usage="退整期 系列号",
    meant=phrases.LEAVE_ALL,
    examples=("退整期 系列 {n}",),
    takes=Takes.REFERENCE,
    accepts=names_a_series,
    known_only=True,
    writes=True,
)
async def leave(turn: Turn) -> Answer | str:
    """Off every coming occurrence; none is joined any more."""
    me = await members.myself(turn)
    mine = await standing.stands_for(turn.session, turn.community_id, me.id)
    series, _ = await _meant(turn, mine)
    if series is None and mine:
        return await _choose(turn, "退整期")
    return await _leave(turn, series, me)


async def on_behalf(turn: Turn, name: str, what: str, *, leaves: bool) -> Answer | str:
    """The same for somebody without an account; the notices go to the proxy."""
    me = await members.myself(turn)
    series, rest = await which.said(turn, what)
    among = await which.running(turn.session, turn.community_id)
    series = series or (among[0] if len(among) == 1 else None)
    if series is None:
        return await _choose(turn, f"帮 {name} {'退整期' if leaves else '整期都来'}")
    member = await members.without_account(turn.session, me, name)
    if leaves:
        return await _leave(turn, series, member)
    reference = read_reference(rest, clock.local(turn.heard.sent_at))
    return await _join(turn, series, member, me if member.id != me.id else None, reference)


async def _meant(turn: Turn, among: Sequence[Series]) -> tuple[Series | None, str]:
    """The series said, else quoted, else the only one."""
    if one := OF_ONE.fullmatch(turn.rest):
        return await _series_of(turn, one["number"], among), ""
    if turn.rest:
        found, rest = await which.said(turn, turn.rest)
        if found:
            return found, rest
    found = await which.quoted(turn)
    return found or (among[0] if len(among) == 1 else None), turn.rest


async def _series_of(turn: Turn, number: str | None, among: Sequence[Series]) -> Series | None:
    """The series of one of its occurrences; without a number the one he has named, else the only one. Raises ``Refusal``: it is of none."""
    if number is None:
        words = squeeze(normalise(turn.heard.original or turn.heard.said))
        said = [each for each in among if squeeze(each.title) in words] or among
        return said[0] if len(said) == 1 else None
    activity = await finding.by_number(turn.session, turn.community_id, int(number))
    if activity.series_id is None:
        raise Refusal(standing_texts.of_no_series(activity))
    return await turn.session.get_one(Series, activity.series_id)


async def _choose(turn: Turn, line: str) -> Answer:
    among = await which.running(turn.session, turn.community_id)
    if not among:
        raise Refusal(standing_texts.no_series())
    await questions.ask(turn.session, turn.heard, [f"{line} 系列 {each.number}" for each in among])
    return Answer(standing_texts.which_series(among), done=False)


async def _join(turn: Turn, found: Series, member: Member, proxy: Member | None, company: Reference) -> Answer:
    series = await which.hold(turn.session, found)
    if series.ended_at is not None:
        raise Refusal(standing_texts.has_ended(series))
    known = await standing.of(turn.session, series.id, member.id)
    if known and known.ended_at is None:
        taken = await standing.join_all(turn.session, series, known, member, turn.heard.sent_at, left_too=False)
        if not taken.rows:
            return Answer(standing_texts.joined_already(member.name, series, taken.left), about=series.subject)
    sections = _named(series, company) or list(known.sections if known else ())
    if not sections and await _has_to_choose(turn, series, member):
        names = [each.name for each in furnishing.parts_of(series.sections)]
        who = f"帮 {member.name} " if proxy else ""
        again = without_number(company)
        lines = [f"{who}整期都来 系列 {series.number} {each} {again}".strip() for each in names]
        await questions.ask(turn.session, turn.heard, lines)
        return Answer(standing_texts.ask_section(member.name, series, names), done=False)
    wish = _fill(known or Standing(series_id=series.id, member_id=member.id), proxy, company, turn)
    wish.sections = sections
    turn.session.add(wish)
    await turn.session.flush()
    taken = await standing.join_all(turn.session, series, wish, member, turn.heard.sent_at, left_too=True)
    for row in taken.rows:
        await deeds.record(turn, "signup.series", row.subject)
    await deeds.record(turn, "standing.join", wish.subject, {"rows": [row.id for row in taken.rows]})
    days = coming(from_row(series.rule), changing.today(), 1)
    text = standing_texts.joined(member.name, series, taken, next(iter(days), None), changing.today())
    return Answer(text, about=series.subject)


def _named(series: Series, said: Reference) -> list[str]:
    """The sections of the series that stand in the words."""
    return [each.name for each in furnishing.parts_of(series.sections) if squeeze(each.name) in said.words]


async def _has_to_choose(turn: Turn, series: Series, member: Member) -> bool:
    """Whether it is divided, and his teams do not tell which section is his."""
    parts = furnishing.parts_of(series.sections)
    if len(parts) < 2:
        return False
    among = await teams.all_of(turn.session, turn.community_id)
    quotas = [team.id for each in parts if each.start is None and (team := teams.called(among, each.name))]
    own = await which_section.belongs_to(turn.session, member.id)
    return len([each for each in quotas if each in own]) != 1


def _fill(wish: Standing, proxy: Member | None, company: Reference, turn: Turn) -> Standing:
    wish.proxy_id = proxy.id if proxy else None
    wish.guests, wish.children, wish.guest_names = company.guests, company.children, list(company.guest_names)
    wish.queued_at, wish.ended_at = turn.heard.sent_at, None
    return wish


async def _leave(turn: Turn, series: Series | None, member: Member) -> Answer:
    wish = await standing.of(turn.session, series.id, member.id) if series else None
    if series is None or wish is None or wish.ended_at is not None:
        raise Refusal(standing_texts.not_standing(member.name))
    wish.ended_at = clock.now()
    gone = await standing.leave_all(turn.session, series, member, turn.heard.sent_at, turn.heard.key)
    for row in gone.rows:
        await deeds.record(turn, "signup.series_left", row.subject)
    detail = {"rows": [row.id for row in gone.rows], "late": [row.id for row in gone.late], "seats": gone.seats}
    await deeds.record(turn, "standing.leave", wish.subject, detail)
    return Answer(standing_texts.left(member.name, series, gone), about=series.subject)


@deeds.undoes("standing.join")
async def _undo_join(turn: Turn, deed: Deed) -> str:
    wish, series, member = await _of_deed(turn, deed)
    if wish.ended_at is None:
        wish.ended_at = clock.now()
        await standing_back.give_up(turn.session, deed.detail["rows"], turn.heard.sent_at)
    return standing_texts.undone_join(member.name, series)


@deeds.undoes("standing.leave")
async def _undo_leave(turn: Turn, deed: Deed) -> str:
    wish, series, member = await _of_deed(turn, deed)
    if series.ended_at is not None:
        raise Refusal(standing_texts.has_ended(series))
    wish.ended_at = None
    await standing_back.come_back(turn.session, deed.detail["rows"], deed.detail["late"], deed.detail.get("seats", {}))
    return standing_texts.undone_leave(member.name, series)


async def _of_deed(turn: Turn, deed: Deed) -> tuple[Standing, Series, Member]:
    wish = await turn.session.get_one(Standing, int(deed.subject.removeprefix("standing:")))
    series = await which.hold(turn.session, await turn.session.get_one(Series, wish.series_id))
    return wish, series, await turn.session.get_one(Member, wish.member_id)
