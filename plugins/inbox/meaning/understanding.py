"""What a plain sentence means: rules and the words that commands declare, no model, every step to be explained.

Asked only where the bot is spoken to (in private, by @, by quoting). A deed is *sure* only when its words are plain, the
thing is determined, and nothing in the clause is left unexplained: no question, condition, denial, third person, no unknown
word. Somewhat less is *likely* and is asked back. Otherwise nothing is understood.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from plugins.inbox.meaning import mood
from plugins.inbox.meaning.beneficiary import beneficiary
from plugins.inbox.meaning.choice import Choice, choose
from plugins.inbox.meaning.here import Here
from plugins.inbox.meaning.kinship import Person, speaks_of_a_crowd
from plugins.inbox.meaning.meant import Guess, Meant
from plugins.inbox.meaning.phrases import Span, found, outside
from plugins.inbox.meaning.sentence import Sentence, heard, within

LONG = 60  # characters; who says more than that wants to be asked
LONGEST = 200  # and more than this is no request
_USE = re.compile(
    r"^[ ,]*(?:的|这|东西|个)*(?:(?:怎么|咋|如何)(?:算|弄|用|得|攒|操作|填)|有(?:什么|啥)用|是(?:什么|啥)(?:意思|东西)?)"
)
_PERMISSION = re.compile(r"(?:行|可以|好|成)(?:吗|不)[?!.]*$|可不可以[?!.]*$")
_WISH = re.compile("也|都|想|要|能|可以|带|参加")  # 我去！这么贵 is none
_ANY_CHILD = re.compile("小?孩儿?|孩子|娃|学生")  # 小孩子能去吗 asks about children, not about one
_UNABLE = re.compile("不[了成得]|取消|退")
_HOW = re.compile(r"(?:怎么|怎样|咋|如何)(?:样|才能|才|能|去|来|可以|给?我?)*$")


@dataclass(frozen=True, slots=True)
class _Match:
    """One place where the words of one command stand."""

    meant: Meant
    span: Span
    gaps: tuple[Span, ...]
    plain: bool
    clause: Span
    person: Person | None
    perhaps: bool = False

    @property
    def length(self) -> int:
        """How many characters the words have."""
        return sum(last - first for first, last in self.literal)

    @property
    def literal(self) -> list[Span]:
        """The words themselves, without the gaps between them."""
        return outside(self.span, self.gaps)


def understand(sentence: str, here: Here, declared: Mapping[str, Meant]) -> Guess | None:
    """The command line that the sentence means here, and whether that is sure; None when it means no command."""
    shapes = [shape for meant in declared.values() for shape in (meant, *meant.also)]
    read = Sentence(heard(sentence, shapes), here)
    if len(read.text) > LONGEST:
        return None
    matches = [match for meant in shapes for match in _matches(read, meant)]
    if not matches:
        return None
    best = max(matches, key=lambda match: _worth(read, match))
    if "{topic}" in best.meant.line:
        return _about(read, best, matches)
    how = _HOW.search(read.text[: best.span[0]]) or _USE.search(read.text[best.span[1] :])
    if how and best.meant.topic:
        return _help(read, best, shapes)
    same = [match for match in matches if match.meant is best.meant]
    best = replace(best, plain=any(match.plain for match in same), perhaps=all(match.perhaps for match in same))
    rivals = any(_contradict(best, other) for other in matches)
    choice = choose(best.meant, read, best.clause, best.person)
    best = replace(best, person=_only_one_signed_up(best, choice, here))
    return _judge(read, best, choice, rivals=rivals)


def _worth(read: Sentence, match: _Match) -> tuple[int, bool, bool]:
    """Whoever explains most and leaves least has understood it; of two alike, the one that changes nothing."""
    choice = choose(match.meant, read, match.clause, match.person)
    return match.length - len(_left(read, match, choice)), match.plain, not match.meant.changes


def _matches(read: Sentence, meant: Meant) -> Iterator[_Match]:
    for phrases, plain, perhaps in ((meant.says, True, False), (meant.hints, False, False), (meant.maybe, False, True)):
        for span, gaps in found(phrases, read.text):
            clause = read.clause(span[0])
            about_others = meant.changes or "{person}" in meant.line
            person = beneficiary(read, read.core(clause, span[0]), meant) if about_others else None
            match = _Match(meant, span, tuple(gaps), plain, clause, person, perhaps)
            if _possible(read, match):
                yield match


def _possible(read: Sentence, match: _Match) -> bool:
    """A deed that is denied, over, or told of others is none; a hint needs something to hint at."""
    meant, before, after = match.meant, read.text[match.clause[0] : match.span[0]], read.text[match.span[1] : match.clause[1]]
    if not match.plain and not _hinted_at(read, match):
        return False
    if bool(match.person) != ("{person}" in meant.line):
        return False
    if not meant.changes:
        return True
    gone = mood.is_denied(before) or mood.is_done(after) or mood.is_hearsay(read.text) or speaks_of_a_crowd(before)
    if match.person and not meant.mine and after.startswith("了"):
        return False
    return not gone and not ("{thing}" in meant.line and mood.is_past(read.text))


def _hinted_at(read: Sentence, match: _Match) -> bool:
    pointed = read.pointed(match.clause)
    things = read.here.things
    if match.meant.mine:
        things = tuple(thing for thing in things if thing.joined or (match.person and thing.proxied))
    if not things or pointed.named:
        return bool(things and pointed.things)
    if read.here.quoted is not None or (match.meant.changes and "{thing}" not in match.meant.line):
        return True
    if not match.meant.changes:
        return sum(thing.joined for thing in things) == 1
    wishes = not match.meant.mine and _WISH.search(read.text[slice(*match.clause)])
    return not match.perhaps and bool(len(things) == 1 or wishes)


def _only_one_signed_up(match: _Match, choice: Choice, here: Here) -> Person | None:
    """我妈去不了了, where the speaker has signed up exactly one person: she is it, but that is asked."""
    person = match.person
    if person is None or person.name or not match.meant.mine:
        return person
    names = {name for thing in here.things if thing.number == choice.number for name in thing.proxied}
    return replace(person, guess=names.pop()) if len(names) == 1 else person


def _contradict(best: _Match, other: _Match) -> bool:
    apart = other.span[0] >= best.span[1] or other.span[1] <= best.span[0]
    return apart and other.plain and other.meant.changes and best.meant.changes and other.meant is not best.meant


def _about(read: Sentence, match: _Match, matches: list[_Match]) -> Guess | None:
    """Help, on the command that is named in the same breath (报名 怎么弄)."""
    topics = [
        other
        for other in matches
        if other.meant.topic and not read.unexplained(match.clause, [*match.literal, *other.literal, *mood.spans(read.text)])
    ]
    if topics:
        return Guess(_fill(match.meant.line, topic=max(topics, key=lambda other: other.length).meant.topic), sure=True)
    return _judge(read, match, Choice(), rivals=False)


def _help(read: Sentence, match: _Match, shapes: list[Meant]) -> Guess | None:
    """How one does it is asked: help on that word."""
    line = next((meant.line for meant in shapes if "{topic}" in meant.line), None)
    use = _USE.search(read.text[match.span[1] :])
    words = (match.span[1], match.span[1] + (use.end() if use else 0))
    if line is None or read.unexplained(match.clause, [*match.literal, words, *mood.spans(read.text)]):
        return None
    return Guess(_fill(line, topic=match.meant.topic), sure=True, why=f"怎么+{match.meant.topic}")


def _judge(read: Sentence, match: _Match, choice: Choice, *, rivals: bool) -> Guess | None:
    left = _left(read, match, choice)
    length = match.clause[1] - match.clause[0]
    if not match.meant.changes:
        patience = 0 if not match.plain or _strangers(read, match) else min(2, length // 5)
        return _guess(read, match, choice, sure=not left) if len(left) <= patience else None
    asked, doubtful = mood.is_question(read.text), mood.is_doubtful(read.text)
    if asked and not match.plain and match.person and _ANY_CHILD.fullmatch(match.person.said):
        return None
    if len(left) > (_tolerance(length, asked=asked, doubtful=doubtful) if match.plain else 0):
        return None
    if not choice.possible:
        idle = match.plain and not (left or asked or doubtful or match.person) and _UNABLE.search(read.text[slice(*match.span)])
        return _guess(read, match, Choice(), sure=True) if idle else None  # the command itself says that there is nothing
    decided = not (asked or doubtful or rivals or left or match.perhaps or _told(read, match))
    settled = choice.settled and (match.plain or choice.pointed)
    return _guess(read, match, choice, sure=decided and settled)


def _told(read: Sentence, match: _Match) -> bool:
    """News rather than a wish (我报名了, 巡湖取消了), a permission asked (不去行吗), or more people than one line takes."""
    said, after = read.text[slice(*match.span)], read.text[match.span[1] : match.clause[1]]
    if not match.meant.mine:
        return after.startswith("了")
    news = said == "取消" and after.startswith("了") and not after.startswith("了吧")
    several = bool(read.company.people) or ("都" in read.text and any(thing.proxied for thing in read.here.things))
    return news or several or bool(_PERMISSION.search(read.text) and "取消" not in said)


def _strangers(read: Sentence, match: _Match) -> bool:
    return any(within(person.span, match.clause) for person in read.people)


def _tolerance(length: int, *, asked: bool, doubtful: bool) -> int:
    """How many unexplained characters a deed may leave and still be asked about."""
    if doubtful:
        return min(5, length // 2)
    return 0 if asked else min(2, length // 7)


def _left(read: Sentence, match: _Match, choice: Choice) -> str:
    """What nothing in the deed's clause accounts for."""
    meant = match.meant
    spans = [*match.literal, *choice.spans, *read.company.spans, *mood.spans(read.text)]
    for phrases in (meant.says, meant.hints, meant.maybe, meant.beside, *meant.values.values()):
        for span, gaps in found(phrases, read.text):
            at_once = span[0] == match.span[1] and not read.text.endswith("了", 0, span[0])
            if meant.changes and phrases is meant.beside and at_once:
                continue  # 不去上班: what follows at once is what is not gone to, no reason
            spans += outside(span, gaps)
    if match.person:
        spans += [person.span for person in read.people] + read.pronouns
    return read.unexplained(read.core(match.clause, match.span[0]), spans)


