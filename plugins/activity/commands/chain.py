"""接龙 both ways: a pasted list is taken in, and 「接龙 12」 gives a clean one to paste."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select

from plugins.inbox import pasted, questions
from plugins.inbox.heard import Heard
from plugins.inbox.pasted import Likeness, use_paste_reader
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Member

from .. import finding, notices, publishing, signing
from ..jielong import burst, memory, texts, undoing, which
from ..jielong.chain import Chain, Row, Unread
from ..jielong.models import ChainRow
from ..jielong.reading import read
from ..jielong.taking import Taken, Taking, plan_of
from ..models import Activity

TOPIC = "看活动"
NUMBERED = re.compile(r"\n[(\[]?1[.、):;,。 \]]?\s*\S[^\n]*\n(?:[^\n]*\n){0,3}?[(\[]?2[.、):;,。 \]]?\s*\S")
HEAD = 80  # characters in which the word 接龙 must stand
MOST_ASKED = 6

_read = lru_cache(maxsize=4)(read)


def looks_like_chain(heard: Heard) -> Likeness:
    """Whether the message is a pasted list; for ordinary chatter two looks at the text and no parsing."""
    text = heard.text
    if "接龙" not in text[:HEAD] and text[:1] != "#" and not _climbs(text):
        return Likeness.NONE
    chain = _read(heard.said)
    if chain is None:
        return Likeness.NONE
    return Likeness.SURE if chain.headed else Likeness.LIKE


def _climbs(text: str) -> bool:
    """Whether a line begins with 1 and one soon after it with 2."""
    return ("\n1" in text or "\n(1" in text or "\n[1" in text) and bool(NUMBERED.search(text))


def _chain_of(turn: Turn) -> Chain:
    chain = _read(turn.heard.said)
    assert chain, "only what the detector knows comes here"
    return chain


async def is_wanted(turn: Turn) -> bool:
    """A list of an open activity, or one whose leader has not been asked yet what it is; else silence, unless spoken to."""
    chain = _chain_of(turn)
    fit = await which.fit(turn, chain)
    return bool(fit.found) or turn.heard.spoken_to or await _may_be_made(turn, chain)


async def _may_be_made(turn: Turn, chain: Chain) -> bool:
    if turn.speaker.level < Who.LEADER or not chain.headed or not chain.title:
        return False
    seen = await which.seen_before(turn.session, turn.community_id, chain)
    return seen is None or (seen.asked_at is None and seen.activity_id is None)


async def take(turn: Turn) -> Answer:
    """Sign up whom the list shows, as far as it is evidence; an empty answer is silence."""
    chain = _chain_of(turn)
    fit = await which.fit(turn, chain)
    if not fit.found:
        return await _of_nothing(turn, chain)
    if fit.how is which.How.ROWS and not await _leads(turn, fit.found[0]):
        return await _leave_to_leader(turn, fit.found[0])
    if fit.how is which.How.OTHER_DAY:
        return await _ask_which(turn, chain, chain.rows, fit.found)
    if len(fit.found) > 1:
        return await _by_days(turn, chain, fit.found)
    await memory.remember(turn, chain, fit.found[0].id)
    return await take_rows(turn, fit.found[0], chain.rows, chain.unread)


async def _of_nothing(turn: Turn, chain: Chain) -> Answer:
    if await _may_be_made(turn, chain):
        seen = await memory.remember(turn, chain, None)
        seen.asked_at = clock.now()
        memory.hold(seen, turn, chain.rows)
        await questions.ask(turn.session, turn.heard, [f"接龙 发 {seen.id} {_one_line(chain.title)}"])
        return Answer(texts.make_one(), done=False)
    return Answer(texts.fits_nothing() if turn.heard.spoken_to else "", done=False)


def _one_line(title: str) -> str:
    """The title as the argument of 发布."""
    return memory.masked(" ".join(re.sub(r"接龙|接龍|报名[:：]?", " ", title).split()))[:100]


async def _leads(turn: Turn, activity: Activity) -> bool:
    try:
        await publishing.check_leads(turn.session, turn.speaker, activity)
    except Refusal:
        return False
    return True


async def _leave_to_leader(turn: Turn, activity: Activity) -> Answer:
    """The same people under another title: its leader decides, there is never a second activity behind his back."""
    who = turn.speaker.name or turn.heard.name
    key = f"chain-title:{activity.id}:{deeds.doer(turn.heard)}:{clock.local():%m%d}"
    news = notices.News(key, texts.title_changed(activity, who), activity.ends_at)
    await notices.tell_leaders(turn.session, activity, news)
    return Answer("")


async def _ask_which(turn: Turn, chain: Chain, rows: Sequence[Row], found: Sequence[Activity]) -> Answer:
    seen = await memory.remember(turn, chain, None)
    memory.hold(seen, turn, rows)
    found = [await finding.lock(turn.session, each.id) for each in found[:MOST_ASKED]]
    await questions.ask(turn.session, turn.heard, [f"接龙 {each.number} 收 {seen.id}" for each in found])
    lone_day = len(found) == 1
    return Answer(texts.other_day(found[0]) if lone_day else texts.which(found), done=False)


async def _by_days(turn: Turn, chain: Chain, found: Sequence[Activity]) -> Answer:
    """Rows that name a day go there; about the others the sender is asked."""
    places = which.rows_by_day(chain, found, clock.local(turn.heard.sent_at).date())
    placed = {place for each in places.values() for place in each}
    rest = [row for place, row in enumerate(chain.rows) if place not in placed]
    said = []
    for activity in found:
        rows = [chain.rows[place] for place in places[activity.id]]
        others = frozenset(row.key for row in chain.rows if row not in rows)
        if rows and (answer := await take_rows(turn, activity, rows, (), elsewhere=others)).text:
            said.append(answer.text)
    if rest and not (placed and await _are_known(turn, rest, found)):
        said.append((await _ask_which(turn, chain, rest, found)).text)
    return Answer("\n".join(said))


async def _are_known(turn: Turn, rows: Sequence[Row], found: Sequence[Activity]) -> bool:
    query = select(ChainRow.key).where(ChainRow.activity_id.in_([each.id for each in found]))
    return {row.key for row in rows} <= set(await turn.session.scalars(query))


async def take_rows(
    turn: Turn,
    activity: Activity,
    rows: Sequence[Row],
    unread: Sequence[Unread],
    *,
    sure: bool = False,
    sent_at: datetime | None = None,
    elsewhere: frozenset[str] = frozenset(),
) -> Answer:
    """Put the rows on the list of this activity, as far as they are evidence; very many at once are asked about unless ``sure``."""
    sent_at = sent_at or turn.heard.sent_at
    activity = await finding.lock(turn.session, activity.id)
    leads = await _leads(turn, activity)
    plan = await plan_of(turn, activity, rows, sent_at, leads=leads, elsewhere=elsewhere)
    if plan.suspicious and not sure:
        seen = await memory.remember(turn, _chain_of(turn), activity.id)
        memory.hold(seen, turn, rows)
        await questions.ask(turn.session, turn.heard, [f"接龙 {activity.number} 收 {seen.id}"])
        return Answer(texts.many(activity, len(plan.additions)), about=activity.subject, done=False)
    taken = await Taking(turn, activity, plan, sent_at).run(rows, unread, leads=leads)
    return await _said(turn, taken)


async def _said(turn: Turn, taken: Taken) -> Answer:
    """Two lines at most; silence when a list brings no news, unless we were spoken to."""
    activity = taken.activity
    if pasted.is_late(turn.heard) and not turn.heard.spoken_to:
        await burst.sum_up(turn, taken)
        return Answer("")
    total = texts.total(activity, await signing.tally(turn.session, activity.id))
    lines = []
    if taken.names:
        lines.append(texts.added(activity, taken.names, taken.waiting, total))
    elif taken.changed or (taken.claims and turn.heard.spoken_to):
        lines.append(texts.changed(activity, taken.changed or [turn.speaker.name], total))
    elif turn.heard.spoken_to and not taken.plan.ask_off:
        lines.append(texts.unchanged(activity, total))
    if taken.notes:
        lines.append(texts.problems(taken.notes))
    elif taken.plan.ask_off:
        lines.append(await _ask_off(turn, taken))
    return Answer("\n".join(lines), about=activity.subject)


async def _ask_off(turn: Turn, taken: Taken) -> str:
    names, lines = [], []
    for member_id in taken.plan.ask_off[:MOST_ASKED]:
        member = await turn.session.get_one(Member, member_id)
        himself = member.id == turn.speaker.member_id
        number = taken.activity.number
        lines.append(f"取消报名 {number}" if himself else f"帮 {member.name} 取消 {number}")
        names.append("您自己" if himself else member.name)
    await questions.ask(turn.session, turn.heard, lines[:1])
    return texts.cancel_yours(taken.activity, names[:1])


use_paste_reader(looks_like_chain, is_wanted, take, name="接龙")
deeds.undoes("chain.paste")(undoing.undo_paste)
