"""Registering: one question after another in private, kept as a row so that nothing is lost at a restart; nothing of it counts
before the last answer. In one line it counts at once, and only what nobody may assume is asked afterwards.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from plugins.inbox import assent, questions
from plugins.inbox.table import Turn
from plugins.inbox.wording import normalise
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from . import consents, members, pieces, places, profile, registration_texts, skills
from .models import Member
from .profile_models import RegistrationDraft

NAME, ANSWER = "注册", "注册 答"
LIFE = timedelta(hours=24)
STEPS = ("name", "place", "skills", "found", "free", "party", "age")
CHILD_STEPS = ("name", "place", "age")
SKIP = frozenset({"跳过", "跳", "略", "过", "不填", "下一个", "下一步", "先不填", "没有", "无", "不知道"})
CANCEL = frozenset({"取消", "取消注册", "不注册了", "算了", "不填了", "退出", "停"})
_YES = assent.YES | {"1", "同意", "可以的", "愿意"}
_NO = assent.NO | {"2", "不同意", "不愿意", "不可以"}
_PARTY = ("党员", "团员", "群众")
questions.dialog(NAME, answers={"我是", "满"})


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registration has come to: whose, what was told, and whether anything changed."""

    member: Member
    answers: Mapping[str, Any]
    changed: bool
    child: bool = False


async def draft_of(turn: Turn) -> RegistrationDraft | None:
    """The speaker's registration under way."""
    query = select(RegistrationDraft).where(
        RegistrationDraft.community_id == turn.community_id,
        RegistrationDraft.platform == turn.heard.platform,
        RegistrationDraft.user == turn.heard.user,
    )
    return await turn.session.scalar(query)


async def begin(turn: Turn, steps: Sequence[str], answers: Mapping[str, Any], *, child: bool = False) -> RegistrationDraft:
    """Ask these things; an older draft of the speaker gives way."""
    if old := await draft_of(turn):
        await turn.session.delete(old)
        await turn.session.flush()
    draft = RegistrationDraft(
        community_id=turn.community_id,
        platform=turn.heard.platform,
        user=turn.heard.user,
        chat=str(turn.heard.chat),
        name=turn.speaker.name,
        for_child=child,
        steps=list(steps),
        answers=dict(answers),
        asked_at=clock.now(),
    )
    turn.session.add(draft)
    await wait(turn)
    return draft


async def wait(turn: Turn) -> None:
    """The next thing the speaker says here is an answer."""
    place = questions.place_of(turn.heard)
    await questions.ask_at(turn.session, place, [ANSWER], until=clock.now() + LIFE, blank=True)
    await turn.session.flush()


async def answer(turn: Turn, draft: RegistrationDraft, words: str) -> Registered | None:
    """Take one answer; ``None`` while there is more to ask. Raises ``Refusal`` when it cannot be read: then it stands as it was."""
    said = normalise(words).strip(" 。.!")
    step = _volunteered(draft, said) or draft.steps[0]
    new: Mapping[str, Any] = {}
    if said not in SKIP or (step in ("found", "age") and said in _NO):
        new = _READERS[step](draft, words)
    elif step == "name" and draft.for_child:
        raise Refusal(registration_texts.child_needs_name())
    draft.answers = {**draft.answers, **new}
    draft.steps = _left(draft, step)
    draft.asked_at = clock.now()
    await turn.session.flush()
    if draft.steps:
        await wait(turn)
        return None
    return await _finish(turn, draft)


def _left(draft: RegistrationDraft, answered: str) -> list[str]:
    """Without skills there is nothing to be found for."""
    left = [step for step in draft.steps if step != answered]
    idle = left[:1] == ["found"] and not draft.answers.get("skills") and "done" not in draft.answers
    return left[1:] if idle else left


def _volunteered(draft: RegistrationDraft, said: str) -> str | None:
    """What is told before it is asked: 「我是党员」「满18」 mean the same at every question."""
    if "age" in draft.steps and re.match("我?已?[未没]?满", said):
        return "age"
    return "party" if "party" in draft.steps and said.startswith("我是") and pieces.I_AM.fullmatch(said[2:]) else None


