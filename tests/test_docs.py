"""The documents tell the truth of today: generated tables, settings, the chat examples, and what they link to."""

import re
import tomllib
from pathlib import Path

import pytest

from plugins.desk import privacy
from plugins.guide import manual
from plugins.inbox.heard import Heard
from plugins.inbox.matching import by_quote, find
from plugins.inbox.table import COMMANDS
from plugins.inbox.wording import normalise
from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.people import forgetting, personal

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "README.en.md",
    ROOT / "CHANGELOG.md",
    ROOT / "data" / "README.md",
    *(ROOT / "docs").glob("*.md"),
]
CHATS = ["README.md", "README.en.md", "docs/使用手册.md", "docs/部署.md", "docs/隐私.md"]
SETTINGS = (
    "HOST",
    "PORT",
    "ONEBOT_ACCESS_TOKEN",
    "SUPERUSERS",
    "DATABASE_URL",
    "LOG_LEVEL",
    "DEMO",
    "DATA_FOLDER",
    "SECRET_KEY",
    "BACKUPS",
    "MOST_A_MINUTE",
)
TARGETS = ("demo", "run", "test", "check", "bench")
ANSWERS = {"1", "2", "0"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def typed(said: str) -> Heard:
    chat = Address("qq", "80001", "person", "10004")
    return Heard("qq", "80001", "10004", chat, "1", clock.now(), "1", said, normalise(said), spoken_to=True)


def test_the_table_of_commands_is_up_to_date() -> None:
    assert manual.PAGE.read_text("utf-8") == manual.page(), "run: python docs/generate.py"


def test_the_page_about_privacy_is_up_to_date() -> None:
    assert privacy.PAGE.read_text("utf-8") == privacy.page(), "run: python docs/generate.py"
    assert all(name in text_of(page) for page in ("README.md", "README.en.md", "docs/使用手册.md") for name in ["隐私.md"])


def test_the_page_about_privacy_tells_of_every_room() -> None:
    page = privacy.page()
    assert all(f"| {each.title} | {each.kept} |" in page for each in personal.rooms())
    assert all(each.name in page for each in forgetting.kinds())
    assert "| 原话 |" in page
    assert "随手报保存" in page
    assert "照片保存" in page


def test_every_command_stands_in_the_table() -> None:
    page = manual.page()
    assert all(f"`{each.usage}`".replace("|", "&#124;") in page for each in COMMANDS.values())


@pytest.mark.parametrize("name", CHATS)
def test_what_the_documents_tell_people_to_say_is_a_command(name: str) -> None:
    """Everything in 「」 that begins a command line; meant sentences stand in “ ” and are tested with the understanding."""
    said = [each for each in re.findall("「([^」\n]+)」", text_of(name)) if each not in ANSWERS]
    assert said
    unknown = [each for each in said if not next(find(typed(each)), None) and not by_quote(normalise(each))]
    assert not unknown


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_the_readmes_name_every_target(name: str) -> None:
    assert all(f"make {each}" in text_of(name) for each in TARGETS)


def test_both_readmes_have_the_same_structure() -> None:
    shapes = [
        [line.split()[0] for line in text_of(name).splitlines() if re.match("#+ ", line)]
        for name in ("README.md", "README.en.md")
    ]
    codes = [re.findall("```sh\n(.*?)```", text_of(name), re.DOTALL) for name in ("README.md", "README.en.md")]
    assert shapes[0] == shapes[1]
    assert [[line for line in code.splitlines() if not line.startswith("#")] for code in codes[0]] == [
        [line for line in code.splitlines() if not line.startswith("#")] for code in codes[1]
    ]


@pytest.mark.parametrize("name", [".env.example", "docs/部署.md"])
def test_every_setting_is_explained(name: str) -> None:
    assert [each for each in SETTINGS if each not in text_of(name)] == []


def test_the_example_env_changes_nothing() -> None:
    assert all(line.startswith("#") or not line for line in text_of(".env.example").splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_constraints_name_exactly_what_was_tested() -> None:
    lines = text_of("constraints.txt").split()
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9.]+", line) for line in lines)
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[\[<>=]", each)[0].lower() for each in wanted}
    assert names <= pinned


def test_the_version_stands_in_the_changelog() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert f"[{version}]" in text_of("CHANGELOG.md") or "[未发布]" in text_of("CHANGELOG.md")
