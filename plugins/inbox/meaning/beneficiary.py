"""For whom a deed is meant when it is not for the speaker: 给我妈也报一个,她叫李桂芳 → 李桂芳."""

import re
from dataclasses import replace

from plugins.inbox.meaning.kinship import Person
from plugins.inbox.meaning.meant import Meant
from plugins.inbox.meaning.phrases import Span, found
from plugins.inbox.meaning.sentence import Sentence, within

_MYSELF = re.compile("[我俺咱]")


def beneficiary(read: Sentence, clause: Span, meant: Meant) -> Person | None:
    """The person the clause acts for; without a name where only kinship (or she, he) is known; None for the speaker himself.

    Whoever only comes along (带孙子) or is only a reason (孩子发烧, 妈妈说可以) is not acted for.
    """
    reasons = [span for span, _ in found(meant.beside, read.text)]
    others = [
        person for person in read.people if not any(within(person.span, span) for span in (*reasons, *read.company.spans))
    ]
    said = [person for person in others if within(person.span, clause)]
    meant_by_pronoun = [span for span in read.pronouns if within(span, clause)]
    if len({person.name for person in said if person.name}) > 1:
        return replace(next(person for person in said if person.name), alone=False)
    if not said and not meant_by_pronoun:
        return _sick_one(read, clause, others) if meant.mine else None
    named = [person for person in (*said, *others) if person.name]
    if named:
        return named[0]
    if said or others:
        return (said or others)[0]
    return Person(meant_by_pronoun[0], read.text[slice(*meant_by_pronoun[0])])


def _sick_one(read: Sentence, clause: Span, others: list[Person]) -> Person | None:
    """王奶奶感冒了，去不了了: without a subject it is about the one just named, if the speaker has signed her up."""
    if _MYSELF.search(read.text, *clause):
        return None
    return next((each for each in others if any(each.name in thing.proxied for thing in read.here.things)), None)
