"""The short dialog: what, where, when, whose phone, how urgent; each can be passed over, and what is known is not asked."""

import re
from dataclasses import replace

from plugins.inbox.meaning import mood
from plugins.inbox.table import Answer, Turn
from plugins.inbox.wording import normalise
from plugins.kernel.masking import mobiles

from . import alarm, asking, drafts, homes, reading, sorts, suspensions, talk, texts
from .reading import Parts

SKIP = re.compile(r"(?:跳过|略过|不说了?|没有|不知道|不填|不方便说|下一个|过)[。.!]*")
DONE = re.compile(r"(?:就这样|提交|办吧|可以了|没别的了|就这些)[。.!]*")
_URGENT = {"1": True, "急": True, "很急": True, "2": False, "不急": False}
_WORD = re.compile(r"^\s*求助[\s,，:：。]*")
_CALLED = re.compile(r"[\u4e00-\u9fff·]{2,8}|[A-Za-z ]{2,20}")
_NO_NAME = re.compile("[不没在吗呢啥么了吧急]")
_SHORT_QUESTION = 8  # characters
COMMUNITY, OFFER, RELAY = "community", "offer", "relay"


async def begin(turn: Turn) -> Answer:
    """「求助」 without a word more: go on with what was begun, or ask what it is."""
    if turn.speaker.member_id:
        await suspensions.check(turn.session, turn.speaker.member_id)
    draft = await drafts.of(turn.session, turn.heard)
    if draft and draft.step in texts.STEPS:
        return await _ask(turn, draft.step, drafts.parts_of(draft))
    return await _ask(turn, "what", Parts())


async def go_on(turn: Turn, said: str) -> Answer:
    """Take the answer to what was asked, and ask what is missing, or open it."""
    draft = await drafts.of(turn.session, turn.heard)
    if draft is None:
        return await asking.ask(turn, reading.read(said)) if _says_what(said) else await begin(turn)
    parts = drafts.parts_of(draft)
    if normalise(said) in drafts.GIVE_UP:
        await drafts.drop(turn.session, turn.heard)
        return Answer(texts.given_up())
    if draft.step == COMMUNITY:
        return await homes.chosen(turn, said, parts)
    if draft.step == OFFER:
        return await submit(turn, parts)
    if draft.step == RELAY:
        await drafts.drop(turn.session, turn.heard)
        ticket_id = parts.ticket or (await talk.find(turn, int(said))).id
        return await talk.send_on(turn, ticket_id, parts.words, parts.photos)
    if alarm.in_words(said):
        return await _danger(turn, parts, said)
    return await _taken(turn, draft.step, parts, said)


async def _danger(turn: Turn, parts: Parts, said: str) -> Answer:
    """What was said so far goes along; nothing more is asked."""
    await drafts.drop(turn.session, turn.heard)
    return await asking.ask(turn, replace(reading.merged(parts, reading.read(said)), words=f"{parts.words} {said}".strip()))


async def _taken(turn: Turn, step: str, parts: Parts, said: str) -> Answer:
    text = normalise(said)
    if DONE.fullmatch(text) and parts.words:
        return await submit(turn, parts)
    skipped = bool(SKIP.fullmatch(text)) or not said
    if step == "what":
        if skipped or not _says_what(said):
            return await _ask(turn, "what", parts)
        said = _WORD.sub("", said)
        parts = replace(reading.merged(parts, reading.read(said)), words=said.strip()[: reading.LONGEST_WORDS])
    elif not skipped:
        known, parts = parts, _filled(step, parts, said)
        if _asks_again(step, known, parts):
            return await _ask(turn, step, parts)
    parts = replace(parts, photos=tuple(dict.fromkeys((*parts.photos, *turn.heard.pictures))))
    following = _next(step, parts)
    return await _ask(turn, following, parts) if following else await submit(turn, parts)


def _says_what(said: str) -> bool:
    """Whether it can be a need: a bare number or a single sign is the answer to something else, and 「你是谁」 is asked of us."""
    text = normalise(said)
    if len(text) < _SHORT_QUESTION and mood.is_question(text) and sorts.sort_of(text) is None:
        return False
    return sum(sign.isalpha() for sign in text) > 1


def _asks_again(step: str, known: Parts, parts: Parts) -> bool:
    """The answer to something else: taken, and the question is put once more.

    A day where it was asked where; a name without a telephone; a telephone where it was asked how urgent.
    """
    if step == "where":
        return not parts.door and (parts.time, parts.phone) != (known.time, known.phone)
    if step == "phone":
        return bool(parts.name) and not known.name and not parts.phone
    return step == "urgent" and parts.urgent is None and (parts.phone, parts.door) != (known.phone, known.door)


def _filled(step: str, parts: Parts, said: str) -> Parts:
    """The answer in its place, whatever else it tells."""
    text, told = normalise(said), reading.read(said)
    parts = reading.merged(parts, told)
    if step == "urgent":
        return replace(parts, urgent=_URGENT.get(text, parts.urgent))
    if step == "where" and not told.door and not (told.time or told.phone):
        return replace(parts, door=said.strip()[: reading.LONGEST_PART])
    if step == "when" and not told.time:
        return replace(parts, time=said.strip()[: reading.LONGEST_PART])
    if step == "phone" and not told.name and not _NO_NAME.search(text) and (called := _CALLED.search(text)):
        return replace(parts, name=called[0].strip())
    return parts


def _next(step: str, parts: Parts) -> str | None:
    """What to ask after ``step``; what is known is passed over."""
    known = {"where": parts.door, "when": parts.time, "phone": parts.phone, "urgent": parts.urgent is not None}
    rest = texts.STEPS[texts.STEPS.index(step) + 1 :]
    return next((each for each in rest if not known[each]), None)


async def _ask(turn: Turn, step: str, parts: Parts) -> Answer:
    await drafts.keep(turn.session, turn.heard.person, step, parts)
    await drafts.wait(turn.session, turn.heard.person)
    return Answer(texts.ask(step, first=step == "where"), done=False)


async def submit(turn: Turn, parts: Parts) -> Answer:
    """All is said: open it, in the community that is meant."""
    if question := await homes.which(turn, parts):
        return question
    await drafts.drop(turn.session, turn.heard)
    return await asking.ask(turn, parts)


def has_details(said: str) -> bool:
    """Whether something stands there that must not be read by others."""
    return bool(mobiles(said) or reading.where(said)[0] or reading.phone_in(said))
