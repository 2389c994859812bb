"""代 王奶奶 保险 2027年3月1日: one thing about somebody who has no telephone, told by whoever speaks for her."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from plugins.inbox.table import Takes, Turn, Where, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from .. import members, pieces, profile, profile_texts
from ..models import Account, Member
from .profile import TOPIC

_WHAT = rf"(?:意外)?保险\s*\S.{{0,40}}|(?:已经?|未|没)?满\s*{pieces.YEARS.pattern}|是(?:{pieces.I_AM.pattern})"
FACT = rf"(?P<name>(?![我俺咱你您他她]|大家)\S.{{0,19}}?)\s*(?P<what>{_WHAT})"


@command(
    "代登记",
    words=("代", "帮", "替"),
    topic=TOPIC,
    summary="替没有手机的人登记保险、满18岁、党员",
    usage="代 名字 保险 2027年3月1日",
    examples=("代 王奶奶 保险 2027年3月1日", "代 王奶奶 满18", "代 王奶奶 是党员"),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=FACT,
    writes=True,
)
async def tell(turn: Turn) -> str:
    """Only for a person whom the speaker stands for and who has no account: everybody else tells it himself."""
    said = re.fullmatch(FACT, turn.rest, re.DOTALL)
    assert said
    me = await members.myself(turn)
    member = await members.without_account(turn.session, me, said["name"])
    await _check_speaks_for(turn, me, member)
    new, called, noted = _read(said["what"])
    done = await profile.change(turn, member, new, f"{member.name} 的{called}")
    return profile_texts.of_another(member.name, noted) if done else profile_texts.same_of_another(member.name)


async def _check_speaks_for(turn: Turn, me: Member, member: Member) -> None:
    own = await turn.session.scalar(select(Account.id).where(Account.member_id == member.id).limit(1))
    if own is not None or member.proxy_id != me.id:
        raise Refusal(profile_texts.tells_himself(member.name, has_account=own is not None))


def _read(what: str) -> tuple[Mapping[str, Any], str, str]:
    """The pieces, what they are called, and how they are read back. Raises ``Refusal``."""
    if said := re.fullmatch(r"(?:意外)?保险\s*(.+)", what, re.DOTALL):
        day = pieces.insurance(said[1], clock.local().date())
        return {"insured_until": day}, "保险", profile_texts.insured_of_another(day)
    if what.startswith("是"):
        new = pieces.party(what)
        rider = "rider" in new
        called = profile_texts.rider() if rider else profile_texts.party(new["party"], new["party_kind"], new.get("unit"))
        return new, "政治面貌", profile_texts.is_called(called)
    years = pieces.age(what)
    return {"at_least": years} if years else profile.OF_A_CHILD, "年龄", profile_texts.age_of_another(years)
