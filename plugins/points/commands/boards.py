"""排行榜, and whether one's name stands on it."""

import re
from dataclasses import dataclass

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members, services
from plugins.people.models import Deed, Member, ServiceKind
from plugins.points import board, board_texts, period, phrases, whose
from plugins.points.models import Book

TEAMS = ("队伍", "团队", "各队", "小队")
PERSONS = ("个人", "志愿者")
BOOKS = {"时长": Book.HOURS, "小时": Book.HOURS, "积分": Book.POINTS, "分数": Book.POINTS}
KNOWN = (*TEAMS, *PERSONS, *BOOKS, *period.WORDS)
TIME_LIKE = re.compile(r".{0,5}[月周季年天日榜期].{0,3}")
ON_BOARD = "points.on_board"


@dataclass(frozen=True, slots=True)
class Asked:
    """Teams or persons, which book, which period, which kind of service (``None``: all)."""

    of_teams: bool
    book: Book
    time: period.Period
    kind: ServiceKind | None

    @property
    def service_id(self) -> int | None:
        """For the boards."""
        return self.kind.id if self.kind else None


async def _asked(turn: Turn) -> Asked | None:
    """What the words ask for; ``None`` when there is a word among them that asks for nothing here."""
    rest, kinds = turn.rest, await services.all_of(turn.session, turn.community_id)
    spelt = [word for kind in kinds for word in services.spellings(kind)]
    known = sorted((*KNOWN, *spelt), key=len, reverse=True)
    token = re.compile(rf"[\s,、:的]*({'|'.join(map(re.escape, known))})")
    words, at = [], 0
    while found := token.match(rest, at):
        words.append(found[1])
        at = found.end()
    if rest[at:].strip(" 榜的"):
        return None
    times = [word for word in words if word in period.WORDS]
    book = next((BOOKS[word] for word in words if word in BOOKS), Book.POINTS)
    kind = next((kind for word in words if (kind := services.called(kinds, word))), None)
    return Asked(any(word in TEAMS for word in words), book, period.named(times[0] if times else "本月"), kind)


async def _names_board(turn: Turn) -> bool:
    """A board, or something after a space that was meant to be one."""
    meant = bool(TIME_LIKE.fullmatch(turn.rest)) and f"{turn.word} " in turn.heard.text
    return meant or await _asked(turn) is not None


@command(
    "排行榜",
    words=("积分榜", "榜单"),
    topic="积分",
    summary="谁做得多：个人榜、队伍榜，按月、季、半年、年，也按服务类别",
    usage="排行榜 本月",
    examples=("排行榜", "排行榜 今年", "排行榜 队伍"),
    meant=phrases.BOARD,
    takes=Takes.REFERENCE,
    accepts=_names_board,
    known_only=True,
)
async def show(turn: Turn) -> Answer:
    """The board as a picture and as text; one's own rank only in private."""
    asked = await _asked(turn)
    if asked is None:
        raise Refusal(board_texts.which_board([each.short for each in await services.all_of(turn.session, turn.community_id)]))
    of_teams, kind = asked.of_teams, asked.kind.name if asked.kind else ""
    found = await (board.teams if of_teams else board.persons)(
        turn.session, turn.community_id, asked.time, asked.book, asked.service_id
    )
    if not found.counted:
        return Answer(board_texts.empty(asked.time, of_teams=of_teams, kind=kind))
    said = board_texts.listing(turn.speaker.community, asked.time, found, of_teams=of_teams, kind=kind)
    if not turn.heard.in_group and not of_teams:
        said = f"{said}\n{await _own_place(turn, asked)}"
    card = board_texts.picture(turn.speaker.community, asked.time, found, of_teams=of_teams, kind=kind) if found.rows else None
    return Answer(said, card=card)


async def _own_place(turn: Turn, asked: Asked) -> str:
    me = await turn.session.get(Member, turn.speaker.member_id) if turn.speaker.member_id else None
    if me is None:
        return board_texts.own_place(None, asked.book)
    place = await board.own(turn.session, turn.community_id, asked.time, me, asked.book, asked.service_id)
    return board_texts.own_place(place, asked.book)


async def _names_other(turn: Turn) -> bool:
    return turn.heard.spoken_to and await whose.names_somebody(turn)


async def _list(turn: Turn, *, listed: bool) -> str:
    member = await whose.asked_about(turn, turn.rest) or await members.myself(turn)
    if member.on_boards == listed:
        return (board_texts.on_already if listed else board_texts.off_already)(member.name)
    member.on_boards = listed
    await deeds.record(turn, ON_BOARD, f"member:{member.id}", {"member": member.id, "was": not listed})
    return (board_texts.on_board if listed else board_texts.off_board)(member.name)


@command(
    "不上榜",
    words=("我不上榜", "不要上榜"),
    topic="积分",
    summary="排行榜上不写自己的名字，积分照样记",
    takes=Takes.REFERENCE,
    accepts=_names_other,
    known_only=True,
    writes=True,
)
async def leave_boards(turn: Turn) -> str:
    """The name goes from all boards."""
    return await _list(turn, listed=False)


@command(
    "上榜",
    words=("我要上榜", "恢复上榜"),
    topic="积分",
    summary="让自己的名字回到排行榜上",
    takes=Takes.REFERENCE,
    accepts=_names_other,
    known_only=True,
    writes=True,
)
async def return_to_boards(turn: Turn) -> str:
    """The name comes back."""
    return await _list(turn, listed=True)


@deeds.undoes(ON_BOARD)
async def undo(turn: Turn, deed: Deed) -> str:
    """As it was before."""
    member = await turn.session.get_one(Member, deed.detail["member"])
    member.on_boards = deed.detail["was"]
    return board_texts.put_back(member.name, listed=member.on_boards)