def _fill(line: str, **slots: str) -> str:
    filled = re.sub(r"\{(\w+)\}", lambda slot: slots.get(slot[1], ""), line)
    return " ".join(filled.split())


def _guess(read: Sentence, match: _Match, choice: Choice, *, sure: bool) -> Guess:
    meant, person = match.meant, match.person
    name = (person.name or person.guess) if person else ""
    period = next((value for value, phrases in meant.values.items() if found(phrases, read.text)), "")
    line = _fill(
        meant.line,
        thing=str(choice.number or ""),
        pointed=str(choice.number or "") if choice.pointed else "",
        person=(name or "\0") if person else "",
        heads=read.company.words,
        period=period,
        text=read.text,
    ).replace("\0", "{}")
    asks = meant.asks.format(who=_you(person.said)) if person and not name else None
    known = person is None or (bool(person.name) and person.alone)
    said = read.text[slice(*match.span)]
    plain = "{text}" not in meant.line and len(read.text) <= LONG
    return Guess(line, sure and known and plain, asks, f"{said}→{meant.line} {choice.why}".rstrip())


def _you(said: str) -> str:
    """我妈 as the bot says it: 您妈."""
    return re.sub("^(?:我们|我|俺们|俺|咱们|咱)", "您", said) if re.match("[我俺咱]", said) else said
