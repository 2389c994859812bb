"""签到, 签到码: being there, said by the person himself, by whoever speaks for him, or vouched for by the leader."""

import re
from collections.abc import Sequence

from sqlalchemy import select

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.inbox.wording import squeeze
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post
from plugins.people import deeds, members
from plugins.people.models import Deed, Member

from .. import checkin, checkin_texts, finding, leader_texts, notices, phrases, publishing, signing
from ..models import Activity, SignUp, SignUpState
from .choosing import choose, led
from .publication import TOPIC as LEADING
from .taking_back import row_of_deed

TOPIC = "签到"
SIGN_IN = r"(?:(?P<number>\d{1,6})(?!\d)\s*号?)?\s*(?P<code>[A-Za-z]\d[A-Za-z]\d|(?<=[\d号\s])[A-Za-z][A-Za-z0-9]{1,7}|(?<=\s)[0-9]{4})?"
OFF = ("关", "关掉", "关闭", "取消", "停")


@command(
    "签到",
    words=("我签到", "我要签到"),
    quoting=("签到", "我签到", "我到了", "到了", "已到"),
    topic=TOPIC,
    summary="到了现场说一声，队长记考勤时核对",
    usage="签到 活动号 [签到码]",
    examples=("签到 {n}", "签到 {n} K7M2"),
    takes=Takes.REFERENCE,
    shape=SIGN_IN,
    meant=phrases.ARRIVED,
    writes=True,
)
async def sign_in(turn: Turn) -> Answer | str:
    """Without a number the one that runs now and that I am on; the code word of the place where one was set."""
    number, code = _read(turn.rest)
    me = await members.myself(turn)
    found = await _meant(turn, number, me)
    if len(found) > 1:
        return await choose(turn, found, lambda each: f"签到 {each.number} {code}".strip())
    return await _claim(turn, found[0], me, None, code)


async def on_behalf(turn: Turn, name: str, what: str) -> Answer | str:
    """「帮 王奶奶 签到 12」: whoever speaks for her, the leader, or somebody who has the code word."""
    said = re.fullmatch(SIGN_IN, what)
    if said is None:
        raise Refusal(leader_texts.which_number(f"帮 {name} 签到"))
    number, code = _read(what)
    me = await members.myself(turn)
    found = await _meant(turn, number, me)
    if len(found) > 1:
        return await choose(turn, found, lambda each: f"帮 {name} 签到 {each.number} {code}".strip())
    member = await _called(turn, found[0], me, name)
    return await _claim(turn, found[0], member, me if member.id != me.id else None, code)


def _read(text: str) -> tuple[int | None, str]:
    said = re.fullmatch(SIGN_IN, text.strip())
    assert said
    return int(said["number"]) if said["number"] else None, (said["code"] or "").upper()


async def _meant(turn: Turn, number: int | None, me: Member) -> Sequence[Activity]:
    if number is not None:
        return [await finding.by_number(turn.session, turn.community_id, number)]
    if here := await finding.quoted(turn):
        return [here]
    now_running = await checkin.running(turn.session, turn.community_id, turn.heard.sent_at)
    if not now_running:
        raise Refusal(checkin_texts.nothing_running())
    return await finding.joined_by(turn.session, [me.id], now_running) or now_running


async def _called(turn: Turn, activity: Activity, me: Member, name: str) -> Member:
    """Who of that name is on the list; else as everywhere (the one spoken for, the one known, a new one)."""
    query = select(Member, SignUp.proxy_id).join(SignUp, SignUp.member_id == Member.id)
    query = query.where(SignUp.activity_id == activity.id, SignUp.state != SignUpState.LEFT)
    rows = (await turn.session.execute(query.where(Member.name_key == squeeze(name)))).all()
    mine = [row[0] for row in rows if me.id in (row[0].id, row[0].proxy_id, row[1])]
    if len(mine or rows) > 1:
        raise Refusal(checkin_texts.several_called(name))
    if rows:
        return (mine or [rows[0][0]])[0]
    return await members.without_account(turn.session, me, name)


