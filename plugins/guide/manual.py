"""The table of all commands as a page of the documentation, written from the declarations themselves."""

from datetime import date
from pathlib import Path

from plugins.inbox import examples
from plugins.inbox.table import COMMANDS, Command

from . import texts
from .offer import is_for_leaders, weight

PAGE = Path(__file__).resolve().parents[2] / "docs" / "指令.md"
SOME_DAY = date(2026, 11, 22)  # the examples of a page that stays the same need a date that stays the same


def page() -> str:
    """The whole page: a chapter for each topic, a row for each command."""
    topics = sorted(
        {each.topic for each in COMMANDS.values()}, key=lambda topic: (topic == texts.LAST, texts.place_in_order(topic))
    )
    return "\n\n".join([texts.manual_head(), *map(_chapter, topics)]) + "\n"


def _chapter(topic: str) -> str:
    rows = [_row(each) for each in sorted(COMMANDS.values(), key=weight) if each.topic == topic]
    return "\n".join([f"## {topic}", "", texts.manual_columns(), *rows])


def _row(each: Command) -> str:
    filled = [examples.filled(example, SOME_DAY) for example in each.examples]
    said = "、".join(each.words[1:])
    quoted = f"引用通知时：{'、'.join(each.quoting[:4])}" if each.quoting else ""
    beside = "；".join(part for part in (said, quoted) if part)
    who = texts.who(each, leads=is_for_leaders(each))
    cells = (f"`{each.usage}`", each.summary, "<br>".join(filled), beside, who, texts.PLACES[each.where])
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), "utf-8")
