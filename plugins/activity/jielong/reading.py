"""A pasted text read as a 接龙, whatever has happened to it on its way (rows, marks, headers, numbers in every spelling seen).

``read`` knows no database and never raises. A quoted copy, numbered rules and numbered chat are no 接龙: ``None``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from . import layout, likeness
from .chain import Chain, Row, Unread
from .lines import Line, line_of, lines_of
from .markers import Marker
from .naming import masked, person_in
from .respelling import people_of, respell
from .unfolding import unfold

MOST_ROWS = 500
SECOND = "一条消息里有两份接龙，只收了前一份，后一份请单独再贴一次"
_HEADER = re.compile(
    r"(?P<before>[^#\n]{0,24}?)#\s*(?:群?接龙|报名接龙|group\s*note|solitaire)(?:\s*[:,]\s*|\s+|$|(?=\S))", re.IGNORECASE
)
_BARE = re.compile(
    r"\s*[\[(]?(?:群|报名|活动)?接龙(?:报名)?[\])]?\s*[:]?\s*$|\s*[\[(](?:群|报名)?接龙[\])]\s*|\s*(?:群|报名)?接龙\s*:\s*"
)
_COPIED = re.compile(r".{1,20}[:：]\s*$|.{1,20}[0-9]{1,2}:[0-9]{2}|.*聊天记录")
PREAMBLE = 3  # lines before the header that are looked through


@dataclass(frozen=True, slots=True)
class _Opening:
    """``lines``: what follows the header, its own rest included; ``headed``: there was one of the client's kind."""

    lines: list[Line]
    headed: bool


def read(text: str) -> Chain | None:
    """The 接龙 in the text; ``None``: it is none (no title and rows of people, or somebody else's words quoted)."""
    opening = _open(lines_of(text))
    if opening is None:
        return None
    own, following = _first_list(opening.lines) if opening.headed else (opening.lines, False)
    lines = unfold(own)
    lines = respell(lines) if opening.headed else lines
    parts = layout.lay_out(lines, headed=opening.headed)
    chain = _chain(lines, parts, headed=opening.headed) if parts else None
    return replace(chain, unread=(*chain.unread, Unread(0, SECOND))) if chain and following else chain


def _first_list(lines: list[Line]) -> tuple[list[Line], bool]:
    """The lines before the header of another list, and whether there is one: its people belong to another activity."""
    for at, line in enumerate(lines):
        if at and _HEADER.match(line.plain) and line.plain.lstrip().startswith("#"):
            return lines[:at], True
    return lines, False


def _open(lines: list[Line]) -> _Opening | None:
    written = [at for at, line in enumerate(lines) if not line.blank]
    for at in written[:PREAMBLE]:
        if found := _HEADER.match(lines[at].plain):
            before = found["before"].strip()
            if _COPIED.match(before) or any(_COPIED.match(lines[each].plain) for each in written[: written.index(at)]):
                return None
            return _Opening(_rest(lines, at, found.end()), headed=True)
    if not written or (_COPIED.match(lines[written[0]].plain) and "接龙" not in lines[written[0]].plain):
        return None
    first = written[0]
    if (found := _BARE.match(lines[first].plain)) and len(written) > 1:
        return _Opening(_rest(lines, first, found.end()), headed=not likeness.announces_rules(lines[first].plain))
    return _Opening(lines[first:], headed=False)


def _rest(lines: list[Line], at: int, end: int) -> list[Line]:
    """The lines after the header; what is glued to it is the first of the title."""
    rest = lines[at].cut(end)
    typed = line_of(lines[at].raw[-len(rest.text.strip()) :]) if rest.text.strip() else rest
    glued = typed if typed.text.strip() == rest.text.strip() else rest
    return [*([] if rest.blank else [glued]), *lines[at + 1 :]]


def _chain(lines: Sequence[Line], parts: layout.Layout, *, headed: bool) -> Chain | None:
    title, examples = _title(lines[: parts.title_end])
    rows: list[Row] = []
    blanks: list[int] = []
    unread: list[Unread] = []
    for number, content, group in _people(lines, parts):
        person = person_in(content)
        if not content.strip():
            blanks.append(number)
        elif person.reason == "是示例" or layout.EXAMPLE.match(content):
            examples = (*examples, masked(content.strip()))
        elif person.reason or len(rows) >= MOST_ROWS:
            unread.append(Unread(number, person.reason or f"超过 {MOST_ROWS} 行"))
        else:
            company = person.company
            rows.append(
                Row(
                    number,
                    person.name,
                    person.remark,
                    company.guests,
                    company.children,
                    person.marks,
                    person.proxy,
                    group,
                    company.said,
                )
            )
    tail = "\n".join(line.raw for line in lines[parts.end :]).strip()
    return Chain(title, tuple(rows), headed, examples, tuple(blanks), tuple(unread), tail) if rows or unread else None


def _title(lines: Sequence[Line]) -> tuple[str, tuple[str, ...]]:
    examples = tuple(masked(line.text.strip()) for line in lines if layout.EXAMPLE.match(line.plain))
    title = "\n".join(line.raw for line in lines if not layout.EXAMPLE.match(line.plain))
    return title.strip(), examples


def _people(lines: Sequence[Line], parts: layout.Layout) -> Iterator[tuple[int, str, str]]:
    for number, content, group in _contents(lines, parts):
        yield from ((number, each, group) for each in people_of(content))


def _contents(lines: Sequence[Line], parts: layout.Layout) -> Iterator[tuple[int, str, str]]:
    """Number, content with its further lines, and group of each numbered row."""
    ends = [(run.first if heading is None else heading) for heading, run in parts.rows[1:]] + [parts.end]
    for (heading, run), end in zip(parts.rows, ends, strict=True):
        group = _words(lines[heading]) if heading is not None else ""
        for place, (at, marker) in enumerate(zip(run.at, run.markers, strict=True)):
            until = run.at[place + 1] if place + 1 < len(run.at) else end
            content, following = _content(lines, at, marker, until)
            yield marker.number, content, group
            group = following or group


def _content(lines: Sequence[Line], at: int, marker: Marker, until: int) -> tuple[str, str]:
    """A row's words with those on the lines below that go on with it, and the sub-heading that comes last among them."""
    words, heading = [lines[at].text[marker.content :].strip()], ""
    apart = False
    for line in lines[at + 1 : until]:
        if line.blank:
            apart = True
        elif until < len(lines) and layout.is_heading(line.plain):
            heading = _words(line)
        elif not apart and words[0]:
            words.append(line.text.strip())
    return " ".join(words), heading


def _words(line: Line) -> str:
    return masked(line.text.strip(" :：[]【】《》<>「」"))
