"""报名, 取消报名, and both on behalf of somebody else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.inbox.meaning.trouble import TROUBLE
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.inbox.wording import normalise
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Member

from .. import finding, kinds, notices, phrases, signing, texts
from ..models import Activity, Outcome, SignUp, SignUpState
from ..reference import Reference, read_reference
from . import checkin, joining, seats, standing
from .choosing import choose, names_an_open_one, without_number

TOPIC = "报名"
_VERBS = rf"整期都来|退整期|(?:取消)?报个?名|取消(?!预约)|退出|签到|报(?!.*(?:{TROUBLE}))"
ON_BEHALF = rf"(?P<name>(?![我俺咱你您他她]|大家|忙)\S.{{0,30}}?)\s*(?:{_VERBS})\s*(?P<what>.*)"
ALSO = re.compile(r"(?<=\S\S)\s*(?:也|再|都)(?:要|想|给)?$")
"""「帮王奶奶也报一个」 is for 王奶奶; 张也 keeps the name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be put on or taken off a list: the member, and the proxy who says so (``None`` for oneself)."""

    member: Member
    proxy: Member | None


@command(
    "报名",
    words=("我要报名", "我报名", "我参加", "参加"),
    misspelt=("抱名", "报明", "暴名", "爆名"),
    quoting=(
        "+1",
        "1",
        "加1",
        "加一",
        "我来",
        "我参加",
        "参加",
        "算我一个",
        "算我",
        "我去",
        "我报名",
        "报名",
        "我要报名",
        "来",
    ),
    topic=TOPIC,
    summary="报名参加活动，可以带人",
    usage="报名 活动号 [3人|带孙子]",
    examples=("报名 {n}", "报名 {n} 带孙子", "报名 {n} 3人"),
    meant=phrases.JOIN,
    takes=Takes.REFERENCE,
    accepts=names_an_open_one,
    writes=True,
)
async def sign_up(turn: Turn) -> Answer | str:
    """Onto the list or the waitlist; several that fit become a numbered list."""
    if standing.OF_A_SERIES.match(turn.rest):
        return await standing.join(turn)
    reference = read_reference(turn.rest, clock.local(turn.heard.sent_at))
    found = await _meant(turn, reference)
    if len(found) > 1:
        return await choose(turn, found, lambda each: f"报名 {each.number} {without_number(reference)}".strip())
    return await _join(turn, found[0], Wanted(await members.myself(turn), None), reference)


@command(
    "取消报名",
    words=("我来不了", "来不了", "我去不了", "去不了", "退出报名", "不去了", "我不去了", "我不来了"),
    quoting=("取消报名", "取消", "我来不了", "来不了", "我去不了", "去不了", "不去了", "我不去了", "退出", "-1"),
    topic=TOPIC,
    summary="退出已报名的活动",
    usage="取消报名 活动号",
    examples=("取消报名 {n}", "我来不了 {n}"),
    meant=phrases.LEAVE,
    takes=Takes.REFERENCE,
    accepts=names_an_open_one,
    writes=True,
)
async def leave(turn: Turn) -> Answer | str:
    """Off the list; the first of the waitlist moves up and is told."""
    if standing.OF_A_SERIES.match(turn.rest):
        return await standing.leave(turn)
    me = await members.myself(turn)
    return await _off(turn, Wanted(me, None), turn.rest, f"{me.name}", lambda number: f"取消报名 {number}")


@command(
    "帮",
    words=("替", "代"),
    topic=TOPIC,
    summary="帮没有手机的人报名、取消或签到",
    usage="帮 名字 报名 活动号",
    examples=("帮 王奶奶 报名 {n}", "帮 王奶奶 取消 {n}", "帮 王奶奶 签到 {n}"),
    meant=phrases.ON_BEHALF,
    takes=Takes.REFERENCE,
    shape=ON_BEHALF,
    writes=True,
)
async def on_behalf(turn: Turn) -> Answer | str:
    """A person without an account is a full member; the notices go to the proxy."""
    name, what, verb = _split(turn.raw, turn.rest)
    if verb == "签到":
        return await checkin.on_behalf(turn, name, what)
    if "整期" in verb:
        return await standing.on_behalf(turn, name, what, leaves=verb.startswith("退"))
    me = await members.myself(turn)
    if "取消" in verb or "退出" in verb:
        member = await _known(turn, me, name)
        return await _off(turn, Wanted(member, me), what, name, lambda number: f"帮 {name} 取消 {number}")
    reference = read_reference(what, clock.local(turn.heard.sent_at))
    found = await _meant(turn, reference)
    if len(found) > 1:
        return await choose(turn, found, lambda each: f"帮 {name} 报名 {each.number} {without_number(reference)}".strip())
    member = await members.without_account(turn.session, me, name)
    return await _join(turn, found[0], Wanted(member, me if member.id != me.id else None), reference)


def _split(raw: str, rest: str) -> tuple[str, str, str]:
    """Name as typed, what is wanted (normalised), and the verb between them."""
    said = re.fullmatch(ON_BEHALF, rest, re.DOTALL)
    assert said
    verb = rest[len(said["name"]) : len(rest) - len(said["what"])]
    typed = re.match(r"(?P<name>\S.{0,30}?)\s*(?:整期都[来來]|退整期|报个?名|報名|取消|退出|签到|簽到|报|報)", raw, re.DOTALL)
    name = typed["name"] if typed and normalise(typed["name"]) == said["name"] else said["name"]
    return ALSO.sub("", name.strip(" ,，:：")), said["what"], verb.strip()


async def _meant(turn: Turn, reference: Reference) -> Sequence[Activity]:
    if reference.number is not None:
        return [await finding.by_number(turn.session, turn.community_id, reference.number)]
    among = await finding.open_ones(turn.session, turn.community_id, turn.heard.sent_at)
    found = finding.nearest(reference, await finding.meant(turn, reference, among))
    found = found or [each for each in among if await kinds.of(each).answers_to(turn.session, each, reference.words)][:1]
    if found:
        return found
    raise Refusal(texts.nothing_open() if not among else texts.nothing_found(reference.words))


async def _join(turn: Turn, found: Activity, wanted: Wanted, reference: Reference) -> Answer:
    activity = await finding.lock(turn.session, found.id)
    if activity.sections:
        return await seats.join(turn, activity, wanted.member, wanted.proxy, reference)
    wish = signing.Wish(
        member=wanted.member,
        proxy=wanted.proxy,
        sent_at=turn.heard.sent_at,
        guests=reference.guests,
        children=reference.children,
        guest_names=reference.guest_names,
        said_heads=reference.said_heads,
        team_id=await kinds.of(activity).team_for(turn.session, activity, wanted.member, reference.words),
    )
    place = await joining.join(turn, activity, wish)
    if isinstance(place, Answer):
        return place
    if place.already and place.signup.outcome == Outcome.EXCUSED:
        return await _comes_after_all(turn, activity, place.signup, wanted.member)
    if place.already and not place.changed:
        by = await _proxy_name(turn, place.signup)
        return Answer(texts.already(wanted.member.name, activity, place, by), about=activity.subject)
    await deeds.record(turn, "signup.company" if place.already else "signup.join", place.signup.subject, place.was)
    moved: list[str] = []
    if place.already:
        place, moved = await joining.with_places_given_free(turn, activity, place)
    return Answer(await joining.said(turn, activity, wanted.member, place, moved), about=activity.subject)


async def _comes_after_all(turn: Turn, activity: Activity, row: SignUp, member: Member) -> Answer:
    """He had told, too late to leave, that he cannot come; his place was kept."""
    row.outcome = None
    deed = await deeds.record(turn, "signup.comes", row.subject)
    text = texts.comes_after_all(member.name, activity)
    await notices.tell_leaders(turn.session, activity, notices.News(f"comes:{deed.id}", text, activity.ends_at))
    return Answer(text + texts.UNDO, about=activity.subject)


async def _proxy_name(turn: Turn, row: SignUp) -> str | None:
    if row.proxy_id is None or row.proxy_id == turn.speaker.member_id:
        return None
    return (await turn.session.get_one(Member, row.proxy_id)).name


async def _known(turn: Turn, me: Member, name: str) -> Member:
    known = await members.by_name(turn.session, turn.community_id, name)
    mine = [each for each in known if each.proxy_id == me.id]
    if not known:
        raise Refusal(texts.on_no_list(name))
    return (mine or list(known))[0]


async def _off(turn: Turn, wanted: Wanted, what: str, name: str, line) -> Answer | str:
    reference = read_reference(what, clock.local(turn.heard.sent_at))
    open_now = await finding.open_ones(turn.session, turn.community_id, turn.heard.sent_at)
    mine = await finding.joined_by(turn.session, [wanted.member.id], open_now)
    found = await finding.meant(turn, reference, mine)
    if not found:
        raise Refusal(texts.on_no_list(name) if not mine else texts.nothing_found(reference.words))
    if len(found) > 1:
        return await choose(turn, found, lambda each: line(each.number))
    activity = await finding.lock(turn.session, found[0].id)
    row = await signing.row_of(turn.session, activity.id, wanted.member.id)
    if row is None or row.state == SignUpState.LEFT:
        raise Refusal(texts.not_on_list(wanted.member.name, activity))
    _check_may_take_off(turn, wanted, row, activity)
    if activity.sections:
        return await seats.leave(turn, activity, row, wanted.member, reference.words, wanted.proxy)
    return await take_off(turn, activity, row, wanted.member)


def _check_may_take_off(turn: Turn, wanted: Wanted, row: SignUp, activity: Activity) -> None:
    me = wanted.proxy
    if me is None or me.id in (row.member_id, row.proxy_id, wanted.member.proxy_id, activity.leader_id):
        return
    if not turn.speaker.leads_team(activity.team_id):
        raise Refusal(texts.not_yours(wanted.member.name))


async def take_off(turn: Turn, activity: Activity, row: SignUp, member: Member) -> Answer:
    """Off the list or, when it is too late for that, excused; whoever moves up is told."""
    waited = row.state == SignUpState.WAITING
    outcome = row.outcome
    if not await signing.leave(turn.session, activity, row, turn.heard.sent_at):
        if outcome != Outcome.EXCUSED:
            await deeds.record(turn, "signup.excuse", row.subject)
            news = notices.News(
                f"excused:{row.id}:{turn.heard.key}", texts.cannot_come(member.name, activity), activity.ends_at, disturb=True
            )
            await notices.tell_leaders(turn.session, activity, news)
        return Answer(texts.too_late_to_leave(member.name, activity), about=activity.subject)
    await deeds.record(turn, "signup.leave", row.subject, {"waited": waited})
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return Answer(texts.left(member.name, activity, moved, waited=waited), about=activity.subject)
