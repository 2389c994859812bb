"""The picture in the documents is the table in the code."""

import re

from plugins.tickets import page
from plugins.tickets.life import TABLE, UNDONE, State


def test_the_page_is_up_to_date() -> None:
    assert page.PAGE.read_text("utf-8") == page.page(), "run: python docs/generate.py"


def test_every_change_of_state_is_an_arrow() -> None:
    drawn = re.findall(r"^    (\w+) --> (\w+): (.*)$", page.picture(), re.MULTILINE)
    found = set()
    for start, end, verbs in drawn:
        for state in [each.name for each in UNDONE] if start == page.TOGETHER else [start.upper()]:
            found |= {(state, end.upper(), verb) for verb in verbs.split("、")}
    assert found == {
        (State(state).name, rule.to.name, verb.value) for (state, verb), rule in TABLE.items() if rule.to and rule.to != state
    }