async def _claim(turn: Turn, found: Activity, member: Member, proxy: Member | None, code: str) -> Answer:
    activity = await finding.lock(turn.session, found.id)
    await checkin.check_window(turn.session, activity, turn.heard.sent_at)
    leads = await publishing.leads(turn.session, turn.speaker, activity)
    if activity.checkin_code and not leads:
        if not code:
            raise Refusal(checkin_texts.code_needed(activity))
        if wrong := await checkin.wrong_code(turn.session, activity, deeds.doer(turn.heard), code):
            return Answer(wrong, done=False)
    vouched = leads or bool(activity.checkin_code)
    await _check_may_sign(turn, activity, member, proxy, vouched=vouched)
    done = await checkin.sign_in(turn.session, activity, checkin.Claim(member, proxy, turn.heard.sent_at, vouched))
    if done.already:
        return Answer(checkin_texts.signed_in_before(member.name, activity, done.section, done.place), about=activity.subject)
    await deeds.record(turn, "signup.checkin", done.row.subject, done.was)
    text = checkin_texts.signed_in(member.name, activity, done.section, done.place, walk_in=done.walk_in)
    return Answer(text, about=activity.subject)


async def _check_may_sign(turn: Turn, activity: Activity, member: Member, proxy: Member | None, *, vouched: bool) -> None:
    if proxy is None or vouched or member.proxy_id == proxy.id:
        return
    row = await signing.row_of(turn.session, activity.id, member.id)
    if row is None or row.proxy_id != proxy.id:
        raise Refusal(checkin_texts.not_yours_to_sign(member.name))


@deeds.undoes("signup.checkin")
async def _undo_sign_in(turn: Turn, deed: Deed) -> str:
    row, activity, member = await row_of_deed(turn, deed)
    await checkin.sign_out(turn.session, activity, row, deed.detail)
    await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return checkin_texts.signed_out(member.name, activity)


@command(
    "签到码",
    words=("签到口令",),
    topic=LEADING,
    summary="给现场一个签到码，念对了才算签到；不用了就关",
    usage="签到码 活动号 [关]",
    examples=("签到码 {n}", "签到码 {n} 关"),
    takes=Takes.REFERENCE,
    shape=rf"(?:\d{{1,6}}\s*号?)?\s*(?:{'|'.join(OFF)})?",
    writes=True,
)
async def code_word(turn: Turn) -> Answer | str:
    """The leader gets it in private, and says it aloud on the spot. Asking again gives the same one."""
    off = next((word for word in sorted(OFF, key=len, reverse=True) if turn.rest.endswith(word)), "")
    activity, _ = await led(turn, turn.rest.removesuffix(off).strip())
    await checkin.check_not_over(turn.session, activity, turn.heard.sent_at)
    if activity.attended_at is not None and not off:
        raise Refusal(checkin_texts.roll_is_called(activity))
    return await (_switch_off(turn, activity) if off else _give(turn, activity))


async def _switch_off(turn: Turn, activity: Activity) -> Answer | str:
    if activity.checkin_code is None:
        return checkin_texts.code_off_before(activity)
    await deeds.record(turn, "activity.code_off", activity.subject, {"code": activity.checkin_code})
    activity.checkin_code = None
    return Answer(checkin_texts.code_off(activity), about=activity.subject)


async def _give(turn: Turn, activity: Activity) -> Answer:
    if activity.checkin_code is None:
        await deeds.record(turn, "activity.code", activity.subject, {"code": None})
        activity.checkin_code = checkin.new_code()
    opens, closes = await checkin.window(turn.session, activity)
    text = checkin_texts.code_set(activity, activity.checkin_code, opens, closes)
    if not turn.heard.in_group:
        return Answer(text, about=activity.subject)
    key = f"code:{activity.id}:{turn.heard.key}"
    await post(turn.session, Letter(key, turn.heard.person, text, about=activity.subject, expires_at=closes, disturb=True))
    return Answer(checkin_texts.code_sent(activity), about=activity.subject)


@deeds.undoes("activity.code")
@deeds.undoes("activity.code_off")
async def _undo_code(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    activity.checkin_code = deed.detail["code"]
    await turn.session.flush()
    return checkin_texts.code_back(activity)
