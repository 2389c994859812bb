"""加分 and 冲正: what staff does to the books by hand, with a reason, and told to the person whose books they are."""

import re
from hashlib import sha256

from plugins.inbox.matching import raw_of
from plugins.inbox.speaker import Who
from plugins.inbox.table import Takes, Turn, command
from plugins.inbox.wording import squeeze
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed, Member
from plugins.points import ledger, letters, statement, texts, whose
from plugins.points.models import LedgerEntry

MOST_POINTS = 200
LONGEST_REASON = 60
AWARD = "points.award"
REVERSAL = "points.reversal"
_POINTS = r"\+?(?P<points>-?\d[\d.]*)\s*(?:个?积?分)?(?:[\s,:、。;]+(?P<reason>.*)|$)"
_APART = re.compile(rf"(?P<name>.*?)(?:^|(?<=\s)){_POINTS}", re.DOTALL)
_TOGETHER = re.compile(rf"(?P<name>.*?){_POINTS}", re.DOTALL)
_NUMBERED = re.compile(r"(?:第|#|编号)?\s*(?P<number>\d+)\s*[号笔]?[\s,:、。;]*(?P<reason>.*)", re.DOTALL)


def _reason(turn: Turn, said: str, missing: str) -> str:
    """The reason as typed, on one line. Raises ``Refusal``: there is none in words, or it is an essay."""
    reason = " ".join(raw_of(turn.heard.said, said).split())
    if not squeeze(reason):
        raise Refusal(missing)
    if len(reason) > LONGEST_REASON:
        raise Refusal(texts.reason_too_long(LONGEST_REASON))
    return reason


def _points(said: str) -> int:
    points = int(said) if re.fullmatch(r"[0-9]{1,4}", said) else 0
    if not 1 <= points <= MOST_POINTS:
        raise Refusal(texts.points_out_of_range(MOST_POINTS))
    return points


@command(
    "加分",
    topic="积分",
    summary="给一个人加积分，要写原因",
    usage="加分 名字（或 @ 他） 分数 原因",
    examples=("加分 王阿姨 5 清雪",),
    who=Who.STAFF,
    takes=Takes.TEXT,
    writes=True,
)
async def award(turn: Turn) -> str:
    """Points by hand. Said in private, the person is told in private; in the group he reads it there."""
    found = _APART.fullmatch(turn.rest) or _TOGETHER.fullmatch(turn.rest)
    if not found or not (found["name"].strip() or turn.heard.mentions):
        raise Refusal(texts.award_usage())
    points = _points(found["points"])
    reason = _reason(turn, found["reason"] or "", texts.why_award())
    member = await whose.meant(turn, found["name"])
    line = await ledger.award(
        turn.session,
        community_id=turn.community_id,
        member_id=member.id,
        points=points,
        reason=reason,
        posted_by=deeds.doer(turn.heard),
        key=f"award:{sha256(turn.heard.key.encode()).hexdigest()[:32]}",
    )
    await deeds.record(turn, AWARD, f"ledger:{line.id}", {"line": line.id})
    if not turn.heard.in_group:
        balance = await statement.balance(turn.session, member.id)
        await letters.tell(
            turn.session, member, f"award:{line.id}", texts.award_letter(member.name, points, line.reason, balance)
        )
    return texts.awarded(member.name, points, line.reason, line.id)


@command(
    "冲正",
    topic="积分",
    summary="收回记错的一笔，要写原因",
    usage="冲正 编号 原因",
    examples=("冲正 4711 记错人",),
    who=Who.STAFF,
    takes=Takes.TEXT,
    writes=True,
)
async def correct(turn: Turn) -> str:
    """A reversing posting; the one who corrects and the one concerned are both told."""
    found = _NUMBERED.fullmatch(turn.rest)
    if not found:
        raise Refusal(texts.reversal_usage())
    line = await ledger.find(turn.session, turn.community_id, int(found["number"][:12]))
    reason = _reason(turn, found["reason"], texts.why_reversal())
    made, told = await _take_back(turn, line, reason)
    await deeds.record(turn, REVERSAL, f"ledger:{line.id}", {"line": made.id})
    member = await turn.session.get_one(Member, line.member_id)
    return texts.corrected(member.name, await statement.entry_of(turn.session, line), told=told)


async def _take_back(turn: Turn, line: LedgerEntry, reason: str) -> tuple[LedgerEntry, bool]:
    """The reversing line, and whether the person could be told."""
    made = await ledger.reverse(
        turn.session, community_id=turn.community_id, number=line.id, reason=reason, posted_by=deeds.doer(turn.heard)
    )
    member = await turn.session.get_one(Member, line.member_id)
    balance = await statement.balance(turn.session, member.id)
    text = texts.correction_letter(member.name, await statement.entry_of(turn.session, line), made.reason, balance)
    return made, await letters.tell(turn.session, member, f"correction:{made.id}", text)


@deeds.undoes(AWARD)
async def undo_award(turn: Turn, deed: Deed) -> str:
    """An award is taken back by a reversing line, like everything else."""
    line = await turn.session.get_one(LedgerEntry, deed.detail["line"])
    await _take_back(turn, line, texts.undone())
    member = await turn.session.get_one(Member, line.member_id)
    return texts.award_undone(member.name, line.amount)


@deeds.undoes(REVERSAL)
async def undo_correction(turn: Turn, deed: Deed) -> str:
    """A correction is taken back by posting anew what it took; the person is told again."""
    reversal = await turn.session.get_one(LedgerEntry, deed.detail["line"])
    line = await ledger.restore(turn.session, reversal, deeds.doer(turn.heard))
    member = await turn.session.get_one(Member, line.member_id)
    entry, balance = await statement.entry_of(turn.session, line), await statement.balance(turn.session, member.id)
    await letters.tell(turn.session, member, f"restored:{line.id}", texts.restored_letter(member.name, entry, balance))
    return texts.reversal_undone(member.name, entry)
