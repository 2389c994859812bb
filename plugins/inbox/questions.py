"""Questions that wait for an answer: rows, so that a restart in the middle changes nothing.

Of the talk at hand there is one at a time; what letters have asked waits beside it. A question offers command lines: 「回 1」 runs
the first. Or it has one line with a blank, and the answer is appended to it.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import after_commit, upsert

from . import assent, expectations
from .heard import Heard
from .models import Question

LIFE = timedelta(minutes=10)
LONGEST_BLANK = 40
ASKED = "asked"
NUMBER = re.compile(r"(?:选|第|回)?\s*([0-9]{1,2})\s*(?:号|个|项)?[。.!]?")
CLAUSE = re.compile(r"[\s,，。.!！~、;；]")
THANKS = frozenset({"谢谢", "谢谢您", "谢谢你", "多谢", "收到", "知道了", "明白", "明白了"})
NO_NAMES = assent.YES | THANKS | {"哦", "噢", "啊", "嗯嗯", "等一下", "稍等"}
INTRODUCED = re.compile(r"^(?:她|他|我?.{0,3}(?=名字|叫))?(?:的?名字)?(?:就?叫做?|是)\s*(?=\S{2})")

Place = tuple[str, str, str]
_waiting: dict[Place, datetime] = {}
_dialogs: dict[str, frozenset[str]] = {}


def place_of(heard: Heard) -> Place:
    """Whose answer is awaited where."""
    return heard.platform, heard.user, str(heard.chat)


def _places(heard: Heard) -> tuple[Place, ...]:
    """Where what he says may be an answer: here; and when he speaks to us in a group, also to what was asked in private."""
    here = place_of(heard)
    return (here, (heard.platform, heard.user, str(heard.person))) if heard.in_group and heard.spoken_to else (here,)


def may_answer(heard: Heard) -> bool:
    """Whether a question of this person waits here: a gate that spares chatter the look into the table."""
    sent = heard.sent_at
    return bool(heard.text) and any(_waiting.get(place, sent) > sent for place in _places(heard))


async def ask(session: AsyncSession, heard: Heard, lines: Sequence[str], *, blank: bool = False) -> None:
    """Wait for the person's answer here, ten minutes. It takes the place of what was last asked in this talk.

    Of a message that was missed nobody is asked anything: the question would never be seen.
    """
    session.info[ASKED] = True
    if not heard.missed:
        await ask_at(session, place_of(heard), lines, until=clock.now() + LIFE, blank=blank)


def was_asked(session: AsyncSession) -> bool:
    """Whether something was to be asked in the talk at hand, in this transaction."""
    return ASKED in session.info


async def ask_at(
    session: AsyncSession, place: Place, lines: Sequence[str], *, until: datetime, blank: bool = False, topic: str = ""
) -> None:
    """Wait until then for the answer of a person (platform, user) in a chat.

    ``topic``: what the letter that asks is about (``Letter.about``, with a ``?`` and a word for the question), so that it waits
    beside other questions and quoting the letter tells which is meant.
    """
    row = dict(zip(("platform", "user", "chat"), place, strict=True)) | {
        "topic": topic,
        "lines": list(lines),
        "blank": blank,
        "answered": False,
        "asked_at": clock.now(),
        "expires_at": until,
    }
    insert = upsert(session, Question).values(row)
    changed = {name: row[name] for name in ("lines", "blank", "answered", "asked_at", "expires_at")}
    await session.execute(insert.on_conflict_do_update(index_elements=["platform", "user", "chat", "topic"], set_=changed))

    async def open_gate() -> None:
        _waiting[place] = max(until, _waiting.get(place, until))

    after_commit(session, open_gate)


async def settle(session: AsyncSession, question: Question, line: str | None = None) -> None:
    """The question is answered (with ``line``) or given up. What a letter asked can be answered anew by quoting the letter.

    A choice in the talk at hand also answers the letter that offered the same line.
    """
    place = question.platform, question.user, question.chat
    if question.topic:
        await _mark(session, [question.id])
    else:
        await session.execute(delete(Question).where(Question.id == question.id))
        letters = select(Question).where(*_at(place), Question.topic != "", Question.answered.is_(False))
        await _mark(session, [each.id for each in await session.scalars(letters) if line in each.lines])
    last = await session.scalar(select(func.max(Question.expires_at)).where(*_at(place), Question.answered.is_(False)))

    async def narrow_gate() -> None:
        _waiting.pop(place, None)
        if last:
            _waiting[place] = last

    after_commit(session, narrow_gate)


async def _mark(session: AsyncSession, ids: Sequence[int]) -> None:
    if ids:
        await session.execute(update(Question).where(Question.id.in_(ids)).values(answered=True))


async def drop(session: AsyncSession, heard: Heard) -> None:
    """What was asked in the talk at hand is given up."""
    for question in (await session.scalars(select(Question).where(*_at(place_of(heard)), Question.topic == ""))).all():
        await settle(session, question)


async def settle_topic(session: AsyncSession, heard: Heard, topic: str) -> None:
    """What a letter asked this person has been answered in other words."""
    place = heard.platform, heard.user, str(heard.person)
    for question in (await session.scalars(select(Question).where(*_at(place), Question.topic == topic))).all():
        await settle(session, question)


async def withdraw(session: AsyncSession, topic: str) -> None:
    """Nobody is asked about it any more."""
    await session.execute(delete(Question).where(Question.topic == topic))


def _at(place: Place) -> tuple[ColumnElement[bool], ...]:
    platform, user, chat = place
    return Question.platform == platform, Question.user == user, Question.chat == chat


async def waiting(session: AsyncSession, heard: Heard) -> Sequence[Question]:
    """What the message may be an answer to, newest first.

    Under a quoted message of ours only what that one asked; else what was last asked in the talk at hand; else all that
    letters have asked and nobody has answered.
    """
    here = or_(*(and_(*_at(place)) for place in _places(heard)))
    query = (
        select(Question).where(here, Question.expires_at > heard.sent_at).order_by(Question.asked_at.desc(), Question.id.desc())
    )
    rows = (await session.scalars(query)).all()
    talk = [each for each in rows if not each.topic and each.chat == str(heard.chat)]
    return talk or [each for each in rows if each.topic and not each.answered and heard.spoken_to]


async def quoted(session: AsyncSession, heard: Heard) -> Question | None:
    """The question that the quoted letter of ours asked; ``None`` when it asked none, or none of this person."""
    if not heard.about or not heard.topic:
        return None
    chats = {str(heard.chat), str(heard.person)}
    mine = Question.platform == heard.platform, Question.user == heard.user, Question.chat.in_(chats)
    rows = (
        await session.scalars(select(Question).where(*mine, Question.topic != "", Question.expires_at > heard.sent_at))
    ).all()
    asked = {heard.topic, f"?{heard.topic.partition('?')[2]}"}  # about this very thing, or about all such things at once
    exact = [each for each in rows if each.topic in asked]
    same = [each for each in rows if each.topic.partition("?")[0] == heard.about] if heard.topic == heard.about else []
    return exact[0] if exact else same[0] if len(same) == 1 else None


def choice(question: Question, heard: Heard) -> int | None:
    """Which line the message chooses: 1-based, 0 for "none of them", ``None`` when it is no answer to the question.

    A line's own first word chooses it (「没有，还响」 chooses 「没有 123」), where only one line begins with it.
    What a letter asked is answered with yes and no only while it is fresh or quoted: later they are about something else.
    """
    text, lines = heard.text, len(question.lines)
    number = NUMBER.fullmatch(text)
    if number:
        return int(number[1])
    word = CLAUSE.split(text, maxsplit=1)[0]
    begun = [number for number, line in enumerate(question.lines, 1) if line.partition(" ")[0] == word]
    if begun and not question.blank:
        return begun[0] if len(begun) == 1 else None
    if question.topic and heard.topic != question.topic and question.asked_at < heard.sent_at - LIFE:
        return None
    agreed = assent.read(text, loosely=heard.spoken_to)
    if question.topic and lines == 2 and agreed is not None:
        return 1 if agreed else 2
    if agreed is False:
        return 0
    return 1 if lines == 1 and agreed else _named(question.lines, text)


def _named(lines: Sequence[str], text: str) -> int | None:
    """The one line whose last word is said instead of its number: 「骑行队」「我是党员」 for 「报名 1 骑行」「报名 1 党员」."""
    words = [line.rpartition(" ")[2] for line in lines]
    said = [
        number
        for number, word in enumerate(words, 1)
        if not word.isdigit() and re.fullmatch(rf"(?:我?是|我)?{re.escape(word)}(?:\S{{0,2}}队)?的?", text)
    ]
    return said[0] if len(said) == 1 else None


def filled(question: Question, heard: Heard) -> str | None:
    """The line with its blank filled, when the message is short enough to be the missing piece."""
    line, short = question.lines[0], len(heard.text) <= LONGEST_BLANK and "\n" not in heard.text
    fits = expectations.fit_spoken(line, heard.text) if heard.spoken_to else short and expectations.fit(line, heard.text)
    if not fits:
        return None
    if not asks_for_name(question):
        return f"{line} {heard.said}"
    name = INTRODUCED.sub("", heard.said)
    return line.replace("{}", name) if heard.text not in NO_NAMES and any(sign.isalpha() for sign in name) else None


def dialog(name: str, *, answers: Iterable[str]) -> None:
    """The command ``name`` asks one thing after another: every answer is for it, 「取消」 too, and it drops the question itself.

    What is said and is some command runs as that command, but for the commands in ``answers``: their lines are answers here.
    """
    _dialogs[name] = frozenset({name, *answers})


def dialog_of(question: Question) -> frozenset[str] | None:
    """Names of the commands whose lines are answers to this question; ``None`` when it belongs to no dialog."""
    return _dialogs.get(question.lines[0].partition(" ")[0]) if question.blank else None


def gives_up(question: Question, heard: Heard) -> bool:
    """Whether the person does not want to answer."""
    return assent.read(heard.text, loosely=False) is False and dialog_of(question) is None


def asks_for_name(question: Question) -> bool:
    """Whether the blank stands inside the line: a person's name is missing, and a whole sentence is no answer."""
    return question.blank and "{}" in question.lines[0]


async def remember_all(session: AsyncSession) -> None:
    """Open the gate for every question in the table: at start, and when an account comes that another process may have held."""
    for row in await session.scalars(select(Question).where(Question.answered.is_(False)).order_by(Question.expires_at)):
        _waiting[row.platform, row.user, row.chat] = row.expires_at
