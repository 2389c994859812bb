"""What people say about the community, its groups, offices, teams and settings."""

import re

from rapidfuzz import fuzz, process
from sqlalchemy import select

from plugins.inbox.speaker import Who
from plugins.inbox.table import Takes, Turn, Where, command
from plugins.inbox.wording import squeeze
from plugins.kernel.refusal import Refusal

from .. import appointments, chats, deeds, office_texts, opening, opening_texts, phrases, preset, setting_texts, settings
from ..models import ChatKind, Community

_WITH_PRESET = re.compile(r"(?P<name>.*?)(?:\s*模板[\s:：]*(?P<preset>.*))?", re.DOTALL)
_CHANGE = re.compile(
    r"(?P<key>.*?)[\s:=]*(?:(?:改成|改为|设为|设成|为|到)\s*)?(?P<value>-?\d+(?:\.\d+)?)\s*[^\d\s]{0,2}", re.DOTALL
)
NEAR = 60
OFFICES = "社区职务"


@command(
    "开通",
    topic="开通社区",
    summary="在本群开通一个社区：队伍、固定活动、积分规则一次备好",
    usage="开通 社区名 [模板 模板名]",
    examples=("开通 恋湖社区", "开通 恋湖社区 模板 恋湖"),
    who=Who.ADMIN,
    where=Where.GROUP,
    takes=Takes.TEXT,
    writes=True,
    unbound=True,
)
async def open_community(turn: Turn) -> str:
    """Open a community here, from the preset that was named or the one that suits its name."""
    words = _WITH_PRESET.fullmatch(turn.raw)
    name, chosen = (words["name"], words["preset"]) if words else (turn.raw, None)
    plan = preset.load(preset.suited(name) if chosen is None else chosen)
    return opening_texts.opened(await opening.open_here(turn, name, plan))


@command(
    "加入社区",
    topic="开通社区",
    summary="让本群加入一个已开通的社区",
    usage="加入社区 社区名",
    examples=("加入社区 恋湖社区",),
    who=Who.STAFF,
    where=Where.GROUP,
    takes=Takes.TEXT,
    writes=True,
    unbound=True,
)
async def join_community(turn: Turn) -> str:
    """Bind this group to a community that is there."""
    community = await opening.named(turn.session, turn.rest)
    if community is None:
        there = (await turn.session.scalars(select(Community.name).order_by(Community.id))).all()
        raise Refusal(opening_texts.no_such_community(turn.raw, there))
    if turn.speaker.community_id is None and not await chats.may_join(turn.session, turn.speaker, community):
        raise Refusal(opening_texts.not_staff_of(community.name))
    anew = await chats.join(opening.inside(turn, community), community)
    return opening_texts.joined(community.name) if anew else opening_texts.new_voice()


@command(
    "本群用途",
    topic="开通社区",
    summary="说明本群是志愿者群、队长群还是居民群",
    usage="本群用途 志愿者群|队长群|居民群",
    examples=("本群用途 队长群",),
    who=Who.STAFF,
    where=Where.GROUP,
    takes=Takes.TEXT,
    writes=True,
)
async def purpose(turn: Turn) -> str:
    """Say what this group is for."""
    kind = next((each for each in ChatKind if squeeze(turn.rest).removesuffix("群") == each.removesuffix("群")), None)
    if kind is None:
        raise Refusal(opening_texts.which_purpose())
    await chats.use_for(turn, kind)
    return opening_texts.purpose(kind)


@command(
    "任命",
    topic=OFFICES,
    summary="请人担任职务",
    usage="任命 @某人 [队名或地方] 职务",
    examples=("任命 @某人 环境保护 队长", "任命 @某人 社工", "任命 @某人 3栋 楼长"),
    who=Who.STAFF,
    takes=Takes.TEXT,
    writes=True,
)
async def appoint(turn: Turn) -> str:
    """Give somebody an office."""
    member, called = await appointments.appoint(turn, await appointments.read_words(turn))
    return office_texts.appointed(member.name, called)


@command(
    "免去",
    topic=OFFICES,
    summary="免去职务；不写职务就是全部",
    usage="免去 @某人 [队名或地方] [职务]",
    examples=("免去 @某人 环境保护 队长", "免去 @某人"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    writes=True,
)
async def dismiss(turn: Turn) -> str:
    """Take an office, or all."""
    member, called = await appointments.dismiss(turn, await appointments.read_words(turn))
    return office_texts.dismissed(member.name, called)


async def _is_setting(turn: Turn) -> bool:
    """「设置 明天的闹钟」 in a group is chatter; 社工 who mistype a setting are told."""
    if settings.topic_called(turn.rest):
        return True
    return turn.speaker.level >= Who.STAFF or any(squeeze(key) in squeeze(turn.rest) for key in settings.KNOBS)


@command(
    "设置",
    topic="开通社区",
    summary="看和改本社区的规则",
    usage="设置 [哪一类] 或 设置 名称 数字",
    examples=("设置", "设置 积分", "设置 巡湖最少人数 20"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    accepts=_is_setting,
    known_only=True,
    writes=True,
)
async def tune(turn: Turn) -> str:
    """List the topics, the settings of one, show one, or change one."""
    topic = settings.topic_called(turn.rest) if turn.rest else None
    if topic or not turn.rest:
        values = await settings.present(turn.session, turn.community_id)
        return (
            setting_texts.settings_of(topic, values, settings.KNOBS)
            if topic
            else setting_texts.settings_list(values, settings.KNOBS)
        )
    if knob := settings.called(turn.rest):
        return setting_texts.setting(knob, await settings.value(turn.session, turn.community_id, knob))
    words = _CHANGE.fullmatch(turn.rest)
    knob = settings.called(words["key"]) if words else None
    if knob is None or words is None:
        raise _not_understood(words["key"] if words else turn.rest)
    if "." in words["value"]:
        raise Refusal(setting_texts.out_of_range(knob))
    new = int(words["value"])
    return setting_texts.set_to(knob.key, await settings.adjust(turn, knob, new), new)


def _not_understood(word: str) -> Refusal:
    """A known setting with something that is no number behind it, or an unknown one."""
    knob = next((each for key, each in settings.KNOBS.items() if squeeze(word).startswith(squeeze(key))), None)
    if knob:
        return Refusal(setting_texts.out_of_range(knob))
    near = process.extractOne(squeeze(word), list(settings.KNOBS), scorer=fuzz.WRatio, score_cutoff=NEAR)
    return Refusal(setting_texts.no_such_setting(word, near[0] if near else None))


@command("撤销", topic="撤销", summary="收回自己 10 分钟内最后一次改动", meant=phrases.UNDO, writes=True)
async def undo(turn: Turn) -> str:
    """Take back one's own last change."""
    return await deeds.undo_last(turn)
