"""「我的数据」「删除我的数据」「谁看过我的」, and staff's look into a file, which is noted."""

from plugins.inbox import questions
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from .. import file, file_texts, one_person, personal, personal_texts, phrases, viewings
from ..models import Member
from .profile import said_to_us

TOPIC, SURE = "个人数据", "确认"


async def _me(turn: Turn) -> Member:
    """The speaker; nobody is made a member for asking what is known of him."""
    if turn.speaker.member_id is None:
        raise Refusal(personal_texts.nothing())
    return await turn.session.get_one(Member, turn.speaker.member_id)


@command(
    "我的数据",
    words=("我的全部数据", "导出我的数据", "存了我什么"),
    topic=TOPIC,
    summary="看存着我的全部资料（文字和文件）",
    where=Where.PRIVATE,
)
async def my_data(turn: Turn) -> Answer:
    """All that is stored, in a few lines and as a file."""
    whose = await personal.person(turn.session, await _me(turn))
    parts = await personal.told(turn.session, whose)
    today = clock.local().date()
    whole = personal_texts.whole(turn.speaker.community, today, parts)
    name = f"我的数据-{today:%Y%m%d}.txt"
    return Answer(
        personal_texts.summary(turn.speaker.community, parts),
        file=(name, whole.encode("utf-8-sig")),
        without_file=whole,
    )


@command(
    "删除我的数据",
    words=("删除我", "注销", "删掉我的数据", "删除我的资料"),
    topic=TOPIC,
    summary="删掉我的全部资料，先问一次；时长只留总数",
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=f"(?:{SURE})?",
    accepts=said_to_us,
    known_only=True,
    meant=phrases.ERASE,
    writes=True,
)
async def erase(turn: Turn) -> str:
    """Ask once, then erase everywhere."""
    me = await _me(turn)
    whose = await personal.person(turn.session, me)
    if turn.rest != SURE:
        await questions.ask(turn.session, turn.heard, [f"删除我的数据 {SURE}"])
        return personal_texts.sure((await file.sheet(turn.session, me)).children, await personal.leaves(turn.session, whose))
    await personal.erase(turn.session, whose)
    return personal_texts.gone()


@command(
    "谁看过我的",
    words=("谁看过我", "谁看过我的资料", "谁看过我的档案"),
    topic=TOPIC,
    summary="看最近半年谁看过我的资料",
    where=Where.PRIVATE,
)
async def who_looked(turn: Turn) -> str:
    """Who has looked at the speaker's file."""
    whose = await personal.person(turn.session, await _me(turn))
    return personal_texts.viewings(await viewings.of(turn.session, whose.member_ids))


@command(
    "看档案",
    words=("查档案",),
    topic="社区职务",
    summary="看一个人的档案（会记下，本人能看到）",
    usage="看档案 名字",
    examples=("看档案 王阿姨",),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    accepts=said_to_us,
    known_only=True,
    writes=True,
    looks=True,
)
async def look(turn: Turn) -> str:
    """Somebody's file, for staff, in private."""
    if turn.heard.in_group:
        return personal_texts.in_private()
    found = await one_person.meant(turn, turn.raw) if turn.rest else ()
    if len(found) != 1:
        raise Refusal(personal_texts.which_file())
    await viewings.note(turn, [found[0].id], personal_texts.whole_file())
    return personal_texts.seen_by_staff(file_texts.staffs(await file.sheet(turn.session, found[0])))
