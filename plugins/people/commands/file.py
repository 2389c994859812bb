"""「我的档案」「改档案」「改名」: what is known of oneself, and changing it piece by piece."""

from plugins.inbox.table import Takes, Turn, Where, command
from plugins.kernel.refusal import Refusal

from .. import amendments, file, file_texts, members, phrases, profile_texts
from .profile import TOPIC, said_to_us


@command(
    "我的档案",
    words=("档案", "我的资料", "我的信息", "个人档案"),
    topic=TOPIC,
    summary="看我记了您什么、怎么改",
    where=Where.PRIVATE,
    writes=True,
)
async def my_file(turn: Turn) -> str:
    """All of the speaker's file."""
    return file_texts.sheet(await file.sheet(turn.session, await members.myself(turn)))


@command(
    "改档案",
    words=("修改档案", "改资料", "修改资料", "更新档案"),
    topic=TOPIC,
    summary="改自己的一项资料：楼栋、特长、电话……",
    usage="改档案 哪一项 改成什么",
    meant=phrases.AMEND,
    examples=("改档案 楼栋 5栋", "改档案 特长 加 理发", "改档案 电话 没有"),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    accepts=said_to_us,
    known_only=True,
    writes=True,
)
async def amend(turn: Turn) -> str:
    """Change one piece of one's own file."""
    piece, words = amendments.which(turn.raw)
    if piece is None:
        raise Refusal(file_texts.which_piece([each.name for each in amendments.PIECES]))
    if not words:
        raise Refusal(file_texts.to_what(piece.name))
    return await _amended(turn, piece, words)


async def _amended(turn: Turn, piece: amendments.Piece, words: str) -> str:
    return file_texts.changed(piece.name) if await amendments.amend(turn, piece, words) else profile_texts.same_already()


@command(
    "改名",
    words=("我改名", "改名字"),
    topic=TOPIC,
    summary="改自己的名字，名单和账上一起改",
    usage="改名 陈志远",
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    accepts=said_to_us,
    known_only=True,
    writes=True,
)
async def rename(turn: Turn) -> str:
    """Change one's own name."""
    piece = amendments.PIECES[0]
    if not turn.rest:
        raise Refusal(file_texts.to_what(piece.name))
    return await _amended(turn, piece, turn.raw.removeprefix("为").removeprefix("成").strip())
