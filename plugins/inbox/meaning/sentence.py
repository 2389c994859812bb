"""A sentence taken apart once: its clauses, the people in it, the company, what it points at, and what is left unexplained."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from plugins.inbox.meaning.company import Company, company_in
from plugins.inbox.meaning.here import Here
from plugins.inbox.meaning.kinship import Person, address, introduction, people_in, pronouns
from plugins.inbox.meaning.meant import Meant
from plugins.inbox.meaning.numerals import arabic
from plugins.inbox.meaning.phrases import Span, padding
from plugins.inbox.meaning.pointing import Pointed, point
from plugins.inbox.wording import normalise

_CLAUSE = re.compile(r"[^,.!?;~、。…\n]+[,.!?;~、。…\n]*")
# 我脚崴了|去不了了, 咱也去凑个热闹|给我报上: a reason or a wish ends here, a deed begins.
_BREATH = re.compile(
    r"(?<=了)(?=[我俺]|(?:去|来|参加)不|不[去来参想能报]|没法|取消|[帮给替][我俺])|(?<=[了啦])(?=家里|家中|单位|因为|孩子|临时|有事)|(?=(?:麻烦|请)?[帮给替][我俺](?!们?家))"
)
_FULL_STOP_IN_DATE = re.compile(r"(?<=\d)\.(?=\d)")


def heard(sentence: str, shapes: Iterable[Meant]) -> str:
    """The sentence as it is matched: one spelling, words that voice input misspells put right, numbers in digits."""
    text = normalise(sentence).casefold()
    for meant in shapes:
        for right, wrong in meant.sounds.items():
            for spelling in wrong:
                text = re.sub(spelling, right, text)
    return arabic(text)


@dataclass(frozen=True)
class Sentence:
    """One sentence, as ``heard``, in the place where it is said."""

    text: str
    here: Here
    _pointed: dict[Span, Pointed] = field(default_factory=dict, repr=False)

    @cached_property
    def people(self) -> list[Person]:
        """Everybody who is named."""
        known = {name for thing in self.here.things for name in thing.proxied}
        titles = point(self.text, self.here).spans
        return [
            person
            for person in people_in(self.text, known)
            if person.name in known or not any(within(person.span, span) for span in titles)
        ]

    @cached_property
    def company(self) -> Company:
        """Who comes along with the speaker."""
        return company_in(self.text, self.people)

    @cached_property
    def pronouns(self) -> list[Span]:
        """Where he, she, they are said."""
        return pronouns(self.text)

    @cached_property
    def padding(self) -> list[Span]:
        """Words that say nothing by themselves."""
        return [*padding(self.text), *introduction(self.text), address(self.text)]

    def clause(self, at: int) -> Span:
        """The clause in which this position lies, by punctuation and line ends."""
        joined = _FULL_STOP_IN_DATE.sub(":", self.text)
        return next((hit.span() for hit in _CLAUSE.finditer(joined) if hit.start() <= at < hit.end()), (0, len(self.text)))

    def core(self, clause: Span, at: int) -> Span:
        """The part of the clause that belongs to the words at ``at`` where people leave punctuation out."""
        breaths = [hit.start() for hit in _BREATH.finditer(self.text, *clause)]
        first = max((breath for breath in breaths if breath <= at), default=clause[0])
        return first, min((breath for breath in breaths if breath > at), default=clause[1])

    def pointed(self, clause: Span) -> Pointed:
        """What the clause points at, else what the whole sentence does."""
        if clause not in self._pointed:
            self._pointed[clause] = self._point(clause)
        return self._pointed[clause]

    def _point(self, clause: Span) -> Pointed:
        here = point(self.text[slice(*clause)], self.here)
        if here.named:
            return replace(here, spans=tuple((first + clause[0], last + clause[0]) for first, last in here.spans))
        return point(self.text, self.here)

    def unexplained(self, clause: Span, explained: Iterable[Span]) -> str:
        """The characters of the clause that neither these spans nor padding account for."""
        known = {index for first, last in (*explained, *self.padding) for index in range(first, last)}
        return "".join(self.text[index] for index in range(*clause) if index not in known)


def within(inner: Span, outer: Span) -> bool:
    """Whether one span lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]
