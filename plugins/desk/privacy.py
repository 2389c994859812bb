"""docs/隐私.md: who sees what, how long what is kept: written from the tables that the program itself goes by."""

from pathlib import Path

from plugins.helpline.kind import SHOWS
from plugins.people import forgetting, personal, settings
from plugins.tickets import page as tickets_page
from plugins.tickets.audience import OPENLY

from . import privacy_texts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "隐私.md"


def page() -> str:
    """The whole page."""
    parts = (privacy_texts.head(), privacy_texts.about_shown(), _shown(), privacy_texts.about_kept(), _kept(), _knobs())
    return "\n\n".join([*parts, privacy_texts.rest()]) + "\n"


def _shown() -> str:
    tables = (("随手报", OPENLY), ("求助", SHOWS))
    return "\n\n".join(f"### {name}\n\n{tickets_page.disclosed(shows)}" for name, shows in tables)


def _kept() -> str:
    """What a person finds in 「我的数据」, room by room; and what goes by itself."""
    rows = [(each.title, each.kept) for each in personal.rooms()]
    own = tickets_page.table(("「我的数据」里的", "存多久"), rows)
    by_night = "、".join(sorted(each.name for each in forgetting.kinds()))  # rooms are loaded in any order
    return f"{own}\n\n每天夜里自动清理：{by_night}。"


def _knobs() -> str:
    """The settings that say for how long."""
    rows = [
        (f"「设置 {each.key} {each.default}」", each.meaning, f"{each.default}", f"{each.low} 到 {each.high}")
        for each in settings.KNOBS.values()
        if privacy_texts.is_about_keeping(each.meaning)
    ]
    return tickets_page.table(("社工怎么改", "是什么", "默认", "范围"), sorted(rows))


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), "utf-8")
