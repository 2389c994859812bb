"""What a 接龙 says, as data: a title, rows, a tail. Nothing here knows who anybody is."""

from dataclasses import dataclass
from enum import StrEnum

from plugins.inbox.wording import squeeze

LONGEST_KEY = 60


class Mark(StrEnum):
    """What a row says about the coming of its person, beside his name."""

    CANCELLED = "取消"
    EXCUSED = "请假"
    WAITING = "候补"
    UNSURE = "待定"
    PROXY = "代"


@dataclass(frozen=True, slots=True)
class Row:
    """One person. Phone, identity and door numbers are masked in every field.

    ``number``: as written, with its gaps and doubles. ``guests`` are adults who come along, ``children`` are children.
    ``proxy``: who put him down, as named in the row; empty when it is only said that somebody did. ``group``: the sub-heading
    above (a team, a day). ``said_heads``: whether a head-count is written at all.
    """

    number: int
    name: str
    remark: str = ""
    guests: int = 0
    children: int = 0
    marks: frozenset[Mark] = frozenset()
    proxy: str = ""
    group: str = ""
    said_heads: bool = False

    @property
    def key(self) -> str:
        """The name as it is compared with other names; never empty."""
        return key_of(self.name)

    @property
    def is_off(self) -> bool:
        """Whether the row says that its person does not come."""
        return bool(self.marks & {Mark.CANCELLED, Mark.EXCUSED})

    @property
    def words(self) -> str:
        """Everything in the row that may name a day or a team."""
        return " ".join(part for part in (self.group, self.remark) if part)

    @property
    def says(self) -> str:
        """What it says beside the name, to be compared with what it said before."""
        heads = f"+{self.guests}/{self.children}" if self.guests or self.children else ""
        return "|".join([squeeze(self.remark), heads, *sorted(self.marks)]).strip("|")


@dataclass(frozen=True, slots=True)
class Unread:
    """A row in which no person could be found, and why (a plain Chinese phrase)."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A 接龙. ``title`` is as typed (several lines), for the client tells lists apart by it. ``headed``: it begins with #接龙."""

    title: str
    rows: tuple[Row, ...]
    headed: bool
    examples: tuple[str, ...] = ()
    blanks: tuple[int, ...] = ()
    unread: tuple[Unread, ...] = ()
    tail: str = ""

    @property
    def coming(self) -> tuple[Row, ...]:
        """Rows of people who come, or may: neither cancelled nor excused."""
        return tuple(row for row in self.rows if not row.is_off)

    @property
    def company(self) -> int:
        """How many come along with those, shown apart from the rows."""
        return sum(row.guests + row.children for row in self.coming)


def key_of(name: str) -> str:
    """The name as it is compared: letters and digits only, simplified; a name of nothing but signs stays as it is."""
    return (squeeze(name) or name.strip())[:LONGEST_KEY]
