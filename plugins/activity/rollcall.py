"""How leaders call the roll: 「都到了，除了3和7」「到 1 2 5 请假 3」「全到」. Pure text, no tables.

Numbers are those of 「名单」. Said to be there, excused or missing: whoever is named in no way is there when everybody is said
to be (都到了), and missing when only those who came are named.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.inbox.wording import normalise, squeeze
from plugins.kernel.refusal import Refusal

from .leader_texts import roll_not_understood, roll_number_unknown, roll_twice
from .models import Outcome

ALL = re.compile(r"(?:大家|全部|全员|所有人|人)?\s*(?:都|全)(?:部|员)?(?:都)?(?:到|来)(?:了|齐了|齐)?|全勤|到齐了?|齐了")
EXCEPT = re.compile(r"除了|除去|除|只有|就|但是|但|只差|差")
MARKS: Sequence[tuple[re.Pattern[str], Outcome]] = (
    (re.compile(r"请假|請假|有事"), Outcome.EXCUSED),
    (re.compile(r"没有?来|没有?到|未到|缺席|缺勤|旷|不在|没"), Outcome.ABSENT),
    (re.compile(r"到了|到场|来了|到|来"), Outcome.PRESENT),
)
RANGE = re.compile(r"(?<!\d)(\d{1,3})(?:\s*[-~]\s*|到|至)(\d{1,3})(?!\d)")
NUMBER = re.compile(r"\d+")
NOISE = re.compile(r"[\s,、;。.!和跟与及号位人都也还了外以是的:]+")
BY_CHECKIN = re.compile(
    r"(?:就|都)?(?:按照?|照着?|以)签到(?:表|的|名单|记录|为准)*(?:记|来|算|记考勤)?"
    r"|签到了?的(?:人)?(?:都|全|才|就)?(?:算|记)?(?:到|来)了?(?:(?:其他|其余|其它|别|剩下)的?人?(?:都|全)?(?:算|记)?没(?:到|来)了?)?"
)
BY_SHEET = re.compile(
    r"(?:就|都)?(?:按照?|照着?|以)(?:这张|发的|填的|那张)?表(?:格)?(?:记|来|算|记考勤)?(?P<all>全部|都记|全记)?"
)


@dataclass(frozen=True, slots=True)
class Roll:
    """Outcome per number of the list (1-based), for every number of it."""

    outcomes: dict[int, Outcome]


def goes_by_checkin(text: str) -> bool:
    """「按签到」「签到的都到」: whoever signed in was there."""
    return bool(BY_CHECKIN.fullmatch(squeeze(text)))


def goes_by_sheet(text: str) -> bool:
    """「按表」: as it stands in the sheet that the leader has sent; 「按表 全部」: with those whom nobody knows."""
    return bool(BY_SHEET.fullmatch(squeeze(text)))


def with_everybody(text: str) -> bool:
    """Whether those in the sheet whom nobody knows are to be added."""
    found = BY_SHEET.fullmatch(squeeze(text))
    return bool(found and found["all"])


def call(text: str, names: Sequence[str], excused: Sequence[int] = ()) -> Roll:
    """Read the roll for a list of ``names``; ``excused`` numbers had told that they cannot come.

    Raises ``Refusal`` when something is not understood: nothing is guessed about who was there.
    """
    said = _numbered(normalise(text), names)
    everybody = ALL.search(said)
    rest = ALL.sub(" ", said, count=1) if everybody else said
    named = _named(EXCEPT.sub(" ", rest), default=Outcome.ABSENT if everybody else None)
    if not everybody and not named:
        raise Refusal(roll_not_understood())
    for number in named:
        if not 1 <= number <= len(names):
            raise Refusal(roll_number_unknown(number, len(names)))
    others = Outcome.PRESENT if everybody else _others(named)
    outcomes = {}
    for number in range(1, len(names) + 1):
        outcomes[number] = named.get(number, Outcome.EXCUSED if number in excused else others)
    return Roll(outcomes)


def _others(named: dict[int, Outcome]) -> Outcome:
    """When only the missing are named, the rest were there."""
    return Outcome.ABSENT if Outcome.PRESENT in named.values() else Outcome.PRESENT


def _numbered(text: str, names: Sequence[str]) -> str:
    """Names become their numbers; a name that two share cannot."""
    keys = [squeeze(name) for name in names]
    for index in sorted(range(len(names)), key=lambda each: -len(names[each])):
        name = normalise(names[index])
        if len(name) > 1 and not name.isdigit() and keys.count(keys[index]) == 1:
            text = text.replace(name, f" {index + 1} ")
    return text


def _named(text: str, default: Outcome | None) -> dict[int, Outcome]:
    """Numbers with the mark that stands before or after them."""
    pieces = _pieces(RANGE.sub(_spread, text))
    kinds = [each for each in pieces if isinstance(each, Outcome)]
    if not kinds and default is None:
        return {}
    before = bool(pieces) and isinstance(pieces[0], Outcome)
    named: dict[int, Outcome] = {}
    pending: list[int] = []
    mark = default
    for piece in pieces:
        if isinstance(piece, int):
            if before:
                _set(named, piece, mark)
            else:
                pending.append(piece)
            continue
        mark = piece
        if not before:
            for number in pending:
                _set(named, number, mark)
            pending = []
    for number in pending:
        _set(named, number, default or mark)
    return named


def _set(named: dict[int, Outcome], number: int, mark: Outcome | None) -> None:
    if mark is None:
        raise Refusal(roll_not_understood())
    if named.get(number, mark) != mark:
        raise Refusal(roll_twice(number))
    named[number] = mark


def _spread(found: re.Match[str]) -> str:
    first, last = int(found[1]), int(found[2])
    return " ".join(map(str, range(first, last + 1))) if first <= last else found[0]


def _pieces(text: str) -> list[int | Outcome]:
    pieces: list[int | Outcome] = []
    while text := NOISE.sub(" ", text).strip():
        if number := NUMBER.match(text):
            pieces.append(int(number[0]))
            text = text[number.end() :]
            continue
        for pattern, outcome in MARKS:
            if found := pattern.match(text):
                pieces.append(outcome)
                text = text[found.end() :]
                break
        else:
            raise Refusal(roll_not_understood())
    return pieces
