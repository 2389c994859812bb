"""docs/工单.md: the life of a ticket as a picture and as a table, written from ``life.TABLE`` itself."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from . import page_texts
from .audience import OPENLY, PRIVATELY, Audience, Field
from .life import BY_HOUSE, TABLE, UNDONE, Standing, State, Verb

TOGETHER = "undone"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "工单.md"


def page() -> str:
    """The whole page."""
    parts = (page_texts.head(), picture(), page_texts.about_verbs(), verbs(), page_texts.about_states(), states())
    shown = (page_texts.about_disclosure(), disclosed(OPENLY), page_texts.about_private(), disclosed(PRIVATELY))
    return "\n\n".join([*parts, *shown, page_texts.rules()]) + "\n"


def picture() -> str:
    """A state diagram. What leads out of every state in which it is not done yet is drawn once, from all of them together."""
    ids = {state: state.name.lower() for state in State}
    names = {state: f'state "{state.value}" as {ids[state]}' for state in State}
    common, single = arrows()
    lines = [f'    state "{page_texts.undone()}" as {TOGETHER} {{']
    lines += [f"        {names[state]}" for state in UNDONE]
    lines += [f"        [*] --> {ids[State.NEW]}", "    }"]
    lines += [f"    {names[state]}" for state in State if state not in UNDONE]
    lines += [f"    {TOGETHER} --> {ids[end]}: {'、'.join(said)}" for end, said in common.items()]
    lines += [f"    {ids[start]} --> {ids[end]}: {'、'.join(said)}" for (start, end), said in single.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {TOGETHER}", *lines, "```"])


def arrows() -> tuple[dict[State, list[str]], dict[tuple[State, State], list[str]]]:
    """The verbs by which every undone state comes to an end state; and those between two states."""
    common: dict[State, list[str]] = {}
    single: dict[tuple[State, State], list[str]] = {}
    for verb in Verb:
        ways = {(state, rule.to) for (state, each), rule in TABLE.items() if each is verb and rule.to not in (None, state)}
        ends = {end for _, end in ways if end}
        if {state for state, _ in ways} == set(UNDONE) and len(ends) == 1 and not ends & set(UNDONE):
            common.setdefault(ends.pop(), []).append(verb.value)
            continue
        for start, end in sorted(ways, key=lambda way: list(State).index(way[0])):
            if end:
                single.setdefault((start, end), []).append(verb.value)
    return common, single


def verbs() -> str:
    """A row for each verb: who may say it, whether words are needed, from where to where."""
    rows = []
    for verb in Verb:
        rules = [(state, rule) for (state, each), rule in TABLE.items() if each is verb]
        who = "、".join(each.value for each in Standing if each in rules[0][1].who)
        to = {rule.to for _, rule in rules}
        after = "不变" if to == {None} else "、".join(each.value for each in State if each in to)
        said = f"「{verb.value}」" if verb not in BY_HOUSE else verb.value
        rows.append((said, who, "要" if rules[0][1].words else "", "、".join(state.value for state, _ in rules), after))
    return table(("怎么说", "谁可以", "要写说明", "什么状态下", "之后"), rows)


def states() -> str:
    """Every state with every verb: what follows, or nothing."""
    rows = [
        (state.value, *[(rule.to or state).value if (rule := TABLE.get((state, verb))) else "" for verb in Verb])
        for state in State
    ]
    return table(("", *[verb.value for verb in Verb]), rows)


def disclosed(shows: Mapping[Audience, frozenset[Field]]) -> str:
    """Who is shown what."""
    rows = [(each.value, *["✓" if each in shows[audience] else "" for audience in Audience]) for each in Field]
    return table(("", *[audience.value for audience in Audience]), rows)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    heads = list(head)
    lines = [heads, ["---"] * len(heads), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), "utf-8")
