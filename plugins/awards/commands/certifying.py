"""我的证书, 证书, 作废: certificates for oneself, for a whole result, and void ones."""

import re
from collections.abc import Sequence

from plugins.inbox.matching import raw_of
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import withdraw
from plugins.people import deeds, members
from plugins.people.models import Deed, Member
from plugins.points import whose

from .. import assessments, certificate_page, certificate_texts, certificates, letters, phrases
from ..models import AssessmentState, Certificate
from .assessing import FOR_ALL, NUMBER, TOPIC, in_private, number_of

ISSUED, VOIDED = "certificate.issued", "certificate.voided"
LONGEST_REASON = 60
CALLED = r"(?P<of>20\d\d)\s*-\s*(?P<number>\d{1,6})"
_OWN = re.compile(
    rf"(?:{CALLED}|(?P<short>\d{{1,3}})\s*号?|(?:(?P<year>今年|去年|20\d\d年?)的?)?\s*(?P<name>(?!\d)\S{{1,20}})?)"
)
_ALL = re.compile(r"(?:(?P<number>\d{1,3}\s*号?)\s*(?P<all>全部|所有)?)?")
_VOID = re.compile(rf"证书\s*(?:(?:{CALLED})|(?P<short>{NUMBER}))[\s:,、。;]*(?P<reason>.*)|证书", re.DOTALL)


async def _names_own(turn: Turn) -> bool:
    """Nothing, a year, a number, or somebody known: all else is talk."""
    said = _OWN.fullmatch(turn.rest)
    return said is not None and (not said["name"] or bool(await members.by_name(turn.session, turn.community_id, said["name"])))


@command(
    "我的证书",
    words=("服务证明", "志愿服务证明"),
    topic=FOR_ALL,
    summary="一年的志愿服务证明，能打印，谁都能核验",
    usage="我的证书 [今年|去年|2026年]",
    examples=("我的证书", "我的证书 2026年"),
    meant=phrases.CERTIFICATE,
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=_OWN.pattern,
    accepts=_names_own,
    known_only=True,
    writes=True,
)
async def own(turn: Turn) -> Answer:
    """From the books; one that says the same is handed out again."""
    said = _OWN.fullmatch(turn.rest)
    assert said
    return await _own(turn, said)


async def _own(turn: Turn, said: re.Match[str]) -> Answer:
    member = await _whom(turn, said["name"] or "")
    if said["number"] or said["short"]:
        return await _again(turn, member, *_numbered(said))
    found = await certificates.of_service(turn.session, member, _year(said["year"] or "今年"))
    if found.fresh:
        await deeds.record(turn, ISSUED, found.row.subject, {"made": [found.row.id], "replaced": found.replaced})
    return await _page(turn, member, found.row, fresh=found.fresh)


def _numbered(said: re.Match[str]) -> tuple[int, int]:
    """The year and the number: 2025-0003, or 3 of this year."""
    return (int(said["of"]), int(said["number"])) if said["number"] else (clock.local().year, number_of(said["short"]))


def _year(said: str) -> int:
    present = clock.local().year
    return {"今年": present, "去年": present - 1}.get(said) or number_of(said)


async def _whom(turn: Turn, name: str) -> Member:
    """Oneself, somebody one speaks for, or for staff anybody. Raises ``Refusal``."""
    member = await whose.asked_about(turn, name) or await members.myself(turn)
    if turn.speaker.level < Who.STAFF and turn.speaker.member_id not in (member.id, member.proxy_id) and name:
        raise Refusal(certificate_texts.not_yours())
    return member


async def _again(turn: Turn, member: Member, year: int, number: int) -> Answer:
    row = await certificates.find(turn.session, turn.community_id, year, number)
    if row.member_id != member.id and turn.speaker.level < Who.STAFF:
        raise Refusal(certificate_texts.no_such(row.called))
    if row.withdrawn_at is not None:
        raise Refusal(certificate_texts.void_already(row))
    return await _page(turn, member, row, fresh=False)


async def _page(turn: Turn, member: Member, row: Certificate, *, fresh: bool) -> Answer:
    others = [each for each in await certificates.of_member(turn.session, member.id) if each.id != row.id]
    return Answer(
        certificate_texts.own(row, fresh=fresh, others=others),
        printout=certificate_page.printout(certificate_page.file_name(row), [row]),
        without_file=certificate_texts.without_page(row),
    )


