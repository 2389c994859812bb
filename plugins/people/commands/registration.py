"""「注册」: a short dialog in private, or one line; in a group it only points there."""

import re
from collections.abc import Sequence
from typing import Any

from plugins.inbox import questions
from plugins.inbox.table import Takes, Turn, command
from plugins.inbox.wording import normalise
from plugins.kernel.refusal import Refusal

from .. import members, one_line, one_person, one_person_texts, phrases, pieces, profile, registration, registration_texts
from ..models import Member
from .profile import TOPIC, note_age

CLAIM, MOST_CLAIMS = "并", 5
_CHILD = re.compile(r"(?:我?的?)?(?:孩子|小孩|小朋友|儿子|女儿|孙子|孙女|外孙女?|娃)[\s:]*(?P<name>.*)", re.DOTALL)


async def _is_a_registration(turn: Turn) -> bool:
    """「注册公司要什么」 in a group is talk; a telephone number in front of all is answered, so that it can be recalled."""
    return turn.heard.spoken_to or bool(pieces.PHONE.search(turn.rest))


@command(
    "注册",
    words=("我要注册", "志愿者注册", "注册志愿者"),
    topic=TOPIC,
    summary="注册志愿者：我问几句，或者一句话写全",
    usage="注册 [名字 楼栋 特长 电话]",
    examples=("注册", "注册 陈志远 3栋2单元 水电维修 13800138000", "注册 孩子 小明"),
    takes=Takes.REFERENCE,
    accepts=_is_a_registration,
    known_only=True,
    meant=phrases.VOLUNTEER,
    writes=True,
)
async def register(turn: Turn) -> str:
    """Begin, answer, go on, or all in one line."""
    if turn.heard.in_group:
        return registration_texts.in_private()
    draft = await registration.draft_of(turn)
    answering, _, words = turn.raw.partition(" ")
    if answering == CLAIM:
        return await _claim(turn, words.strip())
    if answering == "答":
        return await _answered(turn, words.strip()) if draft else await _begin(turn)
    if said := _CHILD.fullmatch(turn.raw):
        return await _child(turn, said["name"])
    if turn.rest:
        return await _in_one_line(turn)
    if draft:
        await registration.wait(turn)
        return f"{registration_texts.going_on()}{registration_texts.question(draft)}"
    return await _begin(turn)


async def _begin(turn: Turn) -> str:
    me = turn.speaker.member_id
    if me and (await profile.of(turn.session, me)).registered_at:
        return registration_texts.registered_already(turn.speaker.name)
    steps = [step for step in registration.STEPS if step != "found"]
    draft = await registration.begin(turn, registration.STEPS, {})
    return f"{registration_texts.intro(len(steps))}\n{registration_texts.question(draft)}"


async def _answered(turn: Turn, words: str) -> str:
    draft = await registration.draft_of(turn)
    assert draft is not None
    follow_up = "done" in draft.answers
    if normalise(words).strip(" 。.!") in registration.CANCEL:
        await turn.session.delete(draft)
        await questions.drop(turn.session, turn.heard)
        return registration_texts.enough() if follow_up else registration_texts.cancelled()
    if follow_up and registration.says_under_fourteen(words):
        await turn.session.delete(draft)
        return await note_age(turn, 0)
    done = await registration.answer(turn, draft, words)
    if done is None:
        return registration_texts.question(draft)
    if done.child:
        return registration_texts.child_registered(done.member.name)
    if follow_up:
        said = registration_texts.noted() if done.changed else registration_texts.enough()
        return "\n".join([said, *await _is_it_you(turn, done.member)])
    said = registration_texts.registered(done.member.name, done.answers)
    return "\n".join([said, *await _is_it_you(turn, done.member)])


async def _child(turn: Turn, words: str) -> str:
    name, _, age = words.strip().partition(" ")
    answers: dict[str, Any] = {"name": pieces.name(name)} if name else {}
    if age:
        answers["at_least"] = pieces.age(age)
    steps = [step for step in registration.CHILD_STEPS if {"age": "at_least"}.get(step, step) not in answers]
    draft = await registration.begin(turn, steps, answers, child=True)
    return f"{registration_texts.child_intro()}\n{registration_texts.question(draft)}"


async def _in_one_line(turn: Turn) -> str:
    """All that was written counts now; age and being found are never assumed, and asked."""
    answers = one_line.read(turn.raw, turn.speaker.name)
    if answers.get("at_least") == 0:
        return registration_texts.by_guardian()
    done = await registration.register(turn, answers)
    said = registration_texts.registered(done.member.name, answers)
    steps = ["found"] * bool(answers.get("skills")) + ["age"] * ("at_least" not in answers)
    if not steps:
        return "\n".join([said, *await _is_it_you(turn, done.member)])
    draft = await registration.begin(turn, steps, {"done": True})
    return f"{said}\n{registration_texts.question(draft)}"


async def _is_it_you(turn: Turn, me: Member) -> Sequence[str]:
    """Ask whether records of the same name, made by those who signed him up, are the speaker's."""
    some = (await one_person.claimable(turn, me))[:MOST_CLAIMS]
    if not some:
        return ()
    await questions.ask(turn.session, turn.heard, [f"注册 {CLAIM} 人{each.id}" for each in some])
    return [one_person_texts.is_it_you(me.name, [await one_person.described(turn.session, each) for each in some])]


async def _claim(turn: Turn, word: str) -> str:
    me = await members.myself(turn)
    found = await one_person.meant(turn, word)
    mine = {each.id for each in await one_person.claimable(turn, me)}
    if len(found) != 1 or found[0].id not in mine:
        raise Refusal(one_person_texts.not_yours())
    deed = await one_person.merge(turn, me, found[0])
    return one_person_texts.claimed(deed.detail["names"][0])
