"""排班, 招人, and 补 where there are sections: places that the leader fills by name."""

from collections.abc import Sequence

from plugins.inbox import names, questions
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Deed, Member

from .. import absence, adding_texts, finding, kinds, notices, publishing, signing
from ..adding import Added
from ..counting import SectionTally, listed, tally
from ..models import Activity, SignUp, SignUpState
from ..paper import MOST_NAMES, Paper, read_paper
from ..sections import rota, rota_texts, which
from ..sections import texts as section_texts
from ..sections.models import Section
from ..wish import check_open
from . import conditions
from .choosing import still_changeable
from .publication import TOPIC

CALL = "activity.call"

Done = Sequence[tuple[Section, Added]]
Wanted = list[tuple[Section | None, Sequence[Member]]]


async def add(turn: Turn, found: Activity) -> Answer:
    """「补 12 早班 王姐」: without a section into that of their team."""
    return await _put(turn, found, read_paper(turn.raw or turn.rest, repeats=True), roster=False)


async def _put(turn: Turn, found: Activity, paper: Paper, *, roster: bool) -> Answer:
    if len(paper.names) > MOST_NAMES:
        raise Refusal(adding_texts.too_many(MOST_NAMES))
    me = await members.myself(turn)
    wanted: Wanted = [(each, await _people(turn, me, called)) for each, called in rota.groups(found, paper.names)]
    wanted = await _with_mentioned(turn, wanted)
    wanted = [(section, people) for section, people in wanted if people]
    if not wanted or (roster and any(section is None for section, _ in wanted)):
        raise Refusal(rota_texts.rota_unread() if roster else adding_texts.nothing_read(paper.unread))
    activity = await finding.lock(turn.session, found.id)
    before = {str(row.id): row.outcome for row, _ in await listed(turn.session, activity.id, SignUpState.JOINED)}
    done: list[tuple[Section, Added]] = []
    for said, people in wanted:
        section = said or await rota.home(turn.session, activity, people)
        by = deeds.doer(turn.heard)
        done.append((section, await rota.put_on(turn.session, activity, section, people, turn.heard.sent_at, by)))
    flags = _make_rota(done) if roster else {}
    if any(each.was for _, each in done):
        deed = await _note(turn, activity, done, flags)
        await absence.tell(turn.session, activity, before, f"{deed.id}", by=turn.speaker.member_id)
    answer = await (_rostered(turn, activity, done) if roster else _added(activity, done, paper.unread))
    ids = [each.id for _, people in wanted for each in people]
    answer.text += await conditions.tell_kept_out(turn, activity, f"added:{turn.heard.key}", among=ids)
    return answer


async def _people(turn: Turn, me: Member, called: Sequence[str]) -> Sequence[Member]:
    found = [await members.without_account(turn.session, me, each) for each in called]
    return list({each.id: each for each in found}.values())


async def _with_mentioned(turn: Turn, wanted: Wanted) -> Wanted:
    """Those who are @-ed go into the first section that is said."""
    mentioned = [
        await members.ensure_user(turn.session, turn.heard, turn.community_id, user, names.of_mentioned(turn.heard, user))
        for user in turn.heard.mentions
    ]
    if not mentioned:
        return wanted
    section, people = wanted[0] if wanted else (None, [])
    return [(section, [*people, *mentioned]), *wanted[1:]]


def _make_rota(done: Done) -> dict[str, bool]:
    """From now on every place in these sections is wanted; returns how it was."""
    was = {str(section.id): section.rota for section, _ in done}
    for section, _ in done:
        section.rota = True
    return was


async def _note(turn: Turn, activity: Activity, done: Done, flags: dict[str, bool]) -> Deed:
    detail = {
        "rows": {number: was for _, each in done for number, was in each.was.items()},
        "names": [name for _, each in done for name in each.new + each.marked],
        "rota": flags,
    }
    return await deeds.record(turn, "seat.roster" if flags else "seat.add", activity.subject, detail)


async def _added(activity: Activity, done: Done, unread: Sequence[str]) -> Answer:
    return Answer(rota_texts.added(activity, done, unread), about=activity.subject)


async def _rostered(turn: Turn, activity: Activity, done: Done) -> Answer:
    for section, each in done:
        await _tell(turn, activity, section, each)
    gaps = await vacancies(turn, activity)
    if gaps and activity.called_at is None:
        await questions.ask(turn.session, turn.heard, [f"招人 {activity.number}"])
    return Answer(rota_texts.rostered(activity, done, gaps), about=activity.subject)