@command(
    "证书",
    topic=FOR_ALL,
    summary="看自己的证书；社工给一次评比的结果发证书，全部在一个文件里",
    usage="证书 [评比编号] [全部]",
    examples=("证书 1", "证书 1 全部", "证书"),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=_ALL.pattern,
    writes=True,
)
async def either(turn: Turn) -> Answer | str:
    """Without a number one's own; with one those of a result, for staff, and for others one of their own."""
    asked = _ALL.fullmatch(turn.rest)
    said = _OWN.fullmatch("" if asked is None else asked["number"] or "")
    if asked and asked["number"] and turn.speaker.level >= Who.STAFF:
        return await _all_of(turn, number_of(asked["number"]), nicknames=bool(asked["all"]))
    assert said, "a number, or nothing"
    return await _own(turn, said)


async def _all_of(turn: Turn, number: int, *, nicknames: bool) -> Answer | str:
    """One for everybody on the list whose real name is known, or also under ``nicknames``; said again, what is missing is added."""
    assessment = await assessments.find(turn, number)
    if assessment.state != AssessmentState.PUBLISHED:
        raise Refusal(certificate_texts.not_published(assessment))
    done: list[certificates.Issued] = []
    nameless: list[str] = []
    for each in await assessments.standing(turn.session, assessment):
        if nicknames or await certificates.has_real_name(turn.session, each.member):
            done.append(await certificates.of_honour(turn.session, assessment, each.member, each.row))
        else:
            nameless.append(each.member.name)
    fresh = [each for each in done if each.fresh]
    await _note(turn, fresh)
    text = certificate_texts.issued(assessment, [each.row for each in done], len(fresh), nameless)
    if not done:
        return text or certificate_texts.nobody()
    rows = [each.row for each in done]
    printout = certificate_page.printout(f"荣誉证书-评比{assessment.number}", rows)
    return Answer(text, printout=printout, without_file=certificate_texts.without_pages(assessment, rows))


async def _note(turn: Turn, fresh: Sequence[certificates.Issued]) -> None:
    """One sentence is one deed, whose undoing takes all of them back; each person is told in private."""
    if not fresh:
        return
    detail = {"made": [each.row.id for each in fresh], "replaced": [old for each in fresh for old in each.replaced]}
    deed = await deeds.record(turn, ISSUED, fresh[0].row.subject, detail)
    for each in fresh:
        await _tell(turn, each.row, f"issued:{deed.id}", certificate_texts.congratulation(each.row))


async def _tell(turn: Turn, row: Certificate, key: str, text: str) -> None:
    await letters.tell(turn.session, [row.member_id], f"{row.subject}:{key}", text, "我的证书")


@deeds.undoes(ISSUED)
async def _take_back(turn: Turn, deed: Deed) -> str:
    made = deed.detail["made"]
    await certificates.take_back(turn.session, made, deed.detail["replaced"], clock.now())
    rows = [await turn.session.get_one(Certificate, number) for number in made]
    for row in rows:
        if not await withdraw(turn.session, f"{row.subject}:issued:{deed.id}:") and row.assessment_id is not None:
            await _tell(turn, row, f"taken:{deed.id}", certificate_texts.voided_to_owner(row))
    return certificate_texts.taken_back(rows)


@command(
    "作废",
    topic=TOPIC,
    summary="作废一张证书，要写原因，核验时会说",
    usage="作废 证书 编号 原因",
    examples=("作废 证书 3 名字写错了",),
    who=Who.STAFF,
    where=Where.PRIVATE,
    strays=in_private,
    takes=Takes.REFERENCE,
    shape=rf"(?:{_VOID.pattern})?",
    writes=True,
)
async def void(turn: Turn) -> str:
    """The number of this year, or the whole one of an earlier year."""
    said = _VOID.fullmatch(turn.rest)
    if said is None or not (said["number"] or said["short"]):
        raise Refusal(certificate_texts.which())
    reason = mask(" ".join(raw_of(turn.heard.said, said["reason"] or "").split()))[:LONGEST_REASON]
    if not any(sign.isalnum() for sign in reason):
        raise Refusal(certificate_texts.which())
    row = await certificates.find(turn.session, turn.community_id, *_numbered(said))
    if row.withdrawn_at is not None:
        raise Refusal(certificate_texts.void_already(row))
    row.withdrawn_at, row.reason = clock.now(), reason
    deed = await deeds.record(turn, VOIDED, row.subject)
    await _tell(turn, row, f"voided:{deed.id}", certificate_texts.voided_to_owner(row))
    return certificate_texts.voided(row)


@deeds.undoes(VOIDED)
async def _valid_again(turn: Turn, deed: Deed) -> str:
    row = await turn.session.get_one(Certificate, int(deed.subject.removeprefix("certificate:")), with_for_update=True)
    row.withdrawn_at, row.reason = None, None
    text = certificate_texts.valid_again(row)
    if not await withdraw(turn.session, f"{row.subject}:voided:{deed.id}:"):
        await _tell(turn, row, f"valid:{deed.id}", text)
    return text
