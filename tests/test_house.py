"""The house rules that no tool knows: rooms, sizes, one clock, one mouth, one place that commits."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLUGINS = ROOT / "plugins"
CEILING = 250  # lines of a file
LONGEST = 30  # lines of a function, without decorators, signature and docstring
NO_ROOM = {
    "utils",
    "util",
    "common",
    "helpers",
    "helper",
    "base",
    "manager",
    "misc",
    "core",
    "lib",
    "tools",
    "stuff",
    "service2",
}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns"}
CLOCK_OWNERS = {"datetime", "date", "time"}
SENDS = {
    "delete_msg",
    "delete_message",
    "send_group_msg",
    "send_private_msg",
    "send_msg",
    "send_message",
    "send_forward_msg",
    "upload_file",
}
CALLS = {"call_api"}
MAY_SEND = {"outbox/gateway.py"}
MAY_ASK = {
    "outbox/gateway.py",
    "inbox/names.py",
    "inbox/fetching.py",
    "inbox/history.py",
}  # names, pictures, files and what was missed are asked for, nothing is sent
PRETENDED = "playground/"  # the other end of the line: it *is* the peer, and lives in the machine's own time


def files() -> list[Path]:
    return sorted(each for each in PLUGINS.rglob("*.py") if "versions" not in each.parts)


def room(file: Path) -> str:
    return file.relative_to(PLUGINS).as_posix()


FILES = pytest.mark.parametrize("file", files(), ids=room)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    told = ast.get_docstring(function) is not None and len(function.body) > 1
    first = function.body[1 if told else 0]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def attribute_calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """(what stands before the dot, the method) of every call."""
    for each in ast.walk(tree):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute):
            yield ast.unparse(each.func.value), each.func.attr


def faults(file: Path, text: str) -> list[str]:
    """What a file does that no file of the house may do."""
    tree, name = ast.parse(text), room(file)
    found = []
    for owner, method in attribute_calls(tree):
        what = f"{owner}.{method}"
        if (
            method in CLOCKS
            and owner.split(".")[-1] in CLOCK_OWNERS
            and name != "kernel/clock.py"
            and not name.startswith(PRETENDED)
        ):
            found.append(f"{what}: only kernel/clock.py asks the machine what time it is")
        if method in SENDS and name not in MAY_SEND and not name.startswith(PRETENDED):
            found.append(f"{what}: only outbox/gateway.py sends")
        if method in CALLS and name not in MAY_ASK and not name.startswith(PRETENDED):
            found.append(f"{what}: only the gateway and those who ask for names and photos call the peer")
        if method in ("send", "finish", "reject") and owner in ("bot", "matcher", "entry"):
            found.append(f"{what}: only outbox/gateway.py sends")
        if method == "commit":
            found.append(f"{what}: the edge commits, by leaving write()")
    return found


def test_arrows_point_down() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_plugin_has_a_door_plate_and_a_floor() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    for folder in PLUGINS.iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            plate = folder / "__init__.py"
            assert "PluginMetadata" in plate.read_text("utf-8"), f"{folder.name} has no door plate"
            assert len(plate.read_text("utf-8").splitlines()) <= LONGEST
            assert folder.name in pyproject


@FILES
def test_rooms_have_names_that_say_something(file: Path) -> None:
    assert not NO_ROOM & {part.removesuffix(".py") for part in file.relative_to(PLUGINS).parts}


@FILES
def test_no_file_is_too_long(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= CEILING


@FILES
def test_no_function_is_too_long(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    long = [f"{each.name}: {body_lines(each)}" for each in functions(tree) if body_lines(each) > LONGEST]
    assert not long


@FILES
def test_one_clock_one_mouth_one_commit(file: Path) -> None:
    assert faults(file, file.read_text("utf-8")) == []


@FILES
def test_services_know_no_adapter(file: Path) -> None:
    """Rows, rules and sentences stay usable without NoneBot's matchers and adapters."""
    if file.name in ("models.py", "texts.py", "service.py"):
        imported = [
            each.module or ""
            for each in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(each, ast.ImportFrom) and each.module
        ]
        assert not [each for each in imported if each.startswith("nonebot.adapters")]


@pytest.mark.parametrize(
    "bad",
    [
        "from datetime import datetime\nx = datetime.now()",
        "import time\nx = time.time()",
        "import datetime\nx = datetime.datetime.utcnow()",
        "async def f(bot):\n    await bot.send_group_msg(group_id=1, message='x')",
        "async def f(bot):\n    await bot.call_api('send_msg')",
        "async def f(bot, event):\n    await bot.send(event, 'x')",
        "async def f(session):\n    await session.commit()",
    ],
)
def test_the_rules_see_what_they_forbid(bad: str) -> None:
    assert faults(PLUGINS / "people" / "models.py", bad)


def test_nothing_is_left_for_later() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    for file in files():
        assert not [mark for mark in marks if mark in file.read_text("utf-8")], room(file)