async def _tell(turn: Turn, activity: Activity, section: Section, done: Added) -> None:
    """Tell those who are new in the section, but nobody about what he has said himself."""
    for number in done.was:
        row = await turn.session.get_one(SignUp, int(number))
        member = await turn.session.get_one(Member, row.member_id)
        if member.name in done.new and turn.speaker.member_id not in (member.id, member.proxy_id):
            text = rota_texts.you_are_on(member.name, activity, section, f"取消报名 {activity.number}")
            key = f"rota:{section.id}:{row.id}:{turn.heard.key}"
            await notices.tell_members(turn.session, activity, [member.id], notices.News(key, text, activity.starts_at))


async def vacancies(turn: Turn, activity: Activity) -> list[SectionTally]:
    """Sections with empty places that can still be filled."""
    stands = await tally(turn.session, activity.id)
    soon = which.open_at(activity, clock.now())
    return [each for each in stands.sections if each.free and each.section in soon]


@command(
    "排班",
    words=("值班表",),
    topic=TOPIC,
    summary="按名字把人排进各班，空缺可以在群里招人",
    usage="排班 活动号 班次 名字…",
    examples=("排班 {n} 早班 王姐 赵叔", "排班 {n} 早班 王姐 午班 李师傅"),
    takes=Takes.TEXT,
    shape=r"\d{1,6}\s*号?[\s,、;:]+(?!天|人|个|班|点|号|月|小时)\D.{0,900}",
    writes=True,
)
async def roster(turn: Turn) -> Answer | str:
    """Fill the sections by name; those who are put there are told, and empty places can be called for."""
    paper = read_paper(turn.raw or turn.rest, repeats=True)
    if paper.number is None:
        raise Refusal(rota_texts.rota_unread())
    found = await finding.by_number(turn.session, turn.community_id, paper.number)
    await publishing.check_leads(turn.session, turn.speaker, found)
    publishing.check_changeable(found)
    if not found.sections:
        raise Refusal(section_texts.has_no_sections(found))
    return await _put(turn, found, paper, roster=True)


@deeds.undoes("seat.add")
@deeds.undoes("seat.roster")
async def _undo_add(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    rows = []
    for number, was in deed.detail["rows"].items():
        row = await turn.session.get_one(SignUp, int(number), populate_existing=True)
        rows.append((row, await turn.session.get_one(Member, row.member_id), was))
    await rota.take_back(turn.session, activity, rows, deeds.doer(turn.heard))
    for section in activity.sections:
        section.rota = deed.detail["rota"].get(str(section.id), section.rota)
    if deed.kind == "seat.roster":
        told = [member.id for _, member, _ in rows if turn.speaker.member_id not in (member.id, member.proxy_id)]
        text = rota_texts.you_are_off(activity)
        await notices.tell_members(turn.session, activity, told, notices.News(f"rota-off:{deed.id}", text, activity.starts_at))
    await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return rota_texts.taken_back(activity, [member.name for _, member, _ in rows])


deeds.cannot_be_undone(CALL, rota_texts.call_stands())


@command(
    "招人",
    words=("群里招人",),
    topic=TOPIC,
    summary="把空缺发到志愿者群招人，一场只发一次",
    usage="招人 活动号",
    examples=("招人 {n}",),
    takes=Takes.TEXT,
    shape=r"\d{1,6}\s*号?",
    writes=True,
)
async def call(turn: Turn) -> Answer | str:
    """One public call with the empty places of each section."""
    activity, _ = await still_changeable(turn, turn.rest)
    if activity.called_at is not None:
        return rota_texts.called_before(activity)
    if not check_open(activity, turn.heard.sent_at):
        raise Refusal(rota_texts.closed_to_callers(activity))
    stands = await tally(turn.session, activity.id)
    gaps = await vacancies(turn, activity)
    if stands.free(activity) == 0 or (activity.sections and not gaps):
        raise Refusal(rota_texts.nothing_vacant(activity))
    standing = await kinds.of(activity).standing(turn.session, activity, stands)
    text = rota_texts.call(activity, gaps, standing)
    await notices.tell_groups(turn.session, activity, notices.News(f"call:{activity.id}", text, activity.starts_at))
    activity.called_at = clock.now()
    await deeds.record(turn, CALL, activity.subject)
    return Answer(rota_texts.calling(activity), about=activity.subject)
