"""核验: anybody, anywhere, asks whether a certificate is genuine."""

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.people.codes import LENGTH, spelt

from .. import certificate_texts, verifying
from .assessing import FOR_ALL


@command(
    "核验",
    words=("核验证书", "证书核验"),
    topic=FOR_ALL,
    summary="核验一张证书是不是真的",
    usage="核验 六位核验码",
    examples=("核验 K7M2QX",),
    takes=Takes.REFERENCE,
    shape=r"(?:[0-9A-Za-z][ ]?){1,12}|",
    writes=True,
    looks=True,
    unbound=True,
)
async def verify(turn: Turn) -> Answer | str:
    """A masked name, hours, issuer and date; void ones are said to be void. Wrong codes are counted."""
    if left := await verifying.wrong_codes.wait_for(turn):
        raise Refusal(certificate_texts.paused(left))
    if len(spelt(turn.rest)) != LENGTH:
        raise Refusal(certificate_texts.how_to_verify())
    row = await verifying.of_code(turn, turn.rest)
    if row is None:
        return Answer(certificate_texts.not_found(await verifying.wrong_codes.wrong(turn), verifying.PAUSE), done=False)
    return certificate_texts.verified(row)
