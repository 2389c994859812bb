"""补: onto the list by the leader's word, one person or a whole paper list, also after the activity."""

from collections.abc import Sequence

from sqlalchemy import select

from plugins.inbox import names
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Deed, Member

from .. import absence, adding, adding_texts, finding, notices, publishing, signing, texts
from ..models import Activity, SignUp
from ..paper import MOST_NAMES, Paper, read_paper
from . import conditions, rota
from .publication import TOPIC
from .taking_back import row_of_deed


@command(
    "补",
    words=("补录", "补报"),
    topic=TOPIC,
    summary="把人补进名单，一次几位都行，活动后 7 天内也行",
    usage="补 名字 活动号",
    examples=("补 王姐 {n}", "补 {n} 王姐 赵叔 李师傅"),
    takes=Takes.TEXT,
    shape=r".{0,900}?\s*\d{1,6}\s*号?|\d{1,6}\s*号?[\s,、;:]+(?:\D|\d{1,3}\s*[.、)]).{0,900}",
    writes=True,
)
async def add(turn: Turn) -> Answer | str:
    """Onto the list by the leader's word; after the start also as having been there, marked 补录."""
    paper = read_paper(turn.raw or turn.rest)
    if paper.number is None:
        raise Refusal(adding_texts.adding_unread())
    found = await finding.by_number(turn.session, turn.community_id, paper.number)
    await publishing.check_leads(turn.session, turn.speaker, found)
    if found.sections:
        return await rota.add(turn, found)
    people = await _people(turn, paper)
    activity = await finding.lock(turn.session, found.id)
    before = await _outcomes(turn, activity)
    done = await adding.put_on(turn.session, activity, people, turn.heard.sent_at, deeds.doer(turn.heard))
    alone = people[0] if len(people) == 1 and not paper.unread else None
    if done.was:
        deed = await _note(turn, activity, done, alone)
        await absence.tell(turn.session, activity, before, f"{deed.id}", by=turn.speaker.member_id)
    text = await _said(turn, activity, done, alone) if alone else adding_texts.several(activity, done, paper.unread)
    ids = [each.id for each in people]
    text += await conditions.tell_kept_out(turn, activity, f"added:{turn.heard.key}", among=ids) if done.was else ""
    return Answer(text, about=activity.subject)


async def _people(turn: Turn, paper: Paper) -> Sequence[Member]:
    """Those who are @-ed, then those who are named; whom nobody knows becomes a member without an account."""
    if len(paper.names) > MOST_NAMES:
        raise Refusal(adding_texts.too_many(MOST_NAMES))
    mentions = turn.heard.mentions
    name = paper.names[0] if len(paper.names) == 1 and len(mentions) == 1 else ""
    found = []
    for user in mentions:
        called = name or names.of_mentioned(turn.heard, user)
        found.append(await members.ensure_user(turn.session, turn.heard, turn.community_id, user, called))
    me = await members.myself(turn)
    if not name:
        found += [await members.without_account(turn.session, me, each) for each in paper.names]
    if not found:
        raise Refusal(adding_texts.nothing_read(paper.unread))
    return list({each.id: each for each in found}.values())


async def _outcomes(turn: Turn, activity: Activity) -> dict[str, str | None]:
    rows = await turn.session.execute(select(SignUp.id, SignUp.outcome).where(SignUp.activity_id == activity.id))
    return {str(row.id): row.outcome for row in rows}


async def _note(turn: Turn, activity: Activity, done: adding.Added, alone: Member | None) -> Deed:
    if alone:
        [(number, was)] = done.was.items()
        return await deeds.record(turn, "signup.add", f"signup:{number}", was)
    return await deeds.record(turn, "activity.add", activity.subject, {"rows": done.was, "names": done.new + done.marked})


async def _said(turn: Turn, activity: Activity, done: adding.Added, member: Member) -> str:
    row = await signing.row_of(turn.session, activity.id, member.id)
    assert row is not None
    place = await signing.position(turn.session, row)
    if done.unchanged:
        return adding_texts.added_already(member.name, activity, place)
    if done.marked:
        return adding_texts.marked(member.name, activity, place)
    return adding_texts.added(member.name, activity, place, late=done.late)


@deeds.undoes("signup.add")
async def _undo_add(turn: Turn, deed: Deed) -> str:
    row, activity, member = await row_of_deed(turn, deed)
    stayed = deed.detail["state"] == row.state
    await adding.take_back(turn.session, activity, [(row, member, deed.detail)], deeds.doer(turn.heard))
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    if stayed:
        return adding_texts.taken_back(activity, [member.name])
    return texts.left(member.name, activity, moved, waited=False).replace(texts.UNDO, "")


@deeds.undoes("activity.add")
async def _undo_several(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    people = await adding.take_rows_back(turn.session, activity, deed.detail["rows"], deeds.doer(turn.heard))
    await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return adding_texts.taken_back(activity, [each.name for each in people])
