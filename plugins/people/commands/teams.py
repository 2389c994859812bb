"""Teams as people deal with them: 「队伍」「加入 环境保护」「退出 环境保护」「队员 环境保护」; staff founds, renames and joins them."""

import re

from plugins.inbox.speaker import Who
from plugins.inbox.table import Takes, Turn, command
from plugins.kernel.refusal import Refusal

from .. import founding, rosters, team_texts, teams

TOPIC, LEADING = "队伍", "带队"
_LEAVES = re.compile(r"^(?:了|群|的)")
_FOUND = re.compile(
    r"(?P<name>.+?)(?:\s+(?:属于|归|在)\s*(?P<parent>\S+?)(?:下面|之下|里)?)?(?:\s+(?:简称|叫)\s*(?P<short>\S+))?"
    r"(?:\s+(?P<partner>共建单位|合作单位|单位))?"
)
_RENAME = re.compile(r"(?P<old>\S+)(?:\s*(?:改成|改为|叫|->|→)\s*|\s+)(?P<new>.+)")
_JOIN = re.compile(r"(?P<gone>\S+?)(?:\s*(?:并?到|并入|和|与|->|→)\s*|\s+)(?P<kept>\S+)")


async def _names_a_team(turn: Turn) -> bool:
    """「加入我们吧」 is talk; to the bot's face anything may be a team."""
    known = await teams.all_of(turn.session, turn.community_id)
    return teams.called(known, turn.rest) is not None or (turn.heard.spoken_to and not _LEAVES.match(turn.rest))


@command("队伍", words=("队伍列表", "志愿队伍", "我的队伍"), topic=TOPIC, summary="看有哪些队伍、各有几人、我在哪支")
async def list_teams(turn: Turn) -> str:
    """The teams with how many are in each, and the speaker's own."""
    known = await teams.all_of(turn.session, turn.community_id)
    mine = await rosters.teams_of(turn.session, turn.speaker.member_id) if turn.speaker.member_id else ()
    return team_texts.team_list(turn.speaker.community, known, await teams.sizes(turn.session, turn.community_id), mine)


@command(
    "加入",
    words=("我要加入", "我想加入", "加入队伍"),
    topic=TOPIC,
    summary="加入一支队伍，可以加入几支",
    usage="加入 队名",
    examples=("加入 环境保护",),
    takes=Takes.REFERENCE,
    accepts=_names_a_team,
    known_only=True,
    writes=True,
)
async def join(turn: Turn) -> str:
    """Become one of a team."""
    if not turn.rest:
        raise Refusal(team_texts.which_to_join())
    return await rosters.join(turn, await teams.named(turn.session, turn.community_id, turn.rest))


@command(
    "退出",
    words=("我要退出", "退出队伍", "离开"),
    topic=TOPIC,
    summary="退出一支队伍",
    usage="退出 队名",
    examples=("退出 环境保护",),
    takes=Takes.REFERENCE,
    accepts=_names_a_team,
    known_only=True,
    writes=True,
)
async def leave(turn: Turn) -> str:
    """Be in a team no longer."""
    if not turn.rest:
        mine = await rosters.teams_of(turn.session, turn.speaker.member_id) if turn.speaker.member_id else ()
        raise Refusal(team_texts.which_to_leave([team.name for team in mine]))
    return await rosters.leave(turn, await teams.named(turn.session, turn.community_id, turn.rest))


@command(
    "队员",
    words=("队员名单", "看队员"),
    topic=LEADING,
    summary="看一支队伍有谁（只有名字）",
    usage="队员 队名",
    examples=("队员 环境保护",),
    who=Who.LEADER,
    takes=Takes.REFERENCE,
    accepts=_names_a_team,
    known_only=True,
)
async def roster(turn: Turn) -> str:
    """Names, never telephones, for those who lead the team."""
    led = await rosters.led_by(turn)
    if not turn.rest and len(led) == 1:
        return await rosters.listed(turn.session, led[0])
    if not turn.rest:
        raise Refusal(team_texts.roster_of_which([team.name for team in led]))
    team = await teams.named(turn.session, turn.community_id, turn.rest)
    if not turn.speaker.leads_all and team.id not in {each.id for each in led}:
        raise Refusal(team_texts.only_its_leader(team.name))
    return await rosters.listed(turn.session, team)


@command(
    "建队",
    words=("新建队伍", "成立队伍"),
    topic=TOPIC,
    summary="建一支队伍、队里的小组，或者来人不报名字的共建单位",
    usage="建队 队名 [属于 上级队] [单位]",
    examples=("建队 银龄互助", "建队 解忧解困小组 属于 环境保护", "建队 供电公司 单位"),
    who=Who.STAFF,
    takes=Takes.TEXT,
    writes=True,
)
async def found(turn: Turn) -> str:
    """A new team."""
    said = _FOUND.fullmatch(turn.raw.strip())
    if said is None:
        raise Refusal(team_texts.how_to_found())
    parent = await teams.named(turn.session, turn.community_id, said["parent"]) if said["parent"] else None
    team = await founding.found(turn, said["name"], said["short"] or "", parent, partner=bool(said["partner"]))
    return team_texts.founded(team.name, parent.name if parent else "", partner=team.partner)


@command(
    "改队名",
    words=("队伍改名",),
    topic=TOPIC,
    summary="给队伍改名",
    usage="改队名 旧名 新名",
    examples=("改队名 环境保护 环保先锋",),
    who=Who.STAFF,
    takes=Takes.TEXT,
    writes=True,
)
async def rename(turn: Turn) -> str:
    """Another name for a team."""
    said = _RENAME.fullmatch(turn.raw.strip())
    if said is None:
        raise Refusal(team_texts.how_to_rename())
    team = await teams.named(turn.session, turn.community_id, said["old"])
    old = team.name
    await founding.rename(turn, team, said["new"])
    return team_texts.renamed(old, team.name)


@command(
    "并队",
    words=("合并队伍",),
    topic=TOPIC,
    summary="把一支队伍并进另一支：队员和队长都过去",
    usage="并队 原队 到 新队",
    examples=("并队 法律援助 到 环境保护",),
    who=Who.STAFF,
    takes=Takes.TEXT,
    writes=True,
)
async def put_together(turn: Turn) -> str:
    """One team goes over into another."""
    said = _JOIN.fullmatch(turn.raw.strip())
    if said is None:
        raise Refusal(team_texts.how_to_put_together())
    gone = await teams.named(turn.session, turn.community_id, said["gone"])
    kept = await teams.named(turn.session, turn.community_id, said["kept"])
    old = gone.name
    moved = await founding.put_together(turn, gone, kept)
    return team_texts.put_together(old, kept.name, moved)