def _read_name(draft: RegistrationDraft, words: str) -> Mapping[str, Any]:
    if normalise(words) in _YES and draft.name and not draft.for_child:
        return {}
    return {"name": pieces.name(words)}


def _read_skills(_: RegistrationDraft, words: str) -> Mapping[str, Any]:
    ticked = pieces.chosen(words, len(skills.FIELDS))
    return {"skills": [skills.FIELDS[number - 1].name for number in ticked] if ticked else skills.read(words)}


def _read_found(_: RegistrationDraft, words: str) -> Mapping[str, Any]:
    said = normalise(words)
    if said not in _YES | _NO:
        raise Refusal(registration_texts.yes_or_no())
    return {"found": said in _YES}


def _read_party(_: RegistrationDraft, words: str) -> Mapping[str, Any]:
    ticked = pieces.chosen(words, len(_PARTY))
    return pieces.party(_PARTY[ticked[0] - 1] if ticked else words)


def _read_age(draft: RegistrationDraft, words: str) -> Mapping[str, Any]:
    """For oneself 1: 18, 2: not yet 18. For a child 1: under 14, 2: 14 or older."""
    said = normalise(words)
    short = {"1": 0, "2": 14} if draft.for_child else {"1": 18, "2": 14, "满了": 18, "是": 18, "没满": 14, "没有": 14}
    years = short[said] if said in short else pieces.age(words)
    if years == 0 and not draft.for_child:
        raise Refusal(registration_texts.by_guardian())
    return {"at_least": years}


def says_under_fourteen(words: str) -> bool:
    """Whether the answer is that of a child."""
    try:
        return pieces.age(words) == 0
    except Refusal:
        return False


_READERS: Mapping[str, Callable[[RegistrationDraft, str], Mapping[str, Any]]] = {
    "name": _read_name,
    "place": lambda _, words: {"place": pieces.place(words)},
    "skills": _read_skills,
    "found": _read_found,
    "free": lambda _, words: {"free_times": pieces.free_times(words)},
    "party": _read_party,
    "age": _read_age,
}


async def _finish(turn: Turn, draft: RegistrationDraft) -> Registered:
    answers, child = dict(draft.answers), draft.for_child
    await turn.session.delete(draft)
    await turn.session.flush()
    return await (register_child if child else register)(turn, answers)


async def register(turn: Turn, answers: Mapping[str, Any]) -> Registered:
    """Write down what the speaker told about himself, with his consent, as one deed."""
    me = await members.myself(turn)
    agreed = set(await consents.purposes(turn.session, me.id)) | {consents.FILE}
    if "found" in answers:
        agreed = agreed | {consents.FOUND} if answers["found"] else agreed - {consents.FOUND}
    new = await _pieces(turn, answers) | {"consents": sorted(agreed)}
    row = await profile.of(turn.session, me.id)
    new["registered_at"] = row.registered_at or clock.now()
    changed = await profile.change(turn, me, new, registration_texts.called())
    return Registered(me, answers, changed)


async def _pieces(turn: Turn, answers: Mapping[str, Any]) -> dict[str, Any]:
    new = {name: value for name, value in answers.items() if name not in ("place", "found", "done")}
    if "place" in answers:
        new["place_id"] = (await places.ensure(turn.session, turn.community_id, answers["place"])).id
    return new


async def register_child(turn: Turn, answers: Mapping[str, Any]) -> Registered:
    """Write down a child, in the name of its guardian who speaks: name, building, whether it is 14, and who speaks for it."""
    me = await members.myself(turn)
    child = await members.without_account(turn.session, me, answers["name"])
    if child.proxy_id != me.id:
        raise Refusal(registration_texts.child_is_known(child.name))
    new = await _pieces(turn, {name: value for name, value in answers.items() if name != "name"})
    row = await profile.of(turn.session, child.id)
    new |= {"guardian_id": me.id, "consents": [consents.CHILD], "registered_at": row.registered_at or clock.now()}
    changed = await profile.change(turn, child, new, registration_texts.called())
    return Registered(child, answers, changed, child=True)
